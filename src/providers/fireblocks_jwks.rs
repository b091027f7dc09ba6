//! <https://developers.fireblocks.com/reference/validating-webhooks>

use crate::{Provider, Scheme, Source};

/// Fireblocks webhooks, second version, by the signature over JSON Web Keys. The secret is its set of keys,
/// from `https://keys.fireblocks.io/.well-known/jwks.json` or a regional address; it changes, so fetch it
/// again and give it to [`replace_keys`](crate::Verifier::replace_keys).
///
/// While it migrates it sends the older signature too: see [`Fireblocks`](super::Fireblocks).
#[derive(Debug, Clone, Copy)]
pub enum FireblocksJwks {}

impl Provider for FireblocksJwks {
    const SCHEME: Scheme = Scheme::jws_rs512_detached("fireblocks_jwks", "fireblocks-webhook-signature")
        .variant_of("fireblocks")
        .id(Source::Field("/id"))
        .event(Source::Field("/eventType"));
}
