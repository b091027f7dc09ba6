//! <https://github.com/sanity-io/webhook-toolkit>

use crate::{Encoding, Layout, Part, Provider, Scheme, Source, Unit};

/// Sanity GROQ-powered webhooks with a secret.
///
/// Sanity tries again twice, every 30 seconds.
#[derive(Debug, Clone, Copy)]
pub enum Sanity {}

impl Provider for Sanity {
    const SCHEME: Scheme = Scheme::hmac_sha256("sanity", "sanity-webhook-signature")
        // Its toolkit takes commas, spaces or both between them.
        .layout(Layout::Groups("v1"))
        .encoding(Encoding::Base64Url)
        .timestamp(Source::Label("t"), Unit::Milliseconds)
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        // Not signed.
        .id(Source::Header("idempotency-key"))
        .event(Source::Header("sanity-operation"))
        .account(Source::Header("sanity-project-id"));
}
