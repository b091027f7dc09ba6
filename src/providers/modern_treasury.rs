//! <https://docs.moderntreasury.com/>

use crate::{Provider, Scheme, Source};

/// Modern Treasury. The secret is the webhook key.
///
/// Modern Treasury waits for five seconds.
#[derive(Debug, Clone, Copy)]
pub enum ModernTreasury {}

impl Provider for ModernTreasury {
    const SCHEME: Scheme = Scheme::hmac_sha256("modern_treasury", "x-signature")
        .id(Source::Header("x-webhook-id"))
        .event(Source::Join(&[Source::Field("/data/object"), Source::Field("/event")]))
        .data("/data");
}
