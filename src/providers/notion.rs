//! <https://developers.notion.com/reference/webhooks>

use crate::{Handshake, Provider, Scheme, Source};

/// Notion. The secret is the subscription's verification token, which Notion sends to the endpoint once,
/// when the subscription is made.
///
/// That request is not signed, and is answered without the handler. Its token has to be typed in at Notion, and
/// is not logged: begin with any secret, take `Result<Verified<E>, Rejection>` in the handler, and show
/// [`Refusal::offered`](crate::Refusal::offered) to whoever makes the subscription. Anybody can send such a
/// request, and Notion takes no token but its own.
#[derive(Debug, Clone, Copy)]
pub enum Notion {}

impl Provider for Notion {
    const SCHEME: Scheme = Scheme::hmac_sha256("notion", "x-notion-signature")
        .prefix("sha256=")
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .attempt(Source::Field("/attempt_number"))
        .handshakes(&[Handshake::unsigned().offers(Source::Field("/verification_token"))])
        .time(Source::Field("/timestamp"))
        .account(Source::Field("/workspace_id"))
        .version(Source::Field("/api_version"))
        .data("/entity");
}
