//! Who is believed.

use serde_json::{Value, json};

use crate::app::{both, digest};
use crate::cases::{self, BODY, check};
use crate::client::Answer;
use crate::senders::*;

#[tokio::test]
async fn every_sender_is_received_with_its_receipt() {
    let time = now().to_string();
    let event = |provider: &str, assurance: &str, id: Option<&str>, covered: bool, event: Option<&str>| {
        json!({
            "provider": provider, "key": 0, "assurance": assurance, "id": id, "id is covered": covered,
            "event": event,
        })
    };
    let label = github(GITHUB, BODY).header("x-github-delivery", "d-1").header("x-github-event", "ping");
    let names = ["svix-id", "svix-timestamp", "svix-signature"];
    // (request, what the handler was given)
    let cases = [
        (label, event("github", "Body", Some("d-1"), false, Some("ping"))),
        (stripe(&time, BODY), event("stripe", "Body", Some("evt_1"), true, Some("ping"))),
        (slack(&time, BODY), event("slack", "Body", None, false, Some("ping"))),
        (
            slack(&time, r#"{"event_id":"Ev1","type":"event_callback","event":{"type":"app_mention"}}"#),
            event("slack", "Body", Some("Ev1"), true, Some("app_mention")),
        ),
        (
            standard_webhooks("msg_1", &time, BODY),
            event("standard_webhooks", "Body", Some("msg_1"), true, Some("ping")),
        ),
        (svix(names, "msg_1", &time, BODY), event("svix", "Body", Some("msg_1"), true, Some("ping"))),
        (
            gitlab(GITLAB, BODY).header("x-gitlab-event", "Push Hook"),
            event("gitlab", "Origin", None, false, Some("Push Hook")),
        ),
        (basic(BASIC), event("generic_basic", "Origin", None, false, None)),
        (bearer(BEARER), event("generic_token", "Origin", None, false, None)),
        (
            twilio("", &[("MessageStatus", "sent"), ("MessageSid", "SM1")]),
            // Its fields are signed without what separates them.
            event("twilio", "Partial", None, false, Some("sent")),
        ),
        (twilio_json(BODY), event("twilio", "Body", None, false, None)),
        (meta(r#"{"object":"page"}"#), event("meta", "Body", None, false, Some("page"))),
        (
            zoom(&time, r#"{"event":"meeting.ended"}"#),
            event("zoom", "Body", None, false, Some("meeting.ended")),
        ),
    ];
    for app in both().await {
        for (request, expected) in &cases {
            let name = format!("{expected}, {}", app.server.framework);
            let answer = request.send(app.server.address).await;
            assert_eq!(answer.status(), 200, "{name}");
            let mut expected = expected.clone();
            expected["body"] = digest(request.sent_body()).into();
            assert_eq!(serde_json::from_slice::<Value>(&answer.body).unwrap(), expected, "{name}");
        }
        assert_eq!(app.seen.reached(), cases.len(), "{}", app.server.framework);
    }
}

#[tokio::test]
async fn the_published_example_is_received() {
    let tag = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    let request = github(GITHUB, "Hello, World!").replace("x-hub-signature-256", tag);
    check(vec![("GitHub's own example", request, 200)]).await;
}

#[tokio::test]
async fn a_sender_reads_the_answer_of_its_handler() {
    for app in both().await {
        let answer = echolon(ECHOLON).send(app.server.address).await;
        assert_eq!(answer.status(), 200, "{}", app.server.framework);
        assert_eq!(answer.header("content-type"), Some("application/json"), "{}", app.server.framework);
        assert_eq!(answer.text(), r#"{"reference":"T-1"}"#, "{}", app.server.framework);
    }
}

// Rules 9, 10, 15 and 16.
#[tokio::test]
async fn a_tag_is_read_as_its_sender_writes_it() {
    check(cases::tags()).await;
}

// Rule 11.
#[tokio::test]
async fn base64_is_read_strictly() {
    check(cases::base64()).await;
}

// Rules 12, 13 and 14.
#[tokio::test]
async fn every_tag_of_a_known_version_is_tried_up_to_eight() {
    check(cases::lists()).await;
}

// Rules 20, 21, 22 and 24.
#[tokio::test]
async fn headers_that_can_be_read_in_two_ways_are_refused() {
    check(cases::headers()).await;
}

// Rules 25 to 30.
#[tokio::test]
async fn stale_early_and_malformed_timestamps_are_refused() {
    check(cases::times()).await;
}

// Rules 31 and 32.
#[tokio::test]
async fn the_bytes_sent_are_the_bytes_verified() {
    check(cases::bodies()).await;
}

// Rules 6 and 7.
#[tokio::test]
async fn credentials_are_compared_whole_and_under_their_own_scheme() {
    check(cases::tokens()).await;
}

// Rule 38.
#[tokio::test]
async fn a_signed_url_is_the_configured_one() {
    check(cases::urls()).await;
}

// Rule 8.
#[tokio::test]
async fn every_endpoint_has_keys_of_its_own() {
    check(cases::keys()).await;
}

// Rule 59.
#[tokio::test]
async fn all_refusals_of_credentials_are_one_response() {
    for app in both().await {
        let mut answers: Vec<(&str, Answer)> = Vec::new();
        for (name, request, status) in cases::all() {
            if status == 401 {
                answers.push((name, request.send(app.server.address).await));
            }
        }
        assert!(answers.len() > 100, "only {}", answers.len());
        // What most of them are answered: a genuine scheme, a genuine body, another secret.
        let expected = github(GITHUB_SECOND, BODY).send(app.server.address).await;
        assert_eq!(expected.line, "HTTP/1.1 401 Unauthorized", "{}", app.server.framework);
        for (name, answer) in answers {
            assert_eq!(answer, expected, "{name}, {}", app.server.framework);
        }
    }
}

#[tokio::test]
async fn a_verifier_without_its_public_url_is_the_receivers_fault() {
    for app in both().await {
        let answer = twilio("", &[]).to("/twilio/without-url").send(app.server.address).await;
        assert_eq!(answer.status(), 500, "{}", app.server.framework);
        assert!(answer.body.is_empty(), "{}", app.server.framework);
        assert_eq!(app.seen.reached(), 0, "{}", app.server.framework);
    }
}
