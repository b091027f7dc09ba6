//! <https://github.com/maxio-com/ab-typescript-sdk>

use crate::{Provider, Scheme, Source};

/// Maxio Advanced Billing, which was Chargify. The secret is the site's shared key.
///
/// Established from other people's code. `X-Chargify-Webhook-Signature`, with MD5, comes along and is never
/// looked at.
#[derive(Debug, Clone, Copy)]
pub enum MaxioChargify {}

impl Provider for MaxioChargify {
    const SCHEME: Scheme = Scheme::hmac_sha256("maxio_chargify", "x-chargify-webhook-signature-hmac-sha-256")
        // Not signed.
        .id(Source::Header("x-chargify-webhook-id"))
        .event(Source::Form("event"));
}
