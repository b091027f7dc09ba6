//! <https://dev.fitbit.com>

use crate::{Handshake, KeyForm, Provider, Scheme, Source};

/// Fitbit subscriptions. The secret is the client secret.
///
/// Two changes of one collection on one day have the same body, so that [`once`](crate::replay::once) would pass over the
/// second. Its `GET`s, one with the right code and one with a wrong one, are answered when the verifier has the
/// verification code as its [`verify_token`](crate::Verifier::verify_token). Established from other people's
/// code.
#[derive(Debug, Clone, Copy)]
pub enum Fitbit {}

impl Provider for Fitbit {
    const SCHEME: Scheme = Scheme::hmac_sha1("fitbit", "x-fitbit-signature")
        .base64()
        // As in OAuth 1.0.
        .key(KeyForm::Suffixed("&"))
        .handshakes(&[Handshake::get().token(Source::Query("verify")).refusal(404).status(204)])
        .event(Source::Field("/0/collectionType"))
        .account(Source::Field("/0/ownerId"))
        .items("/*")
        .item_event(Source::Field("/collectionType"));
}
