//! <https://developer.ebay.com/marketplace-account-deletion>

use crate::{Denial, Handshake, Layout, Provider, Published, Scheme, Source, Value};

/// eBay: the Notification API. The secret is the public key that the signature's `kid` names, as eBay's API
/// gives it: PEM without line breaks. It can be [fetched](crate::fetch), with an application's access token as
/// the [`bearer`](crate::fetch::Https::bearer).
///
/// Its `GET` probe is answered when the verifier has the settings `verification_token` and `endpoint`, which
/// is the URL as it was given to eBay, and the endpoint is routed for `GET`. eBay waits for three seconds and
/// tries again for up to 24 hours. A bad signature is answered with a `412`.
#[derive(Debug, Clone, Copy)]
pub enum EBay {}

impl Provider for EBay {
    // eBay's keys say SHA-1.
    const SCHEME: Scheme = Scheme::ecdsa_p256_sha1("ebay", "x-ebay-signature")
        .layout(Layout::Envelope("/signature"))
        .base64()
        .denial(Denial::status(412))
        .published(KEYS)
        // The body counts its attempts.
        .id(Source::Field("/notification/notificationId"))
        .event(Source::Field("/metadata/topic"))
        .attempt(Source::Field("/notification/publishAttemptCount"))
        .handshakes(&[Handshake::get().json(&[("challengeResponse", CHALLENGE_RESPONSE)])])
        .time(Source::Field("/notification/eventDate"))
        .version(Source::Field("/metadata/schemaVersion"))
        .data("/notification/data");
}

const CHALLENGE_RESPONSE: Value = Value::Sha256(&[
    Value::Echo(Source::Query("challenge_code")),
    Value::Setting("verification_token"),
    Value::Setting("endpoint"),
]);

const KEYS: Published = Published::at("https://api.ebay.com/commerce/notification/v1/public_key/{}")
    .named_in_envelope("/kid")
    .key_at("/key");
