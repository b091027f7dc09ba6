//! Events: by which names they are told, what a payload has to be, the items of a batch, and what a delivery says
//! about itself.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::{BTreeMap, HashSet};
use std::ffi::CString;
use std::fmt::Debug;

use countersign::providers::{HubSpot, Pusher};
use countersign::{
    Assurance, Batch, By, Data, Delivery, Event, Head, Json, Label, Part, Payload, PayloadError, Provider,
    Raw, Refusal, Scheme, Source, UrlForm, Verified, dangerous, events,
};
use http::{HeaderMap, Method};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// Signs the whole body.
enum Acme {}

impl Provider for Acme {
    const SCHEME: Scheme = said(Scheme::hmac_sha256("acme", "x-signature"));
}

/// The same words, without any signature.
enum Unsigned {}

impl Provider for Unsigned {
    const SCHEME: Scheme = said(Scheme::token("unsigned", Source::Header("x-token")));
}

/// The same, with the URL and the id signed and nothing else.
enum Partly {}

impl Provider for Partly {
    const SCHEME: Scheme = said(Scheme::hmac_sha256("partly", "x-signature"))
        .signs(&[Part::Url(UrlForm::AsConfigured), Part::Field("/id")]);
}

const fn said(scheme: Scheme) -> Scheme {
    scheme
        .id(Source::Field("/id"))
        .event(Source::First(&[Source::Header("x-event"), Source::Field("/type")]))
        .time(Source::Field("/at"))
        .account(Source::Field("/shop/id"))
        .version(Source::Header("x-version"))
        .attempt(Source::Field("/attempt"))
        .data("/data/object")
        .items("/events/*")
        .item_id(Source::Field("/id"))
        .item_event(Source::Field("/type"))
}

/// Has actions.
enum Forge {}

impl Provider for Forge {
    const SCHEME: Scheme = Scheme::hmac_sha256("forge", "x-signature")
        .event(Source::Join(&[Source::Header("x-event"), Source::Field("/action")]))
        .json_in_form("payload");
}

fn delivery(headers: &[(&'static str, &str)], body: impl Into<Vec<u8>>) -> Delivery {
    let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let headers: HeaderMap = headers.collect();
    Delivery::new(Head::new(Method::POST, "/webhooks".parse().unwrap(), headers, NOW), body.into())
}

fn parse<E: Event>(headers: &[(&'static str, &str)], body: impl Into<Vec<u8>>) -> Result<E, PayloadError> {
    dangerous::assume_verified::<E>(delivery(headers, body)).map(Verified::into_inner)
}

fn raw<P: Provider>(headers: &[(&'static str, &str)], body: impl Into<Vec<u8>>) -> Verified<Raw<P>> {
    dangerous::assume_verified(delivery(headers, body)).unwrap()
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Order {
    number: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Numbered {
    n: u8,
}

/// An event of one's own: what it says it is.
#[derive(Debug, PartialEq, Eq)]
struct Named(String);

impl Event for Named {
    type Provider = Acme;

    fn parse(payload: &Payload<'_, Acme>) -> Result<Self, PayloadError> {
        payload.event().map(|event| Self(event.into_owned())).ok_or(PayloadError::Unwanted)
    }
}

events! {
    /// With an arm for the rest.
    #[derive(Debug)]
    enum Shop: Acme {
        /// Two names, and what they are about.
        Ordered(Data<Order>) = "order.created" | "order.imported",
        Any(Json<Order>) = "order.*",
        Paid(Named) = "payment.done",
        Large(Box<Json<Acme, Order>>) = "large",
        ; /// Anything else.
        Other
    }
}

events! {
    #[derive(Debug)]
    enum Issues: Forge {
        Opened(Json<Numbered>) = "issues.opened",
        Any(Json<Numbered>) = "issues",
        Push(Json<Value>) = "push",
        ; _
    }
}

impl Shop {
    fn word(&self) -> String {
        match self {
            Self::Ordered(order) => format!("ordered {}", order.number),
            Self::Any(order) => format!("any {}", order.number),
            Self::Paid(Named(name)) => format!("paid by {name}"),
            Self::Large(order) => format!("large {}", order.number),
            Self::Other => "other".to_owned(),
        }
    }
}

impl Issues {
    fn word(&self) -> String {
        match self {
            Self::Opened(issue) => format!("opened {}", issue.n),
            Self::Any(issue) => format!("any {}", issue.n),
            Self::Push(push) => format!("push {}", **push),
        }
    }
}

#[test]
fn the_first_arm_whose_name_fits_is_taken() {
    // (type, body behind it, expected)
    let cases = [
        ("order.created", r#""data":{"object":{"number":1}}"#, Ok("ordered 1")),
        ("order.imported", r#""data":{"object":{"number":2}}"#, Ok("ordered 2")),
        ("order.shipped", r#""number":3"#, Ok("any 3")),
        ("order.line.added", r#""number":4"#, Ok("any 4")),
        ("order", r#""number":5"#, Ok("other")),
        ("orders.created", r#""number":5"#, Ok("other")),
        ("ORDER.CREATED", r#""number":5"#, Ok("other")),
        ("payment.done", r#""x":0"#, Ok("paid by payment.done")),
        ("payment.done.twice", r#""x":0"#, Ok("other")),
        ("large", r#""number":6"#, Ok("large 6")),
        // Acme has no actions: a full stop is part of the name.
        ("large.small", r#""number":6"#, Ok("other")),
        ("", r#""number":7"#, Ok("other")),
        // It was asked for, so it has to fit, and no later arm is tried.
        ("order.created", r#""number":8"#, Err(PayloadError::NoData)),
    ];
    for (name, rest, expected) in cases {
        let event = parse::<Shop>(&[], format!(r#"{{"type":"{name}",{rest}}}"#)).map(|shop| shop.word());
        assert_eq!(event.as_deref().map_err(|error| *error), expected, "{name}");
    }
    assert_eq!(parse::<Shop>(&[], "{}").unwrap().word(), "other");
}

#[test]
fn an_enum_stands_beside_a_result_of_ones_own() {
    type Result<T> = std::result::Result<T, std::fmt::Error>;

    events! {
        enum Ordered: Acme {
            Ordered(Data<Order>) = "order.created",
            ; _
        }
    }

    fn number(body: &str) -> Result<u64> {
        parse(&[], body).map(|Ordered::Ordered(order)| order.number).map_err(|_| std::fmt::Error)
    }
    assert_eq!(number(r#"{"type":"order.created","data":{"object":{"number":7}}}"#), Ok(7));
    assert_eq!(number(r#"{"type":"order.paid","data":{"object":{"number":7}}}"#), Err(std::fmt::Error));
}

#[test]
fn a_name_without_its_action_means_every_action() {
    // (header, body, expected)
    let cases = [
        ("issues", r#"{"action":"opened","n":1}"#, Ok("opened 1")),
        ("issues", r#"{"action":"closed","n":2}"#, Ok("any 2")),
        ("issues", r#"{"action":"an.action.of.next.year","n":2}"#, Ok("any 2")),
        ("issues", r#"{"n":3}"#, Ok("any 3")),
        ("push", "[1]", Ok("push [1]")),
        ("issues_and_more", r#"{"action":"opened","n":4}"#, Err(PayloadError::Unwanted)),
        ("deleted", r#"{"action":"opened"}"#, Err(PayloadError::Unwanted)),
        ("issues", r#"{"action":"opened"}"#, Err(PayloadError::Unfit { line: 1, column: 19 })),
    ];
    for (name, body, expected) in cases {
        let event = parse::<Issues>(&[("x-event", name)], body).map(|issue| issue.word());
        assert_eq!(event.as_deref().map_err(|error| *error), expected, "{name} {body}");
    }
    // Without a name there is none that fits.
    assert_eq!(parse::<Issues>(&[], r#"{"n":1}"#).unwrap_err(), PayloadError::Unwanted);
}

// Rule 33.
#[test]
fn a_name_that_stands_twice_is_no_name() {
    let unfit = |column| Err(PayloadError::Unfit { line: 1, column });
    let syntax = Err(PayloadError::Syntax { line: 1, column: 11 });
    // (header, body, as a shop's, as a forge's)
    let cases = [
        ("", r#"{"type":"order.x","type":"large","number":1}"#, unfit(24), Err(PayloadError::Unwanted)),
        ("", r#"{"type":"x","\u0074ype":"order.x","number":1}"#, unfit(23), Err(PayloadError::Unwanted)),
        ("", r#"{"type":"x","type":null}"#, unfit(18), Err(PayloadError::Unwanted)),
        ("", r#"{"type":"x""#, syntax, syntax),
        // Nobody looks for the one in the body.
        ("order.x", r#"{"type":"a","type":"b","number":1}"#, Ok("any 1"), Err(PayloadError::Unwanted)),
        ("issues", r#"{"action":"opened","action":"closed","n":1}"#, Ok("other"), unfit(27)),
        ("issues", r#"{"action":"opened","n":1,"x":{"action":1,"action":2}}"#, Ok("other"), Ok("opened 1")),
    ];
    for (header, body, shop, forge) in cases {
        let headers = [("x-event", header)];
        let headers = if header.is_empty() { &[][..] } else { &headers };
        let found = parse::<Shop>(headers, body).map(|shop| shop.word());
        assert_eq!(found.as_deref().map_err(|error| *error), shop, "{header} {body}");
        let found = parse::<Issues>(headers, body).map(|issue| issue.word());
        assert_eq!(found.as_deref().map_err(|error| *error), forge, "{header} {body}");
    }
    // One item of several is no less wrong.
    let body = r#"{"events":[{"type":"large","number":1},{"type":"large","type":"order.x","number":1}]}"#;
    assert_eq!(parse::<Batch<Shop>>(&[], body).unwrap_err(), PayloadError::Unfit { line: 1, column: 0 });
}

#[test]
fn an_event_is_the_same_by_another_scheme() {
    let event = parse::<By<Unsigned, Shop>>(&[], r#"{"type":"order.x","number":3}"#).unwrap();
    assert_eq!(event.word(), "any 3");
    assert_eq!(event.into_inner().word(), "any 3");
}

#[test]
fn an_error_says_what_a_payload_is_not() {
    let unfit = |line, column| PayloadError::Unfit { line, column };
    let syntax = |line, column| PayloadError::Syntax { line, column };
    // (name, body, as JSON, as data)
    let cases: [(&str, &[u8], _, _); 15] = [
        ("fits both", br#"{"number":1,"data":{"object":{"number":1}}}"#, Ok(()), Ok(())),
        ("has a field that is new", br#"{"new":{"number":2},"number":1}"#, Ok(()), Err(PayloadError::NoData)),
        ("has data that is null", br#"{"number":1,"data":null}"#, Ok(()), Err(PayloadError::NoData)),
        ("has data that is no object", br#"{"number":1,"data":[7]}"#, Ok(()), Err(PayloadError::NoData)),
        ("is another type", br#"{"number":"1"}"#, Err(unfit(1, 13)), Err(PayloadError::NoData)),
        ("lacks a field\n", b"{\n}", Err(unfit(2, 1)), Err(PayloadError::NoData)),
        ("is a text", br#""number""#, Err(unfit(1, 8)), Err(PayloadError::NoData)),
        (
            "is beyond u64",
            br#"{"number":18446744073709551616}"#,
            Err(unfit(1, 30)),
            Err(PayloadError::NoData),
        ),
        ("says a name twice", br#"{"number":1,"number":1}"#, Err(unfit(1, 20)), Err(PayloadError::NoData)),
        (
            "says a name twice that nobody reads",
            br#"{"x":1,"x":2,"number":1}"#,
            Ok(()),
            Err(PayloadError::NoData),
        ),
        ("is empty", b"", Err(syntax(1, 0)), Err(syntax(1, 0))),
        ("is cut off", br#"{"number":1"#, Err(syntax(1, 11)), Err(syntax(1, 11))),
        ("has more behind it", br#"{"number":1} {}"#, Err(syntax(1, 14)), Err(syntax(1, 14))),
        (
            "begins with a byte-order mark",
            b"\xEF\xBB\xBF{\"number\":1}",
            Err(syntax(1, 1)),
            Err(syntax(1, 1)),
        ),
        (
            "has bytes that are no UTF-8 where nobody reads",
            b"{\"x\":\"\xFF\",\"number\":1}",
            Err(PayloadError::NotUtf8),
            Err(PayloadError::NotUtf8),
        ),
    ];
    for (name, body, json, data) in cases {
        assert_eq!(parse::<Json<Acme, Order>>(&[], body).map(drop), json, "{name:?}");
        assert_eq!(parse::<Data<Acme, Order>>(&[], body).map(drop), data, "{name:?}");
        // Nothing is asked of what is not parsed, and nothing is lost of it.
        assert_eq!(raw::<Acme>(&[], body).body(), body, "{name:?}");
    }
}

#[test]
fn data_is_where_the_scheme_has_it() {
    let data = |body: &str| parse::<Data<Acme, Order>>(&[], body).map(|order| order.number);
    assert_eq!(data(r#"{"data":{"before":0,"object":{"number":1}},"z":[]}"#), Ok(1));
    assert_eq!(data(r#"{"data":{"object":{}}}"#), Err(PayloadError::Unfit { line: 1, column: 20 }));
    // Neither of two is the one.
    for twice in [
        r#"{"data":{"object":{"number":1},"object":{"number":2}}}"#,
        r#"{"data":{"object":{"number":1}},"data":{"object":{"number":2}}}"#,
    ] {
        assert!(matches!(data(twice), Err(PayloadError::Unfit { .. })), "{twice}");
    }
    // A scheme that has none: all of it.
    assert_eq!(parse::<Data<Forge, Numbered>>(&[], r#"{"n":5}"#).unwrap().n, 5);
}

#[test]
fn an_event_that_was_not_asked_for_is_no_refusal() {
    let wanted = raw::<Forge>(&[("x-event", "star")], "{}").parse::<Issues>();
    let refusal = Refusal::from(wanted.unwrap_err());
    assert!(matches!(&refusal, Refusal::Unwanted(unfit) if unfit.error() == PayloadError::Unwanted));
    assert_eq!(refusal.status(), 200);

    let unfit = raw::<Forge>(&[("x-event", "issues")], "{}").parse::<Issues>().unwrap_err();
    assert_eq!(unfit.delivery().body(), "{}");
    let refusal = Refusal::from(unfit);
    assert!(matches!(&refusal, Refusal::Unfit(_)));
    assert_eq!(refusal.status(), 400);
}

#[test]
fn every_digit_of_a_number_is_kept() {
    #[derive(Deserialize)]
    struct Amount {
        amount: Box<RawValue>,
    }

    for number in ["123456789012345678901234567890.10", "-0.0", "1e400", "0.10000000000000000000000001"] {
        let body = format!(r#"{{"amount":{number}}}"#);
        let event: Verified<Json<Acme, Amount>> =
            dangerous::assume_verified(delivery(&[], body.clone())).unwrap();
        assert_eq!(event.amount.get(), number);
        assert_eq!(event.body(), &body);
    }
}

#[derive(Debug, PartialEq, Deserialize)]
struct Rest {
    n: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Inner {
    part: Value,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Either {
    Numbers(BTreeMap<String, u8>),
    Value(Value),
}

#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Unit,
    Tuple(u8, Box<Self>),
    Struct { n: i128 },
    Newtype(Option<String>),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Wrapped(BTreeMap<bool, (u8, f64)>);

/// What `serde_json` makes of it, or nothing where a name is read twice.
fn assert_read<T: DeserializeOwned + PartialEq + Debug + 'static>(body: &str, is_read: bool) {
    let expected = serde_json::from_str::<T>(body).unwrap();
    let read = parse::<Json<Acme, T>>(&[], body).map(Json::into_inner);
    match read {
        Ok(read) => assert!(is_read && read == expected, "{body}: {read:?}"),
        Err(error) => {
            assert!(!is_read && matches!(error, PayloadError::Unfit { line: 1, .. }), "{body}: {error}")
        }
    }
}

/// Rule 33: `serde_json` takes the last one.
#[test]
fn a_name_is_read_once_whatever_type_reads_it() {
    assert_read::<Value>(r#"{"a":1,"b":{"a":1},"c":[{"a":1},{"a":"\n"}],"d":null,"e":-1.5,"f":true}"#, true);
    assert_read::<Value>(r#"{"a":1,"a":1}"#, false);
    assert_read::<Value>(r#"{"a":1,"b":2,"\u0061":1}"#, false);
    assert_read::<Value>(r#"[[{"b":{"a":[],"a":{}}}]]"#, false);
    assert_read::<serde_json::Map<String, Value>>(r#"{"a":1,"a":1}"#, false);
    assert_read::<Option<BTreeMap<String, Option<u8>>>>(r#"{"a":1,"b":null}"#, true);
    assert_read::<Option<BTreeMap<String, Option<u8>>>>(r#"{"a":1,"a":null}"#, false);
    assert_read::<BTreeMap<u64, [char; 2]>>(r#"{"1":["a","b"],"2":["c","d"]}"#, true);
    assert_read::<BTreeMap<u64, [char; 2]>>(r#"{"1":["a","b"],"1":["c","d"]}"#, false);
    assert_read::<BTreeMap<Kind, ()>>(r#"{"unit":null}"#, true);
    assert_read::<BTreeMap<Kind, ()>>(r#"{"unit":null,"unit":null}"#, false);
    assert_read::<Wrapped>(r#"{"true":[1,2.5],"false":[3,4]}"#, true);
    assert_read::<Wrapped>(r#"{"true":[1,2.5],"true":[3,4]}"#, false);
    assert_read::<Rest>(r#"{"n":1,"a":1,"b":{"n":2}}"#, true);
    assert_read::<Rest>(r#"{"n":1,"a":1,"a":2}"#, false);
    assert_read::<Inner>(r#"{"part":{"a":1},"a":1}"#, true);
    assert_read::<Inner>(r#"{"part":{"a":1,"a":2}}"#, false);
    // Nobody reads it.
    assert_read::<Inner>(r#"{"part":1,"a":1,"a":{"b":1,"b":2}}"#, true);
    assert_read::<Either>(r#"{"1":2}"#, true);
    assert_read::<Either>(r#"{"1":2,"1":3}"#, false);
    assert_read::<BTreeMap<CString, u8>>(r#"{"a":1,"b":1}"#, true);
    assert_read::<BTreeMap<CString, u8>>(r#"{"a":1,"\u0061":1}"#, false);
    assert_read::<Vec<Kind>>(
        r#"["unit",{"tuple":[1,"unit"]},{"struct":{"n":-7,"a":1,"a":2}},{"newtype":null},{"newtype":"x"}]"#,
        true,
    );
}

#[test]
fn json_comes_in_a_form_field_too() {
    let ok = Ok(7);
    // (name, body, expected)
    let cases = [
        ("plain", r#"{"n":7}"#, ok),
        ("with white space", " \n{\"n\":7}\r\n", ok),
        ("in the form", "payload=%7B%22n%22%3A7%7D", ok),
        ("in the form, as little escaped as can be", r#"payload={"n":7}"#, ok),
        ("in the form, with plus signs", "payload=%7B+%22n%22:+7+%7D&more=1", ok),
        ("in a form, empty", "payload=", Err(PayloadError::Syntax { line: 1, column: 0 })),
        (
            "in a field of another name",
            "payloads=%7B%22n%22%3A7%7D",
            Err(PayloadError::Syntax { line: 1, column: 1 }),
        ),
        ("in the form twice", "payload=%7B%22n%22%3A7%7D&payload=%7B%22n%22%3A8%7D", Err(PayloadError::Form)),
        (
            "in the form, not UTF-8",
            "payload=%7B%22n%22%3A7%2C%22a%22%3A%22%FF%22%7D",
            Err(PayloadError::NotUtf8),
        ),
        ("in the form, of another type", "payload=%7B%7D", Err(PayloadError::Unfit { line: 1, column: 2 })),
    ];
    for (name, body, expected) in cases {
        assert_eq!(parse::<Json<Forge, Numbered>>(&[], body).map(|json| json.n), expected, "{name}");
    }
    // In parts nothing is escaped.
    let parts =
        "--x\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\n{\"n\":7,\"a\":\"%FF\"}\r\n--x--\r\n";
    assert_eq!(parse::<Json<Forge, Numbered>>(&[], parts).map(|json| json.n), ok);
    // A scheme that has no such field takes a form for what it is.
    let form = parse::<Json<Acme, Numbered>>(&[], "payload=%7B%22n%22%3A7%7D");
    assert!(matches!(form, Err(PayloadError::Syntax { .. })));
}

const BATCH: &str = r#"{"id":"d1","events":[ {"id":"a","type":"x","n":1} , {"id":"b","type":"y","n":2}, {"type":"x","n":3}]}"#;

#[test]
fn an_item_is_a_slice_of_the_body_with_an_id_and_a_name() {
    let batch: Verified<Batch<Json<Acme, Numbered>>> =
        dangerous::assume_verified(delivery(&[], BATCH)).unwrap();
    let text = |label: Option<Label<'_>>| label.map(|label| label.text().to_owned());
    let found: Vec<_> = batch.iter().map(|item| (item.n, text(item.id()), text(item.event()))).collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(found, [(1, some("a"), some("x")), (2, some("b"), some("y")), (3, None, some("x"))]);

    assert_eq!(batch[1].bytes(), r#"{"id":"b","type":"y","n":2}"#);
    let body = batch.body().as_ptr_range();
    for item in batch.iter() {
        assert!(body.contains(&item.bytes().as_ptr()), "{:?} was copied", item.bytes());
    }
    assert_eq!(format!("{batch:?} {:?}", batch.clone().into_inner()), {
        format!("{:?} Batch {{ items: 3, .. }}", raw::<Acme>(&[], BATCH))
    });
}

#[test]
fn a_batch_has_what_is_at_its_items() {
    let numbers = |body: &str| -> Result<Vec<u8>, PayloadError> {
        let batch = parse::<Batch<Json<Acme, Numbered>>>(&[], body)?;
        Ok(batch.into_items().into_iter().map(|item| item.into_inner().into_inner().n).collect())
    };
    let cases = [
        ("several", r#"{"events":[{"n":1},{"n":2}]}"#, Ok(vec![1, 2])),
        ("none", r#"{"events":[]}"#, Ok(vec![])),
        ("not there", r#"{"n":1}"#, Ok(vec![])),
        ("one, without an array", r#"{"events":{"n":1}}"#, Ok(vec![1])),
        (
            "one that does not fit",
            r#"{"events":[{"n":1},{}]}"#,
            Err(PayloadError::Unfit { line: 1, column: 2 }),
        ),
        (
            "two arrays",
            r#"{"events":[{"n":1}],"events":[]}"#,
            Err(PayloadError::Unfit { line: 1, column: 28 }),
        ),
        ("cut off", r#"{"events":[{"n":1}]"#, Err(PayloadError::Syntax { line: 1, column: 19 })),
    ];
    for (name, body, expected) in cases {
        assert_eq!(numbers(body), expected, "{name}");
    }
}

#[test]
fn items_that_were_not_asked_for_are_left_out() {
    events! {
        #[derive(Debug)]
        enum Y: Acme {
            Y(Json<Numbered>) = "y",
            ; _
        }
    }
    let batch = parse::<Batch<Y>>(&[("x-event", "y")], BATCH).unwrap();
    // By its own name, and not by the delivery's.
    assert_eq!(
        batch
            .iter()
            .map(|item| match &**item {
                Y::Y(json) => json.n,
            })
            .collect::<Vec<_>>(),
        [2]
    );
}

#[test]
fn items_are_found_through_several_arrays() {
    enum Nested {}

    impl Provider for Nested {
        const SCHEME: Scheme = Scheme::hmac_sha256("nested", "x-signature").items("/entry/*/changes/*/value");
    }

    let body =
        r#"{"entry":[{"changes":[{"value":1},{"value":2}]},{"changes":[]},{},{"changes":[{"value":3}]}]}"#;
    let batch = parse::<Batch<Json<Nested, u8>>>(&[], body).unwrap();
    assert_eq!(batch.iter().map(|item| ***item).collect::<Vec<_>>(), [1, 2, 3]);

    enum Bare {}

    impl Provider for Bare {
        const SCHEME: Scheme = Scheme::hmac_sha256("bare", "x-signature").items("/*");
    }

    for (body, expected) in [("[1, 2]", vec![1, 2]), ("[]", vec![]), (" 3 ", vec![3])] {
        let batch = parse::<Batch<Json<Bare, u8>>>(&[], body).unwrap();
        assert_eq!(batch.iter().map(|item| ***item).collect::<Vec<_>>(), expected, "{body}");
    }
}

type Keys = fn(&str) -> Vec<String>;

fn keys<P: Provider>(body: &str) -> Vec<String> {
    let batch: Verified<Batch<Json<P, Numbered>>> = dangerous::assume_verified(delivery(&[], body)).unwrap();
    batch.iter().map(|item| item.idempotency_key().to_string()).collect()
}

#[test]
fn the_same_item_of_another_batch_has_the_same_key() {
    let alone = r#"{"id":"d2","events":[{"id":"b","type":"y","n":2}]}"#;
    // Nothing but the id is the same.
    let written_anew = r#"{"events":[{"n":9,  "type":"z","id":"b"}]}"#;
    let schemes: [(_, Keys); 3] =
        [("signed", keys::<Acme>), ("unsigned", keys::<Unsigned>), ("partly", keys::<Partly>)];
    for (name, keys) in schemes {
        let batch = keys(BATCH);
        assert_eq!(batch.iter().collect::<HashSet<_>>().len(), 3, "{name}");
        assert_eq!(keys(alone), batch[1..2], "{name}");
        // An id that anybody may have written makes no two items one.
        assert_eq!(keys(written_anew)[0] == batch[1], name == "signed", "{name}");
    }
    // Neither another sender's, nor the delivery's own.
    assert_ne!(keys::<Acme>(alone), keys::<Unsigned>(alone));
    let whole = raw::<Acme>(&[], r#"{"id":"b"}"#).receipt().idempotency_key().to_string();
    assert!(!keys::<Acme>(alone).contains(&whole));
}

#[test]
fn items_that_are_written_alike_are_told_by_their_delivery() {
    let first = keys::<Pusher>(r#"{"time_ms":1403175510755,"events":[{"n":1},{"n":1}]}"#);
    let other = keys::<Pusher>(r#"{"time_ms":1403175510756,"events":[{"n":1},{"n":1}]}"#);
    assert_eq!(first.iter().chain(&other).collect::<HashSet<_>>().len(), 4);
    // It may be written anew when it is sent again.
    assert_eq!(keys::<Pusher>(r#"{"events":[{"n":1},{"n":1}],  "time_ms":1403175510755}"#), first);
    let [alone] = &keys::<Pusher>(r#"{"events":[{"n":1}]}"#)[..] else { panic!("there is one") };
    assert!(!first.contains(alone));
}

#[test]
fn an_item_that_counts_its_attempts_is_the_same_item() {
    let body = r#"[{"n":1,"attemptNumber":0},{"n":2,"attemptNumber":0}]"#;
    let first = keys::<HubSpot>(body);
    assert_ne!(first[0], first[1]);
    assert_eq!(keys::<HubSpot>(&body.replace("r\":0", "r\":3")), first);
}

#[test]
fn an_item_is_covered_where_the_body_is() {
    fn covered<P: Provider>() -> (Assurance, Option<String>, Option<String>) {
        let batch: Verified<Batch<Json<P, Numbered>>> =
            dangerous::assume_verified(delivery(&[], BATCH)).unwrap();
        let covered = |label: Option<Label<'_>>| label.unwrap().covered().map(str::to_owned);
        (batch.receipt().assurance(), covered(batch[0].id()), covered(batch[0].event()))
    }
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(covered::<Acme>(), (Assurance::Body, some("a"), some("x")));
    assert_eq!(covered::<Unsigned>(), (Assurance::Origin, None, None));
    assert_eq!(covered::<Partly>(), (Assurance::Partial, None, None));
}

#[cfg(feature = "memory")]
#[tokio::test]
async fn each_item_is_done_once() {
    use countersign::replay::{Memory, Once, once};

    let store = Memory::new(std::num::NonZeroUsize::new(16).unwrap());
    let mut done = Vec::new();
    // The second batch brings one again, and the third all of the first.
    for body in [BATCH, r#"{"events":[{"id":"b","n":2},{"id":"c","n":4}]}"#, BATCH] {
        let batch = parse::<Batch<Json<Acme, Numbered>>>(&[], body).unwrap();
        for item in batch.iter() {
            let outcome = once(&store, item, async { Ok::<_, std::io::Error>(item.n) }).await.unwrap();
            done.extend(match outcome {
                Once::Done(n) => Some(n),
                Once::Repeated => None,
            });
        }
    }
    assert_eq!(done, [1, 2, 3, 4]);
}

#[cfg(feature = "memory")]
#[tokio::test]
async fn an_item_whose_work_failed_is_tried_again_alone() {
    use countersign::replay::{Memory, Once, OnceError, once};

    let store = Memory::new(std::num::NonZeroUsize::new(16).unwrap());
    let batch = parse::<Batch<Json<Acme, Numbered>>>(&[], BATCH).unwrap();
    assert_eq!(once(&store, &batch[0], async { Ok::<_, &str>(1) }).await.unwrap(), Once::Done(1));
    let failed = once(&store, &batch[1], async { Err::<u8, _>("out of paper") }).await;
    assert!(matches!(failed, Err(OnceError::Work("out of paper"))));
    assert_eq!(once(&store, &batch[0], async { Ok::<_, &str>(2) }).await.unwrap(), Once::Repeated);
    assert_eq!(once(&store, &batch[1], async { Ok::<_, &str>(3) }).await.unwrap(), Once::Done(3));
}

const ENVELOPE: &str =
    r#"{"type":"order.created","id":"evt_1","attempt":2,"shop":{"name":"x","id":42},"at":1795348800}"#;

/// The texts of an envelope, in the order of its fields, with a star where the proof covers them.
fn envelope<P: Provider>(headers: &[(&'static str, &str)], body: impl Into<Vec<u8>>) -> [String; 6] {
    let delivery = raw::<P>(headers, body);
    let envelope = delivery.receipt().envelope();
    let parts =
        [envelope.account, envelope.attempt, envelope.event, envelope.id, envelope.time, envelope.version];
    parts.map(|label| {
        label.map_or_else(String::new, |label| {
            format!("{}{}", label.text(), if label.covered().is_some() { "*" } else { "" })
        })
    })
}

#[test]
fn an_envelope_says_what_is_covered() {
    let headers = [("x-version", "2026-10-28")];
    let all = ["42*", "2*", "order.created*", "evt_1*", "1795348800*", "2026-10-28"];
    assert_eq!(envelope::<Acme>(&headers, ENVELOPE), all);
    assert_eq!(
        envelope::<Unsigned>(&headers, ENVELOPE),
        all.map(|text| text.trim_end_matches('*').to_owned())
    );
    let partly = ["42", "2", "order.created", "evt_1*", "1795348800", "2026-10-28"];
    assert_eq!(envelope::<Partly>(&headers, ENVELOPE), partly);

    let delivery = raw::<Acme>(&[], ENVELOPE);
    assert_eq!(delivery.receipt().envelope().time.unwrap().time(), Some(NOW));
    assert_eq!(delivery.receipt().attempt(), Some(2));
}

#[test]
fn of_a_header_and_a_field_the_first_that_is_there_is_taken() {
    let event = |headers: &[(&'static str, &str)], body: &str| envelope::<Acme>(headers, body)[2].clone();
    assert_eq!(event(&[("x-event", "from.header")], ENVELOPE), "from.header");
    assert_eq!(event(&[], ENVELOPE), "order.created*");
    assert_eq!(
        event(&[("x-event", "a"), ("x-event", "b")], ENVELOPE),
        "order.created*",
        "a header that is repeated"
    );
    assert_eq!(event(&[], "{}"), "");
}

#[test]
fn an_envelope_is_read_as_far_as_it_goes() {
    let whole = ["42*", "2*", "order.created*", "evt_1*", "1795348800*", ""];
    let before = ENVELOPE.trim_end_matches('}');
    // (name, body, expected)
    let cases: [(&str, Vec<u8>, [&str; 6]); 8] = [
        ("broken behind the last of it", [before.as_bytes(), b", \xFF no JSON"].concat(), whole),
        ("broken in front of it", [b"{no JSON,", &ENVELOPE.as_bytes()[1..]].concat(), [""; 6]),
        (
            "broken half-way",
            ENVELOPE.replace(r#","attempt"#, r#",,"attempt"#).into(),
            ["", "", "order.created*", "evt_1*", "", ""],
        ),
        ("with a name again", format!(r#"{before},"id":"evt_2","type":"other"}}"#).into(), whole),
        ("of a list", format!("[{ENVELOPE}]").into(), [""; 6]),
        (
            "of other types",
            r#"{"id":{"x":1},"type":null,"attempt":[2],"shop":7,"at":true}"#.into(),
            ["", "", "", "", "true*", ""],
        ),
        (
            "with escapes",
            r#"{"\u0069d":"evt\u005f1","shop":{"id":"\u00e9"}}"#.into(),
            ["é*", "", "", "evt_1*", "", ""],
        ),
        ("not there", Vec::new(), [""; 6]),
    ];
    for (name, body, expected) in cases {
        assert_eq!(envelope::<Acme>(&[], body), expected, "{name}");
    }
}

#[test]
fn a_payload_reads_what_stands_at_a_pointer() {
    struct Place(Option<u8>);

    impl Event for Place {
        type Provider = Acme;

        fn parse(payload: &Payload<'_, Acme>) -> Result<Self, PayloadError> {
            payload.at("/a/1/n").map(Self)
        }
    }

    assert_eq!(parse::<Place>(&[], r#"{"a":[0,{"n":3}]}"#).unwrap().0, Some(3));
    assert_eq!(parse::<Place>(&[], r#"{"a":[0]}"#).unwrap().0, None);
    assert!(matches!(parse::<Place>(&[], r#"{"a":[0,{"n":300}]}"#), Err(PayloadError::Unfit { .. })));
    // Of an item, in the item.
    let batch = parse::<Batch<Place>>(&[], r#"{"a":[0,{"n":1}],"events":[{"a":[0,{"n":2}]},{}]}"#).unwrap();
    assert_eq!(batch.iter().map(|item| item.0).collect::<Vec<_>>(), [Some(2), None]);
}

/// What is not signed of an item may be anybody's, so it makes no other item of it.
#[test]
fn an_item_that_is_signed_in_part_is_told_by_what_is_signed() {
    use countersign::providers::{Adyen, Mailgun};

    let adyen = |reason: &str, amount: u32| {
        let body = format!(
            r#"{{"notificationItems":[{{"NotificationRequestItem":{{"pspReference":"7914073381342284","eventCode":
            "AUTHORISATION","success":"true","merchantAccountCode":"Test","merchantReference":"T1","reason":"{reason}",
            "amount":{{"currency":"EUR","value":{amount}}},"additionalData":{{"hmacSignature":"x"}}}}}}]}}"#
        );
        let batch: Verified<Batch<Json<Adyen, Value>>> =
            dangerous::assume_verified(delivery(&[], body)).unwrap();
        batch[0].idempotency_key()
    };
    assert_eq!(adyen("1234:7777:12/2012", 1130), adyen("changed on the way", 1130));
    assert_ne!(adyen("1234:7777:12/2012", 1130), adyen("1234:7777:12/2012", 1131));

    let mailgun = |token: &str, event: &str| {
        let body = format!(
            r#"{{"signature":{{"timestamp":"1795348800","token":"{token}","signature":"x"}},"event-data":{{"event":"{event}"}}}}"#
        );
        let batch: Verified<Batch<Json<Mailgun, Value>>> =
            dangerous::assume_verified(delivery(&[], body)).unwrap();
        batch[0].idempotency_key()
    };
    assert_eq!(mailgun("t1", "opened"), mailgun("t1", "failed"));
    assert_ne!(mailgun("t1", "opened"), mailgun("t2", "opened"));
}
