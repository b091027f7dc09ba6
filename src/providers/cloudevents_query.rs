//! <https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md>

use super::cloudevents::VALIDATION;
use crate::{Acceptance, Provider, Scheme, Source};

/// CloudEvents over HTTP 1.0, with a token in the query: any sender that follows the specification.
///
/// A token in a URL is written to the access logs of every proxy that it passes.
/// [`CloudEvents`](super::CloudEvents) takes it from a header.
#[derive(Debug, Clone, Copy)]
pub enum CloudEventsQuery {}

impl Provider for CloudEventsQuery {
    const SCHEME: Scheme = Scheme::token("cloudevents_query", Source::Query("access_token"))
        .variant_of("cloudevents")
        // What is accepted without a payload in the answer.
        .acceptance(Acceptance::status(204))
        // An id is unique only together with its source.
        .id(Source::First(&[
            Source::Join(&[Source::Header("ce-source"), Source::Header("ce-id")]),
            Source::Join(&[Source::Field("/source"), Source::Field("/id")]),
        ]))
        .time(Source::First(&[Source::Header("ce-time"), Source::Field("/time")]))
        .version(Source::First(&[Source::Header("ce-specversion"), Source::Field("/specversion")]))
        .items("/*")
        .item_id(Source::Join(&[Source::Field("/source"), Source::Field("/id")]))
        .item_event(Source::Field("/type"))
        .event(Source::First(&[Source::Header("ce-type"), Source::Field("/type")]))
        .handshakes(&[VALIDATION]);
}
