//! <https://docs.x.com/x-api/webhooks/quickstart>

use crate::{Encoding, Handshake, Provider, Scheme, Source, Value};

/// X, which was Twitter: Account Activity and webhooks V2. The secret is the app's consumer secret.
///
/// X waits for ten seconds.
#[derive(Debug, Clone, Copy)]
pub enum XTwitter {}

impl Provider for XTwitter {
    const SCHEME: Scheme = Scheme::hmac_sha256("x_twitter", "x-twitter-webhooks-signature")
        .prefix("sha256=")
        // Not the hexadecimal that this prefix has elsewhere.
        .base64()
        .handshakes(&[Handshake::get().json(&[(
            "response_token",
            Value::Join(&[
                Value::Literal("sha256="),
                Value::Sign(Source::Query("crc_token"), Encoding::Base64),
            ]),
        )])])
        .account(Source::Field("/for_user_id"));
}
