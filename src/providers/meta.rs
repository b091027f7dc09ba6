//! <https://developers.facebook.com/docs/graph-api/webhooks/getting-started>

use crate::{Handshake, Provider, Scheme, Source, Value};

/// Meta: Facebook Pages, Messenger, Instagram and the WhatsApp Cloud API. The secret is the app's.
///
/// Its `GET` probe is answered when the verifier has a [`verify_token`](crate::Verifier::verify_token) and
/// the endpoint is routed for `GET`. One delivery may hold several entries. Meta tries again for up to
/// 36 hours, WhatsApp for 7 days.
#[derive(Debug, Clone, Copy)]
pub enum Meta {}

impl Provider for Meta {
    const SCHEME: Scheme = Scheme::hmac_sha256("meta", "x-hub-signature-256")
        // Over the bytes sent, in which non-ASCII characters are escapes.
        .prefix("sha256=")
        .event(Source::Join(&[Source::Field("/object"), Source::Field("/entry/0/changes/0/field")]))
        .account(Source::Field("/entry/0/id"))
        .time(Source::Field("/entry/0/time"))
        .items("/entry/*")
        .item_event(Source::Field("/changes/0/field"))
        .handshakes(&[Handshake::get()
            .is(&[(Source::Query("hub.mode"), "subscribe")])
            .token(Source::Query("hub.verify_token"))
            .text(Value::Echo(Source::Query("hub.challenge")))]);
}
