//! <https://docs.shipstation.com>

use crate::{Part, Provider, Published, Scheme, Source, Unit};

/// ShipStation and ShipEngine, version 2. The secret is its set of keys, as JSON Web Keys, which can
/// be [fetched](crate::fetch). Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum ShipStation {}

impl Provider for ShipStation {
    const SCHEME: Scheme = Scheme::rsa_sha256("shipstation", "x-shipengine-rsa-sha256-signature")
        .base64()
        .published(KEYS)
        .timestamp(Source::Header("x-shipengine-timestamp"), Unit::Rfc3339)
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Field("/resource_type"));
}

const KEYS: Published =
    Published::at("https://api.shipengine.com/jwks").named(Source::Header("x-shipengine-rsa-sha256-key-id"));
