//! <https://developer.bigcommerce.com/docs/integrations/webhooks>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// BigCommerce. The secret is the app's client secret, used as text, unlike that of Standard Webhooks.
///
/// BigCommerce tries again eleven times in 48 hours and then deactivates the webhook.
#[derive(Debug, Clone, Copy)]
pub enum BigCommerce {}

impl Provider for BigCommerce {
    const SCHEME: Scheme = Scheme::hmac_sha256("bigcommerce", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Text)
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Field("/scope"))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/store_id"))
        .data("/data");
}
