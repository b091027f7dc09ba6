//! <https://www.twilio.com/docs/usage/security#validating-requests>

use crate::{Part, Provider, Repeats, Scheme, Sorted, Source, UrlForm};

/// Twilio: voice, messaging and status callbacks, as forms and as JSON. The secret is the auth token. Those that are
/// signed under a shared key are [`TwilioSha256`](super::TwilioSha256)'s.
///
/// The URL is signed, so the verifier needs its [`public_url`](crate::Verifier::public_url). Twilio waits
/// for 15 seconds. A caller who gives one answer twice makes two requests that are alike, of which
/// [`once`](crate::replay::once) would pass over the second. Those of Conversations count their attempts in the form, so
/// that it does not know what is tried again.
#[derive(Debug, Clone, Copy)]
pub enum Twilio {}

impl Provider for Twilio {
    const SCHEME: Scheme = under_either_key(Scheme::hmac_sha1("twilio", "x-twilio-signature"));
}

/// What is the same whether a webhook is signed under the auth token or under a shared key.
pub(super) const fn under_either_key(scheme: Scheme) -> Scheme {
    scheme
        .base64()
        // Twilio is of two minds about ports, and about quotes in the query.
        .signs(&[Part::Url(UrlForm::WithoutPort), CONTENT])
        .or_signs(&[
            &[Part::Url(UrlForm::WithPort), CONTENT],
            &[Part::Url(UrlForm::WithoutPortQuoted), CONTENT],
            &[Part::Url(UrlForm::WithPortQuoted), CONTENT],
        ])
        .id(Source::Header("i-twilio-idempotency-token"))
        .event(Source::First(&[Source::Form("MessageStatus"), Source::Form("CallStatus")]))
        .time(Source::Form("Timestamp"))
        .account(Source::Form("AccountSid"))
        .version(Source::Form("ApiVersion"))
}

/// A form's fields, or the hash of JSON in the query.
const CONTENT: Part = Part::FormOrHash(Sorted::new("", "").repeats(Repeats::Unique), "bodySHA256");
