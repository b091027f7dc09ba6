//! <https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/>

use crate::{Handshake, Provider, Scheme, Source};

/// Mailchimp audience webhooks without a signature, with a secret as `?secret=` in the URL that Mailchimp
/// was given. It says who sends, and nothing about what was sent.
///
/// A secret in a URL is written to the access logs of every proxy that it passes.
#[derive(Debug, Clone, Copy)]
pub enum MailchimpToken {}

impl Provider for MailchimpToken {
    const SCHEME: Scheme = Scheme::token("mailchimp_token", Source::Query("secret"))
        .variant_of("mailchimp")
        .event(Source::Form("type"))
        .handshakes(&[Handshake::get()])
        .time(Source::Form("fired_at"));
}
