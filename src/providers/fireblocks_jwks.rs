//! <https://developers.fireblocks.com/reference/validating-webhooks>

use crate::{Provider, Published, Scheme, Source};

/// Fireblocks webhooks, second version, by the signature over JSON Web Keys. The secret is its set of keys,
/// which changes: have it [fetched](crate::fetch), or configure that of a regional address.
///
/// While it migrates it sends the older signature too: see [`Fireblocks`](super::Fireblocks).
#[derive(Debug, Clone, Copy)]
pub enum FireblocksJwks {}

impl Provider for FireblocksJwks {
    const SCHEME: Scheme = Scheme::jws_rs512_detached("fireblocks_jwks", "fireblocks-webhook-signature")
        .variant_of("fireblocks")
        .published(Published::at("https://keys.fireblocks.io/.well-known/jwks.json").named_in_token())
        .id(Source::Field("/id"))
        .event(Source::Field("/eventType"))
        .time(Source::Field("/createdAt"))
        .account(Source::Field("/workspaceId"))
        .version(Source::Field("/eventVersion"))
        .data("/data");
}
