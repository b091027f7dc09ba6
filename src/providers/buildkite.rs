//! <https://buildkite.com/docs/apis/webhooks/pipelines>

use crate::{Part, Provider, Scheme, Source};

/// Buildkite, where the webhook is set to send a signature. The secret is the webhook's token.
#[derive(Debug, Clone, Copy)]
pub enum Buildkite {}

impl Provider for Buildkite {
    const SCHEME: Scheme = Scheme::hmac_sha256("buildkite", "x-buildkite-signature")
        .pairs("timestamp", "signature")
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::First(&[Source::Field("/event"), Source::Header("x-buildkite-event")]));
}
