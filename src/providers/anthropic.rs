//! <https://github.com/anthropics/anthropic-sdk-python>

use crate::{Provider, Scheme, Source};

/// Anthropic: the webhooks of the API, in beta. They follow Standard Webhooks.
#[derive(Debug, Clone, Copy)]
pub enum Anthropic {}

impl Provider for Anthropic {
    const SCHEME: Scheme = Scheme::standard_webhooks("anthropic")
        .event(Source::Field("/data/type"))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/data/organization_id"))
        .data("/data");
}
