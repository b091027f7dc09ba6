//! <https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security>

use crate::{Provider, Scheme, Source};

/// Coinbase Commerce, which Coinbase replaces by [`CoinbaseCdp`](super::CoinbaseCdp).
///
/// Coinbase tries again for three days.
#[derive(Debug, Clone, Copy)]
pub enum CoinbaseCommerce {}

impl Provider for CoinbaseCommerce {
    const SCHEME: Scheme = Scheme::hmac_sha256("coinbase_commerce", "x-cc-webhook-signature")
        // The event's. The delivery has one of its own.
        .id(Source::Field("/event/id"))
        .event(Source::Field("/event/type"))
        .attempt(Source::Field("/attempt_number"))
        .time(Source::Field("/event/created_at"))
        .version(Source::Field("/event/api_version"))
        .data("/event/data");
}
