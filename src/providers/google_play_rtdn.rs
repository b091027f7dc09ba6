//! <https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions>

use super::google_pubsub::{CLAIMS, HEADER, KEYS, LAYOUT};
use crate::{Provider, Scheme, Source};

/// Google Play's real-time developer notifications, which Pub/Sub pushes: as
/// [`GooglePubSub`](super::GooglePubSub), with the same keys and settings.
#[derive(Debug, Clone, Copy)]
pub enum GooglePlayRtdn {}

impl Provider for GooglePlayRtdn {
    const SCHEME: Scheme = Scheme::jws_rs256("google_play_rtdn", HEADER, CLAIMS)
        .layout(LAYOUT)
        .published(KEYS)
        .id(Source::Field("/message/messageId"))
        .time(Source::Field("/message/publishTime"))
        .data("/message");
}
