use countersign::events::standard_webhooks::Event;
use countersign::providers::Svix;
use countersign::{By, PayloadError};

use super::parse;

#[derive(Debug, serde::Deserialize)]
struct Contact {
    id: String,
    age: Option<u8>,
}

const BODY: &str = r#"{"type":"contact.created","timestamp":"2026-11-22T12:00:00.344522Z","added":1,
    "data":{"id":"c1","big":12345678901234567890123}}"#;

#[test]
fn data_is_json_or_of_a_type() {
    let raw = parse::<Event>(BODY).unwrap();
    assert_eq!(raw.r#type, "contact.created");
    assert_eq!(raw.data.get(), r#"{"id":"c1","big":12345678901234567890123}"#);
    assert_eq!(raw.timestamp.unwrap().unix_timestamp(), 1_795_348_800);
    assert_eq!(raw.receipt().envelope().time.unwrap().time(), raw.timestamp);
    let typed = parse::<Event<Contact>>(BODY).unwrap();
    assert_eq!((&*typed.data.id, typed.data.age), ("c1", None));
    let by_another = parse::<By<Svix, Event<Contact>>>(BODY).unwrap();
    assert_eq!(by_another.data.id, "c1");
}

#[test]
fn a_timestamp_may_be_missing_or_odd() {
    for timestamp in ["", r#""timestamp":null,"#, r#""timestamp":"","#, r#""timestamp":"soon","#] {
        let event = parse::<Event>(&format!(r#"{{{timestamp}"type":"x","data":[]}}"#));
        assert!(
            event.unwrap_or_else(|error| panic!("{timestamp}: {error}")).timestamp.is_none(),
            "{timestamp}"
        );
    }
}

#[test]
fn what_does_not_fit_is_an_error() {
    for body in [
        r#"{"type":"x"}"#,
        r#"{"data":{}}"#,
        r#"{"type":"x","type":"y","data":{}}"#,
        r#"{"type":["x"],"data":{}}"#,
    ] {
        assert!(matches!(parse::<Event>(body), Err(PayloadError::Unfit { .. })), "{body}");
    }
    assert!(matches!(parse::<Event<Contact>>(r#"{"type":"x","data":{}}"#), Err(PayloadError::Unfit { .. })));
    assert!(parse::<Event<Option<Contact>>>(r#"{"type":"x"}"#).unwrap().data.is_none());
}
