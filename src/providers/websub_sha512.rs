//! <https://www.w3.org/TR/websub/>

use super::websub::HANDSHAKES;
use crate::{Provider, Scheme};

/// WebSub, and PubSubHubbub before it, from a hub that signs with SHA-512.
///
/// The secret is the `hub.secret` that the subscription was made with. The hub's `GET` is answered when
/// the verifier has the topic as its [`verify_token`](crate::Verifier::verify_token).
#[derive(Debug, Clone, Copy)]
pub enum WebSubSha512 {}

impl Provider for WebSubSha512 {
    const SCHEME: Scheme = Scheme::hmac_sha512("websub_sha512", "x-hub-signature")
        .variant_of("websub")
        .prefix("sha512=")
        .handshakes(HANDSHAKES);
}
