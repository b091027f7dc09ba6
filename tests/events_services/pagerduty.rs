use countersign::PayloadError;
use countersign::events::pagerduty::{Data, Event, Status};

use super::parse;

fn body(event: &str, data: &str) -> String {
    format!(
        r#"{{"event":{{"id":"01A","event_type":"{event}","resource_type":"incident","added":[],"client":null,
            "occurred_at":"2026-11-22T12:00:00.458Z","agent":{{"id":"P1","type":"user_reference"}},"data":{data}}}}}"#
    )
}

#[test]
fn an_incident_is_read() {
    let data = r#"{"id":"Q1","type":"incident","number":2,"status":"triggered","title":"x","urgency":"high",
        "service":{"id":"S1","summary":"API"},"assignees":null,"priority":null,"resolve_reason":null,
        "conference_bridge":{"conference_number":1000}}"#;
    let verified = parse::<Event>(&body("incident.triggered", data)).unwrap();
    let Data::Incident(incident) = &verified.data else { panic!("no incident") };
    assert_eq!((&incident.status, incident.number), (&Status::Triggered, Some(2)));
    assert_eq!(incident.service.as_ref().unwrap().summary.as_deref(), Some("API"));
    assert_eq!(incident.conference_bridge.as_ref().unwrap().conference_number.as_deref(), Some("1000"));
    assert_eq!(verified.event_type, "incident.triggered");
    assert_eq!(verified.receipt().envelope().time.unwrap().time(), verified.occurred_at);
}

#[test]
fn each_type_has_its_arm() {
    // (event, data, what Debug begins with)
    let cases = [
        ("incident.acknowledged", r#"{"type":"incident","id":"1","status":"brand_new"}"#, "Incident("),
        ("incident.annotated", r#"{"type":"incident_note","id":"1","content":"x"}"#, "Note("),
        ("incident.responder.added", r#"{"type":"incident_responder","state":"pending"}"#, "Responder("),
        (
            "incident.status_update_published",
            r#"{"type":"incident_status_update","message":"x"}"#,
            "StatusUpdate(",
        ),
        ("service.created", r#"{"type":"service","id":"1","teams":[]}"#, "Service("),
        ("pagey.ping", r#"{"type":"ping","message":"hello"}"#, "Other(Some("),
        ("brand.new", "null", "Other(None)"),
        ("brand.new", "{}", "Other(Some("),
    ];
    for (event, data, expected) in cases {
        let parsed = parse::<Event>(&body(event, data)).unwrap_or_else(|error| panic!("{event}: {error}"));
        let found = format!("{:?}", parsed.data);
        assert!(found.starts_with(expected), "{event}: {found}");
    }
}

#[test]
fn what_does_not_fit_is_an_error() {
    // (body, error)
    let unfit = [
        body("incident.triggered", r#"{"type":"incident"}"#),
        body("incident.triggered", r#"{"type":"incident","id":"1","id":"1"}"#),
        body("incident.triggered", r#"{"type":"incident","id":"1","title":[]}"#),
        r#"{"event":{"id":"01A"}}"#.to_owned(),
    ];
    for body in unfit {
        assert!(matches!(parse::<Event>(&body), Err(PayloadError::Unfit { .. })), "{body}");
    }
    assert!(matches!(parse::<Event>("{}"), Err(PayloadError::NoData)));
}

#[test]
fn no_enum_is_large() {
    assert!(size_of::<Data>() <= 256);
}
