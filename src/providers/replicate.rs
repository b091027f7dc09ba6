//! <https://replicate.com/docs/topics/webhooks/verify-webhook>

use crate::{Provider, Scheme, Source};

/// Replicate. One prediction is delivered several times, as it proceeds.
#[derive(Debug, Clone, Copy)]
pub enum Replicate {}

impl Provider for Replicate {
    const SCHEME: Scheme = Scheme::standard_webhooks("replicate").event(Source::Field("/status"));
}
