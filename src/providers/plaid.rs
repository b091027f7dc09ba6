//! <https://plaid.com/docs/api/webhooks/webhook-verification/>

use crate::{JwtClaim, Provider, Published, Scheme, Source};

/// Plaid. The secret is the JSON Web Key that its endpoint `/webhook_verification_key/get` returns for the
/// key id in a token's header; while keys change over, a set of several. A source of your own can
/// [fetch](crate::fetch) them by that id: Plaid's API wants to know who asks.
///
/// It waits for ten seconds, and tries again for 24 hours. That there is something new of an item has the same body each
/// time, so that [`once`](crate::replay::once) would pass over the second.
#[derive(Debug, Clone, Copy)]
pub enum Plaid {}

impl Provider for Plaid {
    const SCHEME: Scheme = Scheme::jws_es256(
        "plaid",
        "plaid-verification",
        &[JwtClaim::IssuedAt, JwtClaim::BodySha256Hex("request_body_sha256")],
    )
    .published(Published::on_request().named_in_token())
    .event(Source::Join(&[Source::Field("/webhook_type"), Source::Field("/webhook_code")]));
}
