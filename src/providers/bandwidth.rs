//! <https://dev.bandwidth.com/docs>

use crate::{Denial, Handshake, Provider, Scheme, Source, Value};

/// Bandwidth. The secret is `user:password`.
///
/// Bandwidth sends a first request without credentials, which is answered with a `401` and a
/// `WWW-Authenticate` header, and only then its credentials. Wrong ones have the same answer.
#[derive(Debug, Clone, Copy)]
pub enum Bandwidth {}

impl Provider for Bandwidth {
    const SCHEME: Scheme = Scheme::basic("bandwidth")
        .denial(Denial::status(401).header("www-authenticate", REALM))
        .handshakes(&[Handshake::post()
            .lacks(&[Source::Header("authorization")])
            .status(401)
            .headers(&[("www-authenticate", Value::Literal(REALM))])])
        .event(Source::Field("/0/type"))
        .time(Source::Field("/0/time"))
        .items("/*")
        .item_event(Source::Field("/type"));
}

const REALM: &str = "Basic realm=\"webhooks\"";
