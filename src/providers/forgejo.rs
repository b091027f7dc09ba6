//! <https://forgejo.org/docs>

use crate::{Provider, Scheme, Source};

/// Forgejo. The headers of Gitea, Gogs and GitHub come along and are not looked at.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Forgejo {}

impl Provider for Forgejo {
    const SCHEME: Scheme = Scheme::hmac_sha256("forgejo", "x-forgejo-signature")
        .id(Source::Header("x-forgejo-delivery"))
        .event(Source::Join(&[Source::Header("x-forgejo-event"), Source::Field("/action")]))
        .account(Source::Field("/repository/owner/username"));
}
