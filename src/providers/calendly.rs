//! <https://developer.calendly.com>

use time::Duration;

use crate::{Part, Provider, Scheme, Source};

/// Calendly. The secret is the subscription's signing key.
#[derive(Debug, Clone, Copy)]
pub enum Calendly {}

impl Provider for Calendly {
    const SCHEME: Scheme = Scheme::hmac_sha256("calendly", "calendly-webhook-signature")
        .pairs("t", "v1")
        .tolerance(Duration::minutes(3))
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Field("/event"))
        .time(Source::Field("/created_at"))
        .data("/payload");
}
