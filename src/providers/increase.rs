//! <https://increase.com/documentation>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Increase. The secret is used as text, unlike that of Standard Webhooks.
#[derive(Debug, Clone, Copy)]
pub enum Increase {}

impl Provider for Increase {
    const SCHEME: Scheme = Scheme::hmac_sha256("increase", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Text)
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Field("/category"))
        .time(Source::Field("/created_at"));
}
