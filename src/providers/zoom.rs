//! <https://developers.zoom.us/docs/api/webhooks/>

use crate::{Handshake, Part, Provider, Scheme, Source, Unit};

/// Zoom. The URL validation, which Zoom repeats every 72 hours, is answered.
///
/// Zoom waits for three seconds.
#[derive(Debug, Clone, Copy)]
pub enum Zoom {}

impl Provider for Zoom {
    const SCHEME: Scheme = Scheme::hmac_sha256("zoom", "x-zm-signature")
        .prefix("v0=")
        .timestamp(Source::Header("x-zm-request-timestamp"), Unit::Seconds)
        .signs(&[Part::Literal("v0:"), Part::Timestamp, Part::Literal(":"), Part::Body])
        // One an attempt.
        .id(Source::Header("x-zm-trackingid"))
        .event(Source::Field("/event"))
        .handshakes(&[Handshake::SignField {
            field: "/event",
            is: "endpoint.url_validation",
            challenge: "/payload/plainToken",
            plain: "plainToken",
            signed: "encryptedToken",
        }]);
}
