//! <https://replicate.com/docs/topics/webhooks/verify-webhook>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Replicate. One prediction is delivered several times, as it proceeds.
#[derive(Debug, Clone, Copy)]
pub enum Replicate {}

impl Provider for Replicate {
    const SCHEME: Scheme = Scheme::hmac_sha256("replicate", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16)
        .event(Source::Field("/status"));
}
