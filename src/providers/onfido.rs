//! <https://github.com/onfido/onfido-python>

use crate::{Provider, Scheme, Source};

/// Onfido. The secret is the webhook's token.
///
/// The older `X-Signature`, with SHA-1, is never looked at.
#[derive(Debug, Clone, Copy)]
pub enum Onfido {}

impl Provider for Onfido {
    const SCHEME: Scheme = Scheme::hmac_sha256("onfido", "x-sha2-signature")
        .event(Source::Field("/payload/action"))
        .time(Source::Field("/payload/object/completed_at_iso8601"))
        .data("/payload/object");
}
