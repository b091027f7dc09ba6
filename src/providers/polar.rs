//! <https://github.com/polarsource/polar>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Polar's webhooks.
///
/// Polar waits for ten seconds, tries up to ten times, and delivers to one endpoint in order.
#[derive(Debug, Clone, Copy)]
pub enum Polar {}

impl Provider for Polar {
    const SCHEME: Scheme = Scheme::hmac_sha256("polar", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        // The text as it is, unlike the secret of Standard Webhooks.
        .key(KeyForm::Text)
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Field("/type"))
        .time(Source::Field("/timestamp"))
        .version(Source::Field("/api_version"))
        .data("/data");
}
