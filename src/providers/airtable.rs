//! <https://airtable.com/developers>

use crate::{KeyForm, Provider, Scheme, Source};

/// Airtable. A delivery says only that something changed; what, is fetched from the API.
///
/// The secret is the `macSecretBase64` with which the webhook was created.
#[derive(Debug, Clone, Copy)]
pub enum Airtable {}

impl Provider for Airtable {
    const SCHEME: Scheme = Scheme::hmac_sha256("airtable", "x-airtable-content-mac")
        .prefix("hmac-sha256=")
        .key(KeyForm::Base64)
        .time(Source::Field("/timestamp"));
}
