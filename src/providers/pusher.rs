//! <https://pusher.com/docs/channels/server_api/webhooks/>

use crate::{Provider, Scheme, Source};

/// Pusher Channels. The secret is that of the app's oldest active token, which `X-Pusher-Key` names.
///
/// One delivery may hold several events. Pusher tries again for five minutes.
#[derive(Debug, Clone, Copy)]
pub enum Pusher {}

impl Provider for Pusher {
    const SCHEME: Scheme =
        Scheme::hmac_sha256("pusher", "x-pusher-signature").event(Source::Field("/events/0/name"));
}
