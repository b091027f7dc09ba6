//! <https://github.com/polarsource/polar>

use crate::{KeyForm, Provider, Scheme, Source};

/// Polar's webhooks.
///
/// Polar waits for ten seconds, tries up to ten times, and delivers to one endpoint in order.
#[derive(Debug, Clone, Copy)]
pub enum Polar {}

impl Provider for Polar {
    const SCHEME: Scheme = Scheme::standard_webhooks("polar")
        // The text as it is, unlike the secret of Standard Webhooks.
        .key(KeyForm::Text)
        .shortest_key(1)
        .event(Source::Field("/type"))
        .time(Source::Field("/timestamp"))
        .version(Source::Field("/api_version"))
        .data("/data");
}
