//! <https://segment.com/docs/connections/destinations/catalog/webhooks/>

use crate::{Provider, Scheme, Source};

/// Twilio Segment webhook destinations with a shared secret, one event a delivery.
///
/// Of a batch Segment signs the first event only, so batches are refused. Segment waits for five seconds.
#[derive(Debug, Clone, Copy)]
pub enum Segment {}

impl Provider for Segment {
    const SCHEME: Scheme = Scheme::hmac_sha1("segment", "x-signature")
        .id(Source::Field("/messageId"))
        .event(Source::Join(&[Source::Field("/type"), Source::Field("/event")]))
        .time(Source::Field("/timestamp"));
}
