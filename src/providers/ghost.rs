//! <https://ghost.org/docs/webhooks/>

use crate::{Layout, Part, Provider, Scheme, Source, Unit};

/// Ghost. Signed only when the webhook has a secret.
///
/// Versions that do not sign the time are [`GhostLegacy`](super::GhostLegacy). Ghost waits for two seconds
/// and tries again five times at once; a `410` as the answer deletes the webhook.
#[derive(Debug, Clone, Copy)]
pub enum Ghost {}

impl Provider for Ghost {
    const SCHEME: Scheme = Scheme::hmac_sha256("ghost", "x-ghost-signature")
        .layout(Layout::Pairs(',', "sha256"))
        .timestamp(Source::Label("t"), Unit::Milliseconds)
        .signs(&[Part::Body, Part::Timestamp])
        .event(Source::Field("/event"));
}
