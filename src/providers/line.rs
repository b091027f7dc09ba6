//! <https://developers.line.biz/en/docs/messaging-api/receiving-messages/>

use crate::{Handshake, Provider, Scheme, Source};

/// LINE Messaging API. The secret is the channel's.
///
/// One delivery may hold several events, and the one that the console's "verify" button sends holds none
/// and is answered.
#[derive(Debug, Clone, Copy)]
pub enum Line {}

impl Provider for Line {
    const SCHEME: Scheme = Scheme::hmac_sha256("line", "x-line-signature")
        .base64()
        .account(Source::Field("/destination"))
        // Of the first event, as is the time.
        .event(Source::Field("/events/0/type"))
        .time(Source::Field("/events/0/timestamp"))
        .items("/events/*")
        .item_id(Source::Field("/webhookEventId"))
        .item_event(Source::Field("/type"))
        // Each event says whether it was sent before.
        .renews(&["isRedelivery"])
        .handshakes(&[Handshake::signed().empty("/events")]);
}
