//! <https://github.com/MoralisWeb3/Moralis-JS-SDK>

use crate::{Handshake, Provider, Scheme, Source};

/// Moralis Streams. The secret is the streams secret, or the API key where none is set.
///
/// The test that comes before a stream begins is signed and of no stream, and is answered. Every block is delivered twice, with `confirmed` false and then true.
#[derive(Debug, Clone, Copy)]
pub enum Moralis {}

impl Provider for Moralis {
    // Ethereum's Keccak, which pads otherwise than SHA3-256.
    const SCHEME: Scheme = Scheme::keccak256_suffixed("moralis", "x-signature")
        .prefix("0x")
        .handshakes(&[Handshake::signed().is(&[(Source::Field("/streamId"), "")])])
        .attempt(Source::Field("/retries"))
        .renews(&["retries"])
        .time(Source::Field("/block/timestamp"));
}
