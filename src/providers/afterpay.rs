//! <https://developers.cash.app/cash-app-afterpay/guides/api-development/webhook-signature-generation>

use crate::{Part, Provider, Scheme, Source, Unit, UrlForm};

/// Afterpay: disputes. Afterpay's support hands out the secret.
///
/// The URL is signed, so the verifier needs its [`public_url`](crate::Verifier::public_url).
#[derive(Debug, Clone, Copy)]
pub enum Afterpay {}

impl Provider for Afterpay {
    const SCHEME: Scheme = Scheme::hmac_sha256("afterpay", "x-afterpay-request-signature")
        .base64()
        .timestamp(Source::Header("x-afterpay-request-date"), Unit::Seconds)
        // One of the samples in the documentation signs the whole URL, another one the host only.
        .signs(&[
            Part::Url(UrlForm::AsConfigured),
            Part::Literal("\n"),
            Part::Timestamp,
            Part::Literal("\n"),
            Part::Body,
        ])
        .id(Source::Field("/webhook_event_id"))
        .event(Source::Field("/webhook_event_type"));
}
