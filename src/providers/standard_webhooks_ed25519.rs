//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Standard Webhooks 1.0.0, with a public key (`v1a`): any sender that follows the specification.
///
/// The prefix of the key, `whpk_`, may not be left out: it tells this scheme from the one with a shared
/// secret.
#[derive(Debug, Clone, Copy)]
pub enum StandardWebhooksEd25519 {}

impl Provider for StandardWebhooksEd25519 {
    const SCHEME: Scheme = Scheme::ed25519("standard_webhooks_ed25519", "webhook-signature")
        .variant_of("standard_webhooks")
        .layout(Layout::Versions("v1a"))
        .base64()
        .key(KeyForm::PublicKeyBehind("whpk_"))
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .time(Source::First(&[Source::Field("/timestamp"), Source::Header("webhook-timestamp")]))
        .data("/data")
        .event(Source::Field("/type"));
}
