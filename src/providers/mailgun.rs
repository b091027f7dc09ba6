//! <https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks>

use time::Duration;

use crate::{Part, Provider, Scheme, Source, Unit};

/// Mailgun event webhooks. The secret is the HTTP webhook signing key, not an API key.
///
/// The event is not signed: whoever saw one delivery can send another event with its signature until that
/// is too old. Mailgun tries again for eight hours, but not after a `406`.
#[derive(Debug, Clone, Copy)]
pub enum Mailgun {}

impl Provider for Mailgun {
    const SCHEME: Scheme = Scheme::hmac_sha256("mailgun", "")
        .signature(Source::Field("/signature/signature"))
        .signs(&[Part::Timestamp, Part::Field("/signature/token")])
        .timestamp(Source::Field("/signature/timestamp"), Unit::Seconds)
        // The time is in the body, Mailgun warns of delays, and it may send the same body again.
        .tolerance(Duration::minutes(8 * 60 + 5))
        .id(Source::Field("/event-data/id"))
        .event(Source::Field("/event-data/event"))
        .time(Source::Field("/event-data/timestamp"))
        .data("/event-data");
}
