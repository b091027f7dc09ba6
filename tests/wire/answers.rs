//! The answers that a sender wants, whatever the framework.

use crate::app::both;
use crate::cases::BODY;
use crate::client::{Answer, Connection, Request};
use crate::senders::*;

const UNSIGNED: &str = r#"{"challenge":"3eZbrw1a"}"#;

fn is_json(answer: &Answer, status: u16, text: &str, name: &str) {
    assert_eq!((answer.status(), answer.text()), (status, text), "{name}");
    assert_eq!(answer.header("content-type"), Some("application/json"), "{name}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{name}");
}

#[tokio::test]
async fn a_delivery_that_is_accepted_is_answered_as_its_sender_wants() {
    for app in both().await {
        let name = app.server.framework;
        let answer = particular(PARTICULAR, BODY).send(app.server.address).await;
        is_json(&answer, 200, r#"{"return_code":1}"#, name);
        assert_eq!(app.seen.reached(), 1, "{name}");
    }
}

// Rule 59, where the sender wants an answer of its own.
#[tokio::test]
async fn all_refusals_of_one_scheme_are_one_response() {
    let good = particular(PARTICULAR, BODY);
    let tag = "x-signature";
    let refused = [
        ("no signature", good.clone().without(tag)),
        ("no signature and no body", good.clone().without(tag).body("")),
        ("no signature, in chunks", good.clone().without(tag).chunked(7)),
        ("an empty signature", good.clone().replace(tag, "")),
        ("a malformed signature", good.clone().replace(tag, "zz")),
        ("a repeated signature", good.clone().header(tag, "00")),
        ("another body", good.clone().body("{}")),
        ("another secret", particular(GITHUB, BODY)),
        ("an unsigned challenge in chunks", Request::post("/particular").body(UNSIGNED).chunked(7)),
        ("a challenge under a wrong tag", good.clone().body(UNSIGNED)),
        ("a ping under a wrong tag", particular(GITHUB, BODY).header("x-event", "ping")),
        ("another method", good.without(tag).by("PUT")),
    ];
    for app in both().await {
        let mut lines = Vec::new();
        for (name, request) in &refused {
            let name = format!("{name}, {}", app.server.framework);
            let answer = request.send(app.server.address).await;
            is_json(&answer, 498, r#"{"code":"FAIL"}"#, &name);
            assert_eq!(answer.header("www-authenticate"), Some("Own"), "{name}");
            lines.push((answer.line, answer.headers));
        }
        assert!(lines.windows(2).all(|pair| pair[0] == pair[1]), "{}: {lines:?}", app.server.framework);
        assert_eq!(app.seen.reached(), 0, "{}", app.server.framework);
    }
}

// Rule 58.
#[tokio::test]
async fn a_probe_without_a_signature_is_told_by_its_body() {
    let probe = Request::post("/particular").body(UNSIGNED);
    for app in both().await {
        let name = app.server.framework;
        is_json(&probe.send(app.server.address).await, 200, UNSIGNED, name);
        let ping = Request::post("/particular").header("x-event", "ping").body(BODY);
        assert_eq!(ping.send(app.server.address).await.status(), 204, "{name}");
        assert_eq!(app.seen.reached(), 0, "{name}");
        // With a signature each of them is a delivery.
        let signed =
            [particular(PARTICULAR, UNSIGNED), particular(PARTICULAR, BODY).header("x-event", "ping")];
        for request in signed {
            is_json(&request.send(app.server.address).await, 200, r#"{"return_code":1}"#, name);
        }
        assert_eq!(app.seen.reached(), 2, "{name}");
    }
}

// Rule 37: a body that is longer than any probe's is not waited for.
#[tokio::test]
async fn a_long_body_without_a_signature_is_not_read() {
    let long = Request::post("/particular").body(vec![b'x'; countersign::MAX_UNSIGNED_PROBE + 1]);
    for app in both().await {
        let name = app.server.framework;
        let mut connection = Connection::open(app.server.address).await;
        connection.write(&long.head()).await;
        let answer = connection.read("POST").await.expect("an answer to the head");
        is_json(&answer, 498, r#"{"code":"FAIL"}"#, name);
    }
}
