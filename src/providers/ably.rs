//! <https://ably.com/docs/platform/integrations/webhooks>

use crate::{KeyForm, Provider, Scheme, Source};

/// Ably outbound webhooks, batched, where signing is switched on. Single requests are not signed.
///
/// The secret is the whole API key, `app.key:secret`, of which the part behind the colon signs. Ably keeps
/// what it could not deliver for five minutes.
#[derive(Debug, Clone, Copy)]
pub enum Ably {}

impl Provider for Ably {
    const SCHEME: Scheme = Scheme::hmac_sha256("ably", "x-ably-signature")
        .base64()
        .key(KeyForm::AfterColon)
        // The first item's. Its `webhookId` is the same for all deliveries.
        .event(Source::Field("/items/0/name"))
        .time(Source::Field("/items/0/timestamp"))
        .items("/items/*")
        .item_event(Source::Field("/name"));
}
