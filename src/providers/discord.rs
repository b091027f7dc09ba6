//! <https://discord.com/developers/docs/events/webhook-events>

use crate::{Acceptance, Handshake, Part, Provider, Scheme, Source, Unit, Value};

/// Discord: webhook events. The secret is the application's public key. Interactions, which are signed in the
/// same way, have [`DiscordInteractions`](super::DiscordInteractions).
///
/// The `PING` is answered. Discord sends bad signatures on purpose and wants a `401` to each. It wants a
/// `204`, waits for three seconds and tries again for up to ten minutes.
#[derive(Debug, Clone, Copy)]
pub enum Discord {}

impl Provider for Discord {
    const SCHEME: Scheme = Scheme::ed25519("discord", "x-signature-ed25519")
        .acceptance(Acceptance::status(204))
        .timestamp(Source::Header("x-signature-timestamp"), Unit::Seconds)
        .signs(&[Part::Timestamp, Part::Body])
        .account(Source::Field("/application_id"))
        .time(Source::Field("/event/timestamp"))
        .version(Source::Field("/version"))
        .data("/event/data")
        .event(Source::First(&[Source::Field("/event/type"), Source::Field("/type")]))
        // An interaction of this type does not exist.
        .handshakes(&[Handshake::signed()
            .is(&[(Source::Field("/type"), "0")])
            .status(204)
            .headers(&[("content-type", Value::Literal("application/json"))])]);
}
