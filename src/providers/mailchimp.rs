//! <https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/>

use crate::{Handshake, Part, Provider, Scheme, Source};

/// Mailchimp audience webhooks, where the webhook has a signing secret; Mailchimp shows it once.
///
/// A webhook from before Mailchimp signed sends no signature: for it there is
/// [`MailchimpToken`](super::MailchimpToken). Mailchimp saves a URL once it answers a `GET`, waits for ten
/// seconds, and tries again for 75 minutes.
#[derive(Debug, Clone, Copy)]
pub enum Mailchimp {}

impl Provider for Mailchimp {
    const SCHEME: Scheme = Scheme::hmac_sha256("mailchimp", "x-mailchimp-signature")
        .pairs("t", "v1")
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Form("type"))
        .handshakes(&[Handshake::get()])
        .time(Source::Form("fired_at"));
}
