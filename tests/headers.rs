//! The headers of a delivery that came through actix-web, which has another version of `http`.

#![cfg(feature = "actix")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use actix_web::FromRequest as _;
use actix_web::test::TestRequest;
use countersign::providers::Mollie;
use countersign::{Delivery, Headers, Raw, Verified, Verifier};
use http::{HeaderMap, HeaderValue};

const BODY: &str = r#"{"id":"event_1","type":"payment-link.paid"}"#;

/// A delivery that came with these headers.
async fn received(headers: &HeaderMap) -> Verified<Raw<Mollie>> {
    let request = headers.iter().fold(TestRequest::post(), |request, (name, value)| {
        request.append_header((name.as_str(), value.as_bytes()))
    });
    let (request, mut payload) = request.app_data(verifier()).set_payload(BODY).to_http_parts();
    Verified::from_request(&request, &mut payload).await.unwrap()
}

fn verifier() -> Verifier<Mollie> {
    Verifier::new("mollie-secret-1").unwrap()
}

/// With a signature twice, as while a secret changes over, and a header that nobody reads.
fn sent() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for body in ["another one", BODY] {
        let signed = verifier().sign(body).request().unwrap();
        headers.append("x-mollie-signature", signed.headers()["x-mollie-signature"].clone());
    }
    headers.append("content-type", HeaderValue::from_static("application/json"));
    headers.append("x-nobody-reads", HeaderValue::from_static("this"));
    headers
}

fn read() -> HeaderMap {
    let mut read = sent();
    read.remove("x-nobody-reads");
    read
}

#[actix_web::test]
async fn what_the_scheme_reads_is_there_as_it_came() {
    let event = received(&sent()).await;
    let headers = &event.delivery().head().headers;
    assert_eq!(**headers, read());
    let twice: Vec<_> = headers.get_all("x-mollie-signature").iter().collect();
    assert_eq!(twice, read().get_all("x-mollie-signature").iter().collect::<Vec<_>>());
    assert_eq!(headers.iter().count(), 3);
    assert_eq!(HeaderMap::from(headers.clone()), read());
}

#[actix_web::test]
async fn what_is_changed_of_a_copy_is_verified_as_it_is_then() {
    let event = received(&sent()).await;
    let mut head = event.delivery().head().clone();
    // Before anything has looked at them, and after.
    for name in ["x-first", "x-second"] {
        head.headers.insert(name, HeaderValue::from_static("added"));
    }
    assert_eq!(head.headers.len(), 5);
    let delivery = |head| Delivery::new(head, BODY);
    assert_eq!(verifier().verify(delivery(head.clone())).unwrap().body(), BODY);
    head.headers.remove("x-mollie-signature");
    verifier().verify(delivery(head)).unwrap_err();
    assert_eq!(event.delivery().head().headers, Headers::from(read()));
}

#[actix_web::test]
async fn no_value_is_printed() {
    let event = received(&sent()).await;
    let printed = format!("{:?} {event:?}", event.delivery().head().headers);
    assert!(printed.contains("x-mollie-signature") && !printed.contains("sha256"), "{printed}");
}
