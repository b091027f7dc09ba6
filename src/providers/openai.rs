//! <https://platform.openai.com/docs/guides/webhooks>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// OpenAI. What it tries again has the same id and another time.
#[derive(Debug, Clone, Copy)]
pub enum OpenAI {}

impl Provider for OpenAI {
    const SCHEME: Scheme = Scheme::hmac_sha256("openai", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16)
        .event(Source::Field("/type"))
        .time(Source::Field("/created_at"))
        .data("/data");
}
