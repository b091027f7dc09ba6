//! What has to hold before a signature is looked at.

#![cfg(feature = "networks")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[cfg(feature = "client-cert")]
#[path = "conditions/certificates.rs"]
mod certificates;
#[cfg(feature = "limit")]
#[path = "conditions/failures.rs"]
mod failures;
#[path = "conditions/networks.rs"]
mod networks;
#[path = "conditions/proxies.rs"]
mod proxies;

use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use countersign::condition::{Condition, Https, Networks, Origin};
use countersign::providers::{GitHub, Meta};
use countersign::{Connection, Delivery, Error, Head, Provider, Refusal, Scheme, Verifier};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const SECRET: &str = "It's a Secret to Everybody";

const NOT_ALLOWED: Error = Error::Unmet("it comes from a network that is not allowed");

/// What is trusted where proxies are.
const PROXIES: [&str; 2] = ["10.0.0.0/24", "fd00::/64"];

type Headers<'a> = &'a [(&'static str, &'a [u8])];

fn github() -> Verifier<GitHub> {
    Verifier::new(SECRET).unwrap()
}

fn ip(text: &str) -> IpAddr {
    text.parse().expect(text)
}

/// A genuine delivery from a peer, with further headers.
fn genuine(peer: Option<&str>, headers: Headers<'_>) -> Delivery {
    let mut request = github().sign("{}").request().unwrap();
    add(request.headers_mut(), headers);
    let connection = peer.map(ip).map(Connection::from).unwrap_or_default();
    Delivery::from_request(request, NOW).over(connection)
}

fn add(to: &mut HeaderMap, headers: Headers<'_>) {
    for (name, value) in headers {
        to.append(HeaderName::from_static(name), HeaderValue::from_bytes(value).unwrap());
    }
}

/// What comes of a delivery, by its head alone, and by either way to check it whole.
fn check<P>(verifier: &Verifier<P>, delivery: &Delivery, name: &str) -> Result<(), Error> {
    let error = |refusal| match refusal {
        Refusal::Refused(error, _) => error,
        refusal => panic!("{name}: {refusal}"),
    };
    let by_head = verifier.begin(delivery.head().clone()).map(drop).map_err(error);
    let received = verifier.receive(delivery.clone()).map(drop).map_err(error);
    let verified = verifier.verify(delivery.clone()).map(drop);
    assert_eq!(received, verified, "{name}");
    assert_eq!(by_head, verified, "{name}, by its head");
    verified
}

/// A sender of the user's own, that wants another answer, and probes.
enum Acme {}

impl Provider for Acme {
    const SCHEME: Scheme = Scheme::hmac_sha256("acme", "x-acme-signature")
        .denial(countersign::Denial::status(498).json(r#"{"code":"FAIL"}"#));
}

// Rule 59.
#[test]
fn a_condition_that_is_not_met_is_answered_like_any_refusal_of_credentials() {
    let acme = Verifier::<Acme>::new("an acme secret").unwrap();
    let genuine = acme.sign("{}").request().unwrap();
    let genuine = Delivery::from_request(genuine, NOW).over(Connection::from(ip("203.0.113.9")));
    let mut unsigned = http::Request::new("{}");
    *unsigned.method_mut() = Method::POST;
    let unsigned = Delivery::from_request(unsigned, NOW).over(Connection::from(ip("192.0.2.1")));
    let networks = || Networks::of(["192.0.2.0/24"]).unwrap();
    let refusals = [
        ("a network", acme.clone().requires(networks()).receive(genuine.clone())),
        ("HTTPS", acme.clone().requires(Https).receive(genuine.clone())),
        (
            "a closure",
            acme.clone().requires(|_: &Origin<'_>| Err(Error::Unmet("never"))).receive(genuine.clone()),
        ),
        ("nothing known", acme.clone().requires(networks()).receive(genuine.over(Connection::unknown()))),
    ];
    let answer = |refusal: Refusal| refusal.into_response().into_parts();
    let (expected, body) = answer(acme.receive(unsigned).map(drop).unwrap_err());
    assert_eq!(expected.status.as_u16(), 498);
    for (name, refusal) in refusals {
        let (head, sent) = answer(refusal.map(drop).expect_err(name));
        assert_eq!(
            (head.status, head.headers, sent),
            (expected.status, expected.headers.clone(), body.clone()),
            "{name}"
        );
    }
}

#[test]
fn a_probe_has_to_meet_the_conditions_too() {
    let meta = Verifier::<Meta>::new("a meta secret").unwrap().verify_token("a verify token").unwrap();
    let meta = meta.requires(Networks::of(["192.0.2.0/24"]).unwrap());
    let uri = "/?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=a%20verify%20token";
    for (peer, status) in [("192.0.2.1", StatusCode::OK), ("203.0.113.9", StatusCode::UNAUTHORIZED)] {
        let head = Head::new(Method::GET, uri.parse().unwrap(), HeaderMap::new(), NOW);
        let refusal = meta.begin(head.over(Connection::from(ip(peer)))).map(drop).unwrap_err();
        assert_eq!(refusal.status(), status, "{peer}");
    }
}

/// Notes what it is asked and told.
#[derive(Clone, Default)]
struct Notes {
    asked: Arc<AtomicUsize>,
    told: Arc<Mutex<Vec<Result<(), Error>>>>,
}

impl Condition for Notes {
    fn check(&self, _: &Origin<'_>) -> Result<(), Error> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    fn settled(&self, _: &Origin<'_>, outcome: Result<(), Error>) {
        self.told.lock().unwrap().push(outcome);
    }
}

#[test]
fn conditions_are_told_what_came_of_a_delivery() {
    let good = || genuine(Some("192.0.2.1"), &[]);
    let (head, body) = (|| good().head().clone(), "{}");
    let long = vec![b'x'; countersign::AT_ONCE + 1];
    let without = Delivery::from_request(http::Request::post("/").body("{}").unwrap(), NOW);
    // (name, what is done, what is told)
    type Case<'a> = (&'a str, Box<dyn Fn(&Verifier<GitHub>) + 'a>, &'a [Result<(), Error>]);
    let cases: [Case<'_>; 8] = [
        ("verified", Box::new(|verifier| drop(verifier.verify(good()))), &[Ok(())]),
        ("received", Box::new(|verifier| drop(verifier.receive(good()))), &[Ok(())]),
        (
            "another body",
            Box::new(|verifier| drop(verifier.begin(head()).unwrap().finish("[]"))),
            &[Err(Error::Mismatch)],
        ),
        ("no body", Box::new(|verifier| drop(verifier.begin(head()))), &[]),
        (
            "in pieces",
            Box::new(|verifier| {
                let mut arriving = verifier.begin(head()).unwrap().arriving();
                arriving.push(body.as_bytes());
                arriving.finish().map(drop).unwrap();
            }),
            &[Ok(())],
        ),
        (
            "another body in pieces",
            Box::new(|verifier| {
                let mut arriving = verifier.begin(head()).unwrap().arriving();
                arriving.push(&long);
                arriving.finish().map(drop).unwrap_err();
            }),
            &[Err(Error::Mismatch)],
        ),
        (
            "condemned by its head",
            Box::new(|verifier| drop(verifier.begin(without.head().clone()))),
            &[Err(Error::Missing("x-hub-signature-256"))],
        ),
        (
            "verified, condemned by its head",
            Box::new(|verifier| drop(verifier.verify(without.clone()))),
            &[Err(Error::Missing("x-hub-signature-256"))],
        ),
    ];
    for (name, done, told) in cases {
        let [before, behind] = [Notes::default(), Notes::default()];
        done(&github().requires(before.clone()).requires(behind.clone()));
        assert_eq!(*before.told.lock().unwrap(), told, "{name}");
        assert_eq!(*behind.told.lock().unwrap(), told, "{name}");
    }
}

#[test]
fn behind_a_condition_that_is_not_met_none_is_asked_or_told() {
    let [before, behind] = [Notes::default(), Notes::default()];
    let never = |_: &Origin<'_>| Err(Error::Unmet("never"));
    let verifier = github().requires(before.clone()).requires(never).requires(behind.clone());
    assert_eq!(verifier.verify(genuine(None, &[])).map(drop), Err(Error::Unmet("never")));
    assert_eq!(before.asked.load(Ordering::SeqCst), 1);
    assert_eq!(behind.asked.load(Ordering::SeqCst), 0);
    assert!(before.told.lock().unwrap().is_empty());
}

#[test]
fn a_connection_comes_along_in_the_extensions_of_a_request() {
    let mut request = github().sign("{}").request().unwrap();
    request.extensions_mut().insert(Connection::from(ip("192.0.2.1")).https());
    let verifier = github().requires(Https).requires(Networks::of(["192.0.2.1"]).unwrap());
    let event = verifier.verify(Delivery::from_request(request, NOW)).unwrap();
    let head = event.delivery().head();
    assert_eq!(head.connection.peer(), Some(ip("192.0.2.1")));
}
