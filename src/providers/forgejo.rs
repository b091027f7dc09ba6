//! <https://forgejo.org/docs>

use crate::{Provider, Scheme};

/// Forgejo. The headers of Gitea, Gogs and GitHub come along and are not looked at.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Forgejo {}

impl Provider for Forgejo {
    const SCHEME: Scheme = Scheme::hmac_sha256("forgejo", "x-forgejo-signature");
}
