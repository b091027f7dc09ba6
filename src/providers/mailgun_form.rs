//! <https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks>

use time::Duration;

use crate::{Part, Provider, Scheme, Source, Unit};

/// Mailgun legacy webhooks and inbound routes, which come as forms. The secret is the HTTP webhook signing
/// key, not an API key.
///
/// The message is not signed: whoever saw one delivery can send another message with its signature until that
/// is too old.
#[derive(Debug, Clone, Copy)]
pub enum MailgunForm {}

impl Provider for MailgunForm {
    const SCHEME: Scheme = Scheme::hmac_sha256("mailgun_form", "")
        .variant_of("mailgun")
        .signature(Source::Form("signature"))
        .signs(&[Part::Timestamp, Part::Form("token")])
        .timestamp(Source::Form("timestamp"), Unit::Seconds)
        // The time is in the body, Mailgun warns of delays, and it may send the same body again.
        .tolerance(Duration::minutes(8 * 60 + 5))
        .event(Source::Form("event"))
        .time(Source::Form("timestamp"));
}
