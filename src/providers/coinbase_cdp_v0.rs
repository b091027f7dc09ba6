//! <https://docs.cdp.coinbase.com/webhooks/verify-signatures>

use crate::{Part, Provider, Scheme, Source};

/// Coinbase Developer Platform and Coinbase Business, by the first signature, which covers no headers.
/// [`CoinbaseCdp`](super::CoinbaseCdp) reads the second one, which proves more, and where both are sent is the one to
/// configure: this one does not look whether the other is right.
#[derive(Debug, Clone, Copy)]
pub enum CoinbaseCdpV0 {}

impl Provider for CoinbaseCdpV0 {
    const SCHEME: Scheme = Scheme::hmac_sha256("coinbase_cdp_v0", "x-hook0-signature")
        .variant_of("coinbase_cdp")
        .pairs("t", "v0")
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .id(Source::Header("x-event-id"))
        .event(Source::First(&[Source::Field("/eventType"), Source::Header("x-event-type")]));
}
