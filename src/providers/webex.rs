//! <https://developer.webex.com/docs/api/guides/webhooks>

use crate::{Provider, Scheme, Source};

/// Cisco Webex: messages, rooms, memberships, meetings. Signed only when the webhook has a secret.
///
/// Contact Center subscriptions have other rules. `X-Webex-Signature`, whose form is not established, is
/// not looked at.
#[derive(Debug, Clone, Copy)]
pub enum Webex {}

impl Provider for Webex {
    const SCHEME: Scheme = Scheme::hmac_sha1("webex", "x-spark-signature")
        .event(Source::Join(&[Source::Field("/resource"), Source::Field("/event")]))
        .account(Source::Field("/orgId"))
        .data("/data");
}
