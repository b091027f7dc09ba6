//! <https://github.com/messagebird/python-rest-api>

use percent_encoding::percent_decode_str;
use time::Duration;

use crate::{Delivery, Part, Provider, Scheme, Source, Unit};

/// MessageBird's older signed requests, with a signing key. Newer ones have a JWT: see `MessageBird`.
///
/// The host and the path are not signed, only the query and the body.
#[derive(Debug, Clone, Copy)]
pub enum MessageBirdLegacy {}

impl Provider for MessageBirdLegacy {
    const SCHEME: Scheme = Scheme::hmac_sha256("messagebird_legacy", "messagebird-signature")
        .base64()
        .timestamp(Source::Header("messagebird-request-timestamp"), Unit::Seconds)
        .signs(&[
            Part::Timestamp,
            Part::Literal("\n"),
            Part::Computed(sorted_query),
            Part::Literal("\n"),
            Part::BodySha256,
        ])
        .tolerance(Duration::seconds(10));
}

/// The query's parameters, sorted and encoded again.
fn sorted_query(delivery: &Delivery) -> Option<Vec<u8>> {
    let query = delivery.head().uri.query().unwrap_or_default();
    // Else different bytes would all be signed as the replacement character.
    percent_decode_str(query).decode_utf8().ok()?;
    let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    pairs.sort();
    Some(form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes())
}
