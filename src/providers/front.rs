//! <https://dev.frontapp.com/docs/application-webhooks>

use crate::{Handshake, Part, Provider, Scheme, Source, Unit, Value};

/// Front, application webhooks. The secret is the app's.
///
/// The validation of the endpoint, which is signed and has `X-Front-Challenge`, is answered.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Front {}

impl Provider for Front {
    const SCHEME: Scheme = Scheme::hmac_sha256("front", "x-front-signature")
        .base64()
        .timestamp(Source::Header("x-front-request-timestamp"), Unit::Milliseconds)
        .signs(&[Part::Timestamp, Part::Literal(":"), Part::Body])
        .event(Source::Field("/type"))
        .handshakes(&[
            Handshake::signed().json(&[("challenge", Value::Echo(Source::Header("x-front-challenge")))])
        ])
        .account(Source::Field("/authorization/id"))
        .data("/payload");
}
