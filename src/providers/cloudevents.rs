//! <https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md>

use crate::{Acceptance, Handshake, Layout, Provider, Scheme, Source, Value};

/// CloudEvents over HTTP 1.0, with a bearer token, in binary and in structured mode: any sender that
/// follows the specification.
///
/// The `OPTIONS` that asks whether a sender may send is answered with yes, whoever asks and at whatever rate: it
/// proves nothing, and the deliveries that follow are verified. The answer to an event is an empty `204`. For a
/// handler to give are `410`, which ends the deliveries, `415` for a format that it does not take, and `429` with
/// `Retry-After`.
#[derive(Debug, Clone, Copy)]
pub enum CloudEvents {}

impl Provider for CloudEvents {
    const SCHEME: Scheme = in_both_modes(
        Scheme::token("cloudevents", Source::Header("authorization")).layout(Layout::Word("Bearer")),
    );
}

/// What stands in headers in binary mode, and in the body in structured mode.
pub(super) const fn in_both_modes(scheme: Scheme) -> Scheme {
    scheme
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
        .handshakes(&[VALIDATION])
}

/// The validation that any sender of CloudEvents may ask for.
pub(super) const VALIDATION: Handshake = Handshake::options().headers(&[
    ("allow", Value::Literal("POST")),
    ("webhook-allowed-origin", Value::Echo(Source::Header("webhook-request-origin"))),
    ("webhook-allowed-rate", Value::Literal("*")),
]);
