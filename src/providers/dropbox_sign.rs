//! <https://github.com/hellosign/dropbox-sign-node>

use crate::{Acceptance, Handshake, Part, Provider, Scheme, Source};

/// Dropbox Sign, formerly HelloSign. The secret is the API key. Deliveries are multipart forms.
///
/// Only the time and the type of the event are signed, and nothing of what it is about: two events of one
/// type in one second look alike, and [`once`](crate::replay::once) would pass over the second. The answer
/// has to be the text `Hello API Event Received`.
#[derive(Debug, Clone, Copy)]
pub enum DropboxSign {}

impl Provider for DropboxSign {
    const SCHEME: Scheme = Scheme::hmac_sha256("dropbox_sign", "")
        .acceptance(Acceptance::text("Hello API Event Received"))
        // The JSON alone is what is left where a form was taken apart before, and what its libraries take.
        .signature(Source::First(&[
            Source::JsonInForm("json", "/event/event_hash"),
            Source::Field("/event/event_hash"),
        ]))
        // The time is the event's, and no tolerance for it is known.
        .signs(&[
            Part::JsonInForm("json", "/event/event_time"),
            Part::JsonInForm("json", "/event/event_type"),
        ])
        .or_signs(&[&[Part::Field("/event/event_time"), Part::Field("/event/event_type")]])
        .event(EVENT_TYPE)
        .handshakes(&[Handshake::signed()
            .is(&[(EVENT_TYPE, "callback_test")])
            .fixed("text/plain", "Hello API Event Received")])
        .time(Source::First(&[
            Source::JsonInForm("json", "/event/event_time"),
            Source::Field("/event/event_time"),
        ]))
        .account(Source::First(&[
            Source::JsonInForm("json", "/account_guid"),
            Source::Field("/account_guid"),
        ]))
        .json_in_form("json");
}

const EVENT_TYPE: Source =
    Source::First(&[Source::JsonInForm("json", "/event/event_type"), Source::Field("/event/event_type")]);
