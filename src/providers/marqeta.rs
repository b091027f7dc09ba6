//! <https://www.marqeta.com/developer-guides/signature-verification/>

use crate::{Provider, Scheme};

/// Marqeta webhooks with a secret, signed with SHA-256. The basic credentials that come along are not
/// looked at.
#[derive(Debug, Clone, Copy)]
pub enum Marqeta {}

impl Provider for Marqeta {
    const SCHEME: Scheme = Scheme::hmac_sha256("marqeta", "x-marqeta-signature");
}
