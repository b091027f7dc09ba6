//! <https://razorpay.com/docs/webhooks/>

use crate::{Provider, Scheme, Source};

/// Razorpay. The secret is the webhook's, not an API key.
///
/// What Razorpay tries again after the secret was changed is still signed with the old one. Razorpay tries
/// for 24 hours and then disables the webhook.
#[derive(Debug, Clone, Copy)]
pub enum Razorpay {}

impl Provider for Razorpay {
    const SCHEME: Scheme = Scheme::hmac_sha256("razorpay", "x-razorpay-signature")
        // Not signed.
        .id(Source::Header("x-razorpay-event-id"))
        .event(Source::Field("/event"))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/account_id"))
        .data("/payload");
}
