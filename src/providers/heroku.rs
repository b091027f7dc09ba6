//! <https://devcenter.heroku.com/articles/app-webhooks>

use crate::{Provider, Scheme, Source};

/// Heroku app webhooks. The secret is shown once, and made anew when the webhook changes.
#[derive(Debug, Clone, Copy)]
pub enum Heroku {}

impl Provider for Heroku {
    const SCHEME: Scheme = Scheme::hmac_sha256("heroku", "heroku-webhook-hmac-sha256")
        .base64()
        .id(Source::Field("/id"))
        .event(Source::Join(&[Source::Field("/webhook_metadata/event/include"), Source::Field("/action")]))
        .time(Source::Field("/published_at"))
        .version(Source::Field("/version"))
        .data("/data");
}
