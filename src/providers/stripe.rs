//! <https://docs.stripe.com/webhooks/signature>

use crate::{Part, Provider, Scheme, Source};

/// Stripe: snapshot and thin events, of an account and of connected ones.
///
/// Each endpoint has a secret of its own. Stripe tries again for up to three days.
#[derive(Debug, Clone, Copy)]
pub enum Stripe {}

impl Provider for Stripe {
    const SCHEME: Scheme = Scheme::hmac_sha256("stripe", "stripe-signature")
        // The secret is used with its `whsec_`, unlike that of Standard Webhooks.
        .pairs("t", "v1")
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/created"))
        // Thin events say it in `context`.
        .account(Source::First(&[Source::Field("/account"), Source::Field("/context")]))
        .version(Source::Field("/api_version"))
        .data("/data/object");
}
