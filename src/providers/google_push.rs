//! <https://developers.google.com/drive>

use crate::{Handshake, Provider, Scheme, Source};

/// Google Drive and Calendar push notifications. The secret is the token with which the channel was
/// opened.
///
/// A notification usually has no body: what changed is fetched from the API, and
/// [`once`](crate::replay::once) would pass over all but the first. The `sync`
/// with which a channel begins is answered. Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum GooglePush {}

impl Provider for GooglePush {
    const SCHEME: Scheme = Scheme::token("google_push", Source::Header("x-goog-channel-token"))
        .handshakes(&[Handshake::signed().is(&[(Source::Header("x-goog-resource-state"), "sync")])])
        .id(Source::Join(&[Source::Header("x-goog-channel-id"), Source::Header("x-goog-message-number")]))
        .event(Source::Header("x-goog-resource-state"));
}
