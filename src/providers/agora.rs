//! <https://docs.agora.io/>

use crate::{Acceptance, Provider, Scheme, Source};

/// Agora notifications, by their second signature.
///
/// Agora waits for ten seconds, wants JSON as the answer, and tries again three times.
#[derive(Debug, Clone, Copy)]
pub enum Agora {}

impl Provider for Agora {
    const SCHEME: Scheme = Scheme::hmac_sha256("agora", "agora-signature-v2")
        .acceptance(Acceptance::json("{}"))
        .id(Source::Field("/noticeId"))
        .event(Source::Join(&[Source::Field("/productId"), Source::Field("/eventType")]))
        .time(Source::Field("/eventMs"))
        .data("/payload");
}
