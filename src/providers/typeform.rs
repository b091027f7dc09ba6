//! <https://www.typeform.com/developers/webhooks/>

use crate::{Provider, Scheme, Source};

/// Typeform webhooks with a secret.
#[derive(Debug, Clone, Copy)]
pub enum Typeform {}

impl Provider for Typeform {
    const SCHEME: Scheme = Scheme::hmac_sha256("typeform", "typeform-signature")
        .prefix("sha256=")
        // Not the hexadecimal that this prefix has elsewhere.
        .base64()
        .id(Source::Field("/event_id"))
        .event(Source::Field("/event_type"))
        .time(Source::Field("/form_response/submitted_at"))
        .data("/form_response");
}
