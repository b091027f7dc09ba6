//! <https://developers.notion.com/reference/webhooks>

use crate::{Provider, Scheme, Source};

/// Notion. The secret is the subscription's verification token, which Notion sends to the endpoint once,
/// when the subscription is made.
#[derive(Debug, Clone, Copy)]
pub enum Notion {}

impl Provider for Notion {
    const SCHEME: Scheme = Scheme::hmac_sha256("notion", "x-notion-signature")
        .prefix("sha256=")
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .attempt(Source::Field("/attempt_number"))
        .time(Source::Field("/timestamp"))
        .account(Source::Field("/workspace_id"))
        .version(Source::Field("/api_version"))
        .data("/entity");
}
