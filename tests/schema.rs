//! Payloads that are checked against JSON Schemas.

#![cfg(feature = "schema")]
#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "schema/order.rs"]
mod order;

use countersign::providers::{GitHub, OpenAI, Pusher};
use countersign::schema::{Checked, HasSchema, Schema};
use countersign::{Batch, Data, Delivery, Event, Head, Json, PayloadError, Verified, dangerous, events};
use http::{HeaderMap, Method};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use time::macros::datetime;

/// What the tests ask for, in each place where a payload can be.
#[derive(Debug, Clone, Deserialize)]
struct Order {
    amount: Box<RawValue>,
}

impl HasSchema for Order {
    fn schema() -> &'static Schema {
        order::schema()
    }
}

type Whole = Checked<Json<GitHub, Order>>;

fn parse<E: Event>(body: impl Into<Vec<u8>>, headers: &[(&'static str, &str)]) -> Result<E, PayloadError> {
    let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let head = Head::new(
        Method::POST,
        "/orders".parse().unwrap(),
        headers.collect::<HeaderMap>(),
        datetime!(2026-11-22 12:00 UTC),
    );
    dangerous::assume_verified(Delivery::new(head, body.into())).map(Verified::into_inner)
}

#[test]
fn a_payload_has_to_fit_its_type_and_its_schema() {
    let cases = [
        ("fits", r#"{"amount":1}"#, Ok(())),
        ("has a name that neither knows", r#"{"amount":1,"new":[{}]}"#, Ok(())),
        ("breaks the schema", r#"{"amount":0}"#, Err(PayloadError::Schema)),
        (
            "breaks a rule that is referred to",
            r#"{"amount":1,"lines":[{"sku":"A"}]}"#,
            Err(PayloadError::Schema),
        ),
        ("breaks the type", r#"{}"#, Err(PayloadError::Unfit { line: 1, column: 2 })),
        (
            "breaks the type by a name that stands twice",
            r#"{"amount":1,"amount":2}"#,
            Err(PayloadError::Unfit { line: 1, column: 20 }),
        ),
        (
            "has a name twice that neither knows",
            r#"{"amount":1,"new":1,"new":1}"#,
            Err(PayloadError::Unfit { line: 1, column: 25 }),
        ),
        ("is no JSON", r#"{"amount":1"#, Err(PayloadError::Syntax { line: 1, column: 11 })),
    ];
    for (name, body, expected) in cases {
        assert_eq!(parse::<Whole>(body, &[]).map(drop), expected, "{name}");
    }
}

#[test]
fn an_error_is_worded_for_the_log_and_answered_with_400() {
    assert_eq!(PayloadError::Schema.to_string(), "the payload does not fit its schema");
    assert_eq!(PayloadError::Schema.status(), 400);
}

#[test]
fn data_is_described_by_the_schema_where_it_stands() {
    type Part = Checked<Data<OpenAI, Order>>;
    let body = r#"{"type":"order.created","data":{"amount":5}}"#;
    let whole = parse::<Checked<Json<OpenAI, Order>>>(body, &[]);
    assert!(matches!(whole, Err(PayloadError::Unfit { .. })), "{whole:?}");
    // The scheme says where OpenAI has what an event is about.
    let part = parse::<Part>(body, &[]).map(|order| order.amount.get().to_owned());
    assert_eq!(part.as_deref(), Ok("5"));
    assert_eq!(parse::<Part>(body.replace('5', "-5"), &[]).map(drop), Err(PayloadError::Schema));
    assert_eq!(parse::<Part>(r#"{"type":"order.created"}"#, &[]).map(drop), Err(PayloadError::NoData));
}

#[test]
fn an_item_of_a_batch_is_checked_by_itself() {
    let items = |body: &str| parse::<Batch<Checked<Json<Pusher, Order>>>>(body, &[]).map(|batch| batch.len());
    assert_eq!(items(r#"{"events":[{"amount":1},{"amount":2}]}"#), Ok(2));
    assert_eq!(items(r#"{"events":[{"amount":1},{"amount":0}]}"#), Err(PayloadError::Schema));
}

events! {
    enum Orders: GitHub {
        Placed(Checked<Json<GitHub, Order>>) = "order.placed",
        ; _
    }
}

impl HasSchema for Orders {
    fn schema() -> &'static Schema {
        Order::schema()
    }
}

#[test]
fn an_event_of_another_name_is_unwanted_before_it_is_unfit() {
    let placed = [("x-github-event", "order.placed")];
    let other = [("x-github-event", "order.shipped")];
    let arm = |body: &str, headers| {
        parse::<Orders>(body, headers).map(|Orders::Placed(order)| order.amount.get().to_owned())
    };
    assert_eq!(arm(r#"{"amount":7}"#, &placed).as_deref(), Ok("7"));
    assert_eq!(arm(r#"{"amount":0}"#, &placed), Err(PayloadError::Schema));
    assert_eq!(arm(r#"{"amount":0}"#, &other), Err(PayloadError::Unwanted));
    let checked = parse::<Checked<Box<Orders>>>(r#"{"amount":0}"#, &other).map(drop);
    assert_eq!(checked, Err(PayloadError::Unwanted));
}

#[test]
fn numbers_beyond_64_bits_are_compared_as_f64_and_kept_by_a_raw_value() {
    let integer = "123456789012345678901234567891";
    let order = parse::<Whole>(format!(r#"{{"amount":{integer}}}"#), &[]).unwrap();
    assert_eq!(order.amount.get(), integer);
    let cases = [
        ("a large negative one", "-123456789012345678901234567891", Err(PayloadError::Schema)),
        ("one with a fraction", "1.5", Err(PayloadError::Schema)),
        ("u64::MAX", "18446744073709551615", Ok(())),
        // The type alone would read it.
        ("one beyond f64", "1e400", Err(PayloadError::Syntax { line: 1, column: 15 })),
    ];
    for (name, number, expected) in cases {
        let body = format!(r#"{{"amount":{number}}}"#);
        assert!(parse::<Json<GitHub, Order>>(body.clone(), &[]).is_ok(), "{name}");
        assert_eq!(parse::<Whole>(body, &[]).map(drop), expected, "{name}");
    }
}

#[test]
fn a_schema_that_cannot_be_checked_soundly_is_refused() {
    let cases = [
        ("of an unknown type", json!({ "type": "text" }), "not valid under any of the schemas"),
        ("with a reference elsewhere", json!({ "$ref": "https://example.com/order.json" }), "example.com"),
        ("with a back-reference", json!({ "pattern": "(a)\\1" }), "regex"),
    ];
    for (name, schema, expected) in cases {
        let error = Schema::new(&schema).unwrap_err().to_string();
        assert!(error.starts_with("this is not a schema that can be checked: "), "{name}: {error}");
        assert!(error.contains(expected), "{name}: {error}");
    }
}

#[cfg(all(feature = "actix", feature = "axum"))]
#[tokio::test]
async fn both_frameworks_answer_400_with_nothing_in_it() {
    use axum::extract::{FromRequest as _, Request};
    use axum::response::IntoResponse as _;
    use countersign::Verifier;
    use time::OffsetDateTime;

    let verifier = Verifier::<GitHub>::new("8f742231b10e8888abcd99").unwrap();
    for (body, expected) in [(r#"{"amount":1}"#, None), (r#"{"amount":0}"#, Some(400))] {
        let (parts, body) =
            verifier.sign(body).at(OffsetDateTime::UNIX_EPOCH).request().unwrap().into_parts();

        let request = Request::from_parts(parts.clone(), body.clone().into());
        let axum = Verified::<Whole>::from_request(request, &verifier)
            .await
            .map_err(|rejection| rejection.into_response());
        assert_eq!(axum.as_ref().err().map(|response| response.status().as_u16()), expected);
        if let Err(response) = axum {
            assert!(axum::body::to_bytes(response.into_body(), 1).await.unwrap().is_empty());
        }

        let mut request = actix_web::test::TestRequest::post().app_data(verifier.clone()).set_payload(body);
        for (name, value) in &parts.headers {
            request = request.insert_header((name.as_str(), value.to_str().unwrap()));
        }
        let (request, mut payload) = request.to_http_parts();
        let actix = <Verified<Whole> as actix_web::FromRequest>::from_request(&request, &mut payload).await;
        let answer = actix.err().map(|rejection| actix_web::ResponseError::error_response(&rejection));
        assert_eq!(answer.as_ref().map(|response| response.status().as_u16()), expected);
        if let Some(response) = answer {
            assert!(actix_web::body::to_bytes(response.into_body()).await.unwrap().is_empty());
        }
    }
}

#[test]
fn what_is_public_moves_between_threads_and_prints_no_payload() {
    fn is_owned<T: Send + Sync + Unpin + 'static>() {}
    is_owned::<Schema>();
    is_owned::<Whole>();
    let order = parse::<Whole>(r#"{"amount":424242}"#, &[]).unwrap();
    assert_eq!(format!("{order:?} {:?}", Order::schema()), "Checked(Json { .. }) Schema { .. }");
    let copy = order.clone();
    assert_eq!((copy.into_inner().amount.get(), order.amount.get()), ("424242", "424242"));
}
