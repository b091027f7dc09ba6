//! Tokens that bring the certificates of their key: what is refused of them, and what comes of the rest.
//!
//! `chain/apple.json` was made with Python's `cryptography`. Unless a row's name says otherwise, a chain is as
//! Apple's: on P-384 but for the leaf, with its marks, and valid for 2026 and 2027.

#![cfg(all(feature = "ecdsa", feature = "jwt", feature = "rsa"))]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::providers::AppleAppStore;
use countersign::{Assurance, Delivery, Error, Json, KeyError, Label, Raw, SignError, Verified, Verifier};
use serde_json::{Value, json};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

/// When the tokens say that they were signed.
const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const SIGNATURE: Error = Error::Malformed("the signature");

fn known(name: &str) -> String {
    let known: Value = serde_json::from_str(include_str!("chain/apple.json")).unwrap();
    known[name].as_str().expect(name).to_owned()
}

fn delivery(token: &str, at: OffsetDateTime) -> Delivery {
    let known: Value = serde_json::from_str(include_str!("chain/apple.json")).unwrap();
    let token = known["tokens"][token].as_str().expect(token);
    let body = json!({ "signedPayload": token }).to_string();
    Delivery::from_request(http::Request::post("/").body(body).unwrap(), at)
}

fn apple(root: &str) -> Verifier<AppleAppStore> {
    Verifier::new(known(root)).unwrap().setting("bundle_id", "com.example")
}

fn verified(token: &str) -> Verified<Raw<AppleAppStore>> {
    apple("root").verify(delivery(token, NOW)).unwrap()
}

fn assert_answers(cases: &[(&str, Result<(), Error>)]) {
    let verifier = apple("root");
    for (token, expected) in cases {
        assert_eq!(verifier.verify(delivery(token, NOW)).map(drop), *expected, "{token}");
    }
}

#[test]
fn a_token_under_the_root_that_is_configured_is_verified() {
    for root in ["root", "root_in_pem"] {
        let verified = apple(root).verify(delivery("genuine", NOW)).unwrap();
        let receipt = verified.receipt();
        assert_eq!(receipt.signed_at(), Some(NOW), "{root}");
        assert_eq!(
            receipt.id().as_ref().and_then(Label::covered),
            Some("9ad56bd2-0bc6-42e0-af24-fd996d87a1e6")
        );
        assert_eq!(receipt.event().as_ref().and_then(Label::covered), Some("DID_RENEW.BILLING_RECOVERY"));
        assert_eq!(receipt.assurance(), Assurance::Partial, "the envelope is nobody's");
    }
}

#[test]
fn a_root_that_is_not_configured_is_refused() {
    assert_answers(&[
        ("a root of its own", Err(Error::Mismatch)),
        ("a root of its own, the known one shown", Err(Error::Mismatch)),
        ("an issuer of its own", Err(Error::Mismatch)),
        ("another issuer by name", Err(Error::Mismatch)),
    ]);
    let refusal = apple("another_root").verify(delivery("genuine", NOW)).unwrap_err();
    assert_eq!(refusal, Error::Mismatch, "the chain of another root");
    assert_eq!(
        apple("another_root").verify(delivery("a root of its own, the known one shown", NOW)).map(drop),
        Ok(())
    );
}

#[test]
fn a_chain_that_is_missing_or_of_another_length_is_refused() {
    assert_answers(&[
        ("no chain", Err(Error::Mismatch)),
        ("no list", Err(Error::Mismatch)),
        ("an empty list", Err(Error::Mismatch)),
        ("the leaf alone", Err(Error::Mismatch)),
        ("without a root", Err(Error::Mismatch)),
        ("with one more", Err(Error::Mismatch)),
        ("a number in it", Err(Error::Mismatch)),
        ("base64url", Err(Error::Mismatch)),
        ("not certificates", Err(Error::Mismatch)),
    ]);
}

#[test]
fn a_chain_in_another_order_or_past_its_issuer_is_refused() {
    assert_answers(&[
        ("the issuers swapped", Err(Error::Mismatch)),
        ("the issuer first", Err(Error::Mismatch)),
        ("the issuer first, and signed by it", Err(SIGNATURE)),
        ("backwards", Err(Error::Mismatch)),
        ("a leaf of the root", Err(Error::Mismatch)),
        ("a leaf as issuer", Err(Error::Mismatch)),
    ]);
}

#[test]
fn a_token_that_its_leaf_did_not_sign_is_refused() {
    assert_answers(&[
        ("another key", Err(Error::Mismatch)),
        ("a jwk of its own", Err(Error::Mismatch)),
        ("a leaf on another curve", Err(SIGNATURE)),
    ]);
}

#[test]
fn a_certificate_without_the_mark_of_its_purpose_is_refused() {
    assert_answers(&[
        ("a leaf without its mark", Err(Error::Mismatch)),
        ("a leaf with the mark of an issuer", Err(Error::Mismatch)),
        ("an issuer without its mark", Err(Error::Mismatch)),
        ("an issuer with the mark of a leaf", Err(Error::Mismatch)),
    ]);
}

#[test]
fn a_certificate_against_its_constraints_is_refused() {
    assert_answers(&[
        ("an issuer that may not issue", Err(Error::Mismatch)),
        ("an issuer without constraints", Err(Error::Mismatch)),
        ("a leaf that may issue", Err(Error::Mismatch)),
        ("an unknown critical extension", Err(Error::Mismatch)),
    ]);
}

#[test]
fn certificates_are_valid_when_the_token_was_signed() {
    assert_answers(&[
        ("a leaf that has ended", Err(Error::Mismatch)),
        ("a leaf that ends later", Ok(())),
        ("a leaf that begins later", Err(Error::Mismatch)),
        ("a leaf that begins then", Ok(())),
        ("an issuer that has ended", Err(Error::Mismatch)),
        ("an issuer that begins later", Err(Error::Mismatch)),
    ]);
    // Of the time of arrival only the root is asked.
    let later = delivery("a leaf that ends later", NOW + Duration::DAY);
    assert_eq!(apple("root").verify(later).map(drop), Ok(()));
    let verifier = apple("root_that_ended");
    assert_eq!(verifier.verify(delivery("genuine", NOW)).map(drop), Err(Error::RetiredKey));
    assert_eq!(verifier.retired_uses(), 1);
}

// Rule 45.
#[test]
fn a_chain_token_of_another_algorithm_is_refused() {
    for name in ["none", "HS256", "ES384", "ES512", "RS256", "es256", "EdDSA"] {
        assert_answers(&[(&format!("alg {name}"), Err(SIGNATURE))]);
    }
    assert_answers(&[
        ("no alg", Err(SIGNATURE)),
        ("a critical extension", Err(SIGNATURE)),
        ("detached", Err(SIGNATURE)),
    ]);
}

#[test]
fn a_notification_of_another_app_is_refused() {
    const WHERE: &str = "/data/bundleId";
    assert_answers(&[
        ("of a summary", Ok(())),
        ("of an external purchase", Ok(())),
        ("of another app", Err(Error::Mismatch)),
        ("of another app, ours in the summary", Err(Error::Mismatch)),
        ("of no app", Err(Error::Missing(WHERE))),
        ("of a number", Err(Error::Malformed(WHERE))),
    ]);
    let verifier = Verifier::<AppleAppStore>::new(known("root")).unwrap();
    let refusal = verifier.verify(delivery("genuine", NOW)).unwrap_err();
    assert_eq!(refusal, Error::NotConfigured("bundle_id"));
}

#[test]
fn a_date_of_signing_that_is_no_number_of_milliseconds_is_refused() {
    assert_answers(&[
        ("without a date", Err(Error::Mismatch)),
        ("with a date in text", Err(Error::Mismatch)),
        ("before all dates", Err(Error::Mismatch)),
        ("a date beyond any", Err(Error::Mismatch)),
        // In 1970 no certificate was valid.
        ("with a date in seconds", Err(Error::Mismatch)),
    ]);
}

#[test]
fn a_notification_is_fresh_for_as_long_as_it_is_sent_again() {
    let week = Duration::days(7);
    let instant = Duration::MILLISECOND;
    // (after it was signed, expected)
    let cases = [
        (Duration::hours(157), Ok(())),
        (week, Ok(())),
        (week + instant, Err(Error::Stale { age: week + instant })),
        (-week, Ok(())),
        (-week - instant, Err(Error::Early { by: week + instant })),
    ];
    for (after, expected) in cases {
        assert_eq!(apple("root").verify(delivery("genuine", NOW + after)).map(drop), expected, "{after}");
    }
}

#[test]
fn a_notification_signed_anew_is_the_same_delivery() {
    let key = |token| verified(token).receipt().idempotency_key();
    assert_eq!(key("genuine"), key("signed anew"));
    assert_eq!(key("genuine"), key("with a transaction"), "the id says so");
}

#[test]
fn what_is_parsed_is_the_payload_of_the_token() {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Notification {
        notification_type: String,
        data: Data,
    }

    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Data {
        bundle_id: String,
    }

    let event = verified("with a transaction").parse::<Json<AppleAppStore, Notification>>().unwrap();
    assert_eq!(event.notification_type, "DID_RENEW");
    assert_eq!(event.data.bundle_id, "com.example");
    assert!(event.payload().starts_with(br#"{"notificationType":"DID_RENEW""#));
    assert!(event.body().starts_with(br#"{"signedPayload":"#));
    let transaction = event.nested_payload("/data/signedTransactionInfo").unwrap();
    let transaction: Value = serde_json::from_slice(&transaction).unwrap();
    assert_eq!(transaction["transactionId"], "2000000000000001");
    for pointer in ["/data/signedRenewalInfo", "/data/bundleId", "/data", "", "/signedPayload"] {
        assert_eq!(event.nested_payload(pointer), None, "{pointer}");
    }
}

#[test]
fn what_is_no_certificate_is_no_root() {
    let pem = known("root_in_pem");
    // (name, secret)
    let cases = [
        ("text", "not a certificate".to_owned()),
        ("a public key", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEjM1xusUhPf7icyDXLvF3RIT3M0SQLlFRV3QHJPyvyTK9x1sE87DSJWBzJquw+ZzHjQRLQHeAiMCkW3XSdoXZTg==".to_owned()),
        ("half of one", known("root")[..400].to_owned()),
        ("one and more", format!("{}AAAA", known("root"))),
        ("two", format!("{pem}{pem}")),
        ("another label", pem.replace("CERTIFICATE", "PUBLIC KEY")),
    ];
    for (name, secret) in cases {
        let error = Verifier::<AppleAppStore>::new(secret).unwrap_err();
        assert_eq!(error, KeyError::Form { expected: "a root certificate in PEM or base64" }, "{name}");
    }
}

#[test]
fn a_root_signs_nothing() {
    assert_eq!(apple("root").sign("{}").at(NOW).request().unwrap_err(), SignError::CheckOnly);
}
