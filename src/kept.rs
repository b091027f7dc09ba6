//! A delivery as it is kept elsewhere, and back.

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use crate::check::Core;
use crate::delivery::{Delivery, Head};
use crate::event::Raw;
use crate::scheme::{Proves, Scheme};
use crate::verified::{IdempotencyKey, Proof, Verified};

/// What is kept of a delivery.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) key: IdempotencyKey,
    pub(crate) provider: &'static str,
    pub(crate) received_at: OffsetDateTime,
    pub(crate) head: Vec<u8>,
    pub(crate) receipt: String,
    pub(crate) body: Bytes,
    /// What those that are handled one after the other have in common.
    pub(crate) order: Option<Vec<u8>>,
}

/// What the check found out, as it is kept. Neither the URL nor the settings of the verifier are: they may hold
/// secrets, and were needed for the idempotency key alone, which is kept.
#[derive(Serialize, Deserialize)]
struct Found {
    key: usize,
    message: usize,
    family: usize,
    /// In nanoseconds since 1970.
    signed_at: Option<i128>,
    received_at: i128,
    endpoint: Option<String>,
}

/// What was kept is not what this version would keep.
#[derive(Debug, thiserror::Error)]
#[error("the {0} that was kept cannot be read")]
pub(crate) struct Unreadable(pub(crate) &'static str);

impl Kept {
    pub(crate) fn of<T>(delivery: &Verified<T>, order: Option<Vec<u8>>) -> Self {
        let (proof, config) = delivery.parts();
        let receipt = delivery.receipt();
        let found = Found {
            key: proof.key(),
            message: proof.message(),
            family: proof.family(),
            signed_at: receipt.signed_at().map(OffsetDateTime::unix_timestamp_nanos),
            received_at: receipt.received_at().unix_timestamp_nanos(),
            endpoint: config.endpoint.as_deref().map(str::to_owned),
        };
        Self {
            key: receipt.idempotency_key(),
            provider: config.scheme.name(),
            received_at: receipt.received_at(),
            head: written(delivery.delivery().head(), config.scheme),
            receipt: serde_json::to_string(&found).expect("numbers and a text are JSON"),
            body: delivery.body().clone(),
            order: order.map(bounded),
        }
    }
}

/// An order as it is kept: a long one as its SHA-256, since no index and no header takes one of any length.
pub(crate) fn bounded(order: Vec<u8>) -> Vec<u8> {
    const LONGEST: usize = 256;
    if order.len() > LONGEST { Sha256::digest(order).to_vec() } else { order }
}

/// The delivery that was kept, with its proof. Where it was kept is trusted: whoever writes there writes what comes out.
pub(crate) fn verified<P>(
    scheme: &'static Scheme,
    key: &[u8],
    head: &[u8],
    receipt: &str,
    body: Bytes,
) -> Result<Verified<Raw<P>>, Unreadable> {
    let found: Found = serde_json::from_str(receipt).map_err(|_| Unreadable("receipt"))?;
    let key = IdempotencyKey(key.try_into().map_err(|_| Unreadable("idempotency key"))?);
    let mut core = Core::without_keys(scheme);
    let is_known = core.config.has_family(found.family) && found.message < scheme.messages().count();
    let [received_at, signed_at] = [Some(found.received_at), found.signed_at].map(time_of);
    let (true, Some(received_at)) = (is_known, received_at) else { return Err(Unreadable("receipt")) };
    let signed_at = signed_at.map(|signed_at| signed_at - OffsetDateTime::UNIX_EPOCH);
    core = core.with(|config| {
        config.endpoint = found.endpoint.map(String::into_boxed_str);
        config.kept_key = Some(key);
    });
    let proof = Proof::new(found.key, found.message, found.family, signed_at);
    let delivery = delivery(head, body, received_at)?;
    Ok(Verified::new(Raw::new(), delivery, proof, core))
}

/// The delivery that was kept.
pub(crate) fn delivery(
    head: &[u8],
    body: Bytes,
    received_at: OffsetDateTime,
) -> Result<Delivery, Unreadable> {
    let head = read(head, received_at).ok_or(Unreadable("head"))?;
    Ok(Delivery::new(head, body))
}

fn time_of(nanos: Option<i128>) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(nanos?).ok()
}

/// The head as it stands in a request: a line of method and target, and a line for each header, without those that
/// hold a secret of the receiver's.
pub(crate) fn written(head: &Head, scheme: &Scheme) -> Vec<u8> {
    let mut text = format!("{} {}\n", head.method, head.target).into_bytes();
    for (name, value) in head.headers.iter() {
        if is_kept(name, scheme) {
            text.extend_from_slice(name.as_str().as_bytes());
            text.extend_from_slice(b": ");
            text.extend_from_slice(value.as_bytes());
            text.push(b'\n');
        }
    }
    text
}

/// Whether a header is kept: neither a token that is the secret itself, nor what browsers and proxies are known by.
fn is_kept(name: &HeaderName, scheme: &Scheme) -> bool {
    let is_signature = || {
        let mut is_one = false;
        scheme.signatures().for_each(|source| source.visit_headers(&mut |header| is_one |= name == header));
        is_one
    };
    match *name {
        COOKIE | PROXY_AUTHORIZATION => false,
        AUTHORIZATION => scheme.proves == Proves::Message && is_signature(),
        _ => scheme.proves == Proves::Message || !is_signature(),
    }
}

fn read(text: &[u8], received_at: OffsetDateTime) -> Option<Head> {
    let mut lines = text.split(|byte| *byte == b'\n');
    let (method, target) = split(lines.next()?, b" ")?;
    let mut headers = HeaderMap::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let (name, value) = split(line, b": ")?;
        let (name, value) = (HeaderName::from_bytes(name).ok()?, HeaderValue::from_bytes(value).ok()?);
        // Of more than there may be, the map would panic.
        headers.try_append(name, value).ok()?;
    }
    let (method, target) = (Method::from_bytes(method).ok()?, PathAndQuery::try_from(target).ok()?);
    Some(Head::new(method, target, headers, received_at))
}

fn split<'a>(text: &'a [u8], by: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = text.windows(by.len()).position(|window| window == by)?;
    Some((&text[..at], &text[at + by.len()..]))
}
