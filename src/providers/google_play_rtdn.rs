//! <https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions>

use super::google_pubsub::pushed;
use crate::{Provider, Scheme};

/// Google Play's real-time developer notifications, which Pub/Sub pushes: as
/// [`GooglePubSub`](super::GooglePubSub), with the same keys and settings.
#[derive(Debug, Clone, Copy)]
pub enum GooglePlayRtdn {}

impl Provider for GooglePlayRtdn {
    const SCHEME: Scheme = pushed("google_play_rtdn");
}
