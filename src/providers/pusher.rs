//! <https://pusher.com/docs/channels/server_api/webhooks/>

use crate::{Provider, Scheme, Source};

/// Pusher Channels. The secret is that of the app's oldest active token, which `X-Pusher-Key` names; with
/// the [`setting`](crate::Verifier::setting) `key_id`, that has to be its name.
///
/// One delivery may hold several events. Pusher tries again for five minutes.
#[derive(Debug, Clone, Copy)]
pub enum Pusher {}

impl Provider for Pusher {
    const SCHEME: Scheme = Scheme::hmac_sha256("pusher", "x-pusher-signature")
        .expects(&[(Source::Header("x-pusher-key"), "key_id")])
        .event(Source::Field("/events/0/name"))
        .time(Source::Field("/time_ms"))
        .items("/events/*")
        // A channel that is vacated again is written as it was before.
        .items_with(Source::Field("/time_ms"))
        .item_event(Source::Field("/name"));
}
