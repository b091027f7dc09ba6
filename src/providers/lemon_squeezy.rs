//! <https://docs.lemonsqueezy.com/help/webhooks/signing-requests>

use crate::{Provider, Scheme, Source};

/// Lemon Squeezy. The secret has 6 to 40 characters.
///
/// Lemon Squeezy wants a `200` and tries again three times.
#[derive(Debug, Clone, Copy)]
pub enum LemonSqueezy {}

impl Provider for LemonSqueezy {
    const SCHEME: Scheme = Scheme::hmac_sha256("lemon_squeezy", "x-signature")
        .shortest_key(6)
        // The `webhook_id` beside it is the same for all deliveries.
        .event(Source::Field("/meta/event_name"))
        .time(Source::Field("/data/attributes/updated_at"))
        .account(Source::Field("/data/attributes/store_id"))
        .data("/data");
}
