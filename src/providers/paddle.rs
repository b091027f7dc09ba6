//! <https://developer.paddle.com/webhooks/signature-verification>

use time::Duration;

use crate::{Layout, Part, Provider, Scheme, Source, Unit};

/// Paddle Billing. The secret is used with its `pdl_ntfset_`. Paddle Classic has other rules.
///
/// Paddle waits for five seconds.
#[derive(Debug, Clone, Copy)]
pub enum Paddle {}

impl Provider for Paddle {
    const SCHEME: Scheme = Scheme::hmac_sha256("paddle", "paddle-signature")
        .layout(Layout::Pairs(';', "h1"))
        .timestamp(Source::Label("ts"), Unit::Seconds)
        .signs(&[Part::Timestamp, Part::Literal(":"), Part::Body])
        // Paddle's own libraries have five seconds too. A queue in front, or a slow clock, needs more.
        .tolerance(Duration::seconds(5))
        .id(Source::Field("/event_id"))
        .event(Source::Field("/event_type"))
        .time(Source::Field("/occurred_at"))
        .version(Source::Header("paddle-version"))
        .data("/data");
}
