//! <https://docs.lithic.com/docs/events-api>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Lithic Events API. Each event subscription has a secret of its own.
#[derive(Debug, Clone, Copy)]
pub enum Lithic {}

impl Provider for Lithic {
    const SCHEME: Scheme = Scheme::hmac_sha256("lithic", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16)
        .event(Source::Field("/event_type"));
}
