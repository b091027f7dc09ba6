//! <https://developers.intercom.com/docs>

use crate::{Handshake, Provider, Scheme, Source};

/// Intercom. The secret is the app's client secret.
///
/// Its `HEAD` and its signed `ping` are answered. Canvas Kit and the notice of an uninstalled app have other rules. Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Intercom {}

impl Provider for Intercom {
    const SCHEME: Scheme = Scheme::hmac_sha1("intercom", "x-hub-signature")
        .prefix("sha1=")
        .id(Source::Field("/id"))
        .event(Source::Field("/topic"))
        .handshakes(&[Handshake::head(), Handshake::signed().is(&[(Source::Field("/topic"), "ping")])])
        .attempt(Source::Field("/delivery_attempts"))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/app_id"))
        .data("/data/item");
}
