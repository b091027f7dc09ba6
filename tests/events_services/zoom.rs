use countersign::PayloadError;
use countersign::events::zoom::{Event, News};

use super::parse;

fn body(event: &str, object: &str) -> String {
    // The name of the event is behind its payload, as in some of Zoom's.
    format!(
        r#"{{"event_ts":1795348800123,"payload":{{"account_id":"A1","operator":"a@example.com","object":{object}}},
            "event":"{event}","download_token":"t","added":1}}"#
    )
}

#[test]
fn each_family_has_its_arm() {
    // (event, object, what Debug begins with)
    let cases = [
        ("meeting.started", r#"{"id":"123","uuid":"u","topic":"x","duration":60,"type":2}"#, "Meeting("),
        ("meeting.brand_new", r#"{"id":123,"x":[]}"#, "Meeting("),
        ("webinar.ended", r#"{"id":null,"duration":"60"}"#, "Meeting("),
        (
            "recording.completed",
            r#"{"recording_files":[{"id":"f","file_size":1}],"total_size":9}"#,
            "Recording(",
        ),
        ("user.created", r#"{"id":"u","email":"a@example.com","type":1}"#, "User("),
        ("phone.callee_answered", r#"{"call_id":"1"}"#, "Other(Some("),
        ("app_deauthorized", "null", "Other(Some("),
    ];
    for (event, object, expected) in cases {
        let parsed = parse::<Event>(&body(event, object)).unwrap_or_else(|error| panic!("{event}: {error}"));
        let found = format!("{:?}", parsed.news);
        assert!(found.starts_with(expected), "{event}: {found}");
    }
    assert!(matches!(parse::<Event>(r#"{"event":"meeting.started"}"#).unwrap().news, News::Other(None)));
    assert!(matches!(parse::<Event>(r#"{"event":"x","payload":null}"#).unwrap().news, News::Other(None)));
}

#[test]
fn a_participant_and_the_account_are_read() {
    let object = r#"{"id":"1","participant":{"user_id":16778240,"user_name":"Ada","join_time":"2026-11-22T12:00:00Z"}}"#;
    let verified = parse::<Event>(&body("meeting.participant_joined", object)).unwrap();
    let News::Meeting(meeting) = &verified.news else { panic!("no meeting") };
    let participant = meeting.participant.as_ref().unwrap();
    assert_eq!(participant.user_id.as_deref(), Some("16778240"));
    assert_eq!(participant.join_time.unwrap().unix_timestamp(), 1_795_348_800);
    assert_eq!(verified.account_id.as_deref(), Some("A1"));
    let envelope = verified.receipt().envelope();
    assert_eq!(envelope.account.unwrap().text(), "A1");
    assert_eq!(envelope.time.unwrap().time(), verified.event_ts);
}

#[test]
fn what_does_not_fit_is_an_error() {
    for body in [
        r#"{"payload":{}}"#.to_owned(),
        body("meeting.started", r#"{"topic":1}"#),
        body("meeting.started", r#"{"topic":"a","topic":"b"}"#),
        r#"{"event":"a","event":"b"}"#.to_owned(),
    ] {
        assert!(matches!(parse::<Event>(&body), Err(PayloadError::Unfit { .. })), "{body}");
    }
}

#[test]
fn no_enum_is_large() {
    assert!(size_of::<News>() <= 256);
}
