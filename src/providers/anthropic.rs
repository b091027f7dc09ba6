//! <https://github.com/anthropics/anthropic-sdk-python>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Anthropic: the webhooks of the API, in beta. They follow Standard Webhooks.
#[derive(Debug, Clone, Copy)]
pub enum Anthropic {}

impl Provider for Anthropic {
    const SCHEME: Scheme = Scheme::hmac_sha256("anthropic", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16)
        .event(Source::Field("/data/type"))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/data/organization_id"))
        .data("/data");
}
