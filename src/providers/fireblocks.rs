//! <https://developers.fireblocks.com/reference/validating-webhooks>

use crate::{Provider, Scheme, Source};

/// Fireblocks: webhooks of both versions by the header `Fireblocks-Signature`. The secret is the public key
/// of the environment, from its documentation.
///
/// Fireblocks sends a JWS in another header besides and prefers that one: see `FireblocksJwks`.
#[derive(Debug, Clone, Copy)]
pub enum Fireblocks {}

impl Provider for Fireblocks {
    const SCHEME: Scheme = Scheme::rsa_sha512("fireblocks", "fireblocks-signature")
        .base64()
        // Version 1 has none.
        .id(Source::Field("/id"))
        .event(Source::First(&[Source::Field("/eventType"), Source::Field("/type")]))
        .time(Source::First(&[Source::Field("/createdAt"), Source::Field("/timestamp")]))
        .account(Source::First(&[Source::Field("/workspaceId"), Source::Field("/tenantId")]))
        .version(Source::Field("/eventVersion"))
        .data("/data");
}
