//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>

use crate::{Provider, Scheme, Source};

/// Standard Webhooks 1.0.0, with a shared secret (`v1`): any sender that follows the specification.
#[derive(Debug, Clone, Copy)]
pub enum StandardWebhooks {}

impl Provider for StandardWebhooks {
    const SCHEME: Scheme = Scheme::standard_webhooks("standard_webhooks")
        .time(Source::First(&[Source::Field("/timestamp"), Source::Header("webhook-timestamp")]))
        .data("/data")
        .event(Source::Field("/type"));
}
