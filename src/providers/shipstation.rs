//! <https://docs.shipstation.com>

use crate::{Part, Provider, Scheme, Source, Unit};

/// ShipStation and ShipEngine, version 2. The secret is its set of keys, as JSON Web Keys. Established from
/// other people's code.
#[derive(Debug, Clone, Copy)]
pub enum ShipStation {}

impl Provider for ShipStation {
    const SCHEME: Scheme = Scheme::rsa_sha256("shipstation", "x-shipengine-rsa-sha256-signature")
        .base64()
        .timestamp(Source::Header("x-shipengine-timestamp"), Unit::Rfc3339)
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body]);
}
