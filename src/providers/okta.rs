//! <https://developer.okta.com/docs/concepts/event-hooks/>

use crate::{Handshake, Provider, Scheme, Source, Value};

/// Okta event hooks, with the secret in `Authorization`, as it was entered. It says who sends, and nothing
/// about what was sent.
///
/// One delivery may hold several events. Okta waits for three seconds and tries again once, but not after a
/// `4xx`.
#[derive(Debug, Clone, Copy)]
pub enum Okta {}

impl Provider for Okta {
    const SCHEME: Scheme = Scheme::token("okta", Source::Header("authorization"))
        .id(Source::Field("/eventId"))
        .event(Source::Field("/data/events/0/eventType"))
        .handshakes(&[Handshake::get()
            .json(&[("verification", Value::Echo(Source::Header("x-okta-verification-challenge")))])])
        .time(Source::Field("/eventTime"))
        .version(Source::Field("/eventTypeVersion"))
        .data("/data")
        .items("/data/events/*")
        .item_id(Source::Field("/uuid"))
        .item_event(Source::Field("/eventType"));
}
