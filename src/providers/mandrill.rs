//! <https://mandrill.zendesk.com/hc/en-us/articles/205583257-How-to-Authenticate-Webhook-Requests>

use crate::{Handshake, Part, Provider, Scheme, Sorted, Source, UrlForm};

/// Mailchimp Transactional, which was Mandrill. Each webhook has a key of its own, and the `HEAD` that
/// comes before it is answered.
///
/// The URL is signed, so the verifier needs its [`public_url`](crate::Verifier::public_url), to the last
/// slash as it was entered. The form's one field `mandrill_events` holds an array of events.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Mandrill {}

impl Provider for Mandrill {
    const SCHEME: Scheme = Scheme::hmac_sha1("mandrill", "x-mandrill-signature")
        .base64()
        .signs(&[Part::Url(UrlForm::AsConfigured), Part::SortedForm(Sorted::new("", ""))])
        .handshakes(&[Handshake::head()])
        .event(Source::JsonInForm("mandrill_events", "/0/event"))
        .time(Source::JsonInForm("mandrill_events", "/0/ts"))
        .json_in_form("mandrill_events")
        .items("/*")
        .item_event(Source::Field("/event"));
}
