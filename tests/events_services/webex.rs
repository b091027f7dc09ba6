use countersign::events::webex;
use countersign::{PayloadError, Verified};

use super::{NOON, parse, text};

fn event(resource: &str, action: &str, data: &str) -> Result<Verified<webex::Event>, PayloadError> {
    parse(&format!(
        r#"{{"id":"wh_1","name":"tickets","targetUrl":"https://example.com/","resource":"{resource}","event":"{action}",
            "orgId":"org_1","createdBy":"p_1","appId":"a_1","ownedBy":"creator","status":"active",
            "created":"2026-11-22T12:00:00.000Z","actorId":"p_2","data":{data}}}"#
    ))
}

#[test]
fn a_message_is_known_by_its_ids() {
    let data = r#"{"id":"m_1","roomId":"r_1","roomType":"group","personId":"p_2","personEmail":"a@example.com",
        "mentionedPeople":["p_1"],"created":"2026-11-22T12:00:00.000Z"}"#;
    let event = event("messages", "created", data).unwrap();
    assert_eq!((&event.resource, &event.event), (&webex::Resource::Messages, &webex::Action::Created));
    assert_eq!(event.actor_id.as_deref(), Some("p_2"));
    let webex::Data::Message(message) = &event.data else { panic!("{:?}", event.data) };
    assert_eq!(message.id.as_deref(), Some("m_1"));
    assert_eq!(message.mentioned_people, ["p_1"]);
    assert_eq!(message.created, Some(NOON));
    assert_eq!(text(event.receipt().envelope().account).as_deref(), Some("org_1"));
    assert_eq!(text(event.receipt().envelope().event).as_deref(), Some("messages.created"));
}

#[test]
fn a_kind_is_told_by_its_resource_and_an_unknown_one_is_kept() {
    // (resource, action, how the data prints)
    let cases = [
        ("memberships", "seen", "Membership("),
        ("rooms", "migrated", "Room("),
        ("attachmentActions", "created", "AttachmentAction("),
        ("meetings", "started", "Meeting("),
        ("meetingParticipants", "joined", "Participant("),
        ("recordings", "created", "Recording("),
        ("meetingTranscripts", "created", "Recording("),
        ("telephony_calls", "updated", "Call("),
        ("serviceApp", "authorized", "Other("),
        ("rockets", "launched", "Other("),
    ];
    for (resource, action, expected) in cases {
        let event = event(resource, action, r#"{"id":"x","added":{"deep":[1]},"created":null}"#).unwrap();
        assert_eq!((event.resource.as_str(), event.event.as_str()), (resource, action));
        let printed = format!("{:?}", event.data);
        assert!(printed.starts_with(expected), "{resource}: {printed}");
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    assert!(matches!(
        event("messages", "created", r#"{"id":"a","id":"b"}"#),
        Err(PayloadError::Unfit { .. })
    ));
    assert!(matches!(parse::<webex::Event>(r#"{"resource":"rooms"}"#), Err(PayloadError::Unfit { .. })));
    let nothing = r#"{"resource":"rooms","event":"created"}"#;
    assert!(matches!(parse::<webex::Event>(nothing), Err(PayloadError::NoData)));
}

#[test]
fn an_event_is_small() {
    assert!(size_of::<webex::Data>() <= 32);
}
