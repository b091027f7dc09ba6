use countersign::PayloadError;
use countersign::events::sentry::{Event, News};

use super::{parse, parse_with};

fn body(action: &str, data: &str) -> String {
    format!(
        r#"{{"action":"{action}","installation":{{"uuid":"i1","organization":{{"slug":"acme"}},"added":1}},
            "data":{data},"actor":{{"type":"user","id":7,"name":"Ada"}}}}"#
    )
}

#[test]
fn each_resource_has_its_arm() {
    // (data, what Debug begins with)
    let cases = [
        (
            r#"{"issue":{"id":1,"shortId":"A-1","count":"5","userCount":2,"assignedTo":null,"x":{}}}"#,
            "Issue(",
        ),
        (r#"{"error":{"event_id":"e","issue_id":"1","project":3,"tags":[["a","b"]]}}"#, "Error("),
        (r#"{"event":{"event_id":"e","release":null},"triggered_rule":"loud"}"#, "EventAlert {"),
        (r#"{"event":{},"issue_alert":{"id":"1","title":"loud","settings":[]}}"#, "EventAlert {"),
        (
            r#"{"metric_alert":{"id":"1","status":20,"alert_rule":{"id":2}},"description_text":"x"}"#,
            "MetricAlert {",
        ),
        (r#"{"installation":{"uuid":"i1","code":"c","status":"installed"}}"#, "Installation("),
        (
            r#"{"comment_id":4,"issue_id":"1","comment":"hi","timestamp":"2026-11-22T12:00:00.000000Z"}"#,
            "Comment(",
        ),
        (r#"{"brand_new":{}}"#, "Other(Some("),
        ("{}", "Other(Some("),
        ("[]", "Other(Some("),
        ("null", "Other(None)"),
    ];
    for (data, expected) in cases {
        let event =
            parse::<Event>(&body("brand_new", data)).unwrap_or_else(|error| panic!("{data}: {error}"));
        let found = format!("{:?}", event.news);
        assert!(found.starts_with(expected), "{data}: {found}");
    }
}

#[test]
fn what_is_read_does_not_hang_on_the_unsigned_header() {
    let headers = [("sentry-hook-resource", "comment"), ("sentry-hook-timestamp", "1795348800")];
    let verified =
        parse_with::<Event>(&headers, &body("resolved", r#"{"issue":{"id":"1","title":"x"}}"#)).unwrap();
    let News::Issue(issue) = &verified.news else { panic!("no issue") };
    assert_eq!((&*issue.id, issue.title.as_deref()), ("1", Some("x")));
    assert_eq!(verified.action, "resolved");
    assert_eq!(verified.actor.as_ref().unwrap().id.as_deref(), Some("7"));
    let envelope = verified.receipt().envelope();
    assert_eq!(envelope.event.unwrap().text(), "comment.resolved");
    assert_eq!(envelope.account.unwrap().text(), "acme");
    assert_eq!(envelope.time.unwrap().time().unwrap().unix_timestamp(), 1_795_348_800);
}

#[test]
fn the_name_of_a_rule_is_found_in_either_place() {
    for data in [
        r#"{"event":{},"triggered_rule":"loud","issue_alert":{"title":"other"}}"#,
        r#"{"event":{},"issue_alert":{"title":"loud"}}"#,
    ] {
        let event = parse::<Event>(&body("triggered", data)).unwrap().into_inner();
        assert!(matches!(event.news, News::EventAlert { rule: Some(rule), .. } if rule == "loud"), "{data}");
    }
}

#[test]
fn what_does_not_fit_is_an_error() {
    for data in [
        r#"{"issue":{}}"#,
        r#"{"issue":{"id":"1","id":"2"}}"#,
        r#"{"issue":{"id":"1"},"issue":{"id":"1"}}"#,
        r#"{"issue":{"id":"1","title":7}}"#,
    ] {
        let found = parse::<Event>(&body("created", data));
        assert!(matches!(found, Err(PayloadError::Unfit { .. })), "{data}");
    }
}

#[test]
fn no_enum_is_large() {
    assert!(size_of::<News>() <= 256);
}
