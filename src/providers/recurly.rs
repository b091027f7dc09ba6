//! <https://docs.recurly.com/docs/webhooks>

use crate::{Layout, Part, Provider, Scheme, Source, Unit};

/// Recurly's JSON webhooks. The secret looks like hexadecimal and is used as text. XML notifications have
/// basic credentials instead.
///
/// Recurly waits for five seconds and tries again ten times.
#[derive(Debug, Clone, Copy)]
pub enum Recurly {}

impl Provider for Recurly {
    const SCHEME: Scheme = Scheme::hmac_sha256("recurly", "recurly-signature")
        // One a secret while it changes over.
        .layout(Layout::TimedList(','))
        .timestamp(Source::Leading, Unit::Milliseconds)
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        // `/id` is that of the object, which has many events.
        .event(Source::Join(&[Source::Field("/object_type"), Source::Field("/event_type")]))
        .time(Source::Field("/event_time"))
        .account(Source::Field("/site_id"));
}
