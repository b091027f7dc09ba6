//! <https://increase.com/documentation>

use crate::{KeyForm, Provider, Scheme, Source};

/// Increase. The secret is used as text, unlike that of Standard Webhooks.
#[derive(Debug, Clone, Copy)]
pub enum Increase {}

impl Provider for Increase {
    const SCHEME: Scheme = Scheme::standard_webhooks("increase")
        .key(KeyForm::Text)
        .shortest_key(1)
        .event(Source::Field("/category"))
        .time(Source::Field("/created_at"));
}
