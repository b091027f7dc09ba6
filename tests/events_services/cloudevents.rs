use countersign::events::cloudevents::{Data, Event};
use countersign::providers::{AzureEventGrid, GitHub};
use countersign::{Batch, By, PayloadError};

use super::{parse, parse_with};

const STRUCTURED: &str = r#"{"specversion":"1.0","type":"com.example.placed","source":"/orders","id":"A1",
    "time":"2026-11-22T12:00:00Z","subject":null,"comexampleflag":true,"comexamplenumber":5,"comexampletext":"é",
    "comexampleobject":{},"datacontenttype":"application/json","data":{"total":12}}"#;
const BINARY: [(&str, &str); 9] = [
    ("ce-specversion", "1.0"),
    ("ce-type", "com.example.placed"),
    ("ce-source", "/orders"),
    ("ce-id", "A1"),
    ("ce-time", "2026-11-22T12:00:00Z"),
    ("ce-subject", "Euro%20%E2%82%AC"),
    ("ce-comexampletext", r#""a \"b\\c""#),
    ("content-type", "application/json; charset=utf-8"),
    ("x-other", "1"),
];

#[derive(Debug, PartialEq, serde::Deserialize)]
struct Order {
    total: u64,
}

#[test]
fn the_structured_mode_is_read() {
    let headers =
        [("content-type", "Application/CloudEvents+json; charset=UTF-8"), ("ce-id", "not this one")];
    for headers in [&[][..], &headers] {
        let event = parse_with::<Event>(headers, STRUCTURED).unwrap();
        assert_eq!((&*event.id, &*event.source, &*event.r#type), ("A1", "/orders", "com.example.placed"));
        assert_eq!((&*event.specversion, &event.subject), ("1.0", &None));
        assert_eq!(event.time.unwrap().unix_timestamp(), 1_795_348_800);
        let names = ["comexampleflag", "comexamplenumber", "comexampletext", "comexampleobject"];
        let extensions = names.map(|name| event.extension(name));
        assert_eq!(extensions, [Some("true"), Some("5"), Some("é"), None]);
        assert_eq!(event.json::<Order>().unwrap(), Order { total: 12 });
    }
}

#[test]
fn the_binary_mode_is_read() {
    let event = parse_with::<Event>(&BINARY, r#"{"total":12}"#).unwrap();
    assert_eq!((&*event.id, &*event.source, &*event.r#type), ("A1", "/orders", "com.example.placed"));
    assert_eq!(event.subject.as_deref(), Some("Euro €"));
    assert_eq!(event.datacontenttype.as_deref(), Some("application/json; charset=utf-8"));
    assert_eq!(event.extensions, [("comexampletext".to_owned(), r#"a "b\c"#.to_owned())]);
    assert_eq!(event.json::<Order>().unwrap(), Order { total: 12 });
    assert_eq!(&*event.bytes().unwrap(), br#"{"total":12}"#);
    let envelope = event.receipt().envelope();
    assert_eq!(envelope.id.unwrap().text(), "/orders.A1");
    assert_eq!(envelope.event.unwrap().text(), "com.example.placed");
    assert_eq!(envelope.time.unwrap().time(), event.time);
    assert!(parse_with::<Event>(&BINARY, "").unwrap().data.is_none());
}

#[test]
fn the_batched_mode_is_read() {
    let second = STRUCTURED.replace("A1", "A2");
    let body = format!("[{STRUCTURED}, {second}]");
    let events = parse::<Batch<Event>>(&body).unwrap();
    let ids: Vec<_> = events.iter().map(|event| (&*event.id, event.id().unwrap().into_text())).collect();
    assert_eq!(ids, [("A1", "/orders.A1".into()), ("A2", "/orders.A2".into())]);
    assert_eq!(events[0].event().unwrap().text(), "com.example.placed");
    assert!(parse::<Batch<Event>>("[]").unwrap().is_empty());
    assert_eq!(parse::<Batch<Event>>(STRUCTURED).unwrap().len(), 1);
    assert_eq!(parse_with::<Batch<Event>>(&BINARY, r#" {"total":12} "#).unwrap()[0].id, "A1");
    assert_eq!(parse::<Batch<By<AzureEventGrid, Event>>>(&body).unwrap().len(), 2);
}

#[test]
fn other_senders_send_them_too() {
    assert_eq!(parse::<By<GitHub, Event>>(STRUCTURED).unwrap().id, "A1");
    assert_eq!(parse_with::<By<GitHub, Event>>(&BINARY, "{}").unwrap().id, "A1");
}

#[test]
fn data_is_read_whatever_it_is() {
    // (its type and what it is, its bytes)
    let cases = [
        (r#""datacontenttype":"application/xml","data":"<a/>\n""#, Some(&b"<a/>\n"[..])),
        (r#""datacontenttype":"text/plain","data":{"a":1}"#, Some(br#"{"a":1}"#)),
        (r#""datacontenttype":"application/vnd.x+JSON; v=1","data":"x""#, Some(br#""x""#)),
        (r#""data":"x""#, Some(br#""x""#)),
        (r#""data":1.50"#, Some(b"1.50")),
        (r#""data_base64":"AP8=""#, Some(b"\0\xff")),
        (r#""data_base64":"no base64""#, None),
        (r#""data":null"#, None),
        (r#""data_base64":null"#, None),
    ];
    for (data, expected) in cases {
        let body = format!(r#"{{"specversion":"1.0","type":"t","source":"s","id":"1",{data}}}"#);
        let event = parse::<Event>(&body).unwrap_or_else(|error| panic!("{data}: {error}"));
        assert_eq!(event.bytes().ok().as_deref(), expected, "{data}");
    }
    let event = parse::<Event>(STRUCTURED).unwrap();
    assert!(matches!(event.data, Some(Data::Json(_))));
    assert!(matches!(event.json::<Vec<u8>>(), Err(PayloadError::Unfit { .. })));
}

#[test]
fn what_does_not_fit_is_an_error() {
    for body in [
        r#"{"specversion":"1.0","type":"t","source":"s"}"#,
        r#"{"specversion":"1.0","type":"t","source":"s","id":null}"#,
        r#"{"specversion":"1.0","type":"t","source":"s","id":"1","id":"1"}"#,
        r#"{"specversion":"1.0","type":"t","source":"s","id":"1","x":1,"x":2}"#,
        r#"{"specversion":"1.0","type":"t","source":"s","id":"1","data":1,"data_base64":"AA=="}"#,
        r#"{"specversion":"1.0","type":"t","source":"s","id":"1","data_base64":1}"#,
        &format!("[{STRUCTURED}]"),
        "[]",
    ] {
        assert!(matches!(parse::<Event>(body), Err(PayloadError::Unfit { .. })), "{body}");
    }
    for missing in ["ce-source", "ce-type", "ce-specversion"] {
        let headers: Vec<_> = BINARY.into_iter().filter(|(name, _)| *name != missing).collect();
        let found = parse_with::<Event>(&headers, "{}");
        assert!(matches!(found, Err(PayloadError::Unfit { .. })), "{missing}");
    }
    let twice: Vec<_> = BINARY.into_iter().chain([("ce-id", "A2")]).collect();
    assert!(matches!(parse_with::<Event>(&twice, "{}"), Err(PayloadError::Unfit { .. })));
    let not_utf8: Vec<_> = BINARY.into_iter().chain([("ce-x", "%ff")]).collect();
    assert!(matches!(parse_with::<Event>(&not_utf8, "{}"), Err(PayloadError::NotUtf8)));
    // Each would be given the attributes of all.
    assert!(matches!(parse_with::<Batch<Event>>(&BINARY, "[1,2]"), Err(PayloadError::Unfit { .. })));
}

// Of a square of their number it would take minutes.
#[test]
fn a_hundred_thousand_extensions_are_read_in_no_time() {
    let extensions: String = (0..100_000).map(|number| format!(r#","x{number}":1"#)).collect();
    let body = format!(r#"{{"specversion":"1.0","type":"t","source":"s","id":"1"{extensions}}}"#);
    let event = parse::<Event>(&body).unwrap();
    assert_eq!((event.extensions.len(), event.extension("x99999")), (100_000, Some("1")));
}

#[cfg(feature = "actix")]
#[actix_web::test]
async fn their_headers_come_through_actix_by_any_scheme() {
    use actix_web::{App, HttpResponse, test, web};
    use countersign::{Verified, Verifier};

    async fn subject(event: Verified<By<GitHub, Event>>) -> HttpResponse {
        HttpResponse::Ok().body(format!("{:?} {:?}", event.subject, event.extension("comexampletext")))
    }

    let verifier = Verifier::<GitHub>::new("It's a Secret to Everybody").unwrap();
    let app = App::new().app_data(web::Data::new(verifier)).route("/", web::post().to(subject));
    let app = test::init_service(app).await;
    // Made by Python's hmac.
    let tag = "sha256=50b0123e6e44430d2c43ecca0ee520d961ffd326425c07859f70a57161c3ebcd";
    let request =
        test::TestRequest::post().uri("/").insert_header(("x-hub-signature-256", tag)).set_payload("{}");
    let request = BINARY.into_iter().fold(request, |request, header| request.insert_header(header));
    let body = test::call_and_read_body(&app, request.to_request()).await;
    assert_eq!(body, r#"Some("Euro €") Some("a \"b\\c")"#);
}
