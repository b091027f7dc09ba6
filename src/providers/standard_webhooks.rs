//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Standard Webhooks 1.0.0, with a shared secret (`v1`): any sender that follows the specification.
#[derive(Debug, Clone, Copy)]
pub enum StandardWebhooks {}

impl Provider for StandardWebhooks {
    const SCHEME: Scheme = Scheme::hmac_sha256("standard_webhooks", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        // The specification asks for 24 bytes, and published examples have 18.
        .shortest_key(16)
        .time(Source::First(&[Source::Field("/timestamp"), Source::Header("webhook-timestamp")]))
        .data("/data")
        .event(Source::Field("/type"));
}
