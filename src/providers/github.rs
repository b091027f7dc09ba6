//! <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries>

use crate::{Provider, Scheme, Source};

/// GitHub: repositories, organisations, apps, Marketplace and Sponsors.
///
/// A payload may have 25 MB, more than the default limit of either framework. GitHub does not try again on
/// its own.
#[derive(Debug, Clone, Copy)]
pub enum GitHub {}

impl Provider for GitHub {
    const SCHEME: Scheme = Scheme::hmac_sha256("github", "x-hub-signature-256")
        .prefix("sha256=")
        // Neither header is signed. `X-Hub-Signature` with SHA-1 comes along and is never looked at.
        .id(Source::Header("x-github-delivery"))
        .event(Source::Join(&[Source::Header("x-github-event"), Source::Field("/action")]))
        // A webhook may be set up to send forms.
        .json_in_form("payload");
}
