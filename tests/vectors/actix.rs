//! What becomes of the vectors in actix-web, of whose headers the adapter keeps those that the scheme reads.

use actix_web::test::TestRequest;
use countersign::actix::{Rejection, receive};
use countersign::{AnyProvider, Delivery, Raw, Receipt, Refusal, Verified, Verifier, catalogue};
use futures_util::FutureExt as _;
use http::HeaderName;
use time::{Duration, OffsetDateTime};

use super::{PROVIDERS, Row, split};

type Received = Result<Verified<Raw<AnyProvider>>, Refusal>;

#[test]
fn a_delivery_through_actix_web_is_answered_as_it_is_without() {
    for vectors in PROVIDERS {
        let scheme = catalogue::find(vectors.name).expect(vectors.name);
        for row in vectors.answered() {
            // The adapter has a clock of its own, so whatever time was signed is near enough.
            let verifier = row.verifier(scheme).tolerance(Duration::MAX);
            for (change, headers) in with_other_headers(&row) {
                let case = format!("{}: {} {change}", vectors.name, row.name);
                let through = through_actix(&row, &headers, &verifier);
                let without = verifier.receive(delivery(&row, &headers));
                match [without, through] {
                    [Ok(a), Ok(b)] => assert_same(a.receipt(), b.receipt(), &case),
                    [Err(a), Err(b)] => {
                        // A token may have expired a moment longer ago.
                        let [a, b] = [a, b].map(|refusal| format!("{refusal:?}"));
                        assert_eq!(a.split("age").next(), b.split("age").next(), "{case}");
                    }
                    [a, b] => panic!("{case}: {a:?} and {b:?}"),
                }
            }
        }
    }
}

fn assert_same(a: Receipt<'_>, b: Receipt<'_>, case: &str) {
    assert_eq!((a.key(), a.signed_at(), a.assurance()), (b.key(), b.signed_at(), b.assurance()), "{case}");
    assert_eq!(a.idempotency_key(), b.idempotency_key(), "{case}");
    let (a, b) = (a.envelope(), b.envelope());
    assert_eq!((a.account, a.attempt, a.event), (b.account, b.attempt, b.event), "{case}");
    assert_eq!((a.id, a.time, a.version), (b.id, b.time, b.version), "{case}");
}

/// The headers of a row, and those with each left out, emptied, and twice with the same and with another value.
fn with_other_headers(row: &Row) -> Vec<(String, Vec<(&str, &str)>)> {
    let all: Vec<_> = row.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
    let mut others = vec![("as it is".to_owned(), all.clone())];
    for (at, (name, value)) in all.iter().enumerate() {
        let changes: [(&str, &[&str]); 5] = [
            ("left out", &[]),
            ("empty", &[""]),
            ("twice", &[value, value]),
            ("and another", &[value, "another"]),
            ("behind another", &["another", value]),
        ];
        for (change, values) in changes {
            let mut headers = all.clone();
            headers.splice(at..=at, values.iter().map(|value| (*name, *value)));
            others.push((format!("with {name} {change}"), headers));
        }
    }
    others
}

fn through_actix(row: &Row, headers: &[(&str, &str)], verifier: &Verifier<AnyProvider>) -> Received {
    let target = row.url.as_ref().map_or("/", |url| split(url).1);
    let request = TestRequest::with_uri(target).method(row.method.parse().unwrap());
    let request = headers.iter().fold(request, |request, header| request.append_header(*header));
    let (request, mut payload) = request.set_payload(row.body()).to_http_parts();
    let received = receive(verifier, &request, &mut payload).now_or_never().expect("a body that is there");
    received.map_err(|rejection| match rejection {
        Rejection::Refusal(refusal) => refusal,
        other => panic!("{other}"),
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the adapter reads the clock, and so does what it is compared with"
)]
fn delivery(row: &Row, headers: &[(&str, &str)]) -> Delivery {
    let mut head = row.delivery().head().clone();
    head.received_at = OffsetDateTime::now_utc();
    head.headers.clear();
    for (name, value) in headers {
        head.headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
    }
    Delivery::new(head, row.body())
}
