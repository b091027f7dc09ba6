//! The check allocates nothing, whatever comes of it, and a batch little beside what its items are made of.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::providers::{Line, Mandrill};
use countersign::{AnyProvider, Batch, Delivery, Error, Json, Raw, Verified, Verifier, catalogue, dangerous};
use http::Request;
use serde::de::IgnoredAny;
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const STALE: OffsetDateTime = datetime!(2026-11-22 12:06 UTC);

const BODY: &str = r#"{"type":"invoice.paid","id":"evt_1","resource":"messages","event":"created"}"#;

/// (scheme, secret, the header that holds the tag, whether a time is signed)
const SCHEMES: [(&str, &str, &str, bool); 8] = [
    ("generic_basic", "caller:mF_9.B5f-4.1JqM", "authorization", false),
    ("generic_token", "mF_9.B5f-4.1JqM", "authorization", false),
    ("github", "It's a Secret to Everybody", "x-hub-signature-256", false),
    ("shopify", "hush_2f9a1c", "x-shopify-hmac-sha256", false),
    ("slack", "8f742231b10e8888abcd99yyyzzz85a5", "x-slack-signature", true),
    ("standard_webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "webhook-signature", true),
    ("stripe", "whsec_9fd1b5c3a87e4d20", "stripe-signature", true),
    ("webex", "bakersfield-7", "x-spark-signature", false),
];

#[test]
fn an_accepted_delivery_is_checked_without_allocating() {
    for (name, secret, ..) in SCHEMES {
        let verifier = verifier(name, secret);
        let (result, allocations) = count(&verifier, &request(&verifier), NOW);
        assert_eq!(*result.expect(name).body(), BODY, "{name}");
        assert_eq!(allocations, 0, "{name}");
    }
}

#[test]
fn an_accepted_delivery_under_the_second_key_is_checked_without_allocating() {
    for (name, secret, ..) in SCHEMES {
        let old = verifier(name, secret);
        let both = verifier(name, other_secret(name)).or(secret).unwrap();
        let (result, allocations) = count(&both, &request(&old), NOW);
        assert_eq!(result.expect(name).receipt().key(), 1, "{name}");
        assert_eq!(allocations, 0, "{name}");
    }
}

#[test]
fn a_wrong_tag_is_refused_without_allocating() {
    for (name, secret, ..) in SCHEMES {
        let other = verifier(name, other_secret(name));
        let (result, allocations) = count(&verifier(name, secret), &request(&other), NOW);
        assert_eq!(result.unwrap_err(), Error::Mismatch, "{name}");
        assert_eq!(allocations, 0, "{name}");
    }
}

#[test]
fn a_malformed_tag_is_refused_without_allocating() {
    for (name, secret, header, _) in SCHEMES {
        let verifier = verifier(name, secret);
        let mut request = request(&verifier);
        // Where credentials are a token, one without its scheme.
        request.headers_mut().insert(header, "sha256=ab".parse().unwrap());
        let (result, allocations) = count(&verifier, &request, NOW);
        assert_eq!(result.unwrap_err(), Error::Malformed("the signature"), "{name}");
        assert_eq!(allocations, 0, "{name}");
    }
}

#[test]
fn a_missing_header_is_refused_without_allocating() {
    for (name, secret, header, _) in SCHEMES {
        let verifier = verifier(name, secret);
        let mut request = request(&verifier);
        request.headers_mut().remove(header);
        let (result, allocations) = count(&verifier, &request, NOW);
        assert_eq!(result.unwrap_err(), Error::Missing(header), "{name}");
        assert_eq!(allocations, 0, "{name}");
    }
}

#[test]
fn a_stale_delivery_is_refused_without_allocating() {
    for (name, secret, ..) in SCHEMES.into_iter().filter(|(.., signs_time)| *signs_time) {
        let verifier = verifier(name, secret);
        let (result, allocations) = count(&verifier, &request(&verifier), STALE);
        assert_eq!(result.unwrap_err(), Error::Stale { age: STALE - NOW }, "{name}");
        assert_eq!(allocations, 0, "{name}");
    }
}

/// For the list of the items, and for each one's id and name. `serde_json` allocates once a pass through something
/// with parts.
#[test]
fn a_batch_allocates_little_beside_its_items() {
    let [one, eleven] = [1, 11].map(|items| {
        let item = r#"{"type":"follow","webhookEventId":"01H","source":{"type":"user","userId":"U8"}}"#;
        let body = format!(r#"{{"destination":"U1","events":[{}]}}"#, vec![item; items].join(","));
        let request = Request::post("/line").body(body).unwrap();
        let delivery: Verified<Raw<Line>> =
            dangerous::assume_verified(Delivery::from_request(request, NOW)).unwrap();
        let (mut delivery, mut batch) = (Some(delivery), None);
        let info = allocation_counter::measure(|| {
            batch = delivery.take().map(Verified::parse::<Batch<Json<Line, IgnoredAny>>>);
        });
        assert_eq!(batch.unwrap().unwrap().len(), items);
        info.count_total
    });
    assert!(one <= 10, "{one}");
    assert!(eleven - one <= 10 * 4, "{one} and {eleven}");
}

/// What was signed of it is as long as all items together, and looked at once.
#[test]
fn a_batch_that_is_signed_as_a_form_allocates_in_proportion_to_its_length() {
    let mandrill = Verifier::<Mandrill>::new("dQbzwcs_IxLjXKcpCVtSIQ").unwrap();
    let mandrill = mandrill.public_url("https://example.com").unwrap();
    let [few, many] = [100, 400].map(|items| {
        let form = format!("mandrill_events=[{}]", vec![r#"{"event":"open"}"#; items].join(","));
        let request = mandrill.sign(form).request().unwrap();
        let (mut delivery, mut batch) = (mandrill.verify(Delivery::from_request(request, NOW)).ok(), None);
        let info = allocation_counter::measure(|| {
            batch = delivery.take().map(Verified::parse::<Batch<Json<Mandrill, IgnoredAny>>>);
        });
        assert_eq!(batch.unwrap().unwrap().len(), items);
        info.bytes_total
    });
    assert!(many <= few * 5, "{few} and {many}");
}

/// The counter sees what is allocated, or the tests above would say nothing.
#[test]
fn an_allocation_is_counted() {
    let info = allocation_counter::measure(|| drop(std::hint::black_box(Box::new(1_u32))));
    assert_eq!(info.count_total, 1);
}

/// What comes of the delivery, and how often that allocated. The first check of a thread is not counted:
/// it may set up what the thread keeps.
fn count(
    verifier: &Verifier<AnyProvider>,
    request: &Request<&'static str>,
    received_at: OffsetDateTime,
) -> (Result<Verified<Raw<AnyProvider>>, Error>, u64) {
    drop(verifier.verify(Delivery::from_request(request.clone(), received_at)));
    let mut delivery = Some(Delivery::from_request(request.clone(), received_at));
    let mut result = None;
    let info = allocation_counter::measure(|| {
        result = delivery.take().map(|delivery| verifier.verify(delivery));
    });
    (result.expect("the delivery was verified"), info.count_total)
}

fn verifier(name: &str, secret: &str) -> Verifier<AnyProvider> {
    Verifier::of(catalogue::find(name).expect(name), secret).unwrap()
}

fn other_secret(name: &str) -> &'static str {
    match name {
        "generic_basic" => "caller:another-secret",
        "standard_webhooks" => "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        _ => "another-secret-altogether",
    }
}

fn request(verifier: &Verifier<AnyProvider>) -> Request<&'static str> {
    let request = verifier.sign(BODY).at(NOW).id("msg_1").request().unwrap();
    request.map(|_| BODY)
}
