//! <https://developer.fastspring.com/docs/message-security>

use crate::{Provider, Scheme, Source};

/// FastSpring. The secret is the one set with the webhook's URL. A delivery may hold several events.
#[derive(Debug, Clone, Copy)]
pub enum FastSpring {}

impl Provider for FastSpring {
    const SCHEME: Scheme = Scheme::hmac_sha256("fastspring", "x-fs-signature")
        .base64()
        // The first event's.
        .event(Source::Field("/events/0/type"))
        .time(Source::Field("/events/0/created"))
        .items("/events/*")
        .item_id(Source::Field("/id"))
        .item_event(Source::Field("/type"));
}
