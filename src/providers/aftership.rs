//! <https://www.aftership.com/docs/warranty/webhook/webhook-signature>

use crate::{Provider, Scheme, Source};

/// AfterShip: Tracking, and the newer products.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum AfterShip {}

impl Provider for AfterShip {
    const SCHEME: Scheme = Scheme::hmac_sha256("aftership", "as-signature-hmac-sha256")
        // That of Tracking.
        .more_headers(&["aftership-hmac-sha256"])
        .base64()
        .id(Source::Field("/event_id"))
        .event(Source::Field("/event"));
}
