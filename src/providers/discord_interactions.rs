//! <https://discord.com/developers/docs/interactions/receiving-and-responding>

use crate::{Handshake, Part, Provider, Scheme, Source, Unit};

/// Discord: interactions. The secret is the application's public key.
///
/// The `PING` is answered. It has the type that webhook events have, so those have a provider of their own,
/// [`Discord`](super::Discord). Discord sends bad signatures on purpose and wants a `401` to each. It waits
/// for three seconds.
#[derive(Debug, Clone, Copy)]
pub enum DiscordInteractions {}

impl Provider for DiscordInteractions {
    const SCHEME: Scheme = Scheme::ed25519("discord_interactions", "x-signature-ed25519")
        .variant_of("discord")
        .timestamp(Source::Header("x-signature-timestamp"), Unit::Seconds)
        .signs(&[Part::Timestamp, Part::Body])
        .id(Source::Field("/id"))
        .account(Source::First(&[Source::Field("/guild_id"), Source::Field("/application_id")]))
        .version(Source::Field("/version"))
        .data("/data")
        .event(Source::Field("/type"))
        .handshakes(&[Handshake::signed()
            .is(&[(Source::Field("/type"), "1")])
            .fixed("application/json", r#"{"type":1}"#)]);
}
