//! <https://github.com/messagebird/python-rest-api>

use time::Duration;

use crate::{JwtClaim, Provider, Scheme};

/// MessageBird's signed requests, with a JWT signed by `HS256`. The secret is the signing key.
///
/// The URL is signed, with the query in the order sent, so the verifier needs its
/// [`public_url`](crate::Verifier::public_url).
#[derive(Debug, Clone, Copy)]
pub enum MessageBird {}

impl Provider for MessageBird {
    const SCHEME: Scheme = Scheme::jws_hs256("messagebird", HEADER, CLAIMS).tolerance(TOLERANCE);
}

pub(super) const HEADER: &str = "messagebird-signature-jwt";

pub(super) const CLAIMS: &[JwtClaim] = &[
    JwtClaim::Is("iss", "MessageBird"),
    JwtClaim::NotBefore,
    JwtClaim::Expires,
    JwtClaim::UrlSha256Hex("url_hash"),
    JwtClaim::BodySha256HexUnlessEmpty("payload_hash"),
];

/// What its own library allows for clocks.
pub(super) const TOLERANCE: Duration = Duration::SECOND;
