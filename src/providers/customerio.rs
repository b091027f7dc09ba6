//! <https://customer.io/docs/journeys/webhooks>

use crate::{Part, Provider, Scheme, Source, Unit};

/// Customer.io, reporting webhooks.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum CustomerIo {}

impl Provider for CustomerIo {
    const SCHEME: Scheme = Scheme::hmac_sha256("customerio", "x-cio-signature")
        .timestamp(Source::Header("x-cio-timestamp"), Unit::Seconds)
        // As Slack's, and without a prefix in front of the tag.
        .signs(&[Part::Literal("v0:"), Part::Timestamp, Part::Literal(":"), Part::Body])
        .id(Source::Field("/event_id"))
        .event(Source::Join(&[Source::Field("/object_type"), Source::Field("/metric")]))
        .time(Source::Field("/timestamp"))
        .data("/data");
}
