//! <https://www.alchemy.com/docs>

use crate::{Provider, Scheme, Source};

/// Alchemy Notify. The secret is the webhook's signing key, used with its `whsec_`.
///
/// Alchemy's older documentation signs with the account's auth token.
#[derive(Debug, Clone, Copy)]
pub enum Alchemy {}

impl Provider for Alchemy {
    const SCHEME: Scheme = Scheme::hmac_sha256("alchemy", "x-alchemy-signature")
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/createdAt"))
        .data("/event");
}
