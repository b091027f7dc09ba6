//! <https://docs.gitea.com>

use crate::{Provider, Scheme, Source};

/// Gitea. The headers of GitHub and Gogs come along and are not looked at.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Gitea {}

impl Provider for Gitea {
    const SCHEME: Scheme = Scheme::hmac_sha256("gitea", "x-gitea-signature")
        .id(Source::Header("x-gitea-delivery"))
        .event(Source::Join(&[Source::Header("x-gitea-event"), Source::Field("/action")]))
        .account(Source::Field("/repository/owner/username"));
}
