//! <https://paystack.com/docs/payments/webhooks/>

use crate::{Provider, Scheme, Source};

/// Paystack. The secret is the secret API key, so a new API key changes the signatures.
///
/// Paystack wants a `200`, and tries again four times every three minutes, then every hour for 72 hours.
#[derive(Debug, Clone, Copy)]
pub enum Paystack {}

impl Provider for Paystack {
    const SCHEME: Scheme =
        Scheme::hmac_sha512("paystack", "x-paystack-signature").event(Source::Field("/event")).data("/data");
}
