//! <https://github.com/Viber/viber-bot-node>

use crate::{Handshake, Provider, Scheme, Source};

/// Viber bots and channels. The secret is the account's authentication token.
///
/// Viber sets a webhook once the signed event `webhook` is answered with a `200`, which it is without
/// the handler.
#[derive(Debug, Clone, Copy)]
pub enum Viber {}

impl Provider for Viber {
    const SCHEME: Scheme = Scheme::hmac_sha256("viber", "x-viber-content-signature")
        // `/message_token` is that of a message, which has many events.
        .event(Source::Field("/event"))
        .handshakes(&[Handshake::signed().is(&[(Source::Field("/event"), "webhook")])])
        .time(Source::Field("/timestamp"));
}
