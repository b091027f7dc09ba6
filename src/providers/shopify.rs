//! <https://shopify.dev/docs/apps/build/webhooks/subscribe/https>

use crate::{Provider, Scheme, Source};

/// Shopify: webhooks of apps and of a store's notification settings, and Events.
///
/// The secret is the app's client secret; a store's notification settings show one of their own. Shopify
/// waits for five seconds and tries again eight times in four hours.
#[derive(Debug, Clone, Copy)]
pub enum Shopify {}

impl Provider for Shopify {
    const SCHEME: Scheme = Scheme::hmac_sha256("shopify", "x-shopify-hmac-sha256")
        // Events come with `shopify-*`.
        .family("x-shopify-", "shopify-")
        .base64()
        .id(Source::Header("x-shopify-event-id"))
        .event(Source::Join(&[Source::Header("x-shopify-topic"), Source::Header("x-shopify-action")]))
        .time(Source::Header("x-shopify-triggered-at"))
        .account(Source::Header("x-shopify-shop-domain"))
        .version(Source::Header("x-shopify-api-version"));
}
