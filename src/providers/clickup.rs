//! <https://developer.clickup.com/docs/webhooksignature>

use crate::{Provider, Scheme, Source};

/// ClickUp. Each webhook has a secret of its own, in the answer to its creation.
///
/// Two changes of one folder, list or space have the same body, so that [`once`](crate::replay::once) would pass over the
/// second.
#[derive(Debug, Clone, Copy)]
pub enum ClickUp {}

impl Provider for ClickUp {
    const SCHEME: Scheme = Scheme::hmac_sha256("clickup", "x-signature").event(Source::Field("/event"));
}
