//! <https://getstream.io/chat/docs/>

use crate::{Provider, Scheme, Source};

/// Stream, chat. The secret is the API secret.
///
/// The signature is over JSON, also where Stream is set to compress what it sends: decompress it first.
#[derive(Debug, Clone, Copy)]
pub enum GetStream {}

impl Provider for GetStream {
    const SCHEME: Scheme = Scheme::hmac_sha256("getstream", "x-signature")
        .id(Source::Header("x-webhook-id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/created_at"))
        .account(Source::Header("x-api-key"));
}
