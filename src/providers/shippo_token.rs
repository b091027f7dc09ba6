//! <https://docs.goshippo.com/docs/tracking/webhooksecurity>

use crate::{Provider, Scheme, Source};

/// Shippo with a token as `?token=` in the URL that Shippo was given. It says who sends, and nothing about
/// what was sent.
///
/// A secret in a URL is written to the access logs of every proxy that it passes.
#[derive(Debug, Clone, Copy)]
pub enum ShippoToken {}

impl Provider for ShippoToken {
    const SCHEME: Scheme = Scheme::token("shippo_token", Source::Query("token"))
        .variant_of("shippo")
        .event(Source::Field("/event"))
        .data("/data");
}
