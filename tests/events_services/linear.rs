use countersign::PayloadError;
use countersign::events::linear::{Action, Data, Event};

use super::parse;

fn body(kind: &str, action: &str, data: &str) -> String {
    // The type is behind the data, as Linear has it.
    format!(
        r#"{{"data":{data},"type":"{kind}","action":"{action}","createdAt":"2026-11-22T12:00:00.000Z","added":{{}},
            "organizationId":"o1","webhookTimestamp":1795348800123,"updatedFrom":{{"title":"old"}},
            "actor":{{"id":"u1","type":"user"}}}}"#
    )
}

#[test]
fn an_issue_is_read() {
    let data = r#"{"id":"i1","identifier":"ENG-1","number":1,"title":"new","priority":2,"estimate":null,
        "state":{"id":"s1","name":"Todo","type":"unstarted"},"labels":null,"assignee":null,"sortOrder":-1.5}"#;
    let verified = parse::<Event>(&body("Issue", "update", data)).unwrap();
    let Data::Issue(issue) = &verified.data else { panic!("no issue") };
    assert_eq!((issue.identifier.as_deref(), issue.priority), (Some("ENG-1"), Some(2.0)));
    assert_eq!(issue.state.as_ref().unwrap().r#type.as_deref(), Some("unstarted"));
    assert_eq!(verified.action, Action::Update);
    assert_eq!(verified.updated_from.as_ref().unwrap().get(), r#"{"title":"old"}"#);
    // What JSON has no number for is none.
    for priority in ["NaN", "inf", "1e400"] {
        let data = data.replace(r#""priority":2"#, &format!(r#""priority":"{priority}""#));
        let verified = parse::<Event>(&body("Issue", "update", &data)).unwrap();
        let Data::Issue(issue) = &verified.data else { panic!("no issue") };
        assert_eq!(issue.priority, None, "{priority}");
    }
    let envelope = verified.receipt().envelope();
    assert_eq!(envelope.event.unwrap().text(), "Issue.update");
    assert_eq!(envelope.account.unwrap().text(), "o1");
    assert_eq!(envelope.time.unwrap().time(), verified.created_at);
}

#[test]
fn each_type_has_its_arm() {
    // (type, data, what Debug begins with)
    let cases = [
        ("Attachment", r#"{"id":"1","url":"u","metadata":{}}"#, "Attachment("),
        ("Comment", r#"{"id":"1","body":"x","issue":{"id":"2","title":"y"}}"#, "Comment("),
        ("Cycle", r#"{"id":"1","number":"3","startsAt":""}"#, "Cycle("),
        ("IssueLabel", r#"{"id":"1","name":"bug"}"#, "IssueLabel("),
        ("Project", r#"{"id":"1","teamIds":null,"state":"brand_new"}"#, "Project("),
        ("ProjectUpdate", r#"{"id":"1","health":"onTrack"}"#, "ProjectUpdate("),
        ("Reaction", r#"{"id":"1","emoji":"heart"}"#, "Reaction("),
        ("BrandNew", r#"{"x":1}"#, "Other(Some("),
        ("BrandNew", "null", "Other(None)"),
    ];
    for (kind, data, expected) in cases {
        let event = parse::<Event>(&body(kind, "brand_new", data));
        let event = event.unwrap_or_else(|error| panic!("{kind}: {error}"));
        let found = format!("{:?}", event.data);
        assert!(found.starts_with(expected), "{kind}: {found}");
        assert_eq!(event.action.as_str(), "brand_new", "{kind}");
    }
    let session = parse::<Event>(r#"{"type":"AgentSessionEvent","agentSession":{}}"#).unwrap();
    assert!(matches!(session.data, Data::Other(None)));
}

#[test]
fn what_does_not_fit_is_an_error() {
    for body in [
        body("Issue", "create", "{}"),
        body("Issue", "create", "null"),
        body("Issue", "create", r#"{"id":"1","id":"2"}"#),
        body("Issue", "create", r#"{"id":"1","title":{}}"#),
        r#"{"action":"create","data":{}}"#.to_owned(),
    ] {
        assert!(matches!(parse::<Event>(&body), Err(PayloadError::Unfit { .. })), "{body}");
    }
}

#[test]
fn no_enum_is_large() {
    assert!(size_of::<Data>() <= 256);
}
