//! Events of Bitbucket, of the Cloud and of Data Center, and what either may change is no error.

#![cfg(feature = "events-bitbucket")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::events::bitbucket::server::{self, EventKey};
use countersign::events::bitbucket::{Action, BuildState, Event, State};
use countersign::{Delivery, PayloadError, Verified, dangerous};
use http::Request;
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// (event, what its body has beside the repository, the arm)
const CLOUD: [(&str, &str, &str); 22] = [
    ("repo:push", r#""push":{"changes":[]}"#, "Push"),
    ("repo:fork", r#""fork":{"full_name":"mona/fork"}"#, "Fork"),
    ("repo:updated", r#""changes":{"name":{"old":"x","new":"hello"}}"#, "Repository"),
    ("repo:transfer", r#""previous_workspace":{}"#, "Repository"),
    ("repo:unseen", r#""x":1"#, "Repository"),
    ("repo:commit_comment_created", r#""comment":{"id":1},"commit":{"hash":"ab"}"#, "CommitComment"),
    ("repo:commit_status_created", r#""commit_status":{"key":"ci","state":"INPROGRESS"}"#, "CommitStatus"),
    ("repo:commit_status_updated", r#""commit_status":{"key":"ci","state":"SUCCESSFUL"}"#, "CommitStatus"),
    ("issue:created", r#""issue":{"id":1,"title":"x"}"#, "Issue"),
    ("issue:updated", r#""issue":{"id":1},"changes":{},"comment":{"id":2}"#, "Issue"),
    ("issue:comment_created", r#""issue":{"id":1},"comment":{"id":2}"#, "IssueComment"),
    ("pullrequest:created", r#""pullrequest":PULL"#, "PullRequest"),
    ("pullrequest:updated", r#""pullrequest":PULL"#, "PullRequest"),
    (
        "pullrequest:approved",
        r#""pullrequest":PULL,"approval":{"date":"2026-11-22T12:00:00Z"}"#,
        "PullRequest",
    ),
    ("pullrequest:changes_request_created", r#""pullrequest":PULL,"changes_request":{}"#, "PullRequest"),
    ("pullrequest:fulfilled", r#""pullrequest":PULL"#, "PullRequest"),
    ("pullrequest:rejected", r#""pullrequest":PULL"#, "PullRequest"),
    ("pullrequest:unseen", r#""pullrequest":PULL"#, "PullRequest"),
    ("pullrequest:comment_created", r#""pullrequest":PULL,"comment":{"id":1}"#, "PullRequestComment"),
    ("pullrequest:comment_resolved", r#""pullrequest":PULL,"comment":{"id":1}"#, "PullRequestComment"),
    ("unseen:event", r#""x":1"#, "Other"),
    ("unseen", r#""x":1"#, "Other"),
];

/// (event, what its body has beside it, the arm)
const SERVER: [(&str, &str, &str); 13] = [
    ("repo:refs_changed", r#""changes":[{"refId":"refs/heads/main","type":"ADD"}]"#, "Push"),
    ("mirror:repo_synchronized", r#""changes":[]"#, "Push"),
    ("repo:forked", r#""repository":{"slug":"x","origin":{"slug":"y"}}"#, "Repository"),
    ("repo:comment:added", r#""comment":{"id":1,"text":"x"},"commit":"ab""#, "Repository"),
    ("repo:unseen", r#""x":1"#, "Repository"),
    ("pr:opened", r#""pullRequest":PULL"#, "PullRequest"),
    ("pr:merged", r#""pullRequest":PULL"#, "PullRequest"),
    ("pr:reviewer:approved", r#""pullRequest":PULL,"participant":{"status":"APPROVED"}"#, "PullRequest"),
    ("pr:reviewer:updated", r#""pullRequest":PULL,"addedReviewers":[{"name":"mona"}]"#, "PullRequest"),
    ("pr:comment:added", r#""pullRequest":PULL,"comment":{"id":1},"commentParentId":2"#, "PullRequest"),
    ("pr:unseen", r#""pullRequest":PULL"#, "PullRequest"),
    ("proj:modified", r#""old":{},"new":{}"#, "Other"),
    ("unseen", r#""x":1"#, "Other"),
];

#[test]
fn every_event_of_the_cloud_has_its_arm() {
    for (name, own, arm) in CLOUD {
        let event = parse::<Event>(name, &cloud(own)).expect(name);
        assert_eq!(arm_of(&event), arm, "{name}");
    }
}

#[test]
fn every_event_of_data_center_has_its_arm() {
    for (name, own, arm) in SERVER {
        let event = parse::<server::Event>(name, &data_center(name, own)).expect(name);
        assert_eq!(arm_of(&event), arm, "{name}");
    }
}

#[test]
fn an_added_field_is_no_error() {
    let add = |body: String| body.replace('{', r#"{"zz":[null,-1.5,"x"],"#).replace(",}", "}");
    for (name, own, arm) in CLOUD {
        let event = parse::<Event>(name, &add(cloud(own))).expect(name);
        assert_eq!(arm_of(&event), arm, "{name}");
    }
    for (name, own, arm) in SERVER {
        let event = parse::<server::Event>(name, &add(data_center(name, own))).expect(name);
        assert_eq!(arm_of(&event), arm, "{name}");
    }
}

#[test]
fn a_pull_request_of_the_cloud_says_what_was_done() {
    for (name, action) in [
        ("pullrequest:created", Action::Created),
        ("pullrequest:fulfilled", Action::Fulfilled),
        ("pullrequest:unheard_of", Action::Unknown("unheard_of".into())),
    ] {
        let event = parse::<Event>(name, &cloud(r#""pullrequest":PULL"#)).expect(name);
        let Event::PullRequest(event) = event else { panic!("{name}") };
        assert_eq!(event.action, action, "{name}");
        assert_eq!((event.pullrequest.id, &event.pullrequest.state), (2, &State::Open), "{name}");
        assert_eq!(event.repository.full_name, "mona/hello", "{name}");
        let source = event.pullrequest.source.as_ref().unwrap();
        assert_eq!(source.branch.as_ref().unwrap().name.as_deref(), Some("fix"), "{name}");
        assert!(source.repository.is_none(), "{name}");
    }
}

#[test]
fn a_push_to_the_cloud_has_its_changes() {
    let body = cloud(
        r#""push":{"changes":[{"new":{"type":"branch","name":"main","target":{"hash":"ab","date":"2026-11-22T12:00:00+00:00"}},
        "old":null,"created":true,"commits":[{"hash":"ab","author":{"raw":"Mona <m@example.com>"}}]},
        {"new":null,"old":{"type":"tag","name":"v1"},"closed":true,"forced":null}]}"#,
    );
    let Event::Push(push) = parse::<Event>("repo:push", &body).unwrap() else { panic!("another arm") };
    let [made, deleted] = &push.push.changes[..] else { panic!("{:?}", push.push) };
    let new = made.new.as_ref().unwrap();
    assert_eq!((&*new.name, new.target.as_ref().unwrap().date, made.created), ("main", Some(NOW), true));
    assert_eq!(made.commits[0].author.as_ref().unwrap().raw.as_deref(), Some("Mona <m@example.com>"));
    assert_eq!((deleted.new.is_none(), deleted.closed, deleted.forced), (true, true, false));
}

#[test]
fn a_status_of_the_cloud_is_typed() {
    for (state, expected) in
        [("INPROGRESS", BuildState::InProgress), ("UNHEARD", BuildState::Unknown("UNHEARD".into()))]
    {
        let body = cloud(&format!(r#""commit_status":{{"key":"ci","state":"{state}"}}"#));
        let event = parse::<Event>("repo:commit_status_created", &body).expect(state);
        let Event::CommitStatus(event) = event else { panic!("{state}") };
        assert_eq!(event.commit_status.state, expected);
    }
}

/// The header is not signed, and the body is.
#[test]
fn an_event_of_data_center_is_told_by_its_body() {
    let body = data_center("pr:merged", r#""pullRequest":PULL"#);
    let event = parse::<server::Event>("repo:refs_changed", &body).unwrap();
    let server::Event::PullRequest(event) = event else { panic!("another arm") };
    assert_eq!(event.event_key, EventKey::PullRequestMerged);
    assert_eq!((event.pull_request.id, &*event.pull_request.from_ref.id), (2, "refs/heads/fix"));
    assert_eq!(event.date, Some(NOW));
    assert!(matches!(parse("diagnostics:ping", r#"{"test":true}"#), Ok(server::Event::Ping)));
}

#[test]
fn what_is_required_and_of_another_type_or_missing_or_twice_does_not_fit() {
    let pull = cloud(r#""pullrequest":PULL"#);
    for (name, from, to) in [
        ("the id is missing", r#""id":2,"#, ""),
        ("the id stands twice", r#""id":2,"#, r#""id":2,"id":2,"#),
        ("the id is a text", r#""id":2,"#, r#""id":"two","#),
        ("the pull request is null", r#""pullrequest":{"#, r#""pullrequest":null,"x":{"#),
        ("the repository stands twice", r#""repository":{"full"#, r#""repository":null,"repository":{"full"#),
    ] {
        let body = pull.replacen(from, to, 1);
        assert_ne!(body, pull, "{name}");
        let error = parse::<Event>("pullrequest:created", &body).expect_err(name);
        assert!(matches!(error, PayloadError::Unfit { .. }), "{name}: {error:?}");
    }
    let body = data_center("pr:opened", r#""pullRequest":{"id":2,"state":"OPEN"}"#);
    assert!(matches!(parse::<server::Event>("pr:opened", &body), Err(PayloadError::Unfit { .. })));
}

#[test]
fn the_envelope_of_the_cloud_is_in_headers() {
    let request = Request::post("/")
        .header("x-event-key", "repo:push")
        .header("x-request-uuid", "3868d64c")
        .header("x-attempt-number", "2")
        .header("x-event-time", "Sun, 22 Nov 2026 12:00:00 GMT")
        .body(r#"{"push":{},"repository":{"full_name":"mona/hello","workspace":{"uuid":"{a217}"}}}"#)
        .unwrap();
    let event = dangerous::assume_verified::<Event>(Delivery::from_request(request, NOW)).unwrap();
    let envelope = event.receipt().envelope();
    assert_eq!(envelope.event.unwrap().text(), "repo:push");
    assert_eq!(envelope.id.unwrap().text(), "3868d64c");
    assert_eq!(envelope.time.unwrap().time(), Some(NOW));
    assert_eq!(envelope.account.unwrap().covered(), Some("{a217}"));
    assert_eq!(event.receipt().attempt(), Some(2));
}

#[test]
fn the_envelope_of_data_center_is_in_the_body() {
    let event = parse_whole::<server::Event>(
        "repo:refs_changed",
        &data_center("repo:refs_changed", r#""repository":{"slug":"x","project":{"key":"PRJ"}}"#),
    );
    let envelope = event.receipt().envelope();
    assert_eq!(envelope.event.unwrap().covered(), Some("repo:refs_changed"));
    assert_eq!(envelope.account.unwrap().covered(), Some("PRJ"));
    assert_eq!(envelope.time.unwrap().time(), Some(NOW));
}

#[test]
fn an_event_is_small() {
    assert!(size_of::<Event>() <= 256);
    assert!(size_of::<server::Event>() <= 256);
}

fn parse<E: countersign::Event>(name: &str, body: &str) -> Result<E, PayloadError> {
    dangerous::assume_verified(delivery(name, body)).map(Verified::into_inner)
}

fn parse_whole<E: countersign::Event>(name: &str, body: &str) -> Verified<E> {
    dangerous::assume_verified(delivery(name, body)).unwrap()
}

fn delivery(name: &str, body: &str) -> Delivery {
    let request = Request::post("/").header("x-event-key", name).body(body.to_owned()).unwrap();
    Delivery::from_request(request, NOW)
}

fn cloud(own: &str) -> String {
    let pull = r#"{"type":"pullrequest","id":2,"title":"Fix","state":"OPEN","source":{"branch":{"name":"fix"},"commit":{"hash":"ab"},"repository":null},"reviewers":null,"merge_commit":null}"#;
    let body =
        format!(r#"{{"actor":{{"nickname":"mona"}},{own},"repository":{{"full_name":"mona/hello"}}}}"#);
    body.replace("PULL", pull)
}

fn data_center(name: &str, own: &str) -> String {
    let pull = r#"{"id":2,"title":"Fix","state":"OPEN","fromRef":{"id":"refs/heads/fix"},"toRef":{"id":"refs/heads/main"}}"#;
    let body = format!(
        r#"{{"eventKey":"{name}","date":"2026-11-22T13:00:00+0100","actor":{{"name":"mona"}},{own}}}"#
    );
    body.replace("PULL", pull)
}

fn arm_of(event: &impl std::fmt::Debug) -> String {
    format!("{event:?}").split('(').next().unwrap().to_owned()
}
