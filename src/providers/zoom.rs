//! <https://developers.zoom.us/docs/api/webhooks/>

use crate::{Encoding, Handshake, Part, Provider, Scheme, Source, Unit, Value};

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
        .account(Source::Field("/payload/account_id"))
        .time(Source::Field("/event_ts"))
        .data("/payload/object")
        .event(Source::Field("/event"))
        .handshakes(&[Handshake::signed().is(&[(Source::Field("/event"), "endpoint.url_validation")]).json(
            &[
                ("plainToken", Value::Echo(Source::Field("/payload/plainToken"))),
                ("encryptedToken", Value::Sign(Source::Field("/payload/plainToken"), Encoding::Hex)),
            ],
        )]);
}
