//! <https://core.telegram.org/bots/api#setwebhook>

use crate::{Provider, Scheme, Source};

/// Telegram Bot API, with the `secret_token` that the webhook was set with. It says who sends, and nothing
/// about what was sent.
#[derive(Debug, Clone, Copy)]
pub enum Telegram {}

impl Provider for Telegram {
    const SCHEME: Scheme = Scheme::token("telegram", Source::Header("x-telegram-bot-api-secret-token"))
        .id(Source::Field("/update_id"));
}
