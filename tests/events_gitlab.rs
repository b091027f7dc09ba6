//! Events of GitLab are told by their bodies, and what GitLab may change is no error.

#![cfg(feature = "events-gitlab")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::events::gitlab::{Action, Event, Noteable, State, Status};
use countersign::providers::GitLabSigned;
use countersign::{By, Delivery, PayloadError, Verified, dangerous};
use http::Request;
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// (body, the arm)
const EVENTS: [(&str, &str); 32] = [
    (r#"{"object_kind":"push","event_name":"push","ref":"refs/heads/main"}"#, "Push"),
    (r#"{"event_name":"push","ref":"refs/heads/main"}"#, "Push"),
    (r#"{"object_kind":"tag_push","ref":"refs/tags/v1","checkout_sha":null}"#, "TagPush"),
    (r#"{"event_name":"repository_update","refs":["refs/heads/main"]}"#, "RepositoryUpdate"),
    (r#"{"object_kind":"issue","object_attributes":{"id":1,"iid":2}}"#, "Issue"),
    (r#"{"object_kind":"work_item","object_attributes":{"id":1,"iid":2,"type":"Task"}}"#, "Issue"),
    (r#"{"object_kind":"merge_request","object_attributes":{"id":1,"iid":2}}"#, "MergeRequest"),
    (r#"{"object_kind":"note","object_attributes":{"id":1,"noteable_type":"Commit"}}"#, "Note"),
    (r#"{"object_kind":"pipeline","object_attributes":{"id":1,"status":"running"}}"#, "Pipeline"),
    (r#"{"object_kind":"build","build_id":1,"build_status":"failed"}"#, "Job"),
    (r#"{"object_kind":"deployment","status":"success"}"#, "Deployment"),
    (r#"{"object_kind":"release","tag":"v1"}"#, "Release"),
    (r#"{"object_kind":"wiki_page","object_attributes":{"slug":"home"}}"#, "WikiPage"),
    (r#"{"object_kind":"feature_flag","object_attributes":{"active":true}}"#, "FeatureFlag"),
    (r#"{"object_kind":"emoji","event_type":"award"}"#, "Emoji"),
    (r#"{"object_kind":"access_token","group":{"group_id":1}}"#, "AccessToken"),
    (r#"{"object_kind":"milestone","object_attributes":{"id":1}}"#, "Milestone"),
    (r#"{"object_kind":"vulnerability","object_attributes":{"severity":"high"}}"#, "Vulnerability"),
    (r#"{"event_name":"user_add_to_group","group_id":1}"#, "Member"),
    (r#"{"event_name":"user_update_for_team","project_id":1}"#, "Member"),
    (r#"{"event_name":"user_remove_from_team","project_id":1}"#, "Member"),
    (r#"{"event_name":"user_access_request_to_group","group_id":1}"#, "Member"),
    (r#"{"event_name":"user_create","username":"mona"}"#, "System"),
    (r#"{"event_name":"user_failed_login","state":"blocked"}"#, "System"),
    (r#"{"event_name":"project_create","project_id":1}"#, "System"),
    (r#"{"event_name":"group_rename","group_id":1}"#, "System"),
    (r#"{"event_name":"subgroup_create","group_id":1}"#, "System"),
    (r#"{"event_name":"key_create","id":1}"#, "System"),
    (r#"{"object_kind":"unseen","object_attributes":{"id":1}}"#, "Other"),
    (r#"{"event_name":"unseen"}"#, "Other"),
    (r#"{"object_kind":null}"#, "Other"),
    (r#"{"text":"of a template of the user's"}"#, "Other"),
];

#[test]
fn every_event_has_its_arm() {
    for (body, arm) in EVENTS {
        assert_eq!(arm_of(body), arm, "{body}");
    }
}

#[test]
fn an_added_field_is_no_error() {
    for (body, arm) in EVENTS {
        let body = body.replace('{', r#"{"zz":[null,-1.5,"x"],"#);
        assert_eq!(arm_of(&body), arm, "{body}");
    }
}

#[test]
fn a_merge_request_has_what_handlers_want() {
    let body = r#"{"object_kind":"merge_request","user":{"id":7,"username":"mona"},
        "project":{"id":1,"path_with_namespace":"mona/hello","description":null},
        "object_attributes":{"id":9,"iid":2,"title":"Fix","state":"opened","action":"unheard_of",
        "source_branch":"fix","target_branch":"main","last_commit":{"id":"ab"},
        "created_at":"2026-11-22 12:00:00 UTC"},
        "labels":[{"id":"3","title":"bug"}],"changes":{"draft":{"previous":true,"current":false}}}"#;
    let Event::MergeRequest(event) = parse::<Event>(body).unwrap() else { panic!("another arm") };
    let merge_request = &event.object_attributes;
    assert_eq!(
        (merge_request.iid, &*merge_request.title, &merge_request.state),
        (2, "Fix", &Some(State::Opened))
    );
    assert_eq!(merge_request.action, Some(Action::Unknown("unheard_of".into())));
    assert_eq!(merge_request.last_commit.as_ref().unwrap().id, "ab");
    assert_eq!(merge_request.created_at, Some(NOW));
    assert_eq!(event.project.as_ref().unwrap().path_with_namespace.as_deref(), Some("mona/hello"));
    assert_eq!((event.labels[0].id, &*event.labels[0].title), (Some(3), "bug"));
    assert_eq!(event.changes.as_ref().unwrap().get(), r#"{"draft":{"previous":true,"current":false}}"#);
}

#[test]
fn a_note_and_a_pipeline_have_what_handlers_want() {
    let body = r#"{"object_kind":"note","object_attributes":{"id":1,"note":"Why?","noteable_type":"MergeRequest",
        "commit_id":"","system":null,"position":{"new_path":"a","old_line":null,"new_line":3}},
        "merge_request":{"id":9,"iid":2,"title":"Fix"}}"#;
    let Event::Note(note) = parse::<Event>(body).unwrap() else { panic!("another arm") };
    assert_eq!(note.object_attributes.noteable_type, Noteable::MergeRequest);
    assert_eq!(note.object_attributes.position.as_ref().unwrap().new_line, Some(3));
    assert_eq!(note.merge_request.as_ref().unwrap().iid, 2);

    let body = r#"{"object_kind":"pipeline","object_attributes":{"id":1,"status":"success","duration":63,
        "ref":"main","stages":null},"builds":[{"id":3,"status":"skipped","name":"deploy","duration":null}]}"#;
    let Event::Pipeline(pipeline) = parse::<Event>(body).unwrap() else { panic!("another arm") };
    assert_eq!(
        (&pipeline.object_attributes.status, pipeline.object_attributes.duration),
        (&Status::Success, Some(63.0))
    );
    assert_eq!(pipeline.builds[0].status, Some(Status::Skipped));
}

#[test]
fn what_is_required_and_of_another_type_or_missing_or_twice_does_not_fit() {
    for body in [
        r#"{"object_kind":"merge_request"}"#,
        r#"{"object_kind":"merge_request","object_attributes":null}"#,
        r#"{"object_kind":"merge_request","object_attributes":{"id":1}}"#,
        r#"{"object_kind":"merge_request","object_attributes":{"id":1,"iid":2,"iid":2}}"#,
        r#"{"object_kind":"merge_request","object_attributes":{"id":{},"iid":2}}"#,
        r#"{"object_kind":"merge_request","object_kind":"push","object_attributes":{"id":1,"iid":2}}"#,
        r#"{"object_kind":"push","ref":{}}"#,
    ] {
        let error = parse::<Event>(body).expect_err(body);
        assert!(matches!(error, PayloadError::Unfit { .. }), "{body}: {error:?}");
    }
}

#[test]
fn the_same_events_come_under_a_signing_token() {
    let event = parse::<By<GitLabSigned, Event>>(EVENTS[0].0).unwrap();
    assert!(matches!(&*event, Event::Push(push) if push.r#ref.as_deref() == Some("refs/heads/main")));
}

#[test]
fn the_envelope_has_the_action_and_the_instance() {
    let request = Request::post("/")
        .header("x-gitlab-event", "Merge Request Hook")
        .header("x-gitlab-event-uuid", "13792a34")
        .header("x-gitlab-instance", "https://gitlab.example.com")
        .body(r#"{"object_kind":"merge_request","object_attributes":{"id":1,"iid":2,"action":"open","updated_at":"2026-11-22 12:00:00 UTC"}}"#)
        .unwrap();
    let event = dangerous::assume_verified::<Event>(Delivery::from_request(request, NOW)).unwrap();
    let envelope = event.receipt().envelope();
    assert_eq!(envelope.event.unwrap().text(), "Merge Request Hook.open");
    assert_eq!(envelope.id.unwrap().text(), "13792a34");
    assert_eq!(envelope.account.unwrap().text(), "https://gitlab.example.com");
    assert_eq!(envelope.time.unwrap().time(), Some(NOW));
}

#[test]
fn an_event_is_small() {
    assert!(size_of::<Event>() <= 256);
}

fn parse<E: countersign::Event>(body: &str) -> Result<E, PayloadError> {
    let request = Request::post("/").header("x-gitlab-event", "System Hook").body(body.to_owned()).unwrap();
    dangerous::assume_verified(Delivery::from_request(request, NOW)).map(Verified::into_inner)
}

fn arm_of(body: &str) -> String {
    format!("{:?}", parse::<Event>(body).expect(body)).split('(').next().unwrap().to_owned()
}
