//! <https://developer.squareup.com/docs/webhooks/step3validate>

use crate::{Part, Provider, Scheme, Source, UrlForm};

/// Square. Each subscription has a signature key of its own.
///
/// The URL is signed, so the verifier needs its [`public_url`](crate::Verifier::public_url), as it was
/// entered. Square waits for ten seconds, and takes a `3xx` for a failure.
#[derive(Debug, Clone, Copy)]
pub enum Square {}

impl Provider for Square {
    const SCHEME: Scheme = Scheme::hmac_sha256("square", "x-square-hmacsha256-signature")
        .base64()
        .signs(&[Part::Url(UrlForm::AsConfigured), Part::Body])
        .id(Source::Field("/event_id"))
        .event(Source::Field("/type"))
        .attempt(Source::Header("square-retry-number"))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/merchant_id"))
        .data("/data/object");
}
