//! <https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation>

use crate::{Encoding, Handshake, Layout, Part, Provider, Scheme, Source, Value};

/// LinkedIn notifications. The secret is the app's client secret.
#[derive(Debug, Clone, Copy)]
pub enum LinkedIn {}

impl Provider for LinkedIn {
    const SCHEME: Scheme = Scheme::hmac_sha256("linkedin", "x-li-signature")
        // The same text is signed in front of the body, and some receivers see it in front of the tag.
        .layout(Layout::OptionalPrefix("hmacsha256="))
        .signs(&[Part::Literal("hmacsha256="), Part::Body])
        .handshakes(&[Handshake::get().json(&[
            ("challengeCode", Value::Echo(Source::Query("challengeCode"))),
            ("challengeResponse", Value::Sign(Source::Query("challengeCode"), Encoding::Hex)),
        ])])
        .event(Source::Field("/type"));
}
