//! <https://postmarkapp.com/developer/webhooks/webhooks-overview>

use crate::{Provider, Scheme, Source};

/// Postmark, with basic credentials in the URL that Postmark was given. The secret is `user:password`.
/// Postmark signs nothing.
///
/// Postmark tries inbound messages again ten times in ten and a half hours, but not after a `403`.
#[derive(Debug, Clone, Copy)]
pub enum Postmark {}

impl Provider for Postmark {
    const SCHEME: Scheme = Scheme::basic("postmark")
        .event(Source::Field("/RecordType"))
        .time(Source::First(&[
            Source::Field("/BouncedAt"),
            Source::Field("/ReceivedAt"),
            Source::Field("/DeliveredAt"),
            Source::Field("/ChangedAt"),
        ]))
        .account(Source::Field("/ServerID"));
}
