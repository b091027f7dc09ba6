//! <https://docs.lithic.com/docs/events-api>

use crate::{Provider, Scheme, Source};

/// Lithic Events API. Each event subscription has a secret of its own.
#[derive(Debug, Clone, Copy)]
pub enum Lithic {}

impl Provider for Lithic {
    const SCHEME: Scheme = Scheme::standard_webhooks("lithic").event(Source::Field("/event_type"));
}
