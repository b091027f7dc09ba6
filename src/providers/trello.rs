//! <https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/>

use crate::{Handshake, Part, Provider, Scheme, Source, UrlForm};

/// Trello. The secret is the API secret. Established from other people's code.
///
/// The URL is signed, so the verifier needs its [`public_url`](crate::Verifier::public_url), as it was
/// registered. Its `HEAD` is answered, without which it makes no webhook. It tries again after 30, 60 and 120
/// seconds, and deletes the webhook after a `410`.
#[derive(Debug, Clone, Copy)]
pub enum Trello {}

impl Provider for Trello {
    const SCHEME: Scheme = Scheme::hmac_sha1("trello", "x-trello-webhook")
        .base64()
        .signs(&[Part::Body, Part::Url(UrlForm::AsConfigured)])
        .id(Source::Field("/action/id"))
        .event(Source::Field("/action/type"))
        .handshakes(&[Handshake::head()])
        .time(Source::Field("/action/date"))
        .data("/action/data");
}
