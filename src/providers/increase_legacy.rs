//! <https://increase.com/documentation>

use crate::{Layout, Part, Provider, Scheme, Source, Unit};

/// Increase, by the header `Increase-Webhook-Signature`, which [`Increase`](super::Increase) supersedes.
///
/// The secret is used with its `whsec_`, if it has one.
#[derive(Debug, Clone, Copy)]
pub enum IncreaseLegacy {}

impl Provider for IncreaseLegacy {
    const SCHEME: Scheme = Scheme::hmac_sha256("increase_legacy", "increase-webhook-signature")
        .layout(Layout::Pairs(',', "v1"))
        .timestamp(Source::Label("t"), Unit::Rfc3339)
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .id(Source::Field("/id"))
        .event(Source::Field("/category"))
        .time(Source::Field("/created_at"));
}
