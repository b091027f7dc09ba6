//! <https://resend.com/docs>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Resend, which delivers through Svix.
#[derive(Debug, Clone, Copy)]
pub enum Resend {}

impl Provider for Resend {
    const SCHEME: Scheme = Scheme::hmac_sha256("resend", "svix-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("svix-timestamp"), Unit::Seconds)
        .id(Source::Header("svix-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16)
        .event(Source::Field("/type"))
        .time(Source::Field("/created_at"))
        .data("/data");
}
