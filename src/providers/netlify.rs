//! <https://docs.netlify.com/site-deploys/notifications/#payload-signature>

use crate::{JwtClaim, Provider, Scheme, Source};

/// Netlify's deploy notifications, with a JWS secret token.
///
/// The token has no time, so a delivery never gets old.
#[derive(Debug, Clone, Copy)]
pub enum Netlify {}

impl Provider for Netlify {
    const SCHEME: Scheme = Scheme::jws_hs256(
        "netlify",
        "x-webhook-signature",
        &[JwtClaim::Is("iss", "netlify"), JwtClaim::BodySha256Hex("sha256")],
    )
    .event(Source::Header("x-netlify-event"));
}
