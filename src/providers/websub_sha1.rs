//! <https://www.w3.org/TR/websub/>

use super::websub::HANDSHAKES;
use crate::{Provider, Scheme};

/// WebSub, and PubSubHubbub before it, from a hub that signs with SHA-1. From one that can do better,
/// [`WebSub`](super::WebSub) proves more.
///
/// The secret is the `hub.secret` that the subscription was made with. The hub's `GET` is answered when
/// the verifier has the topic as its [`verify_token`](crate::Verifier::verify_token).
#[derive(Debug, Clone, Copy)]
pub enum WebSubSha1 {}

impl Provider for WebSubSha1 {
    const SCHEME: Scheme = Scheme::hmac_sha1("websub_sha1", "x-hub-signature")
        .variant_of("websub")
        .prefix("sha1=")
        .handshakes(HANDSHAKES);
}
