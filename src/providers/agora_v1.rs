//! <https://docs.agora.io/>

use crate::{Acceptance, Provider, Scheme, Source};

/// Agora notifications, by their first signature. [`Agora`](super::Agora) reads the stronger one, which
/// comes along.
#[derive(Debug, Clone, Copy)]
pub enum AgoraV1 {}

impl Provider for AgoraV1 {
    const SCHEME: Scheme = Scheme::hmac_sha1("agora_v1", "agora-signature")
        .variant_of("agora")
        .acceptance(Acceptance::json("{}"))
        .id(Source::Field("/noticeId"))
        .event(Source::Join(&[Source::Field("/productId"), Source::Field("/eventType")]))
        .time(Source::Field("/eventMs"))
        .data("/payload");
}
