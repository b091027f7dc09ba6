//! <https://ghost.org/docs/webhooks/>

use crate::{Layout, Provider, Scheme};

/// Ghost before it signed the time, which therefore says nothing.
#[derive(Debug, Clone, Copy)]
pub enum GhostLegacy {}

impl Provider for GhostLegacy {
    const SCHEME: Scheme = Scheme::hmac_sha256("ghost_legacy", "x-ghost-signature")
        .variant_of("ghost")
        .layout(Layout::Pairs(',', "sha256"));
}
