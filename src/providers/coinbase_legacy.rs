//! <https://github.com/coinbase/coinbase-ruby>

use crate::{Provider, Scheme, Source};

/// Coinbase: notifications with a `CB-SIGNATURE`. The secret is the public key that its SDKs publish.
///
/// The key is the same for every merchant: whether a notification is about an account of one's own has
/// to be looked up in its body.
#[derive(Debug, Clone, Copy)]
pub enum CoinbaseLegacy {}

impl Provider for CoinbaseLegacy {
    const SCHEME: Scheme = Scheme::rsa_sha256("coinbase_legacy", "cb-signature")
        .base64()
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/created_at"))
        .account(Source::First(&[Source::Field("/account/id"), Source::Field("/user/id")]))
        .data("/data");
}
