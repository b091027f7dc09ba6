//! Secrets that change over while deliveries come in.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use countersign::providers::{GitHub, Hookdeck, StandardWebhooks, Stripe};
use countersign::{Delivery, Error, KeyError, Verifier};
use http::StatusCode;
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const BODY: &str = r#"{"id":"evt_1","type":"ping"}"#;

const FIRST: &str = "whsec_first_4f1c9ad2";
const SECOND: &str = "whsec_second_77b0e3c1";
const THIRD: &str = "whsec_third_0d9a61fe";

#[test]
fn every_key_verifies_and_the_receipt_says_which() {
    let verifier = stripe(FIRST).or(SECOND).unwrap().or(THIRD).unwrap();
    for (index, secret) in [FIRST, SECOND, THIRD].into_iter().enumerate() {
        let verified = verifier.verify(signed_with(secret)).expect(secret);
        assert_eq!(verified.receipt().key(), index, "{secret}");
    }
    assert_eq!(verifier.verify(signed_with("whsec_fourth_c0ffee11")).unwrap_err(), Error::Mismatch);
}

#[test]
fn the_first_key_signs() {
    let verifier = stripe(SECOND).or(FIRST).unwrap();
    let request = verifier.sign(BODY).at(NOW).request().unwrap();
    let delivery = Delivery::from_request(request, NOW);
    assert_eq!(stripe(SECOND).verify(delivery.clone()).unwrap().receipt().key(), 0);
    assert_eq!(stripe(FIRST).verify(delivery).unwrap_err(), Error::Mismatch);
}

#[test]
fn a_key_given_twice_is_the_first_of_the_two() {
    let verifier = stripe(FIRST).or(FIRST).unwrap();
    assert_eq!(verifier.verify(signed_with(FIRST)).unwrap().receipt().key(), 0);
}

#[test]
fn tags_and_keys_are_tried_in_every_combination() {
    let old = stripe(FIRST).sign(BODY).at(NOW).request().unwrap();
    let new = stripe(SECOND).sign(BODY).at(NOW).request().unwrap();
    let tag = |request: &http::Request<_>| {
        let text = request.headers()["stripe-signature"].to_str().unwrap();
        text.split_once(",v1=").unwrap().1.to_owned()
    };
    let (old, new) = (tag(&old), tag(&new));
    let both = [format!("v1={old},v1={new}"), format!("v1={new},v1={old}")];
    let verifiers = [(stripe(FIRST), "old"), (stripe(SECOND), "new")];
    for tags in &both {
        for (verifier, name) in &verifiers {
            let request = http::Request::post("/")
                .header("stripe-signature", format!("t={},{tags}", NOW.unix_timestamp()))
                .body(BODY)
                .unwrap();
            assert!(verifier.verify(Delivery::from_request(request, NOW)).is_ok(), "{name}: {tags}");
        }
    }
}

#[test]
fn the_second_header_holds_the_tag_of_the_other_key() {
    let (old, new) = ("6kk3w-previous", "2wl0oh-current");
    let tag = |secret: &str| {
        let verifier = Verifier::<Hookdeck>::new(secret).unwrap();
        verifier.sign(BODY).request().unwrap().headers()["x-hookdeck-signature"].clone()
    };
    let request = http::Request::post("/")
        .header("x-hookdeck-signature", tag(new))
        .header("x-hookdeck-signature-2", tag(old))
        .body(BODY)
        .unwrap();
    for secret in [old, new] {
        let verifier = Verifier::<Hookdeck>::new(secret).unwrap();
        assert!(verifier.verify(Delivery::from_request(request.clone(), NOW)).is_ok(), "{secret}");
    }
}

#[test]
fn a_secret_in_another_form_is_refused_when_it_is_added() {
    let verifier = Verifier::<StandardWebhooks>::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    assert_eq!(verifier.clone().or("").unwrap_err(), KeyError::Empty);
    assert_eq!(verifier.clone().or("whsec_").unwrap_err(), KeyError::Empty);
    assert_eq!(verifier.clone().or("changeme").unwrap_err(), KeyError::Placeholder);
    assert!(matches!(verifier.or("no base64!").unwrap_err(), KeyError::Form { .. }));
}

/// At the end itself a key is retired already.
#[test]
fn a_key_verifies_until_its_end_and_no_longer() {
    let end = datetime!(2026-11-22 12:00 UTC);
    let second = time::Duration::SECOND;
    // (arrives, what comes of it under the old key)
    let cases = [
        ("a second before", end - second, Ok(1)),
        ("a nanosecond before", end - time::Duration::NANOSECOND, Ok(1)),
        ("at the end", end, Err(Error::RetiredKey)),
        ("a second after", end + second, Err(Error::RetiredKey)),
    ];
    let verifier = stripe(SECOND).or(FIRST).unwrap().until(end);
    for (name, received_at, expected) in cases {
        let result = verifier.verify(signed(FIRST, received_at));
        assert_eq!(result.map(|verified| verified.receipt().key()), expected, "{name}");
        let result = verifier.verify(signed(SECOND, received_at));
        assert_eq!(result.map(|verified| verified.receipt().key()), Ok(0), "{name}, the new key");
    }
    assert_eq!(verifier.retired_uses(), 2);
    let error = Error::RetiredKey;
    assert_eq!(error.to_string(), "the key that matches was not valid when the delivery arrived");
    assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
}

#[test]
fn an_end_is_the_end_of_the_key_given_last_only() {
    let verifier = stripe(FIRST).until(NOW).or(SECOND).unwrap();
    assert_eq!(verifier.verify(signed_with(FIRST)).unwrap_err(), Error::RetiredKey);
    assert_eq!(verifier.verify(signed_with(SECOND)).unwrap().receipt().key(), 1);
}

#[test]
fn a_retired_key_that_is_given_again_verifies() {
    let verifier = stripe(FIRST).until(NOW).or(FIRST).unwrap();
    assert_eq!(verifier.verify(signed_with(FIRST)).unwrap().receipt().key(), 1);
    assert_eq!(verifier.retired_uses(), 0);
}

#[test]
fn only_genuine_deliveries_count_as_uses_of_a_retired_key() {
    let verifier = stripe(SECOND).or(FIRST).unwrap().until(NOW);
    let clone = verifier.clone();
    assert_eq!(verifier.verify(signed_with(THIRD)).unwrap_err(), Error::Mismatch);
    assert_eq!(verifier.retired_uses(), 0);
    assert_eq!(clone.verify(signed_with(FIRST)).unwrap_err(), Error::RetiredKey);
    assert_eq!((verifier.retired_uses(), clone.retired_uses()), (1, 1));
}

#[test]
fn replaced_keys_are_seen_by_clones() {
    let verifier = stripe(FIRST);
    let clone = verifier.clone();
    let with_setting = verifier.clone().tolerance(time::Duration::minutes(1));
    verifier.replace_keys(stripe(SECOND).or(THIRD).unwrap());
    for (name, one) in
        [("itself", &verifier), ("a clone", &clone), ("a clone of its own setting", &with_setting)]
    {
        assert_eq!(one.verify(signed_with(FIRST)).unwrap_err(), Error::Mismatch, "{name}");
        assert_eq!(one.verify(signed_with(SECOND)).unwrap().receipt().key(), 0, "{name}");
        assert_eq!(one.verify(signed_with(THIRD)).unwrap().receipt().key(), 1, "{name}");
    }
}

#[test]
fn keys_are_replaced_in_one_direction() {
    let (verifier, source) = (stripe(FIRST), stripe(SECOND));
    verifier.replace_keys(source.clone());
    source.replace_keys(stripe(THIRD));
    assert!(verifier.verify(signed_with(SECOND)).is_ok(), "what it took over is its own");
}

#[test]
fn an_added_key_is_not_seen_by_clones() {
    let verifier = stripe(FIRST);
    let clone = verifier.clone();
    let both = verifier.or(SECOND).unwrap();
    assert!(both.verify(signed_with(SECOND)).is_ok());
    assert_eq!(clone.verify(signed_with(SECOND)).unwrap_err(), Error::Mismatch);
}

#[test]
fn a_replaced_end_holds() {
    let verifier = stripe(FIRST);
    verifier.replace_keys(stripe(SECOND).or(FIRST).unwrap().until(NOW));
    assert_eq!(verifier.verify(signed_with(FIRST)).unwrap_err(), Error::RetiredKey);
    assert_eq!(verifier.retired_uses(), 1);
}

/// The head is read before the keys change and the body is checked after.
#[test]
fn a_delivery_under_way_is_checked_with_the_keys_of_its_body() {
    let verifier = Verifier::<GitHub>::new("the first secret").unwrap();
    let request = verifier.sign(BODY).request().unwrap();
    let delivery = Delivery::from_request(request, NOW);
    let pending = verifier.begin(delivery.head().clone()).unwrap();
    verifier.replace_keys(Verifier::new("the second secret").unwrap().or("the first secret").unwrap());
    assert_eq!(pending.finish(BODY).unwrap().receipt().key(), 1);
}

#[test]
fn a_key_in_both_sets_verifies_while_sets_are_exchanged() {
    const ROUNDS: usize = 2_000;
    const READERS: usize = 3;
    let verifier = stripe(FIRST).or(SECOND).unwrap();
    let exchanging = AtomicBool::new(true);
    thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = [0_usize; 3];
                    // At least one round, and no more than the writer takes.
                    loop {
                        let last = !exchanging.load(Ordering::Acquire);
                        let verified = verifier.verify(signed_with(SECOND)).expect("SECOND is in both sets");
                        seen[verified.receipt().key()] += 1;
                        if last {
                            return seen;
                        }
                    }
                })
            })
            .collect();
        for round in 0..ROUNDS {
            let keys = match round % 2 {
                0 => stripe(SECOND).or(THIRD).unwrap(),
                _ => stripe(FIRST).or(SECOND).unwrap(),
            };
            verifier.replace_keys(keys);
        }
        exchanging.store(false, Ordering::Release);
        for reader in readers {
            let seen = reader.join().expect("no delivery was refused");
            assert_eq!(seen[2], 0, "no set has a third key");
            assert!(seen[0] + seen[1] > 0);
        }
    });
    assert_eq!(verifier.verify(signed_with(SECOND)).unwrap().receipt().key(), 1, "the last set stands");
}

fn stripe(secret: &str) -> Verifier<Stripe> {
    Verifier::new(secret).unwrap()
}

fn signed_with(secret: &str) -> Delivery {
    signed(secret, NOW)
}

fn signed(secret: &str, at: OffsetDateTime) -> Delivery {
    Delivery::from_request(stripe(secret).sign(BODY).at(at).request().unwrap(), at)
}
