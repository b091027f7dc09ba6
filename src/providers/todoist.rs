//! <https://developer.todoist.com/sync/v9/#webhooks>

use crate::{Provider, Scheme, Source};

/// Todoist. The secret is the app's client secret.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Todoist {}

impl Provider for Todoist {
    const SCHEME: Scheme = Scheme::hmac_sha256("todoist", "x-todoist-hmac-sha256")
        .base64()
        // Not signed, and the same when Todoist tries again.
        .id(Source::Header("x-todoist-delivery-id"))
        .event(Source::Field("/event_name"))
        .time(Source::Field("/triggered_at"))
        .account(Source::Field("/user_id"))
        .version(Source::Field("/version"))
        .data("/event_data");
}
