//! <https://auth0.com/docs>

use crate::{Provider, Scheme, Source};

/// Auth0 log streams to a custom webhook. The secret is the stream's authorization token, which is all of
/// the `Authorization` header, with a `Bearer` if it was set with one.
///
/// A delivery may hold several logs, as an array or as lines.
#[derive(Debug, Clone, Copy)]
pub enum Auth0 {}

impl Provider for Auth0 {
    const SCHEME: Scheme = Scheme::token("auth0", Source::Header("authorization"))
        .event(Source::Field("/0/data/type"))
        .items("/*")
        .item_id(Source::Field("/log_id"))
        .item_event(Source::Field("/data/type"));
}
