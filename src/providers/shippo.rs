//! <https://docs.goshippo.com/docs/tracking/webhooksecurity>

use crate::{Part, Provider, Scheme, Source};

/// Shippo with a signature, which its staff turns on. Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Shippo {}

impl Provider for Shippo {
    const SCHEME: Scheme = Scheme::hmac_sha256("shippo", "shippo-auth-signature")
        .pairs("t", "v1")
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Field("/event"))
        .data("/data");
}
