//! <https://github.com/gogs/gogs>

use crate::{Provider, Scheme, Source};

/// Gogs. The headers of GitHub come along and are not looked at.
#[derive(Debug, Clone, Copy)]
pub enum Gogs {}

impl Provider for Gogs {
    const SCHEME: Scheme = Scheme::hmac_sha256("gogs", "x-gogs-signature")
        .id(Source::Header("x-gogs-delivery"))
        .event(Source::Join(&[Source::Header("x-gogs-event"), Source::Field("/action")]))
        .account(Source::Field("/repository/owner/username"));
}
