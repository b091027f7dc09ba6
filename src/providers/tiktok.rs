//! <https://developers.tiktok.com/doc/webhooks-verification>

use crate::{Part, Provider, Scheme, Source};

/// TikTok for Developers. The secret is the app's client secret.
///
/// TikTok tries again for up to 72 hours.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum TikTok {}

impl Provider for TikTok {
    const SCHEME: Scheme = Scheme::hmac_sha256("tiktok", "tiktok-signature")
        .pairs("t", "s")
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Field("/event"))
        .time(Source::Field("/create_time"))
        .account(Source::Field("/user_openid"));
}
