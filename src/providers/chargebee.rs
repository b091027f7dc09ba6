//! <https://github.com/chargebee/chargebee-node>

use crate::{Provider, Scheme, Source};

/// Chargebee, with basic authentication. The secret is `user:password`.
///
/// Chargebee tries again up to seven times.
#[derive(Debug, Clone, Copy)]
pub enum Chargebee {}

impl Provider for Chargebee {
    const SCHEME: Scheme = Scheme::basic("chargebee")
        .id(Source::Field("/id"))
        .event(Source::Field("/event_type"))
        .time(Source::Field("/occurred_at"))
        .version(Source::Field("/api_version"))
        .data("/content");
}
