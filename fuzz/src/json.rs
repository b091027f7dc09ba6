//! Fields of JSON by their pointers, against `serde_json`'s own.

use countersign::{Delivery, Label, Provider, Raw, Scheme, Source, Verified, dangerous};
use http::Request;
use serde_json::Value;
use time::OffsetDateTime;

use crate::raw::read;

/// A body of which one pass and several passes say the same, and `serde_json` too.
pub fn json(input: &[u8]) {
    let delivery = |body: &[u8]| {
        let request = Request::new(body.to_vec());
        dangerous::assume_verified::<Raw<Fields>>(Delivery::from_request(request, OffsetDateTime::UNIX_EPOCH))
            .unwrap()
    };
    let verified = delivery(input);
    read(&verified);
    let Ok(value) = serde_json::from_slice::<Value>(input) else { return };
    // What is found is there, if no other one of its name is.
    if let Some(found) = verified.receipt().id() {
        match value.pointer(ID) {
            Some(Value::String(text)) => assert_eq!(found.text(), text),
            // A number is as it was written.
            Some(Value::Bool(_) | Value::Number(_)) => {}
            other => panic!("{} where there is {other:?}", found.text()),
        }
    }
    // Without names that stand twice, what is there is found.
    let plain = delivery(value.to_string().as_bytes());
    let envelope = plain.receipt().envelope();
    let found =
        [(ID, &envelope.id), (DEEP, &envelope.account), (INDEX, &envelope.version), (EVENT, &envelope.event)];
    for (pointer, label) in found {
        let text = label.as_ref().map(Label::text);
        assert_eq!(text, value.pointer(pointer).and_then(scalar).as_deref(), "{pointer} of {value}");
    }
    assert_eq!(plain.receipt().id(), envelope.id);
    assert_eq!(plain.receipt().event(), envelope.event);
    read(&plain);
    nested(&plain);
}

enum Fields {}

const ID: &str = "/id";
const EVENT: &str = "/a";
const DEEP: &str = "/a/b/c";
const INDEX: &str = "/l/1/a";

impl Provider for Fields {
    const SCHEME: Scheme = Scheme::hmac_sha256("fuzz", "x-signature")
        .id(Source::Field(ID))
        .event(Source::Field(EVENT))
        .account(Source::Field(DEEP))
        .version(Source::Field(INDEX))
        .time(Source::First(&[Source::Field("/l/0"), Source::Field("/id")]))
        .attempt(Source::Join(&[Source::Field("/n"), Source::Field("/a/b")]));
}

/// What a label has of a value.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(_) | Value::Null | Value::Object(_) => None,
    }
}

/// Tokens in it are read, or not.
fn nested(of: &Verified<Raw<Fields>>) {
    let _ = (of.nested_payload(ID), of.nested_payload(DEEP));
}
