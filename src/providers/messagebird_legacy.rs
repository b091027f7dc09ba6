//! <https://github.com/messagebird/python-rest-api>

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use time::Duration;

use crate::message::parameters;
use crate::{Head, Part, Provider, Scheme, Source, Unit};

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
            Part::ComputedOfHead(sorted_query),
            Part::Literal("\n"),
            Part::BodySha256,
        ])
        // MessageBird's libraries encode the query in two ways.
        .or_signs(&[&[
            Part::Timestamp,
            Part::Literal("\n"),
            Part::ComputedOfHead(sorted_query_of_node),
            Part::Literal("\n"),
            Part::BodySha256,
        ]])
        .tolerance(Duration::seconds(10));
}

/// What the library for Python does not encode, but for the space, which it writes as a plus sign.
const OF_PYTHON: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What the library for Node does not encode.
const OF_NODE: &AsciiSet = &OF_PYTHON.remove(b'!').remove(b'*').remove(b'\'').remove(b'(').remove(b')');

fn sorted_query(head: &Head) -> Option<Vec<u8>> {
    Some(sorted(head, OF_PYTHON)?.replace("%20", "+").into_bytes())
}

fn sorted_query_of_node(head: &Head) -> Option<Vec<u8>> {
    sorted(head, OF_NODE).map(String::into_bytes)
}

/// The query's parameters, sorted and encoded again.
fn sorted(head: &Head, encoded: &'static AsciiSet) -> Option<String> {
    let query = head.target.query().unwrap_or_default();
    let mut pairs: Vec<_> = parameters(query.as_bytes())?.collect();
    pairs.sort();
    let encode = |text| utf8_percent_encode(text, encoded);
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    Some(pairs.join("&"))
}
