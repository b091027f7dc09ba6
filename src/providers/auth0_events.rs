//! <https://auth0.com/docs/api/management/v2/event-streams/post-event-streams>

use crate::{Layout, Provider, Scheme, Source};

/// Auth0 event streams to a webhook, with bearer authorization. Those with basic authorization are
/// [`GenericBasic`](super::GenericBasic).
#[derive(Debug, Clone, Copy)]
pub enum Auth0Events {}

impl Provider for Auth0Events {
    const SCHEME: Scheme = Scheme::token("auth0_events", Source::Header("authorization"))
        .variant_of("auth0")
        .layout(Layout::Word("Bearer"))
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/time"))
        .account(Source::Field("/a0tenant"))
        .data("/data/object");
}
