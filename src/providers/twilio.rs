//! <https://www.twilio.com/docs/usage/security#validating-requests>

use crate::{Part, Provider, Repeats, Scheme, Sorted, Source, UrlForm};

/// Twilio: voice, messaging and status callbacks, as forms and as JSON. The secret is the auth token. Those that are
/// signed under a shared key are [`TwilioSha256`](super::TwilioSha256)'s.
///
/// The URL is signed, so the verifier needs its [`public_url`](crate::Verifier::public_url). Twilio waits
/// for 15 seconds.
#[derive(Debug, Clone, Copy)]
pub enum Twilio {}

impl Provider for Twilio {
    const SCHEME: Scheme = Scheme::hmac_sha1("twilio", "x-twilio-signature")
        .base64()
        // Twilio is of two minds about ports, and about quotes in the query.
        .signs(&[Part::Url(UrlForm::WithoutPort), CONTENT])
        .or_signs(OTHER_MESSAGES)
        .id(ID)
        .event(EVENT);
}

pub(super) const OTHER_MESSAGES: &[&[Part]] = &[
    &[Part::Url(UrlForm::WithPort), CONTENT],
    &[Part::Url(UrlForm::WithoutPortQuoted), CONTENT],
    &[Part::Url(UrlForm::WithPortQuoted), CONTENT],
];

/// A form's fields, or the hash of JSON in the query.
pub(super) const CONTENT: Part = Part::FormOrHash(Sorted::new("", "").repeats(Repeats::Unique), "bodySHA256");

pub(super) const ID: Source = Source::Header("i-twilio-idempotency-token");

pub(super) const EVENT: Source = Source::First(&[Source::Form("MessageStatus"), Source::Form("CallStatus")]);
