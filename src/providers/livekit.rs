//! <https://github.com/livekit/node-sdks>

use crate::{JwtClaim, Provider, Scheme, Source};

/// LiveKit. The secret is an API secret, and the verifier needs its API key as the
/// [`setting`](crate::Verifier::setting) `api_key`.
///
/// Participants' access tokens are signed with the same secret. They have no hash of a body, and are
/// refused.
#[derive(Debug, Clone, Copy)]
pub enum LiveKit {}

impl Provider for LiveKit {
    // Without the word `Bearer`.
    const SCHEME: Scheme = Scheme::jws_hs256(
        "livekit",
        "authorization",
        &[
            JwtClaim::Setting("iss", "api_key"),
            JwtClaim::NotBefore,
            JwtClaim::Expires,
            JwtClaim::BodySha256Base64("sha256"),
        ],
    )
    .id(Source::Field("/id"))
    .event(Source::Field("/event"))
    .time(Source::Field("/createdAt"));
}
