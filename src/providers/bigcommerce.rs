//! <https://developer.bigcommerce.com/docs/integrations/webhooks>

use crate::{KeyForm, Provider, Scheme, Source};

/// BigCommerce. The secret is the app's client secret, used as text, unlike that of Standard Webhooks.
///
/// BigCommerce tries again eleven times in 48 hours and then deactivates the webhook.
#[derive(Debug, Clone, Copy)]
pub enum BigCommerce {}

impl Provider for BigCommerce {
    const SCHEME: Scheme = Scheme::standard_webhooks("bigcommerce")
        .key(KeyForm::Text)
        .shortest_key(1)
        .event(Source::Field("/scope"))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/store_id"))
        .data("/data");
}
