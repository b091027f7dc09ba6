//! <https://docs.agora.io/>

use crate::{Provider, Scheme, Source};

/// Agora notifications, by their second signature.
#[derive(Debug, Clone, Copy)]
pub enum Agora {}

impl Provider for Agora {
    const SCHEME: Scheme = Scheme::hmac_sha256("agora", "agora-signature-v2")
        .id(Source::Field("/noticeId"))
        .event(Source::Join(&[Source::Field("/productId"), Source::Field("/eventType")]))
        .time(Source::Field("/eventMs"))
        .data("/payload");
}
