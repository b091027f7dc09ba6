//! <https://developers.circle.com/api-reference/verify-webhook-signatures>

use crate::{Handshake, Provider, Published, Scheme, Source};

/// Circle: version 2 notifications. The secret is the public key that `X-Circle-Key-Id` names, as Circle's
/// API gives it. It can be [fetched](crate::fetch), with an API key as the
/// [`bearer`](crate::fetch::Https::bearer).
#[derive(Debug, Clone, Copy)]
pub enum Circle {}

impl Provider for Circle {
    const SCHEME: Scheme = Scheme::ecdsa_p256_sha256("circle", "x-circle-signature")
        .base64()
        .published(KEYS)
        .id(Source::Field("/notificationId"))
        .event(Source::Field("/notificationType"))
        .handshakes(&[Handshake::head()])
        .time(Source::Field("/timestamp"))
        .version(Source::Field("/version"))
        .data("/notification");
}

const KEYS: Published = Published::at("https://api.circle.com/v2/notifications/publicKey/{}")
    .named(Source::Header("x-circle-key-id"))
    .key_at("/data/publicKey");
