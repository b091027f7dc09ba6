//! Signatures under public keys: what is refused, and how keys may be written.

#![cfg(all(feature = "ecdsa", feature = "ed25519", feature = "rsa"))]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "asymmetric/known.rs"]
mod known;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use countersign::providers::{Discord, EBay, StandardWebhooks, StandardWebhooksEd25519};
use countersign::{
    AnyProvider, Delivery, Error, KeyError, Part, Scheme, SignError, Source, Verifier, catalogue, dangerous,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::StatusCode;
use proptest::prelude::*;
use sha2::{Sha256, Sha512};
use time::OffsetDateTime;
use time::macros::datetime;

use known::*;

static ED25519: Scheme = Scheme::ed25519("ed25519", "x-tag");
static ECDSA_DER: Scheme = Scheme::ecdsa_p256_sha256("ecdsa_der", "x-tag");
static ECDSA_DER_SHA1: Scheme = Scheme::ecdsa_p256_sha1("ecdsa_der_sha1", "x-tag");
static ECDSA_FIXED: Scheme = Scheme::ecdsa_p256_sha256_fixed("ecdsa_fixed", "x-tag");
static RSA_SHA1: Scheme = Scheme::rsa_sha1("rsa_sha1", "x-tag");
static RSA_SHA256: Scheme = Scheme::rsa_sha256("rsa_sha256", "x-tag");
static RSA_SHA512: Scheme = Scheme::rsa_sha512("rsa_sha512", "x-tag");

/// Every scheme with a key and a signature that is right.
static ALL: [(&Scheme, &str, &str); 7] = [
    (&ED25519, ED_PEM, ED_SIG),
    (&ECDSA_DER, EC_PEM, EC_DER_SHA256),
    (&ECDSA_DER_SHA1, EC_PEM, EC_DER_SHA1),
    (&ECDSA_FIXED, EC_PEM, EC_FIXED_SHA256),
    (&RSA_SHA1, RSA_PEM, RSA_SHA1_TAG),
    (&RSA_SHA256, RSA_PEM, RSA_SHA256_TAG),
    (&RSA_SHA512, RSA_PEM, RSA_SHA512_TAG),
];

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

fn check_at(scheme: &'static Scheme, key: &str, tag: &str, time: OffsetDateTime) -> Result<(), Error> {
    let verifier: Verifier<AnyProvider> = Verifier::of(scheme, key).unwrap();
    let request = http::Request::post("/").header("x-tag", tag).body(MESSAGE).unwrap();
    verifier.verify(Delivery::from_request(request, time)).map(drop)
}

fn check(scheme: &'static Scheme, key: &str, tag: &str) -> Result<(), Error> {
    check_at(scheme, key, tag, NOW)
}

fn assert_refused(name: &str, scheme: &'static Scheme, key: &str, tag: &str) {
    let error = check(scheme, key, tag).expect_err(name);
    assert_eq!(error.status(), StatusCode::UNAUTHORIZED, "{name}: {error}");
    assert!(matches!(error, Error::Malformed(_) | Error::Mismatch), "{name}: {error}");
}

#[test]
fn a_signature_that_is_right_verifies() {
    for (scheme, key, tag) in ALL {
        assert_eq!(check(scheme, key, tag), Ok(()), "{}", scheme.name());
    }
}

#[test]
fn a_bit_changed_in_a_signature_is_refused() {
    for (scheme, key, tag) in ALL {
        let bytes = hex::decode(tag).unwrap();
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1 << (at % 8);
            assert_refused(&format!("{} at byte {at}", scheme.name()), scheme, key, &hex::encode(bytes));
        }
    }
}

#[test]
fn a_signature_of_another_length_is_refused() {
    for (scheme, key, tag) in ALL {
        let name = scheme.name();
        for (case, tag) in [
            ("nothing", String::new()),
            ("one byte", "00".to_owned()),
            ("the first byte missing", tag[2..].to_owned()),
            ("the last byte missing", tag[..tag.len() - 2].to_owned()),
            ("half a byte missing", tag[..tag.len() - 1].to_owned()),
            ("a zero before it", format!("00{tag}")),
            ("a zero behind it", format!("{tag}00")),
            ("twice", format!("{tag}{tag}")),
            ("far too long", "00".repeat(4096)),
        ] {
            assert_refused(&format!("{name}: {case}"), scheme, key, &tag);
        }
    }
}

#[test]
fn ed25519_is_strict() {
    let zero = "00".repeat(32);
    for (name, tag) in [
        ("S + L, for which the equation holds", ED_S_PLUS_L.to_owned()),
        ("S is L", ED_S_IS_L.to_owned()),
        ("S of all ones", format!("{}{}", &ED_SIG[..64], "ff".repeat(32))),
        ("S is zero", format!("{}{zero}", &ED_SIG[..64])),
        ("a neutral R, for which the equation holds", ED_SMALL_R.to_owned()),
        ("R and S are zero", format!("{zero}{zero}")),
        ("R is no point", format!("{}{}", "02".repeat(32), &ED_SIG[64..])),
    ] {
        assert_refused(name, &ED25519, ED_KEY, &tag);
    }
    for (order, small) in ED_SMALL_KEYS.into_iter().chain(ED_SMALL_KEYS_WRITTEN_OTHERWISE).enumerate() {
        assert_refused(&format!("R {order} of small order"), &ED25519, ED_KEY, &(small.to_owned() + &zero));
    }
    assert_eq!(check(&ED25519, ED_OTHER_KEY, ED_OTHER_SIG), Ok(()));
    assert_refused("an R with a point of small order in it", &ED25519, ED_OTHER_KEY, ED_TORSION_R);
    assert_refused("a key with a point of small order in it", &ED25519, ED_TORSION_KEY, ED_TORSION_KEY_SIG);
}

#[test]
fn an_ed25519_key_of_small_order_is_refused() {
    for key in ED_SMALL_KEYS.into_iter().chain(ED_SMALL_KEYS_WRITTEN_OTHERWISE) {
        for secret in [key.to_owned(), STANDARD.encode(hex::decode(key).unwrap())] {
            let built = Verifier::<AnyProvider>::of(&ED25519, dangerous::weak_secret(&secret));
            let error = built.map(drop).expect_err(&secret);
            assert!(matches!(error, KeyError::Form { .. }), "{secret}: {error}");
        }
    }
}

/// A DER integer of these digits.
fn integer(digits: &str) -> String {
    format!("02{:02x}{digits}", digits.len() / 2)
}

/// A DER sequence.
fn sequence(content: &str) -> String {
    format!("30{:02x}{content}", content.len() / 2)
}

#[test]
fn an_ecdsa_signature_with_a_number_out_of_range_is_refused() {
    const ORDER: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    let (zero, largest) = ("00".repeat(32), "ff".repeat(32));
    let (r, s) = EC_FIXED_SHA256.split_at(64);
    for (name, r, s) in [
        ("r is zero", &*zero, s),
        ("s is zero", r, &*zero),
        ("both are zero", &*zero, &*zero),
        ("r is the order", ORDER, s),
        ("s is the order", r, ORDER),
        ("r is the largest number", &*largest, s),
        ("s is the largest number", r, &*largest),
    ] {
        assert_refused(name, &ECDSA_FIXED, EC_PEM, &format!("{r}{s}"));
        let shortest = |digits: &str| match digits {
            digits if digits == zero => integer("00"),
            digits => integer(&format!("00{digits}")),
        };
        assert_refused(name, &ECDSA_DER, EC_PEM, &sequence(&(shortest(r) + &shortest(s))));
    }
}

#[test]
fn ecdsa_takes_der_strictly_where_der_is_expected() {
    let (r, s) = EC_FIXED_SHA256.split_at(64);
    let (r, s) = (format!("00{r}"), format!("00{s}"));
    let content = integer(&r) + &integer(&s);
    assert_eq!(sequence(&content), EC_DER_SHA256);
    for (name, tag) in [
        ("fixed width", EC_FIXED_SHA256.to_owned()),
        ("a negative r", sequence(&(integer(&r[2..]) + &integer(&s)))),
        ("a negative s", sequence(&(integer(&r) + &integer(&s[2..])))),
        ("a zero too many before r", sequence(&(integer(&format!("00{r}")) + &integer(&s)))),
        ("a length in two bytes", format!("3081{:02x}{content}", content.len() / 2)),
        ("a length in three bytes", format!("3082{:04x}{content}", content.len() / 2)),
        ("an indefinite length", format!("3080{content}0000")),
        ("a third number", sequence(&(content.clone() + "020101"))),
        ("one number", sequence(&integer(&r))),
        ("a byte behind it", sequence(&content) + "00"),
        ("a set", sequence(&content).replacen("30", "31", 1)),
        ("an empty sequence", "3000".to_owned()),
        ("in another sequence", sequence(&sequence(&content))),
        ("a number of no bytes", sequence(&("0200".to_owned() + &integer(&s)))),
        (
            "a number with a bit more than the order",
            sequence(&(integer(&r.replacen("00", "01", 1)) + &integer(&s))),
        ),
        ("an enumeration for a number", sequence(&content).replacen("0221", "0a21", 1)),
        ("a number with a length in two bytes", sequence(&content.replacen("0221", "028121", 1))),
        ("bits for a sequence", format!("03{:02x}00{}", content.len() / 2 + 3, sequence(&content))),
    ] {
        assert_refused(name, &ECDSA_DER, EC_PEM, &tag);
    }
}

#[test]
fn ecdsa_takes_fixed_width_strictly_where_that_is_expected() {
    let (r, s) = EC_FIXED_SHA256.split_at(64);
    for (name, tag) in [
        ("DER", EC_DER_SHA256.to_owned()),
        ("a zero before each number", format!("00{r}00{s}")),
        ("both in 48 bytes", format!("{:0>96}{:0>96}", r, s)),
        ("the numbers exchanged", format!("{s}{r}")),
    ] {
        assert_refused(name, &ECDSA_FIXED, EC_PEM, &tag);
    }
}

static ECDSA_ITEMS: Scheme = Scheme::ecdsa_p256_sha256_fixed("ecdsa_items", "")
    .signature(Source::Field("/tag"))
    .each("/items")
    .signs(&[Part::Field("/message")]);

#[test]
fn an_item_is_not_repeated_under_the_other_signature_that_its_own_stands_for() {
    // `s` and the order less `s` are both right.
    const OTHER: &str = "920ad55e57cdd0eedcc70621db050e492306917427b5ea8df368f46e7f00493c0cd0b00feac6dfdea9f4c1f543fc2c8994b1c37cc63f124230f95b8013ba7977";
    assert_eq!(check(&ECDSA_FIXED, EC_PEM, OTHER), Ok(()));
    let verifier: Verifier<AnyProvider> = Verifier::of(&ECDSA_ITEMS, EC_PEM).unwrap();
    let answer = |tags: &[&str]| {
        let items: Vec<_> =
            tags.iter().map(|tag| serde_json::json!({ "message": MESSAGE, "tag": tag })).collect();
        let request = http::Request::post("/").body(serde_json::json!({ "items": items }).to_string());
        verifier.verify(Delivery::from_request(request.unwrap(), NOW)).map(drop)
    };
    let repeated = Err(Error::Repeated("a signed item"));
    // (signatures, expected)
    let cases: [(&[&str], _); 4] = [
        (&[EC_FIXED_SHA256], Ok(())),
        (&[OTHER], Ok(())),
        (&[EC_FIXED_SHA256, EC_FIXED_SHA256], repeated),
        (&[EC_FIXED_SHA256, OTHER], repeated),
    ];
    for (tags, expected) in cases {
        assert_eq!(answer(tags), expected, "{tags:?}");
    }
}

#[test]
fn rsa_looks_at_all_of_the_padding() {
    assert_eq!(check(&RSA_SHA256, RSA_CUBE, RSA_CUBE_TAG), Ok(()));
    let one = format!("{:0>512}", "1");
    for (name, key, tag) in [
        ("padding that is cut short", RSA_CUBE, RSA_CUBE_ROOT),
        ("zero", RSA_CUBE, &"0".repeat(512)),
        ("one", RSA_CUBE, &one),
        ("the modulus added", RSA_PEM, RSA_SHA256_TAG_AND_MODULUS),
    ] {
        assert_refused(name, &RSA_SHA256, key, tag);
    }
}

#[test]
fn a_signature_by_another_algorithm_is_refused() {
    for (scheme, key, _) in ALL {
        let others = ALL.iter().filter(|(other, _, _)| other.name() != scheme.name());
        for (other, _, tag) in others {
            let name = format!("{} for {}", other.name(), scheme.name());
            assert_refused(&name, scheme, key, tag);
        }
        assert_refused(&format!("PSS for {}", scheme.name()), scheme, key, RSA_PSS);
    }
}

#[test]
fn an_hmac_under_a_public_key_is_refused() {
    for (scheme, key, _) in ALL {
        let base64: String = key.lines().filter(|line| !line.starts_with('-')).collect();
        let der = STANDARD.decode(&base64).unwrap();
        let bare = if scheme.name() == "ed25519" { hex::decode(ED_KEY).unwrap() } else { der.clone() };
        let written: [(&str, &[u8]); 6] = [
            ("PEM", key.as_bytes()),
            ("PEM without its last line break", key.trim_end().as_bytes()),
            ("base64", base64.as_bytes()),
            ("DER", &der),
            ("bare", &bare),
            ("nothing", b""),
        ];
        for (name, bytes) in written {
            let mut short = Hmac::<Sha256>::new_from_slice(bytes).unwrap();
            let mut long = Hmac::<Sha512>::new_from_slice(bytes).unwrap();
            short.update(MESSAGE.as_bytes());
            long.update(MESSAGE.as_bytes());
            let (short, long) =
                (hex::encode(short.finalize().into_bytes()), hex::encode(long.finalize().into_bytes()));
            for tag in [short.clone(), format!("{short}{short}"), long.clone(), long.repeat(4)] {
                assert_refused(&format!("{}: {name}", scheme.name()), scheme, key, &tag);
            }
        }
    }
}

#[test]
fn a_standard_webhooks_public_key_is_no_shared_secret_and_the_reverse() {
    const PUBLIC: &str = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
    const SHARED: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assert!(matches!(Verifier::<StandardWebhooks>::new(PUBLIC), Err(KeyError::Form { .. })));
    assert!(matches!(Verifier::<StandardWebhooksEd25519>::new(SHARED), Err(KeyError::Form { .. })));
    assert!(Verifier::<StandardWebhooksEd25519>::new(PUBLIC).is_ok());
    let without_prefix = Verifier::<StandardWebhooksEd25519>::new(&PUBLIC[5..]);
    assert_eq!(
        without_prefix.unwrap_err().to_string(),
        "the secret is not in the form this scheme expects: its prefix and a public key"
    );

    // A `v1` tag with the public key as its secret.
    let secret = STANDARD.decode(&PUBLIC[5..]).unwrap();
    let forger = Verifier::<StandardWebhooks>::new(format!("whsec_{}", STANDARD.encode(secret))).unwrap();
    let mut request = forger.sign("{}").at(NOW).id("msg_1").request().unwrap();
    let verifier = Verifier::<StandardWebhooksEd25519>::new(PUBLIC).unwrap();
    let tag = request.headers()["webhook-signature"].to_str().unwrap().to_owned();
    for tag in [tag.clone(), tag.replace("v1,", "v1a,"), format!("{tag} {}", tag.replace("v1,", "v1a,"))] {
        request.headers_mut().insert("webhook-signature", tag.parse().unwrap());
        let error = verifier.verify(Delivery::from_request(request.clone(), NOW)).unwrap_err();
        assert_eq!(error, Error::Malformed("the signature"), "{tag}");
    }
}

#[test]
fn a_key_may_be_written_in_any_of_its_ways() {
    let lines = |pem: &str| pem.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    let der = |pem: &str| STANDARD.decode(lines(pem)).unwrap();
    let bare = hex::decode(ED_KEY).unwrap();
    let ed_jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#, URL_SAFE_NO_PAD.encode(&bare));
    let set = format!(r#"{{"keys":[{RSA_JWK},7,{{}},{EC_JWK},{ed_jwk}]}}"#);
    let ec_point = &der(EC_PEM)[26..];
    let compressed = [&[2 + (ec_point[64] & 1)], &ec_point[1..33]].concat();
    for (name, scheme, key, tag) in [
        ("hexadecimal", &ED25519, ED_KEY.to_owned(), ED_SIG),
        ("upper case", &ED25519, ED_KEY.to_uppercase(), ED_SIG),
        ("base64", &ED25519, STANDARD.encode(&bare), ED_SIG),
        ("base64 of DER", &ED25519, lines(ED_PEM), ED_SIG),
        ("PEM in one line", &ED25519, ED_PEM.replace('\n', ""), ED_SIG),
        ("PEM with CR LF", &ED25519, ED_PEM.replace('\n', "\r\n"), ED_SIG),
        ("PEM with space around it", &ED25519, format!("\n  {ED_PEM}\n"), ED_SIG),
        ("a JWK", &ED25519, ed_jwk, ED_SIG),
        ("a set of JWKs", &ED25519, set.clone(), ED_SIG),
        ("base64 of DER", &ECDSA_DER, lines(EC_PEM), EC_DER_SHA256),
        ("PEM in one line", &ECDSA_DER, EC_PEM.replace('\n', ""), EC_DER_SHA256),
        ("a point", &ECDSA_DER, hex::encode(ec_point), EC_DER_SHA256),
        ("a compressed point", &ECDSA_DER, hex::encode(compressed), EC_DER_SHA256),
        ("a JWK", &ECDSA_DER, EC_JWK.to_owned(), EC_DER_SHA256),
        ("a set of JWKs", &ECDSA_DER, set.clone(), EC_DER_SHA256),
        ("base64 of DER", &RSA_SHA256, lines(RSA_PEM), RSA_SHA256_TAG),
        ("PKCS #1 in PEM", &RSA_SHA256, RSA_PKCS1.to_owned(), RSA_SHA256_TAG),
        ("base64 of PKCS #1", &RSA_SHA256, lines(RSA_PKCS1), RSA_SHA256_TAG),
        ("a JWK", &RSA_SHA256, RSA_JWK.to_owned(), RSA_SHA256_TAG),
        ("a set of JWKs", &RSA_SHA256, set, RSA_SHA256_TAG),
        ("a certificate", &RSA_SHA256, RSA_CERT.to_owned(), RSA_SHA256_TAG),
        ("a chain of certificates", &RSA_SHA256, format!("{RSA_CERT}{EC_CERT}"), RSA_SHA256_TAG),
    ] {
        assert_eq!(check(scheme, &key, tag), Ok(()), "{}: {name}", scheme.name());
    }
}

#[test]
fn what_is_no_public_key_of_the_algorithm_is_refused() {
    let base64: String = EC_PEM.lines().filter(|line| !line.starts_with('-')).collect();
    let ec_der = STANDARD.decode(base64).unwrap();
    let ec_point = &ec_der[26..];
    for (scheme, key, _) in ALL {
        let others = [ED_PEM, EC_PEM, RSA_PEM].into_iter().filter(|other| *other != key);
        let mut secrets: Vec<(&str, String)> =
            others.map(|other| ("another algorithm's", other.into())).collect();
        secrets.extend([
            ("a private key", key.replace("PUBLIC", "PRIVATE")),
            ("two keys", format!("{key}{key}")),
            ("PEM that ends otherwise", key.replace("END PUBLIC", "END RSA PUBLIC")),
            ("PEM without an end", key.replace("-----END PUBLIC KEY-----", "")),
            ("PEM without its first byte", key.replace("KEY-----\nM", "KEY-----\n")),
            ("text", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into()),
            ("hexadecimal digits", "0123456789abcdef".into()),
            ("an empty set", r#"{"keys":[]}"#.into()),
            ("a set that is none", r#"{"keys":{}}"#.into()),
            ("a JWK of a shared key", r#"{"kty":"oct","k":"AAAA"}"#.into()),
            ("JSON cut short", RSA_JWK[..40].into()),
            ("a key for encryption", RSA_JWK.replace(r#""sig""#, r#""enc""#)),
            ("a private JWK", RSA_JWK.replacen('{', r#"{"d":"AQAB","#, 1)),
            ("another private JWK", EC_JWK.replacen('{', r#"{"d":"AQAB","#, 1)),
            ("a short RSA key", RSA_1024.into()),
            ("another algorithm's certificate", EC_CERT.into()),
            ("a JWK that says what it is twice", EC_JWK.replacen('{', r#"{"kty":"OKP","#, 1)),
            ("a JWK of another curve", EC_JWK.replace("P-256", "P-384")),
            ("a JWK with a coordinate too long", EC_JWK.replace("iPNW", "AAAAiPNW")),
            (
                "a JWK with its coordinates exchanged",
                EC_JWK.replace(r#""x""#, r#""z""#).replace(r#""y""#, r#""x""#).replace(r#""z""#, r#""y""#),
            ),
            ("a JWK with a modulus that is even", RSA_JWK.replace("Gwow", "Gwog")),
            ("a JWK with a modulus behind a zero", RSA_JWK.replace("sG3sudq", "AAAAsG3sudq")),
            ("a point off the curve", hex::encode([&ec_point[..64], &[ec_point[64] ^ 1]].concat())),
            ("a point in the hybrid form", hex::encode([&[6 + (ec_point[64] & 1)], &ec_point[1..]].concat())),
            ("a compressed point off the curve", format!("02{}", "ff".repeat(32))),
            ("the point at infinity", "00".into()),
            ("a key with bits to spare", STANDARD.encode([&ec_der[..25], &[7], &ec_der[26..]].concat())),
            ("a key with a byte behind it", STANDARD.encode([&ec_der[..], &[0]].concat())),
            ("a key on another curve", STANDARD.encode([&ec_der[..22], &[6], &ec_der[23..]].concat())),
            ("PEM with a header", key.replacen("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\n\n", 1)),
            ("PEM with text in front of it", format!("Public key:\n{}", key.trim_end())),
        ]);
        for exponent in ["", "AA", "AQ", "Ag", "AAEAAQ", "AgAAAAE", "AQAAAAAAAQ"] {
            secrets.push(("a JWK with another exponent", RSA_JWK.replace("AQAB", exponent)));
        }
        for (name, secret) in secrets {
            let built = Verifier::<AnyProvider>::of(scheme, dangerous::weak_secret(secret));
            let error = built.map(drop).expect_err(&format!("{}: {name}", scheme.name()));
            assert!(matches!(error, KeyError::Form { .. }), "{}: {name}: {error}", scheme.name());
        }
    }
}

#[test]
fn a_certificate_counts_while_it_is_valid() {
    for (name, time, expected) in [
        ("before", datetime!(2025-12-31 23:59:59 UTC), Err(Error::RetiredKey)),
        ("at the beginning", datetime!(2026-01-01 0:00 UTC), Ok(())),
        ("at the end", datetime!(2026-12-31 23:59:59 UTC), Ok(())),
        ("after", datetime!(2027-01-01 0:00 UTC), Err(Error::RetiredKey)),
    ] {
        assert_eq!(check_at(&RSA_SHA256, RSA_CERT, RSA_SHA256_TAG, time), expected, "{name}");
        assert_eq!(check_at(&RSA_SHA256, RSA_PEM, RSA_SHA256_TAG, time), Ok(()), "{name}: the bare key");
    }
}

#[test]
fn a_second_key_is_tried_too() {
    let other = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";
    let verifier: Verifier<AnyProvider> = Verifier::of(&ED25519, other).unwrap().or(ED_KEY).unwrap();
    let request = http::Request::post("/").header("x-tag", ED_SIG).body(MESSAGE).unwrap();
    let verified = verifier.verify(Delivery::from_request(request, NOW)).unwrap();
    assert_eq!(verified.receipt().key(), 1);
}

#[test]
fn a_public_key_signs_nothing() {
    for (scheme, key, _) in ALL {
        let verifier: Verifier<AnyProvider> = Verifier::of(scheme, key).unwrap();
        assert_eq!(verifier.sign("{}").request().unwrap_err(), SignError::CheckOnly, "{}", scheme.name());
    }
    let discord = Verifier::<Discord>::new(ED_KEY).unwrap();
    assert_eq!(discord.sign("{}").at(NOW).request().unwrap_err(), SignError::CheckOnly);
    // Whatever else the request lacks.
    assert_eq!(discord.sign("{}").request().unwrap_err(), SignError::CheckOnly);
}

#[test]
fn an_envelope_that_holds_no_signature_is_malformed() {
    let verifier = Verifier::<EBay>::new(EC_PEM).unwrap();
    let signature = STANDARD.encode(hex::decode(EC_DER_SHA1).unwrap());
    let answer = |envelope: &str| {
        let request = http::Request::post("/").header("x-ebay-signature", envelope).body(MESSAGE).unwrap();
        verifier.verify(Delivery::from_request(request, NOW)).map(drop)
    };
    // What the envelope says about the algorithm is not asked for.
    for json in [
        format!(r#"{{"alg":"ecdsa","kid":"1","signature":"{signature}","digest":"SHA1"}}"#),
        format!(r#"{{"alg":"none","signature":"{signature}"}}"#),
    ] {
        assert_eq!(answer(&STANDARD.encode(&json)), Ok(()), "{json}");
    }
    for (name, envelope) in [
        ("not base64", "{}".to_owned()),
        ("not JSON", STANDARD.encode("signature")),
        ("no signature", STANDARD.encode(r#"{"alg":"ecdsa"}"#)),
        ("no text", STANDARD.encode(r#"{"signature":[]}"#)),
        ("two signatures", STANDARD.encode(format!(r#"{{"signature":"{signature}","signature":"AA=="}}"#))),
        ("no DER", STANDARD.encode(r#"{"signature":"AA=="}"#)),
        ("a bare signature", signature),
    ] {
        assert_eq!(answer(&envelope), Err(Error::Malformed("the signature")), "{name}");
    }
}

/// A body with a signature in it, of whatever form the scheme has.
fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..64),
        "(p_)?sign(ature)?=[A-Za-z0-9+/%=&]{0,64}".prop_map(String::into_bytes),
        r#"\{"Type":"(Notification|[a-z]{0,4})","Signature":"[A-Za-z0-9+/=]{0,64}","Timestamp":"2026-11-22T12:00:00Z"(,"[A-Z][a-z]{0,6}":"[^"]{0,8}"){0,4}\}"#
            .prop_map(String::into_bytes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_secret_is_a_key_or_an_error(secret in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..600),
        "-----BEGIN (RSA PUBLIC KEY|PUBLIC KEY|CERTIFICATE)-----[A-Za-z0-9+/=\n-]{0,200}".prop_map(String::into_bytes),
        prop::sample::select(vec![ED_PEM, EC_PEM, RSA_PKCS1, RSA_CERT, RSA_JWK])
            .prop_flat_map(|key| (Just(key), 0..key.len(), any::<u8>()))
            .prop_map(|(key, at, byte)| { let mut key = key.as_bytes().to_vec(); key[at] = byte; key }),
    ]) {
        for (scheme, _, _) in ALL {
            let built: Result<Verifier<AnyProvider>, _> = Verifier::of(scheme, secret.clone());
            if let Err(error) = built {
                let is_of_secret = matches!(
                    error,
                    KeyError::Empty | KeyError::Form { .. } | KeyError::Placeholder | KeyError::WhiteSpace
                );
                prop_assert!(is_of_secret, "{error}");
            }
        }
    }

    #[test]
    fn any_tag_and_body_are_refused(tag in "[ -~]{0,100}", body in body()) {
        for scheme in catalogue::ALL {
            for key in [ED_PEM, EC_PEM, RSA_PEM, STANDARD_KEY] {
                let Ok(verifier) = Verifier::<AnyProvider>::of(scheme, key) else { continue };
                let mut request = http::Request::post("/").body(body.clone()).unwrap();
                for name in HEADERS {
                    request.headers_mut().insert(name, tag.parse().unwrap());
                }
                for (name, value) in [("paypal-auth-algo", "SHA256withRSA"), ("x-tag", &*tag)] {
                    request.headers_mut().insert(name, value.parse().unwrap());
                }
                for (name, value) in TIMES {
                    request.headers_mut().insert(name, value.parse().unwrap());
                }
                let result = verifier.verify(Delivery::from_request(request, NOW));
                prop_assert!(result.is_err(), "{}", scheme.name());
            }
        }
    }
}

const STANDARD_KEY: &str = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";

/// The headers that hold signatures, and what is signed beside them.
const HEADERS: [&str; 23] = [
    "authorization",
    "cb-signature",
    "fireblocks-signature",
    "fireblocks-webhook-signature",
    "paypal-transmission-id",
    "paypal-transmission-sig",
    "plaid-verification",
    "signature",
    "svix-id",
    "svix-signature",
    "telnyx-signature-ed25519",
    "webhook-id",
    "webhook-signature",
    "wechatpay-nonce",
    "wechatpay-signature",
    "x-circle-signature",
    "x-ebay-signature",
    "x-fal-webhook-request-id",
    "x-fal-webhook-signature",
    "x-fal-webhook-user-id",
    "x-shipengine-rsa-sha256-signature",
    "x-signature-ed25519",
    "x-twilio-email-event-webhook-signature",
];

const TIMES: [(&str, &str); 9] = [
    ("paypal-transmission-time", "2026-11-22T12:00:00Z"),
    ("svix-timestamp", "1795348800"),
    ("telnyx-timestamp", "1795348800"),
    ("webhook-timestamp", "1795348800"),
    ("wechatpay-timestamp", "1795348800"),
    ("x-fal-webhook-timestamp", "1795348800"),
    ("x-shipengine-timestamp", "2026-11-22T12:00:00Z"),
    ("x-signature-timestamp", "1795348800"),
    ("x-twilio-email-event-webhook-timestamp", "1795348800"),
];
