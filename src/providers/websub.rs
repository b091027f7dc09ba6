//! <https://www.w3.org/TR/websub/>

use crate::{Handshake, Provider, Scheme, Source, Value};

/// WebSub, and PubSubHubbub before it, from a hub that signs with SHA-256.
///
/// The secret is the `hub.secret` that the subscription was made with. The hub's `GET` is answered when
/// the verifier has the topic as its [`verify_token`](crate::Verifier::verify_token): a subscription is
/// confirmed, and its end is not, since anybody who knows the topic can ask a hub for it.
#[derive(Debug, Clone, Copy)]
pub enum WebSub {}

impl Provider for WebSub {
    const SCHEME: Scheme =
        Scheme::hmac_sha256("websub", "x-hub-signature").prefix("sha256=").handshakes(HANDSHAKES);
}

/// A subscription is confirmed, and that a hub denies one is acknowledged.
///
/// That a subscription ends is not confirmed: anybody who knows the topic can ask a hub for it.
pub(super) const HANDSHAKES: &[Handshake] = &[
    OF_TOPIC
        .is(&[(Source::Query("hub.mode"), "subscribe")])
        .text(Value::Echo(Source::Query("hub.challenge"))),
    OF_TOPIC.is(&[(Source::Query("hub.mode"), "denied")]),
    OF_TOPIC.is(&[(Source::Query("hub.mode"), "unsubscribe")]).status(404),
];

const OF_TOPIC: Handshake = Handshake::get().token(Source::Query("hub.topic")).refusal(404);
