//! <https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions>

use crate::{JwtClaim, Layout, Provider, Published, Scheme, Source};

/// Google Cloud Pub/Sub, by push subscriptions with authentication. The secret is Google's set of JSON Web
/// Keys, which changes: have it [fetched](crate::fetch).
///
/// The verifier needs the subscription's audience as the [`setting`](crate::Verifier::setting) `audience` and
/// its service account as the setting `email`: anybody can have Google sign a token for any audience.
///
/// The token says who sends and until when, and nothing about the body.
#[derive(Debug, Clone, Copy)]
pub enum GooglePubSub {}

impl Provider for GooglePubSub {
    const SCHEME: Scheme = pushed("google_pubsub");
}

/// A scheme of messages that are pushed with a token.
pub(super) const fn pushed(name: &'static str) -> Scheme {
    Scheme::jws_rs256(name, "authorization", CLAIMS)
        .layout(Layout::Word("Bearer"))
        .published(Published::at("https://www.googleapis.com/oauth2/v3/certs").named_in_token())
        .id(Source::Field("/message/messageId"))
        .time(Source::Field("/message/publishTime"))
        .data("/message")
}

const CLAIMS: &[JwtClaim] = &[
    JwtClaim::IsOneOf("iss", &["https://accounts.google.com", "accounts.google.com"]),
    JwtClaim::Setting("aud", "audience"),
    JwtClaim::Setting("email", "email"),
    JwtClaim::Is("email_verified", "true"),
    JwtClaim::Expires,
];
