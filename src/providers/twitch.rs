//! <https://dev.twitch.tv/docs/eventsub/handling-webhook-events>

use time::Duration;

use crate::{Handshake, Part, Provider, Scheme, Source, Unit, Value};

/// Twitch EventSub. Each subscription has a secret of its own. The verification of a callback is answered.
///
/// Twitch waits for a few seconds. A revocation of the subscription comes as a delivery too, told by
/// `Twitch-Eventsub-Message-Type`.
#[derive(Debug, Clone, Copy)]
pub enum Twitch {}

impl Provider for Twitch {
    const SCHEME: Scheme = Scheme::hmac_sha256("twitch", "twitch-eventsub-message-signature")
        .prefix("sha256=")
        .timestamp(Source::Header("twitch-eventsub-message-timestamp"), Unit::Rfc3339)
        .id(Source::Header("twitch-eventsub-message-id"))
        .signs(&[Part::Id, Part::Timestamp, Part::Body])
        .tolerance(Duration::minutes(10))
        .shortest_key(10)
        // The header of the same content is not signed.
        .event(Source::Field("/subscription/type"))
        .account(Source::First(&[
            Source::Field("/event/broadcaster_user_id"),
            Source::Field("/subscription/condition/broadcaster_user_id"),
        ]))
        .time(Source::Header("twitch-eventsub-message-timestamp"))
        .version(Source::Field("/subscription/version"))
        .data("/event")
        .attempt(Source::Header("twitch-eventsub-message-retry"))
        .handshakes(&[Handshake::signed()
            // The header of the same content is not signed.
            .is(&[(Source::Field("/subscription/status"), "webhook_callback_verification_pending")])
            .text(Value::Echo(Source::Field("/challenge")))]);
}
