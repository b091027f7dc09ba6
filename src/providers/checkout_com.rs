//! <https://www.checkout.com/docs/developer-resources/webhooks/manage-webhooks/set-up-your-webhook-receiver>

use crate::{Provider, Scheme, Source};

/// Checkout.com. The secret is the signature key of the workflow's webhook action.
///
/// Checkout.com waits for ten seconds and tries again eight times in some thirty hours.
#[derive(Debug, Clone, Copy)]
pub enum CheckoutCom {}

impl Provider for CheckoutCom {
    const SCHEME: Scheme = Scheme::hmac_sha256("checkout_com", "cko-signature")
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/created_on"))
        .version(Source::Field("/version"))
        .data("/data");
}
