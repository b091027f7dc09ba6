//! <https://developer.squareup.com/docs/webhooks/step3validate>

use crate::{Part, Provider, Scheme, Source, UrlForm};

/// Square's older signature, with SHA-1. Where Square sends the newer one, [`Square`](super::Square) proves
/// more.
///
/// The URL is signed, so the verifier needs its [`public_url`](crate::Verifier::public_url), as it was
/// entered.
#[derive(Debug, Clone, Copy)]
pub enum SquareLegacy {}

impl Provider for SquareLegacy {
    const SCHEME: Scheme = Scheme::hmac_sha1("square_legacy", "x-square-signature")
        .variant_of("square")
        .base64()
        .signs(&[Part::Url(UrlForm::AsConfigured), Part::Body])
        .id(Source::Field("/event_id"))
        .event(Source::First(&[Source::Field("/type"), Source::Field("/event_type")]))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/merchant_id"))
        .data("/data/object");
}
