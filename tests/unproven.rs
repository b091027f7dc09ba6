//! Deliveries that are given back because no key matches, and those that are not.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::condition::Origin;
use countersign::providers::{Echolon, GenericBasic, GenericToken, GitHub, GitLab, Stripe};
use countersign::{Delivery, Error, Head, KeyError, Refusal, Verifier};
use http::Request;
use time::OffsetDateTime;
use time::macros::datetime;

/// GitHub's own example.
const SECRET: &str = "It's a Secret to Everybody";
const BODY: &str = "Hello, World!";
const TAG: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// A tag of Stripe's at `NOW` for the body `{}` under `whsec_test_secret`:
/// `hmac.new(b"whsec_test_secret", b"1795348800.{}", "sha256").hexdigest()` in Python.
const STRIPE_SECRET: &str = "whsec_test_secret";
const STRIPE_TAG: &str = "t=1795348800,v1=cc21e7f91521708c42774f7979d44c541bb92b47e84a9349e1304c9bcca1dde9";

fn wrong() -> Verifier<GitHub> {
    Verifier::new("It's a Secret to Nobody").unwrap()
}

fn request() -> Request<&'static str> {
    Request::post("/github").header("x-hub-signature-256", TAG).body(BODY).unwrap()
}

fn with(name: &'static str, value: &'static str) -> Request<&'static str> {
    let mut request = request();
    request.headers_mut().insert(name, value.parse().unwrap());
    request
}

fn delivery(request: Request<&'static str>) -> Delivery {
    Delivery::from_request(request, NOW)
}

/// Whether a delivery was given back, and why it was refused.
fn refused<P>(verifier: &Verifier<P>, delivery: Delivery) -> (bool, Error) {
    match verifier.receive(delivery) {
        Err(Refusal::Refused(error, _)) => (false, error),
        Err(Refusal::Unproven(unproven)) => (true, unproven.error()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_no_key_matches_is_given_back_and_nothing_else() {
    let mut twice = request();
    twice.headers_mut().append("x-hub-signature-256", TAG.parse().unwrap());
    let mut unsigned = request();
    unsigned.headers_mut().remove("x-hub-signature-256");
    let unmet = wrong().requires(|_: &Origin<'_>| Err(Error::Unmet("it is Sunday")));
    let retired = Verifier::<GitHub>::new(SECRET).unwrap().until(NOW);
    let right = Verifier::<GitHub>::new(SECRET).unwrap();
    // (name, verifier, request, whether it is given back, why it is refused)
    let cases = [
        ("another secret", wrong(), request(), true, Error::Mismatch),
        ("another body", right, request().map(|_| "Hello, World?"), true, Error::Mismatch),
        ("a key that was retired", retired, request(), true, Error::RetiredKey),
        ("no signature", wrong(), unsigned, false, Error::Missing("x-hub-signature-256")),
        (
            "a signature that is cut",
            wrong(),
            with("x-hub-signature-256", "sha256=75"),
            false,
            Error::Malformed("the signature"),
        ),
        ("a signature twice", wrong(), twice, false, Error::Repeated("x-hub-signature-256")),
        ("a condition", unmet, request(), false, Error::Unmet("it is Sunday")),
    ];
    for (name, verifier, request, is_kept, error) in cases {
        let keeping = verifier.clone().keep_unproven().unwrap();
        assert_eq!(refused(&keeping, delivery(request.clone())), (is_kept, error), "{name}");
        assert_eq!(refused(&verifier, delivery(request)), (false, error), "{name}, by default");
    }
}

#[test]
fn what_is_genuine_and_stale_is_not_given_back() {
    let late = datetime!(2026-11-22 13:00 UTC);
    let request = || Request::post("/").header("stripe-signature", STRIPE_TAG).body("{}").unwrap();
    let right = Verifier::<Stripe>::new(STRIPE_SECRET).unwrap().keep_unproven().unwrap();
    right.receive(delivery(request())).unwrap();
    let (is_kept, error) = refused(&right, Delivery::from_request(request(), late));
    assert_eq!((is_kept, error), (false, Error::Stale { age: late - NOW }));
    // The key is looked at first, and what lacks one is as old as it was when it arrived.
    let wrong = Verifier::<Stripe>::new("whsec_other").unwrap().keep_unproven().unwrap();
    assert_eq!(refused(&wrong, Delivery::from_request(request(), late)), (true, Error::Mismatch));
}

#[test]
fn what_is_given_back_is_whole_and_verified_as_of_its_arrival() {
    let keeping = wrong().keep_unproven().unwrap();
    let head = || Head::from_parts(request().into_parts().0, NOW);
    let mut arriving = keeping.begin(head()).unwrap().arriving();
    for piece in [&b"Hello, "[..], b"World!"] {
        arriving.push(piece);
    }
    let ways = [
        ("at once", keeping.receive(delivery(request()))),
        ("head first", keeping.begin(head()).unwrap().finish(BODY)),
        ("piece by piece", arriving.finish()),
    ];
    for (name, received) in ways {
        let Err(Refusal::Unproven(unproven)) = received else { panic!("{name}: {received:?}") };
        assert_eq!(unproven.delivery().body(), BODY, "{name}");
        assert_eq!(unproven.delivery().head().received_at, NOW, "{name}");
        let mended = Verifier::<GitHub>::new(SECRET).unwrap();
        assert_eq!(mended.verify(unproven.into_delivery()).unwrap().body(), BODY, "{name}");
    }
}

// Rules 59 and 61.
#[test]
fn what_is_given_back_is_answered_like_the_rest_and_says_nothing() {
    let refusal = wrong().keep_unproven().unwrap().receive(delivery(request())).unwrap_err();
    let plain = wrong().receive(delivery(request())).unwrap_err();
    assert!(matches!(refusal, Refusal::Unproven(_)), "{refusal:?}");
    assert_eq!(refusal.status(), plain.status());
    assert_eq!(refusal.to_string(), plain.to_string());
    assert_eq!(format!("{refusal:?}"), "Unproven(Unproven { error: Mismatch, .. })");
    let [given_back, plain] = [refusal, plain].map(Refusal::into_response);
    assert_eq!((given_back.status(), given_back.headers()), (plain.status(), plain.headers()));
    assert_eq!((given_back.body(), plain.body()), (&bytes::Bytes::new(), &bytes::Bytes::new()));
    assert_eq!(given_back.extensions().get::<Error>(), Some(&Error::Mismatch));
}

#[test]
fn what_a_token_proves_is_never_given_back() {
    let refused = [
        ("GitLab", Verifier::<GitLab>::new("mF_9.B5f-4.1JqM").unwrap().keep_unproven().err()),
        ("EcholoN", Verifier::<Echolon>::new("mF_9.B5f-4.1JqM").unwrap().keep_unproven().err()),
        ("a token", Verifier::<GenericToken>::new("mF_9.B5f-4.1JqM").unwrap().keep_unproven().err()),
        (
            "a password",
            Verifier::<GenericBasic>::new("caller:mF_9.B5f-4.1JqM").unwrap().keep_unproven().err(),
        ),
    ];
    for (name, error) in refused {
        assert_eq!(error, Some(KeyError::ProvenByToken), "{name}");
    }
}
