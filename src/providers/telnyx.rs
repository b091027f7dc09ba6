//! <https://github.com/team-telnyx/telnyx-node>

use crate::{Part, Provider, Scheme, Source, Unit};

/// Telnyx. The secret is the account's public key, in base64.
#[derive(Debug, Clone, Copy)]
pub enum Telnyx {}

impl Provider for Telnyx {
    const SCHEME: Scheme = Scheme::ed25519("telnyx", "telnyx-signature-ed25519")
        .base64()
        .timestamp(Source::Header("telnyx-timestamp"), Unit::Seconds)
        .signs(&[Part::Timestamp, Part::Literal("|"), Part::Body])
        .id(Source::Field("/data/id"))
        .event(Source::Field("/data/event_type"))
        .attempt(Source::Field("/meta/attempt"))
        .time(Source::Field("/data/occurred_at"))
        .data("/data/payload");
}
