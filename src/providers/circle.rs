//! <https://developers.circle.com/api-reference/verify-webhook-signatures>

use crate::{Handshake, Provider, Scheme, Source};

/// Circle: version 2 notifications. The secret is the public key that `X-Circle-Key-Id` names, as Circle's
/// API gives it.
#[derive(Debug, Clone, Copy)]
pub enum Circle {}

impl Provider for Circle {
    const SCHEME: Scheme = Scheme::ecdsa_p256_sha256("circle", "x-circle-signature")
        .base64()
        .id(Source::Field("/notificationId"))
        .event(Source::Field("/notificationType"))
        .handshakes(&[Handshake::head()]);
}
