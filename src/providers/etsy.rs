//! <https://developers.etsy.com/documentation/essentials/webhooks>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Etsy, which delivers through Svix. A delivery has the URL of what it is about, to be fetched.
#[derive(Debug, Clone, Copy)]
pub enum Etsy {}

impl Provider for Etsy {
    const SCHEME: Scheme = Scheme::hmac_sha256("etsy", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16)
        .event(Source::Field("/event_type"))
        .account(Source::Field("/shop_id"));
}
