//! <https://docs.cdp.coinbase.com/webhooks/verify-signatures>

use std::collections::HashSet;

use http::HeaderMap;

use crate::{Delivery, Head, Part, Provider, Scheme, Source};

/// Coinbase Developer Platform and Coinbase Business, and any other sender that delivers through Hook0, by
/// the second signature, which covers headers too.
///
/// A proxy that changes one of those headers, as `Content-Type`, breaks it.
#[derive(Debug, Clone, Copy)]
pub enum CoinbaseCdp {}

impl Provider for CoinbaseCdp {
    const SCHEME: Scheme = Scheme::hmac_sha256("coinbase_cdp", SIGNATURE)
        .pairs("t", "v1")
        .signs(&[
            Part::Timestamp,
            Part::Literal("."),
            Part::ComputedOfHead(signed_headers),
            Part::Computed(guard),
            Part::Body,
        ])
        .id(Source::Header("x-event-id"))
        .event(Source::First(&[Source::Field("/eventType"), Source::Header("x-event-type")]));
}

const SIGNATURE: &str = "x-hook0-signature";

/// What stands between the time and the body: the names of the signed headers as the signature lists them,
/// and their values. Nothing if one of them is missing, or stands twice in the list, however it is written, or in the
/// request.
fn signed_headers(head: &Head) -> Option<Vec<u8>> {
    let headers = &head.headers;
    let mut lists =
        single(headers, SIGNATURE)?.split(',').filter_map(|entry| entry.trim().strip_prefix("h="));
    let (list, None) = (lists.next()?, lists.next()) else { return None };
    let mut names = HashSet::new();
    let mut values = Vec::new();
    for name in list.split(' ') {
        let is_new = !name.contains('.') && names.insert(name.to_ascii_lowercase());
        let value = is_new.then(|| single(headers, name))??;
        values.push(Some(value).filter(|value| !value.contains(['{', '[', '"']))?);
    }
    Some(format!("{list}.{}.", values.join(".")).into_bytes())
}

/// Nothing, where the body is JSON. No value of a header has what JSON begins with, or a part of either could pass for the
/// other's.
fn guard(delivery: &Delivery) -> Option<Vec<u8>> {
    matches!(delivery.body().first(), Some(b'{' | b'[')).then(Vec::new)
}

fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let (value, None) = (values.next()?, values.next()) else { return None };
    value.to_str().ok()
}
