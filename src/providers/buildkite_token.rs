//! <https://buildkite.com/docs/apis/webhooks/pipelines>

use crate::{Provider, Scheme, Source};

/// Buildkite, where the webhook is set to send its token in clear. [`Buildkite`](super::Buildkite) proves
/// more.
#[derive(Debug, Clone, Copy)]
pub enum BuildkiteToken {}

impl Provider for BuildkiteToken {
    const SCHEME: Scheme = Scheme::token("buildkite_token", Source::Header("x-buildkite-token"))
        .variant_of("buildkite")
        .event(Source::First(&[Source::Field("/event"), Source::Header("x-buildkite-event")]));
}
