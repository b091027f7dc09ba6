//! <https://docs.withpersona.com/docs/webhooks-best-practices>

use crate::{Layout, Part, Provider, Scheme, Source, Unit};

/// Persona. The secret is used with its `wbhsec_`.
#[derive(Debug, Clone, Copy)]
pub enum Persona {}

impl Provider for Persona {
    const SCHEME: Scheme = Scheme::hmac_sha256("persona", "persona-signature")
        // One group a secret while it changes over.
        .layout(Layout::Groups("v1"))
        .timestamp(Source::Label("t"), Unit::Seconds)
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .id(Source::Field("/data/id"))
        .event(Source::Field("/data/attributes/name"))
        .attempt(Source::Header("persona-webhook-attempts-made"))
        .time(Source::First(&[
            Source::Field("/data/attributes/created-at"),
            Source::Field("/data/attributes/created_at"),
        ]))
        .data("/data/attributes/payload/data");
}
