//! What senders want to be answered once a delivery is accepted.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::providers::{Adyen, DropboxSign, GitHub, MoMo, MsGraph};
use countersign::{Acceptance, Delivery, Provider, Raw, Scheme, Verified, dangerous};
use http::header::{CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, Request};
use time::macros::datetime;

enum InJson {}

impl Provider for InJson {
    const SCHEME: Scheme =
        Scheme::hmac_sha256("own", "x-tag").acceptance(Acceptance::json(r#"{"return_code":1}"#));
}

/// Status, content type and body.
type Answer = (u16, Option<&'static str>, &'static str);

const TEXT: Option<&str> = Some("text/plain; charset=utf-8");

#[test]
fn a_sender_is_answered_as_it_wants() {
    assert_answer::<Adyen>((200, TEXT, "[accepted]"));
    #[cfg(feature = "rsa")]
    assert_answer::<countersign::providers::Alipay>((200, TEXT, "success"));
    #[cfg(feature = "ed25519")]
    assert_answer::<countersign::providers::Discord>((204, None, ""));
    assert_answer::<DropboxSign>((200, TEXT, "Hello API Event Received"));
    assert_answer::<GitHub>((200, None, ""));
    assert_answer::<InJson>((200, Some("application/json"), r#"{"return_code":1}"#));
    assert_answer::<MoMo>((204, None, ""));
    assert_answer::<MsGraph>((202, None, ""));
}

#[test]
#[should_panic(expected = "what is accepted has a status of success")]
fn a_status_that_is_no_success_accepts_nothing() {
    let _ = Acceptance::status(410);
}

fn assert_answer<P: Provider>((status, content_type, body): Answer) {
    let request = Request::post("/").body("").unwrap();
    let delivery = Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC));
    let verified: Verified<Raw<P>> = dangerous::assume_verified(delivery).unwrap();
    let answer = verified.receipt().acceptance();
    let header = |headers: &HeaderMap, name| {
        headers.get(name).map(|value: &http::HeaderValue| value.to_str().unwrap().to_owned())
    };
    let name = P::SCHEME.name();
    assert_eq!(answer.status(), status, "{name}");
    assert_eq!(header(answer.headers(), CONTENT_TYPE).as_deref(), content_type, "{name}");
    let no_sniff = content_type.map(|_| "nosniff");
    assert_eq!(header(answer.headers(), X_CONTENT_TYPE_OPTIONS).as_deref(), no_sniff, "{name}");
    assert_eq!(answer.body(), body, "{name}");
}
