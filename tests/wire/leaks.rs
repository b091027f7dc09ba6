//! What stays inside, and what the operator is told.

use std::fmt::{self, Write as _};
use std::sync::{LazyLock, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::app::both;
use crate::cases::{self, BODY};
use crate::client::Request;
use crate::senders::*;

// Rule 61.
#[tokio::test]
async fn no_refusal_and_no_log_line_holds_what_the_sender_wrote() {
    listen();
    let body = r#"{"canary-body":"canary-in-the-body"}"#;
    let time = now().to_string();
    let wrong = hex_of("another secret", body);
    let subscribe = "hub.mode=subscribe&hub.challenge=canary&hub.verify_token=canary-token";
    let many = [
        github(GITHUB_SECOND, body).header("x-github-delivery", "canary-id"),
        github(GITHUB, body).header("x-github-event", "canary\u{e9}"),
        github(GITHUB, body).to("/github/push?canary-query"),
        github(GITHUB, body.repeat(2)).to("/github/any"),
        github(GITHUB, body.repeat(100)).to("/lowered"),
        stripe(&format!("{time}canary"), body),
        stripe(&time, body).replace("stripe-signature", format!("t=canary,v1={wrong}")),
        stripe(&time, body).replace("stripe-signature", format!("t={time},v1={wrong}")),
        slack(&time, body).header("x-slack-signature", "canary"),
        standard_webhooks("canary.id", &time, body),
        standard_webhooks("canary-id", "1700000000", body),
        basic("canary-user:canary-password"),
        bearer("canary-of-another-token"),
        echolon("canary-of-another-path"),
        twilio("", &[("canary-field", "canary-value")]).to("/twilio/without-url?canary-query"),
        Request::new("GET", &format!("/meta?{subscribe}")),
        Request::post("/particular").body(r#"{"secret":"canary-that-is-offered"}"#),
    ];
    let tag = hex_of(GITHUB, BODY);
    let canaries = ["canary", GITHUB, SLACK, &STANDARD_WEBHOOKS["whsec_".len()..], &wrong, &tag];
    let cases = cases::all().into_iter().map(|(_, request, _)| request);
    let requests: Vec<_> = cases.chain(many).collect();
    for app in both().await {
        for request in &requests {
            let answer = request.send(app.server.address).await;
            let text = format!("{answer:?} {}", String::from_utf8_lossy(&answer.body));
            for canary in canaries {
                assert!(!text.contains(canary), "{canary} in {text}, {}", app.server.framework);
            }
        }
    }
    let lines = LINES.lock().unwrap().clone();
    for reason in [
        "no key matches what was presented",
        "the payload does not fit its type",
        "verifier lacks",
        "a handshake that offers a secret",
    ] {
        assert!(lines.iter().any(|line| line.contains(reason)), "{reason} in none of {lines:?}");
    }
    for line in &lines {
        for canary in canaries {
            assert!(!line.contains(canary), "{canary} in {line}");
        }
    }
}

// In axum it does not compile.
#[tokio::test]
async fn a_forgotten_verifier_is_named_in_the_log_of_actix() {
    listen();
    let [_, actix] = both().await;
    let answer = Request::post("/forgotten").body(BODY).send(actix.server.address).await;
    assert_eq!((answer.status(), answer.text()), (500, ""));
    let lines = LINES.lock().unwrap().clone();
    let told =
        |line: &String| line.contains("ERROR") && line.contains("Verifier<") && line.contains("Hookdeck");
    assert!(lines.iter().any(told), "{lines:?}");
}

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Collects what the crate writes to the operator's log, of all tests in this process.
fn listen() {
    static LISTENING: LazyLock<()> = LazyLock::new(|| {
        tracing::subscriber::set_global_default(Listener).expect("nobody else listens");
    });
    *LISTENING
}

struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("countersign")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut line = Line::of(attributes.metadata());
        attributes.record(&mut line);
        line.keep();
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut line = Line(String::new());
        values.record(&mut line);
        line.keep();
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::of(event.metadata());
        event.record(&mut line);
        line.keep();
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Line(String);

impl Line {
    fn of(metadata: &Metadata<'_>) -> Self {
        Self(format!("{} {}", metadata.level(), metadata.name()))
    }

    fn keep(self) {
        LINES.lock().unwrap().push(self.0);
    }
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).expect("a text takes text");
    }
}
