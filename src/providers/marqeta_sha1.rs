//! <https://www.marqeta.com/developer-guides/signature-verification/>

use super::marqeta::PING;
use crate::{Provider, Scheme};

/// Marqeta webhooks with a secret, signed with SHA-1. Where the webhook can have SHA-256,
/// [`Marqeta`](super::Marqeta) proves more.
#[derive(Debug, Clone, Copy)]
pub enum MarqetaSha1 {}

impl Provider for MarqetaSha1 {
    const SCHEME: Scheme =
        Scheme::hmac_sha1("marqeta_sha1", "x-marqeta-signature").variant_of("marqeta").handshakes(&[PING]);
}
