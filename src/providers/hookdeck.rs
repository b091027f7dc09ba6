//! <https://hookdeck.com/docs/authentication>

use crate::{Provider, Scheme, Source};

/// Hookdeck Event Gateway. The original sender's headers come along and prove nothing here.
#[derive(Debug, Clone, Copy)]
pub enum Hookdeck {}

impl Provider for Hookdeck {
    const SCHEME: Scheme = Scheme::hmac_sha256("hookdeck", "x-hookdeck-signature")
        // The second one while the secret changes over.
        .more_headers(&["x-hookdeck-signature-2"])
        .base64()
        .id(Source::Header("x-hookdeck-eventid"))
        .attempt(Source::Header("x-hookdeck-attempt-count"));
}
