//! <https://developer.paypal.com/api/rest/webhooks/rest/>

use crate::{Delivery, Part, Provider, Published, Scheme, Source, Unit};

/// PayPal. The secret is the certificate at `PAYPAL-CERT-URL`, which can be [fetched](crate::fetch); the setting
/// `webhook_id` is the id of the webhook. For the sandbox, the setting `environment` is `sandbox`.
///
/// Of the body PayPal signs no more than the CRC-32, for which other bodies are easily found: whoever saw
/// a delivery can send another body with its headers until it is stale. Where that matters, ask PayPal for
/// the resource that the event is about. The time is that of the headers; whether it is a new one in each
/// attempt is not documented, and [`tolerance`](crate::Verifier::tolerance) allows for more. Nor is it whether the id of
/// the transmission is, by which repetitions are told.
#[derive(Debug, Clone, Copy)]
pub enum PayPal {}

impl Provider for PayPal {
    const SCHEME: Scheme = Scheme::rsa_sha256("paypal", "paypal-transmission-sig")
        .base64()
        .requires(&[("paypal-auth-algo", "SHA256withRSA")])
        .timestamp(Source::Header("paypal-transmission-time"), Unit::Rfc3339)
        .signs(&[
            Part::Header("paypal-transmission-id"),
            Part::Literal("|"),
            Part::Timestamp,
            Part::Literal("|"),
            Part::Setting("webhook_id"),
            Part::Literal("|"),
            Part::Computed(checksum),
        ])
        .id(Source::Field("/id"))
        .published(Published::linked(Source::Header("paypal-cert-url"), CERTIFICATES).sandbox(OF_SANDBOX))
        .event(Source::Field("/event_type"))
        .time(Source::Field("/create_time"))
        .version(Source::First(&[Source::Field("/resource_version"), Source::Field("/event_version")]))
        .data("/resource");
}

const CERTIFICATES: &[&str] = &["https://api.paypal.com/v1/notifications/certs/*"];
const OF_SANDBOX: &[&str] = &["https://api.sandbox.paypal.com/v1/notifications/certs/*"];

/// The CRC-32 of the body, in decimal.
fn checksum(delivery: &Delivery) -> Option<Vec<u8>> {
    Some(crc32fast::hash(delivery.body()).to_string().into_bytes())
}
