//! <https://github.com/contentful/node-apps-toolkit>

use std::collections::BTreeMap;

use http::HeaderMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use time::Duration;

use crate::{Head, Part, Provider, Scheme, Source, Unit};

/// Contentful: webhooks with signing, and requests to apps.
///
/// The path and the query are signed as the request has them, so that a proxy may change neither.
#[derive(Debug, Clone, Copy)]
pub enum Contentful {}

impl Provider for Contentful {
    const SCHEME: Scheme = Scheme::hmac_sha256("contentful", "x-contentful-signature")
        .timestamp(Source::Header(TIMESTAMP), Unit::Milliseconds)
        .tolerance(Duration::seconds(30))
        .signs(&[
            Part::Method,
            Part::Literal("\n"),
            Part::ComputedOfHead(target),
            Part::Literal("\n"),
            Part::ComputedOfHead(headers_before_timestamp),
            Part::Timestamp,
            Part::ComputedOfHead(headers_after_timestamp),
            Part::Literal("\n"),
            Part::Body,
        ])
        .event(Source::Header("x-contentful-topic"));
}

const SIGNED_HEADERS: &str = "x-contentful-signed-headers";
const TIMESTAMP: &str = "x-contentful-timestamp";

/// What a query is not encoded of, as by `encodeURIComponent`.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// The path, encoded once more, and the query, encoded twice more. Nothing if there is a second question mark: what is
/// behind it is not signed.
fn target(head: &Head) -> Option<Vec<u8>> {
    let target = &head.target;
    // What stands in a path needs no encoding, but for the sign of encoding itself.
    let encode_again = |text: &str| text.replace('%', "%25");
    let path = encode_again(target.path());
    let target = match target.query() {
        Some(query) if query.contains('?') => return None,
        Some(query) if !query.is_empty() => {
            format!("{path}?{}", encode_again(&utf8_percent_encode(query, IN_QUERY).to_string()))
        }
        _ => path,
    };
    Some(target.into_bytes())
}

fn headers_before_timestamp(head: &Head) -> Option<Vec<u8>> {
    let mut before = String::new();
    for (name, value) in signed_headers(head)?.iter().take_while(|(name, _)| name.as_str() < TIMESTAMP) {
        before.push_str(&format!("{name}:{value};"));
    }
    Some(format!("{before}{TIMESTAMP}:").into_bytes())
}

fn headers_after_timestamp(head: &Head) -> Option<Vec<u8>> {
    let mut after = String::new();
    for (name, value) in signed_headers(head)?.iter().skip_while(|(name, _)| name.as_str() <= TIMESTAMP) {
        after.push_str(&format!(";{name}:{value}"));
    }
    Some(after.into_bytes())
}

/// The headers that the sender lists as signed, by their names in lower case and sorted by them. Nothing if one of them
/// is missing or stands twice, however it is written, or if the list lacks the timestamp or itself.
fn signed_headers(head: &Head) -> Option<BTreeMap<String, &str>> {
    let headers = &head.headers;
    let mut signed = BTreeMap::new();
    for name in single(headers, SIGNED_HEADERS)?.split(',') {
        if signed.insert(name.to_ascii_lowercase(), single(headers, name)?.trim()).is_some() {
            return None;
        }
    }
    (signed.contains_key(SIGNED_HEADERS) && signed.contains_key(TIMESTAMP)).then_some(signed)
}

fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let (value, None) = (values.next()?, values.next()) else { return None };
    value.to_str().ok()
}
