//! What is refused in tokens with claims, and what is not.

#![cfg(feature = "jwt")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::panic::{AssertUnwindSafe, catch_unwind};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use countersign::providers::{LiveKit, MessageBird, Monday, Netlify, Vonage};
use countersign::{
    Assurance, Delivery, Error, Head, JwtClaim, Layout, Provider, Refusal, Scheme, SignError, Source,
    Verifier, catalogue,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{Method, StatusCode};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256, Sha512};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const SECRET: &str = "9f1c7d0e5b2a48639f1c7d0e5b2a4863";
const BODY: &str = r#"{"event":"room_started"}"#;
const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// Every kind of claim that states a time, over a body.
enum Timed {}

impl Provider for Timed {
    const SCHEME: Scheme = Scheme::jws_hs256(
        "timed",
        "x-token",
        &[
            JwtClaim::Expires,
            JwtClaim::IssuedAt,
            JwtClaim::NotBefore,
            JwtClaim::Setting("aud", "audience"),
            JwtClaim::BodySha256Hex("hash"),
        ],
    );
}

/// Claims that fit [`BODY`] and [`NOW`].
fn claims() -> Value {
    let now = NOW.unix_timestamp();
    json!({ "exp": now + 60, "iat": now, "nbf": now, "aud": "us", "hash": hash(BODY) })
}

fn timed() -> Verifier<Timed> {
    Verifier::new(SECRET).unwrap().setting("audience", "us")
}

/// The answer to a token beside [`BODY`].
fn answer(token: &str) -> Result<(), Error> {
    let request = http::Request::post("/").header("x-token", token).body(BODY).unwrap();
    timed().verify(Delivery::from_request(request, NOW)).map(drop)
}

#[test]
fn a_token_that_fits_is_verified() {
    let request = http::Request::post("/").header("x-token", hs256(&claims())).body(BODY).unwrap();
    let verified = timed().verify(Delivery::from_request(request, NOW)).unwrap();
    assert_eq!(verified.receipt().signed_at(), Some(NOW));
    assert_eq!(verified.receipt().assurance(), Assurance::Body);
}

// Rule 41.
#[test]
fn keys_that_a_token_brings_or_points_to_are_ignored() {
    // (name, what the header says besides)
    let jwk = json!({ "kty": "oct", "k": URL_SAFE_NO_PAD.encode("the forger's own secret") });
    let cases = [
        ("jku", json!("https://forger.example/jwks.json")),
        ("x5u", json!("https://forger.example/certificate.pem")),
        ("jwk", jwk),
        ("x5c", json!([STANDARD.encode("the forger's own certificate")])),
        ("kid", json!("../../../../dev/null")),
        ("kid", json!("the forger's own secret")),
    ];
    for (name, value) in cases {
        let mut header = json!({ "alg": "HS256", "typ": "JWT" });
        header[name] = value;
        let forged = token(&header, &claims(), b"the forger's own secret");
        assert_eq!(answer(&forged), Err(Error::Mismatch), "{name}: forged");
        let empty = token(&header, &claims(), b"");
        assert_eq!(answer(&empty), Err(Error::Mismatch), "{name}: without a secret");
        assert_eq!(answer(&token(&header, &claims(), SECRET.as_bytes())), Ok(()), "{name}: genuine");
    }
}

// Rule 45.
#[test]
fn another_algorithm_than_the_schemes_is_refused() {
    let names = [
        "none", "None", "NONE", "nOnE", "", "hs256", "HS256 ", "HS384", "HS512", "RS256", "ES256", "PS256",
        "EdDSA", "HMAC",
    ];
    for name in names {
        let header = json!({ "alg": name, "typ": "JWT" });
        let unsigned = format!("{}.{}.", part(&header), part(&claims()));
        assert_eq!(answer(&unsigned), Err(SIGNATURE), "{name}: unsigned");
        // With the right tag, whatever name it goes by.
        assert_eq!(answer(&token(&header, &claims(), SECRET.as_bytes())), Err(SIGNATURE), "{name}: signed");
    }
    let header = json!({ "alg": "HS512" });
    let signed = format!("{}.{}", part(&header), part(&claims()));
    let mut mac = Hmac::<Sha512>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    let longer = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()));
    assert_eq!(answer(&longer), Err(SIGNATURE), "the right secret with another hash");
}

// Rule 45.
#[cfg(feature = "ecdsa")]
#[test]
fn hmac_under_a_public_key_is_refused() {
    let jwk = r#"{"kty":"EC","crv":"P-256","x":"hKXLGIjWvCBv-cP5euCTxl8g9GLG9zHo_3pO5NN1DwQ","y":"shhexqPB7YffGn6fR6h2UhTSuCtPmfzQJ6ENVIoO4Ys"}"#;
    let plaid = Verifier::<countersign::providers::Plaid>::new(jwk).unwrap();
    let [x, y] = ["x", "y"].map(|name| {
        let key: Value = serde_json::from_str(jwk).unwrap();
        URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap()
    });
    let point = [&[4], &x[..], &y[..]].concat();
    let claims = json!({ "iat": NOW.unix_timestamp(), "request_body_sha256": hash(BODY) });
    // (name, the key as a secret)
    let secrets = [
        ("the JWK", jwk.as_bytes().to_vec()),
        ("its x", x),
        ("x and y", point[1..].to_vec()),
        ("the point in base64", STANDARD.encode(&point).into_bytes()),
        ("the point in hexadecimal", hex::encode(&point).into_bytes()),
        ("the point", point),
        ("nothing", Vec::new()),
    ];
    let answer = |token: String| {
        let request = http::Request::post("/").header("plaid-verification", token).body(BODY).unwrap();
        plaid.verify(Delivery::from_request(request, NOW)).map(drop)
    };
    for (name, secret) in secrets {
        for alg in ["HS256", "ES256", "none"] {
            let forged = token(&json!({ "alg": alg }), &claims, &secret);
            assert_eq!(answer(forged), Err(SIGNATURE), "{alg} under {name}");
        }
    }
    let signed = format!("{}.{}", part(&json!({ "alg": "ES256" })), part(&claims));
    let zero = URL_SAFE_NO_PAD.encode([0; 64]);
    assert_eq!(answer(format!("{signed}.{zero}")), Err(SIGNATURE), "r and s of zero");
    let one = URL_SAFE_NO_PAD.encode([1; 64]);
    assert_eq!(answer(format!("{signed}.{one}")), Err(Error::Mismatch), "any r and s");
}

// Rule 45.
#[cfg(feature = "rsa")]
#[test]
fn a_detached_token_brings_no_payload() {
    use countersign::providers::FireblocksJwks;

    let rows: Value = serde_json::from_str(include_str!("vectors/fireblocks_jwks.json")).unwrap();
    let row = &rows[0];
    let verifier = Verifier::<FireblocksJwks>::new(row["secret"].as_str().unwrap()).unwrap();
    let body = row["body"].as_str().unwrap();
    let genuine = row["headers"]["Fireblocks-Webhook-Signature"].as_str().unwrap();
    let (header, tag) = genuine.split_once("..").unwrap();
    let payload = URL_SAFE_NO_PAD.encode(body);
    // (name, token, body, expected)
    let cases = [
        ("genuine", genuine.to_owned(), body, Ok(())),
        ("attached", format!("{header}.{payload}.{tag}"), body, Err(SIGNATURE)),
        ("attached to another body", format!("{header}.{payload}.{tag}"), "{}", Err(SIGNATURE)),
        ("payload and more", format!("{header}.{payload}..{tag}"), body, Err(SIGNATURE)),
        ("of another body", genuine.to_owned(), "{}", Err(Error::Mismatch)),
        ("of no body", genuine.to_owned(), "", Err(Error::Mismatch)),
    ];
    for (name, token, body, expected) in cases {
        let request = http::Request::post("/").header("fireblocks-webhook-signature", token);
        let delivery = Delivery::from_request(request.body(body.to_owned()).unwrap(), NOW);
        let result = verifier.verify(delivery).map(|verified| {
            assert_eq!(verified.receipt().assurance(), Assurance::Body, "{name}");
        });
        assert_eq!(result, expected, "{name}");
    }
}

/// The answer of TrueLayer's scheme to one of the tokens in `jwt/truelayer.json`, beside a time.
#[cfg(feature = "ecdsa")]
fn truelayer(token: &str, path: &str) -> Result<Option<OffsetDateTime>, Error> {
    use countersign::providers::TrueLayer;

    let known: Value = serde_json::from_str(include_str!("jwt/truelayer.json")).unwrap();
    let token = known["tokens"][token].as_str().expect(token);
    let request = http::Request::post(path)
        .header("tl-signature", token)
        .header("X-TL-Webhook-Timestamp", known["time"].as_str().unwrap())
        .body(known["body"].as_str().unwrap().to_owned())
        .unwrap();
    let verifier = Verifier::<TrueLayer>::new(known["key"].to_string()).unwrap();
    let delivery = Delivery::from_request(request, NOW);
    let is_condemned_by_head = verifier.begin(delivery.head().clone()).is_err();
    let verified = verifier.verify(delivery);
    if matches!(verified, Err(LIST | Error::Missing(_))) {
        assert!(is_condemned_by_head, "{token}");
    }
    let verified = verified?;
    assert_eq!(verified.receipt().assurance(), Assurance::Body, "{token}");
    Ok(verified.receipt().signed_at())
}

#[cfg(feature = "ecdsa")]
const LIST: Error = Error::Malformed("the list of signed headers");

// Rule 41.
#[cfg(feature = "ecdsa")]
#[test]
fn a_token_that_names_keys_of_a_place_unknown_is_refused() {
    // (token, expected)
    let cases = [
        ("valid", Ok(Some(NOW))),
        ("sandbox", Ok(Some(NOW))),
        ("without-jku", Ok(Some(NOW))),
        ("foreign-jku", Err(LIST)),
        ("null-jku", Err(LIST)),
    ];
    for (token, expected) in cases {
        assert_eq!(truelayer(token, "/hook"), expected, "{token}");
    }
}

#[cfg(feature = "ecdsa")]
#[test]
fn headers_are_signed_as_the_token_lists_them() {
    // (token, expected)
    let cases = [
        ("another-case", Ok(Some(NOW))),
        ("unlisted-time", Err(LIST)),
        ("listed-twice", Err(LIST)),
        ("listed-missing", Err(Error::Missing("a signed header"))),
        ("no-list", Err(LIST)),
        ("version-1", Err(LIST)),
        ("no-version", Err(LIST)),
    ];
    for (token, expected) in cases {
        assert_eq!(truelayer(token, "/hook"), expected, "{token}");
    }
}

#[cfg(feature = "ecdsa")]
#[test]
fn a_slash_at_the_end_of_a_signed_path_may_come_and_go() {
    // (token, path, expected)
    let cases = [
        ("valid", "/hook", Ok(Some(NOW))),
        ("valid", "/hook/", Ok(Some(NOW))),
        ("valid", "/hook//", Err(Error::Mismatch)),
        ("valid", "/", Err(Error::Mismatch)),
        ("valid", "/hook/x", Err(Error::Mismatch)),
        ("valid", "/hoo", Err(Error::Mismatch)),
        ("slash-signed", "/hook", Ok(Some(NOW))),
        ("slash-signed", "/hook/", Ok(Some(NOW))),
        ("slash-signed", "/hook///", Err(Error::Mismatch)),
    ];
    for (token, path, expected) in cases {
        assert_eq!(truelayer(token, path), expected, "{token} at {path}");
    }
}

// Rule 45.
#[cfg(feature = "ecdsa")]
#[test]
fn an_es512_token_of_another_algorithm_or_form_is_refused() {
    // (token, expected)
    let cases = [
        ("alg-none", SIGNATURE),
        ("alg-ES256", SIGNATURE),
        ("alg-HS512", SIGNATURE),
        ("alg-RS512", SIGNATURE),
        ("alg-es512", SIGNATURE),
        ("critical", SIGNATURE),
        ("der", SIGNATURE),
        ("sha256", Error::Mismatch),
    ];
    for (token, expected) in cases {
        assert_eq!(truelayer(token, "/hook"), Err(expected), "{token}");
    }
}

// Rule 45.
#[test]
fn a_header_without_one_plain_algorithm_is_refused() {
    let cases = [
        ("none", r#"{"typ":"JWT"}"#),
        ("null", r#"{"alg":null}"#),
        ("a list", r#"{"alg":["HS256"]}"#),
        ("an object", r#"{"alg":{"HS256":true}}"#),
        ("a number", r#"{"alg":256}"#),
        ("two", r#"{"alg":"HS256","alg":"none"}"#),
        ("two the other way round", r#"{"alg":"none","alg":"HS256"}"#),
        ("two, one escaped", r#"{"alg":"HS256","\u0061lg":"none"}"#),
        ("another case", r#"{"ALG":"HS256"}"#),
        ("no object", r#""HS256""#),
        ("a list of one", r#"[{"alg":"HS256"}]"#),
        ("raw JSON in it", r#"{"alg":{"$serde_json::private::RawValue":"\"HS256\""}}"#),
        ("raw JSON beside it", r#"{"alg":"HS256","x":[{"\u0024serde_json::private::RawValue":"{}"}]}"#),
        ("no JSON", r#"{"alg":"HS256""#),
        ("more behind it", r#"{"alg":"HS256"}{}"#),
        ("nothing", ""),
        ("two, in different cases", r#"{"alg":"HS256","Alg":"none","alg":"HS256"}"#),
        ("two names alike deeper in it", r#"{"alg":"HS256","jwk":{"kid":"1","k\u0069d":"2"}}"#),
        ("the algorithm deeper in it", r#"{"header":{"alg":"HS256"}}"#),
        ("a byte-order mark in front of it", "\u{feff}{\"alg\":\"HS256\"}"),
        ("a NUL behind it", "{\"alg\":\"HS256\"}\0"),
        ("a NUL in it", r#"{"alg":"HS256\u0000"}"#),
        ("half of a pair in it", r#"{"alg":"HS256","x":"\ud800"}"#),
        ("a comma too many", r#"{"alg":"HS256",}"#),
        ("NaN", r#"{"alg":"HS256","x":NaN}"#),
        ("a comment", r#"{"alg":"HS256"/**/}"#),
        ("quoted otherwise", "{'alg':'HS256'}"),
        ("encoded once more", "eyJhbGciOiJIUzI1NiJ9"),
        ("a number beyond any", r#"{"alg":"HS256","x":1e999}"#),
    ];
    for (name, header) in cases {
        let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), part(&claims()));
        assert_eq!(answer(&tagged(&signed, SECRET.as_bytes())), Err(SIGNATURE), "{name}");
    }
}

// Rule 46.
#[test]
fn a_missing_or_another_hash_of_the_body_is_refused() {
    let hash = hash(BODY);
    // (name, the claim, expected)
    let cases = [
        ("missing", None, Error::Missing("hash")),
        ("null", Some(Value::Null), Error::Malformed("hash")),
        ("a list", Some(json!([hash])), Error::Malformed("hash")),
        ("a number", Some(json!(0)), Error::Malformed("hash")),
        ("empty", Some(json!("")), Error::Mismatch),
        ("of nothing", Some(json!(self::hash(""))), Error::Mismatch),
        ("of another body", Some(json!(self::hash("{}"))), Error::Mismatch),
        ("cut", Some(json!(hash[..62])), Error::Mismatch),
        ("prolonged", Some(json!(format!("{hash}00"))), Error::Mismatch),
        ("in base64", Some(json!(STANDARD.encode(Sha256::digest(BODY)))), Error::Mismatch),
    ];
    for (name, claim, expected) in cases {
        let mut claims = claims();
        match claim {
            None => drop(claims.as_object_mut().unwrap().remove("hash")),
            Some(value) => claims["hash"] = value,
        }
        assert_eq!(answer(&hs256(&claims)), Err(expected), "{name}");
    }
    let upper = json!({ "hash": hash.to_uppercase() });
    assert_eq!(answer(&hs256(&with(&upper))), Ok(()), "digits of either case");
}

// Rule 46.
#[test]
fn another_body_is_refused_by_every_sender_that_hashes_it() {
    for name in ["livekit", "messagebird", "messagebird_hs384", "messagebird_hs512", "netlify", "vonage"] {
        let verifier = Verifier::of(catalogue::find(name).unwrap(), SECRET)
            .unwrap()
            .public_url("https://example.com")
            .unwrap()
            .setting("api_key", "APIabc");
        let genuine = verifier.sign(BODY).at(NOW).request().unwrap();
        for body in ["", "{}", " ", r#"{"event":"room_started"} "#, r#"{"event":"room_startee"}"#] {
            let forged = genuine.clone().map(|_| body);
            let refusal = verifier.verify(Delivery::from_request(forged, NOW)).unwrap_err();
            assert_eq!(refusal, Error::Mismatch, "{name}: {body}");
        }
        let verified = verifier.verify(Delivery::from_request(genuine, NOW)).unwrap();
        assert_eq!(verified.receipt().assurance(), Assurance::Body, "{name}");
    }
}

// Rule 46.
#[test]
fn a_hash_of_no_body_is_neither_asked_for_nor_allowed_where_only_bodies_are_hashed() {
    let verifier = Verifier::<MessageBird>::new(SECRET).unwrap().public_url("https://example.com").unwrap();
    let now = NOW.unix_timestamp();
    let plain = json!({ "iss": "MessageBird", "nbf": now, "exp": now + 60, "url_hash": hash("https://example.com/") });
    let mut hashed = plain.clone();
    hashed["payload_hash"] = json!(hash(""));
    // (name, claims, body, expected)
    let cases = [
        ("no body and no hash", &plain, "", Ok(())),
        ("a body and no hash", &plain, BODY, Err(Error::Missing("payload_hash"))),
        ("no body and a hash", &hashed, "", Err(Error::Mismatch)),
    ];
    for (name, claims, body, expected) in cases {
        let request =
            http::Request::get("/").header("messagebird-signature-jwt", hs256(claims)).body(body).unwrap();
        let result = verifier.verify(Delivery::from_request(request, NOW)).map(drop);
        assert_eq!(result, expected, "{name}");
    }
}

// Rule 47.
#[test]
fn an_extension_that_is_critical_is_refused() {
    let cases = [
        json!(["exp"]),
        json!(["b64"]),
        json!(["https://forger.example/extension"]),
        json!([]),
        json!("exp"),
        json!({}),
        json!(false),
        Value::Null,
    ];
    for crit in cases {
        let header = json!({ "alg": "HS256", "crit": crit, "b64": false, "exp": 1 });
        assert_eq!(answer(&token(&header, &claims(), SECRET.as_bytes())), Err(SIGNATURE), "{header}");
    }
    let header = json!({ "alg": "HS256", "b64": false, "exp": 1 });
    assert_eq!(answer(&token(&header, &claims(), SECRET.as_bytes())), Ok(()), "{header}");
}

// Rule 47.
#[test]
fn a_missing_or_senseless_time_is_refused() {
    for name in ["exp", "iat", "nbf"] {
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(name);
        assert_eq!(answer(&hs256(&claims)), Err(Error::Missing(name)), "{name}");
        let values = [
            Value::Null,
            json!("1795348800"),
            json!(true),
            json!([1_795_348_800]),
            json!(1_795_348_800.5),
            json!(1.8e300),
            json!(i64::MAX),
            json!(i64::MIN),
            json!(u64::MAX),
        ];
        for value in values {
            let mut claims = claims.clone();
            claims[name] = value;
            assert_eq!(answer(&hs256(&claims)), Err(Error::Malformed(name)), "{name}: {}", claims[name]);
        }
    }
}

// Rule 47.
#[test]
fn a_time_too_far_away_is_refused() {
    let stale = |seconds| Err(Error::Stale { age: Duration::seconds(seconds) });
    let early = |seconds| Err(Error::Early { by: Duration::seconds(seconds) });
    // (claim, seconds after the delivery arrived, expected)
    let cases = [
        ("iat", 300, Ok(())),
        ("iat", 301, early(301)),
        ("iat", 86_400 * 365, early(86_400 * 365)),
        ("iat", -300, Ok(())),
        ("iat", -301, stale(301)),
        ("nbf", 300, Ok(())),
        ("nbf", 301, early(301)),
        ("nbf", 86_400 * 365, early(86_400 * 365)),
        ("nbf", -86_400, Ok(())),
        ("exp", -299, Ok(())),
        ("exp", -300, stale(300)),
        ("exp", -86_400, stale(86_400)),
        ("exp", 86_400, Ok(())),
        ("exp", 86_401, Err(Error::Malformed("exp"))),
        ("exp", 86_400 * 365 * 1000, Err(Error::Malformed("exp"))),
        // Counted in milliseconds.
        ("exp", 1_795_348_800_000 - 1_795_348_800, Err(Error::Milliseconds)),
        ("iat", 1_795_348_800_000 - 1_795_348_800, Err(Error::Milliseconds)),
        ("nbf", 1_795_348_800_000 - 1_795_348_800, Err(Error::Milliseconds)),
    ];
    for (name, seconds, expected) in cases {
        let time = json!({ name: NOW.unix_timestamp() + seconds });
        assert_eq!(answer(&hs256(&with(&time))), expected, "{name} {seconds}");
    }
}

// Rule 37.
#[test]
fn what_is_wrong_with_a_token_is_found_out_before_the_body() {
    let now = NOW.unix_timestamp();
    let wrong_key = token(&json!({ "alg": "HS256" }), &claims(), b"another secret of the same length");
    // (name, token, why it is refused)
    let cases = [
        ("all is right", hs256(&claims()), None),
        ("the hash is of another body", hs256(&with(&json!({ "hash": hash("another") }))), None),
        ("another key", wrong_key, Some(Error::Mismatch)),
        ("no hash", hs256(&without("hash")), Some(Error::Missing("hash"))),
        ("a hash that is no text", hs256(&with(&json!({ "hash": 1 }))), Some(Error::Malformed("hash"))),
        ("no audience", hs256(&without("aud")), Some(Error::Missing("aud"))),
        ("another audience", hs256(&with(&json!({ "aud": "them" }))), Some(Error::Mismatch)),
        ("no end", hs256(&without("exp")), Some(Error::Missing("exp"))),
        (
            "ended",
            hs256(&with(&json!({ "exp": now - 400 }))),
            Some(Error::Stale { age: Duration::seconds(400) }),
        ),
        (
            "made later",
            hs256(&with(&json!({ "iat": now + 400 }))),
            Some(Error::Early { by: Duration::seconds(400) }),
        ),
    ];
    for (name, token, expected) in cases {
        let request = http::Request::post("/").header("x-token", token).body(BODY).unwrap();
        let (head, _) = request.into_parts();
        match timed().begin(Head::from_parts(head, NOW)) {
            // The body has its own to say.
            Ok(pending) => {
                assert_eq!(expected, None, "{name}");
                assert_eq!(pending.finish(BODY).is_ok(), name == "all is right", "{name}");
            }
            Err(Refusal::Refused(error, _)) => assert_eq!(Some(error), expected, "{name}"),
            Err(refusal) => panic!("{name}: {refusal:?}"),
        }
    }
}

#[test]
fn without_tolerance_a_token_has_ended_in_the_second_that_it_names() {
    let strict = timed().tolerance(Duration::ZERO);
    let token = hs256(&with(&json!({ "exp": NOW.unix_timestamp() + 1 })));
    // (milliseconds after it was issued, expected)
    let cases = [
        (-1, Err(Error::Early { by: Duration::SECOND })),
        (0, Ok(())),
        (999, Ok(())),
        (1000, Err(Error::Stale { age: Duration::ZERO })),
    ];
    for (milliseconds, expected) in cases {
        let request = http::Request::post("/").header("x-token", &token).body(BODY).unwrap();
        let delivery = Delivery::from_request(request, NOW + Duration::milliseconds(milliseconds));
        assert_eq!(strict.verify(delivery).map(drop), expected, "{milliseconds}");
    }
}

#[test]
fn what_is_not_three_parts_of_base64_is_refused() {
    let genuine = hs256(&claims());
    let [header, payload, tag] = genuine.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let wide = STANDARD.encode(URL_SAFE_NO_PAD.decode(tag).unwrap());
    let cases = [
        ("nothing", String::new()),
        ("full stops", "..".to_owned()),
        ("one part", header.to_owned()),
        ("two parts", format!("{header}.{payload}")),
        ("no payload", format!("{header}..{tag}")),
        ("no tag", format!("{header}.{payload}.")),
        ("four parts", format!("{genuine}.{tag}")),
        ("a full stop behind it", format!("{genuine}.")),
        ("encrypted", format!("{header}.{payload}.{tag}.{tag}.{tag}")),
        ("padded", format!("{genuine}=")),
        ("padded payload", format!("{header}.{payload}=.{tag}")),
        ("another alphabet", format!("{header}.{payload}.{wide}")),
        ("cut", genuine[..genuine.len() - 1].to_owned()),
        ("prolonged", format!("{genuine}A")),
        ("the word of another scheme", format!("Bearer {genuine}")),
        ("two tokens", format!("{genuine},{genuine}")),
        ("JSON", json!({ "protected": header, "payload": payload, "signature": tag }).to_string()),
        (
            "its payload left out, and sent as it is",
            format!("{header}.{}.{tag}", URL_SAFE_NO_PAD.encode(BODY)),
        ),
        ("its payload not encoded", format!("{header}.{}.{tag}", claims())),
        ("a space in front", format!(" {genuine}")),
        ("in quotation marks", format!("\"{genuine}\"")),
        ("full stops encoded", genuine.replace('.', "%2E")),
        ("encoded once more", URL_SAFE_NO_PAD.encode(&genuine)),
        ("its parts exchanged", format!("{payload}.{header}.{tag}")),
    ];
    for (name, token) in cases {
        let error = answer(&token).expect_err(name);
        assert!([SIGNATURE, Error::Mismatch].contains(&error), "{name}: {error}");
    }
    // The last of 43 characters has two bits more than 32 bytes.
    for last in 'A'..='z' {
        let other = format!("{}{last}", &genuine[..genuine.len() - 1]);
        assert_eq!(answer(&other).is_ok(), other == genuine, "ends with {last}");
    }
}

#[test]
fn signed_claims_that_are_no_object_or_say_a_name_twice_are_refused() {
    let twice = claims().to_string().replacen('{', r#"{"exp":1,"#, 1);
    let token = hs256(&claims());
    let deeper = claims().to_string().replacen('{', r#"{"x":[{"exp":1,"\u0065xp":2}],"#, 1);
    let texts = ["null", "[]", "1", "\"\"", "{", "\u{feff}{}", &twice, &deeper, &token, &"[".repeat(10_000)];
    for payload in texts {
        let signed = format!("{}.{}", part(&json!({ "alg": "HS256" })), URL_SAFE_NO_PAD.encode(payload));
        let error = answer(&tagged(&signed, SECRET.as_bytes())).unwrap_err();
        assert_eq!(error, Error::Malformed("the claims of the token"), "{payload:.40}");
    }
}

#[test]
fn a_setting_is_one_audience_of_possibly_several() {
    // (aud, expected)
    let cases = [
        (json!("us"), Ok(())),
        (json!(["them", "us"]), Ok(())),
        (json!("them"), Err(Error::Mismatch)),
        (json!("US"), Err(Error::Mismatch)),
        (json!("us "), Err(Error::Mismatch)),
        (json!(""), Err(Error::Mismatch)),
        (json!([]), Err(Error::Mismatch)),
        (json!([["us"]]), Err(Error::Mismatch)),
        (json!({ "us": "us" }), Err(Error::Malformed("aud"))),
        (Value::Null, Err(Error::Malformed("aud"))),
    ];
    for (audience, expected) in cases {
        assert_eq!(answer(&hs256(&with(&json!({ "aud": audience })))), expected, "{audience}");
    }
}

#[test]
fn a_verifier_without_its_setting_refuses_with_500() {
    let verifier = Verifier::<Timed>::new(SECRET).unwrap();
    let request = http::Request::post("/").header("x-token", hs256(&claims())).body(BODY).unwrap();
    let error = verifier.verify(Delivery::from_request(request, NOW)).unwrap_err();
    assert_eq!(error, Error::NotConfigured("audience"));
    assert_eq!(error.status(), StatusCode::INTERNAL_SERVER_ERROR);
}

#[test]
fn a_forged_token_is_a_mismatch_whatever_it_claims() {
    for claims in [json!({}), json!(null), with(&json!({ "exp": 1 })), with(&json!({ "aud": "them" }))] {
        let forged = token(&json!({ "alg": "HS256" }), &claims, b"the forger's own secret");
        assert_eq!(answer(&forged), Err(Error::Mismatch), "{claims}");
    }
}

#[test]
fn a_repeated_header_is_refused() {
    let genuine = hs256(&claims());
    for other in [&*genuine, "", "a.b.c"] {
        for pair in [[&*genuine, other], [other, &*genuine]] {
            let request = http::Request::post("/").header("x-token", pair[0]).header("x-token", pair[1]);
            let delivery = Delivery::from_request(request.body(BODY).unwrap(), NOW);
            assert_eq!(timed().verify(delivery).unwrap_err(), Error::Repeated("x-token"), "{other}");
        }
    }
}

#[test]
fn a_token_for_another_url_is_refused() {
    let verifier = Verifier::<MessageBird>::new(SECRET).unwrap().public_url("https://example.com").unwrap();
    let signing = |target: &str| verifier.sign(BODY).at(NOW).uri(target.parse().unwrap()).request().unwrap();
    let genuine = signing("/hook?a=1&b=2");
    for target in
        ["/hook", "/hook?b=2&a=1", "/hook?a=1", "/hook?a=1&b=2&c=3", "/Hook?a=1&b=2", "/hook/?a=1&b=2"]
    {
        let mut request = genuine.clone();
        *request.uri_mut() = target.parse().unwrap();
        let error = verifier.verify(Delivery::from_request(request, NOW)).unwrap_err();
        assert_eq!(error, Error::Mismatch, "{target}");
    }
    verifier.verify(Delivery::from_request(genuine, NOW)).unwrap();
}

#[test]
fn a_retry_with_a_new_token_has_the_same_idempotency_key() {
    let verifier = Verifier::<MessageBird>::new(SECRET).unwrap().public_url("https://example.com").unwrap();
    let key = |target: &str, body: &'static str, at| {
        let request = verifier.sign(body).at(at).method(Method::PUT).uri(target.parse().unwrap());
        let verified = verifier.verify(Delivery::from_request(request.request().unwrap(), at)).unwrap();
        verified.receipt().idempotency_key()
    };
    let first = key("/hook?a=1", BODY, NOW);
    assert_eq!(key("/hook?a=1", BODY, NOW + Duration::HOUR), first);
    assert_ne!(key("/hook?a=2", BODY, NOW), first, "another URL");
    assert_ne!(key("/hook?a=1", "{}", NOW), first, "another body");
}

#[test]
fn a_token_that_hashes_no_body_proves_origin_only() {
    let verifier = Verifier::<Monday>::new(SECRET).unwrap().setting("audience", "https://example.com/hook");
    let request = verifier.sign(BODY).at(NOW).request().unwrap();
    let verified = verifier.verify(Delivery::from_request(request.clone(), NOW)).unwrap();
    assert_eq!(verified.receipt().assurance(), Assurance::Origin);
    let other = Delivery::from_request(request.map(|_| "{}"), NOW);
    assert_eq!(verifier.verify(other).unwrap().receipt().assurance(), Assurance::Origin);
}

#[test]
fn a_forged_token_that_proves_origin_is_refused_before_the_body() {
    let verifier = Verifier::<Monday>::new(SECRET).unwrap().setting("audience", "us");
    let forged = token(&json!({ "alg": "HS256" }), &claims(), b"the forger's own secret");
    let request = http::Request::post("/").header("authorization", forged).body(()).unwrap();
    let head = Head::from_parts(request.into_parts().0, NOW);
    assert!(verifier.begin(head).is_err());
}

#[test]
fn an_access_token_of_a_participant_is_no_delivery_of_livekit() {
    let verifier = Verifier::<LiveKit>::new(SECRET).unwrap().setting("api_key", "APIabc");
    let now = NOW.unix_timestamp();
    let access = json!({ "iss": "APIabc", "nbf": now, "exp": now + 3600, "video": { "roomJoin": true } });
    let request = http::Request::post("/").header("authorization", hs256(&access)).body(BODY).unwrap();
    let error = verifier.verify(Delivery::from_request(request, NOW)).unwrap_err();
    assert_eq!(error, Error::Missing("sha256"));
}

#[test]
fn a_token_stands_only_where_its_sender_puts_it() {
    let vonage = Verifier::<Vonage>::new(SECRET).unwrap();
    let genuine = vonage.sign(BODY).at(NOW).request().unwrap();
    let text = genuine.headers()["authorization"].to_str().unwrap().to_owned();
    let bare = text.strip_prefix("Bearer ").unwrap();
    for (value, is_fine) in [(&*text, true), (bare, false), (&format!("Basic {bare}"), false)] {
        let request = http::Request::post("/").header("authorization", value).body(BODY).unwrap();
        assert_eq!(vonage.verify(Delivery::from_request(request, NOW)).is_ok(), is_fine, "{value:.8}");
    }
}

#[test]
fn a_token_with_a_time_is_signed_at_one() {
    assert_eq!(timed().sign(BODY).request().unwrap_err(), SignError::Time);
    let last = datetime!(9999-12-31 23:59:59 UTC);
    assert_eq!(
        timed().sign(BODY).at(last).request().unwrap_err(),
        SignError::Lacking(Error::Malformed("exp"))
    );
    let request = timed().sign(BODY).at(NOW).request().unwrap();
    timed().verify(Delivery::from_request(request, NOW)).unwrap();
}

#[cfg(feature = "ecdsa")]
#[test]
fn a_public_key_signs_no_token() {
    let rows: Value = serde_json::from_str(include_str!("vectors/plaid.json")).unwrap();
    let plaid = Verifier::<countersign::providers::Plaid>::new(rows[0]["secret"].as_str().unwrap()).unwrap();
    assert_eq!(plaid.sign(BODY).at(NOW).request().unwrap_err(), SignError::CheckOnly);
}

proptest! {
    #[test]
    fn no_text_in_the_place_of_a_token_passes(text in "[ -~]{0,200}", parts in "[A-Za-z0-9_-]{0,80}(\\.[A-Za-z0-9_-]{0,80}){0,4}") {
        prop_assert!(answer(text.trim()).is_err());
        prop_assert!(answer(&parts).is_err());
    }

    #[test]
    fn no_header_or_payload_panics(header in any::<Vec<u8>>(), payload in any::<Vec<u8>>()) {
        let genuine = part(&json!({ "alg": "HS256" }));
        for signed in [
            format!("{}.{}", URL_SAFE_NO_PAD.encode(&header), part(&claims())),
            format!("{genuine}.{}", URL_SAFE_NO_PAD.encode(&payload)),
        ] {
            prop_assert!(answer(&tagged(&signed, SECRET.as_bytes())).is_err());
        }
    }

    #[test]
    fn what_is_signed_is_verified(body in any::<Vec<u8>>(), query in "[a-z=&]{0,20}", seconds in 0..4_000_000_000_i64) {
        let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        for scheme in catalogue::ALL.iter().filter(|scheme| TOKENS.contains(&scheme.name())) {
            let verifier = Verifier::of(scheme, SECRET)
                .unwrap()
                .public_url("https://example.com")
                .unwrap()
                .setting("api_key", "APIabc")
                .setting("audience", "us");
            let target = format!("/hook?{query}").parse().unwrap();
            let request = verifier.sign(body.clone()).at(at).uri(target).request().unwrap();
            let result = verifier.verify(Delivery::from_request(request, at)).map(drop);
            prop_assert_eq!(result, Ok(()), "{}", scheme.name());
        }
    }
}

/// The schemes of tokens under a shared secret.
const TOKENS: [&str; 7] =
    ["livekit", "messagebird", "messagebird_hs384", "messagebird_hs512", "monday", "netlify", "vonage"];

#[test]
fn the_event_beside_the_token_is_not_covered() {
    let verifier = Verifier::<Netlify>::new(SECRET).unwrap();
    let request = verifier.sign(BODY).at(NOW).header("x-netlify-event", "deploy_created").request().unwrap();
    let verified = verifier.verify(Delivery::from_request(request, NOW)).unwrap();
    let event = verified.receipt().event().unwrap();
    assert_eq!((event.text(), event.covered()), ("deploy_created", None));
}

#[test]
fn schemes_of_tokens_that_make_no_sense_panic() {
    static OTHER_PARTS: Scheme = Scheme::jws_hs256("own", "x-token", &[JwtClaim::Expires]);
    const BODY_HASH: &[JwtClaim] = &[JwtClaim::BodySha256Hex("hash")];
    static LIST: Scheme = Scheme::jws_hs256("own", "x-token", BODY_HASH).layout(Layout::List(','));
    static MORE: Scheme = Scheme::jws_hs256("own", "x-token", BODY_HASH).more_headers(&["x-other"]);
    static ENDLESS: Scheme = Scheme::jws_hs256("own", "x-token", &[JwtClaim::Is("iss", "own")]);
    static TIMED: Scheme = Scheme::jws_hs256("own", "x-token", BODY_HASH)
        .timestamp(Source::Header("x-time"), countersign::Unit::Seconds);
    static SIGNS: Scheme =
        Scheme::jws_hs256("own", "x-token", BODY_HASH).signs(&[countersign::Part::Header("x-time")]);
    static ITEMS: Scheme =
        Scheme::jws_hs256("own", "x-token", BODY_HASH).signature(Source::Field("/token")).each("/items");
    for (name, scheme, is_fine) in [
        ("an end and no hash", &OTHER_PARTS, true),
        ("a token an item", &ITEMS, false),
        ("a list of tokens", &LIST, false),
        ("several headers", &MORE, false),
        ("neither hash nor end", &ENDLESS, false),
        ("a time beside the token", &TIMED, false),
        ("a message of its own", &SIGNS, false),
    ] {
        let built = catch_unwind(AssertUnwindSafe(|| Verifier::of(scheme, SECRET).is_ok()));
        assert_eq!(built.is_ok(), is_fine, "{name}");
    }
}

const SIGNATURE: Error = Error::Malformed("the signature");

fn hs256(claims: &Value) -> String {
    token(&json!({ "alg": "HS256", "typ": "JWT" }), claims, SECRET.as_bytes())
}

fn token(header: &Value, claims: &Value, secret: &[u8]) -> String {
    tagged(&format!("{}.{}", part(header), part(claims)), secret)
}

/// A text with its HMAC-SHA-256 behind it.
fn tagged(signed: &str, secret: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

fn part(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// [`claims`] but for one.
fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

/// [`claims`] with others in the place of some.
fn with(others: &Value) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().extend(others.as_object().unwrap().clone());
    claims
}
