//! <https://www.marqeta.com/developer-guides/signature-verification/>

use crate::{Handshake, Provider, Scheme, Source, Value};

/// Marqeta webhooks with a secret, signed with SHA-256. The basic credentials that come along are not
/// looked at. The ping, which is signed too, is answered with what it holds.
#[derive(Debug, Clone, Copy)]
pub enum Marqeta {}

impl Provider for Marqeta {
    const SCHEME: Scheme = Scheme::hmac_sha256("marqeta", "x-marqeta-signature").handshakes(&[PING]);
}

/// The ping, of which there is one.
pub(super) const PING: Handshake = Handshake::signed().json(&[
    ("token", Value::Echo(Source::Field("/pings/0/token"))),
    ("payload", Value::Echo(Source::Field("/pings/0/payload"))),
]);
