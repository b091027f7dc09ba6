//! <https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md>

use super::cloudevents::in_both_modes;
use crate::{Provider, Scheme, Source};

/// CloudEvents over HTTP 1.0, with a token in the query: any sender that follows the specification.
///
/// A token in a URL is written to the access logs of every proxy that it passes.
/// [`CloudEvents`](super::CloudEvents) takes it from a header.
#[derive(Debug, Clone, Copy)]
pub enum CloudEventsQuery {}

impl Provider for CloudEventsQuery {
    const SCHEME: Scheme = in_both_modes(
        Scheme::token("cloudevents_query", Source::Query("access_token")).variant_of("cloudevents"),
    );
}
