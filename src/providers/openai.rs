//! <https://platform.openai.com/docs/guides/webhooks>

use crate::{Provider, Scheme, Source};

/// OpenAI. What it tries again has the same id and another time.
#[derive(Debug, Clone, Copy)]
pub enum OpenAI {}

impl Provider for OpenAI {
    const SCHEME: Scheme = Scheme::standard_webhooks("openai")
        .event(Source::Field("/type"))
        .time(Source::Field("/created_at"))
        .data("/data");
}
