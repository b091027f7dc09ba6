//! Forms: encoded in a URL, and in several parts.

use arbitrary::{Result, Unstructured};
use countersign::{Delivery, Form, Json, Label, Provider, Raw, Scheme, Source, dangerous};
use http::Request;
use serde_json::Value;
use time::OffsetDateTime;

use crate::input;
use crate::raw::read;

/// Bytes taken as a form; and a form that is written here and read back.
pub fn forms(input: &[u8]) {
    let _ = run(&mut Unstructured::new(input));
}

enum Fields {}

impl Provider for Fields {
    const SCHEME: Scheme = Scheme::hmac_sha256("fuzz", "x-signature")
        .id(Source::Form("a"))
        .event(Source::JsonInForm("json", "/event"))
        .account(Source::First(&[Source::Form("b"), Source::Form("c")]));
}

enum InForm {}

impl Provider for InForm {
    const SCHEME: Scheme = Scheme::hmac_sha256("fuzz", "x-signature")
        .json_in_form("payload")
        .event(Source::Field("/event"))
        .id(Source::Field("/id"));
}

#[derive(serde::Deserialize)]
struct Typed {
    #[serde(rename = "a")]
    _text: String,
    #[serde(default, rename = "b")]
    _numbers: Vec<u32>,
    #[serde(default, rename = "c")]
    _flag: Option<bool>,
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    match u.arbitrary::<u8>()? % 3 {
        0 => raw(input::rest(u)),
        1 => {
            let (a, b) = (text(u)?, text(u)?);
            let pairs = [("x", &*b), ("a", &*a), ("b", &*b)];
            let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            assert_read(form.as_bytes(), &a, &b);
        }
        _ => {
            let (boundary, a, b) = (text(u)?, text(u)?, text(u)?);
            let is_boundary =
                !boundary.is_empty() && boundary.len() <= 70 && !boundary.contains(['\r', '\n']);
            let delimiter = format!("--{boundary}");
            if !is_boundary || a.contains(&delimiter) || b.contains(&delimiter) {
                return Ok(());
            }
            let part = |name: &str, value: &str| {
                format!("{delimiter}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
            };
            let form = format!("{}{}{}{delimiter}--\r\n", part("x", &b), part("a", &a), part("b", &b));
            assert_read(form.as_bytes(), &a, &b);
        }
    }
    Ok(())
}

fn text(u: &mut Unstructured<'_>) -> Result<String> {
    Ok(String::from_utf8_lossy(input::bytes(u, 100)?).into_owned())
}

fn delivery(body: &[u8]) -> Delivery {
    Delivery::from_request(Request::new(body.to_vec()), OffsetDateTime::UNIX_EPOCH)
}

fn raw(body: &[u8]) {
    read(&dangerous::assume_verified::<Raw<Fields>>(delivery(body)).unwrap());
    read(&dangerous::assume_verified::<Raw<InForm>>(delivery(body)).unwrap());
    if let Ok(event) = dangerous::assume_verified::<Json<InForm, Value>>(delivery(body)) {
        read(&event);
    }
    let _ = dangerous::assume_verified::<Form<Fields, Typed>>(delivery(body));
}

fn assert_read(form: &[u8], a: &str, b: &str) {
    let verified = dangerous::assume_verified::<Raw<Fields>>(delivery(form)).unwrap();
    read(&verified);
    let envelope = verified.receipt().envelope();
    assert_eq!(envelope.id.as_ref().map(Label::text), Some(a));
    assert_eq!(envelope.account.as_ref().map(Label::text), Some(b));
}
