//! <https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions>

use crate::{JwtClaim, Layout, Provider, Scheme};

/// Google Cloud Pub/Sub, by push subscriptions with authentication. The secret is Google's set of JSON Web
/// Keys, from `https://www.googleapis.com/oauth2/v3/certs`; it changes, so fetch it again and give it to
/// [`replace_keys`](crate::Verifier::replace_keys).
///
/// The verifier needs the subscription's audience as the [`setting`](crate::Verifier::setting) `audience` and
/// its service account as the setting `email`: anybody can have Google sign a token for any audience.
///
/// The token says who sends and until when, and nothing about the body.
#[derive(Debug, Clone, Copy)]
pub enum GooglePubSub {}

impl Provider for GooglePubSub {
    const SCHEME: Scheme = Scheme::jws_rs256("google_pubsub", HEADER, CLAIMS).layout(LAYOUT);
}

pub(super) const HEADER: &str = "authorization";
pub(super) const LAYOUT: Layout = Layout::Word("Bearer");

pub(super) const CLAIMS: &[JwtClaim] = &[
    JwtClaim::IsOneOf("iss", &["https://accounts.google.com", "accounts.google.com"]),
    JwtClaim::Setting("aud", "audience"),
    JwtClaim::Setting("email", "email"),
    JwtClaim::Is("email_verified", "true"),
    JwtClaim::Expires,
];
