//! <https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features>

use crate::{Part, Provider, Scheme, Source, Unit};

/// SendGrid: the signed event webhook. The secret is its verification key.
///
/// One delivery holds several events, each with an `sg_event_id` of its own.
#[derive(Debug, Clone, Copy)]
pub enum SendGrid {}

impl Provider for SendGrid {
    const SCHEME: Scheme = Scheme::ecdsa_p256_sha256("sendgrid", "x-twilio-email-event-webhook-signature")
        .base64()
        .timestamp(Source::Header("x-twilio-email-event-webhook-timestamp"), Unit::Seconds)
        // The line break at the body's end is signed too.
        .signs(&[Part::Timestamp, Part::Body])
        // Of the first event.
        .event(Source::Field("/0/event"))
        .items("/*")
        .item_id(Source::Field("/sg_event_id"))
        .item_event(Source::Field("/event"));
}
