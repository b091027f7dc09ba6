//! <https://discord.com/developers/docs/events/webhook-events>

use crate::{Part, Provider, Scheme, Source, Unit};

/// Discord: interactions and webhook events. The secret is the application's public key.
///
/// Discord sends bad signatures on purpose and wants a `401` to each. Its `PING` arrives as a delivery:
/// an interaction of type 1 wants `{"type":1}`, a webhook event of type 0 an empty `204`. It waits for
/// three seconds.
#[derive(Debug, Clone, Copy)]
pub enum Discord {}

impl Provider for Discord {
    const SCHEME: Scheme = Scheme::ed25519("discord", "x-signature-ed25519")
        .timestamp(Source::Header("x-signature-timestamp"), Unit::Seconds)
        .signs(&[Part::Timestamp, Part::Body])
        // Webhook events have none.
        .id(Source::Field("/id"))
        .event(Source::First(&[Source::Field("/event/type"), Source::Field("/type")]));
}
