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
    const SCHEME: Scheme = Scheme::jws_rs256("google_pubsub", HEADER, CLAIMS)
        .layout(LAYOUT)
        .published(KEYS)
        .id(Source::Field("/message/messageId"))
        .time(Source::Field("/message/publishTime"))
        .data("/message");
}

pub(super) const HEADER: &str = "authorization";
pub(super) const LAYOUT: Layout = Layout::Word("Bearer");

pub(super) const KEYS: Published =
    Published::at("https://www.googleapis.com/oauth2/v3/certs").named_in_token();

pub(super) const CLAIMS: &[JwtClaim] = &[
    JwtClaim::IsOneOf("iss", &["https://accounts.google.com", "accounts.google.com"]),
    JwtClaim::Setting("aud", "audience"),
    JwtClaim::Setting("email", "email"),
    JwtClaim::Is("email_verified", "true"),
    JwtClaim::Expires,
];
