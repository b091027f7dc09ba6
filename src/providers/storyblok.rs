//! <https://www.storyblok.com/docs/guide/in-depth/webhooks>

use crate::{Provider, Scheme, Source};

/// Storyblok webhooks with a secret. Established from other people's code.
///
/// Its header has the name of Standard Webhooks' and nothing else of it. Storyblok does not try again, and two changes
/// of one kind of one story have the same body, so that [`once`](crate::replay::once) would pass over the second.
#[derive(Debug, Clone, Copy)]
pub enum Storyblok {}

impl Provider for Storyblok {
    const SCHEME: Scheme = Scheme::hmac_sha1("storyblok", "webhook-signature")
        .event(Source::Field("/action"))
        .account(Source::Field("/space_id"));
}
