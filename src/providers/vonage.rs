//! <https://developer.vonage.com/en/getting-started/concepts/webhooks>

use crate::{JwtClaim, Layout, Provider, Scheme, Source};

/// Vonage's signed webhooks, with a JWT. The secret is the account's signature secret.
///
/// Vonage's libraries look at the hash of the body only when told to; here a token without one is refused.
/// Older SMS webhooks, which sign their parameters, are not covered.
#[derive(Debug, Clone, Copy)]
pub enum Vonage {}

impl Provider for Vonage {
    const SCHEME: Scheme = Scheme::jws_hs256(
        "vonage",
        "authorization",
        &[JwtClaim::Is("iss", "Vonage"), JwtClaim::IssuedAt, JwtClaim::BodySha256Hex("payload_hash")],
    )
    .layout(Layout::Word("Bearer"))
    .event(Source::Field("/status"))
    .time(Source::Field("/timestamp"));
}
