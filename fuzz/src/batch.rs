//! Deliveries that bring several events.

use arbitrary::{Result, Unstructured};
use bytes::Bytes;
use countersign::{Batch, Delivery, Json, Provider, Scheme, Source, dangerous};
use http::Request;
use serde_json::Value;
use time::OffsetDateTime;

use crate::input;

/// Items as `serde_json` finds them, each a slice of the body, with keys that tell them apart.
pub fn batch(input: &[u8]) {
    let _ = run(&mut Unstructured::new(input));
}

type Parse = fn(&Bytes, &[&str]);

macro_rules! providers {
    ($($name:ident: $items:literal;)+) => {
        $(
            enum $name {}

            impl Provider for $name {
                const SCHEME: Scheme = Scheme::hmac_sha256("fuzz", "x-signature")
                    .items($items)
                    .item_id(Source::Field("/id"))
                    .item_event(Source::Field("/event"));
            }
        )+
        const KINDS: &[(Parse, &str)] = &[$((parse::<$name>, $items)),+];
    };
}

providers! {
    Whole: "";
    List: "/*";
    Inside: "/events/*";
    Nested: "/entry/*/changes/*";
    Behind: "/entry/*/value";
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let (parse, pointer) = *input::one(u, KINDS)?;
    let names: Vec<_> = pointer.split('/').skip(1).collect();
    let body = Bytes::copy_from_slice(input::rest(u));
    parse(&body, &names);
    if let Ok(value) = serde_json::from_slice::<Value>(&body) {
        parse(&value.to_string().into(), &names);
    }
    Ok(())
}

fn parse<P: Provider>(body: &Bytes, names: &[&str]) {
    let delivery = Delivery::from_request(Request::new(body.clone()), OffsetDateTime::UNIX_EPOCH);
    let parsed = dangerous::assume_verified::<Batch<Json<P, Value>>>(delivery);
    let value: std::result::Result<Value, _> = serde_json::from_slice(body);
    let (Ok(batch), Ok(value)) = (parsed, value) else { return };
    let is_plain = value.to_string().as_bytes() == &body[..];
    let expected = expected(&value, names);
    if is_plain {
        let found: Vec<&Value> = batch.iter().map(|item| &***item).collect();
        assert_eq!(found, expected, "{names:?} of {value}");
    }
    for item in batch.iter() {
        let slice: Value = serde_json::from_slice(item.bytes()).unwrap();
        assert_eq!(slice, ***item);
        assert!(body.as_ptr_range().contains(&item.bytes().as_ptr()), "an item is no slice of the body");
    }
    for (at, item) in batch.iter().enumerate().take(20) {
        for other in &batch[..at] {
            let is_same = item.idempotency_key() == other.idempotency_key();
            let has_same_id = item.id().is_some() && item.id() == other.id();
            assert_eq!(
                is_same,
                has_same_id || item.id().is_none() && item.bytes() == other.bytes() && other.id().is_none()
            );
        }
    }
}

/// The items as their pointer says.
fn expected<'v>(value: &'v Value, names: &[&str]) -> Vec<&'v Value> {
    match (names, value) {
        ([], value) => vec![value],
        (["*", rest @ ..], Value::Array(items)) => {
            items.iter().flat_map(|item| expected(item, rest)).collect()
        }
        // One by itself is a batch of one.
        (["*", rest @ ..], value) => expected(value, rest),
        ([name, rest @ ..], value) => value.get(name).map(|inner| expected(inner, rest)).unwrap_or_default(),
    }
}
