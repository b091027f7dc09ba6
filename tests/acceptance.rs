//! What senders want to be answered.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::providers::{
    Adyen, Agora, AgoraV1, CloudEvents, CloudEventsQuery, DropboxSign, GitHub, MoMo, MsGraph, Xero, ZaloPay,
};
use countersign::{
    Acceptance, Delivery, Denial, Error, Provider, Raw, Refusal, Scheme, Verified, Verifier, dangerous,
};
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
const JSON: Option<&str> = Some("application/json");

#[test]
fn a_sender_is_answered_as_it_wants() {
    assert_answer::<Adyen>((200, TEXT, "[accepted]"));
    assert_answer::<Agora>((200, JSON, "{}"));
    assert_answer::<AgoraV1>((200, JSON, "{}"));
    #[cfg(feature = "rsa")]
    assert_answer::<countersign::providers::Alipay>((200, TEXT, "success"));
    assert_answer::<CloudEvents>((204, None, ""));
    assert_answer::<CloudEventsQuery>((204, None, ""));
    #[cfg(feature = "ed25519")]
    assert_answer::<countersign::providers::Discord>((204, None, ""));
    assert_answer::<DropboxSign>((200, TEXT, "Hello API Event Received"));
    assert_answer::<GitHub>((200, None, ""));
    assert_answer::<InJson>((200, JSON, r#"{"return_code":1}"#));
    assert_answer::<MoMo>((204, None, ""));
    assert_answer::<MsGraph>((202, None, ""));
    assert_answer::<Xero>((200, None, ""));
    assert_answer::<ZaloPay>((200, JSON, r#"{"return_code":1,"return_message":"success"}"#));
}

#[test]
#[should_panic(expected = "what is accepted has a status of success")]
fn a_status_that_is_no_success_accepts_nothing() {
    let _ = Acceptance::status(410);
}

#[test]
#[should_panic(expected = "what is refused has a status of failure")]
fn a_status_that_is_no_failure_refuses_nothing() {
    let _ = Denial::status(200);
}

enum Denying {}

impl Provider for Denying {
    const SCHEME: Scheme = Scheme::hmac_sha256("denying", "x-tag").denial(Denial::status(412));
}

/// Where the receiver lacks a setting, or a handshake is refused, no credentials are.
#[test]
fn a_denial_is_for_credentials_alone() {
    let verifier = Verifier::<Denying>::new("secret-of-ours-b2").unwrap();
    let request = Request::post("/").body("").unwrap();
    let delivery = Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC));
    let Err(Refusal::Refused(Error::Missing("x-tag"), denial)) = verifier.receive(delivery) else {
        panic!("there is no tag")
    };
    let cases = [
        (Error::Mismatch, 412),
        (Error::RetiredKey, 412),
        (Error::Handshake, 403),
        (Error::NotConfigured("a setting"), 500),
    ];
    for (error, status) in cases {
        let refusal = Refusal::Refused(error, denial);
        assert_eq!(refusal.status(), status, "{error}");
        let answer = refusal.into_response();
        assert_eq!((answer.status().as_u16(), answer.body().len()), (status, 0), "{error}");
        assert_eq!(answer.extensions().get::<Error>(), Some(&error), "for the operator");
    }
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
