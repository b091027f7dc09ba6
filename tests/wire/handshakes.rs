//! Probes of an endpoint. Rules 57 and 58.

use countersign::MAX_CHALLENGE;

use crate::app::both;
use crate::cases::{BODY, check};
use crate::client::{Connection, Request};
use crate::senders::*;

/// Meta's probe.
fn subscribe(target: &str, token: &str, challenge: &str) -> Request {
    let mode = "hub.mode=subscribe";
    Request::new("GET", &format!("{target}?{mode}&hub.challenge={challenge}&hub.verify_token={token}"))
}

#[tokio::test]
async fn a_known_verify_token_is_answered_with_the_challenge() {
    for app in both().await {
        let longest = "9".repeat(MAX_CHALLENGE);
        // (as it is written in the query, the answer)
        let challenges = [("1158201444", "1158201444"), ("%3Cscript%3E", "<script>"), (&*longest, &*longest)];
        for (written, challenge) in challenges {
            let answer = subscribe("/meta", META_TOKEN, written).send(app.server.address).await;
            assert_eq!(answer.status(), 200, "{}", app.server.framework);
            assert_eq!(answer.text(), challenge, "{}", app.server.framework);
            is_plain_text(&answer, app.server.framework);
        }
        assert_eq!(app.seen.reached(), 0, "{}", app.server.framework);
    }
}

#[tokio::test]
async fn a_probe_that_cannot_be_answered_is_forbidden() {
    let challenge = "1158201444";
    let good = subscribe("/meta", META_TOKEN, challenge);
    let prefix = &META_TOKEN[..META_TOKEN.len() - 1];
    let long = "9".repeat(MAX_CHALLENGE + 1);
    let target = format!("/meta?hub.mode=subscribe&hub.verify_token={META_TOKEN}");
    // (name, request)
    let cases = [
        ("another token", subscribe("/meta", "other", challenge)),
        ("the beginning of the token", subscribe("/meta", prefix, challenge)),
        ("the token and more", subscribe("/meta", &format!("{META_TOKEN}x"), challenge)),
        ("an empty token", subscribe("/meta", "", challenge)),
        ("the app's secret", subscribe("/meta", META, challenge)),
        ("no token", good.clone().to("/meta?hub.mode=subscribe&hub.challenge=1")),
        ("the token twice", good.clone().to(&format!("{target}&hub.verify_token=x&hub.challenge=1"))),
        ("no challenge", good.clone().to(&target)),
        ("an empty challenge", subscribe("/meta", META_TOKEN, "")),
        ("a challenge that is too long", subscribe("/meta", META_TOKEN, &long)),
        ("a verifier without a token", subscribe("/meta/without-token", META_TOKEN, challenge)),
        ("a verifier without a token, none given", subscribe("/meta/without-token", "", challenge)),
    ];
    check(cases.into_iter().map(|(name, request)| (name, request, 403)).collect()).await;
}

#[tokio::test]
async fn what_looks_like_a_probe_is_still_verified() {
    let good = subscribe("/meta", META_TOKEN, "1158201444");
    let query = format!("/meta?hub.mode=subscribe&hub.challenge=1&hub.verify_token={META_TOKEN}");
    let other = Request::new("GET", &query.replace("subscribe", "unsubscribe"));
    let time = now().to_string();
    let unsigned = |request: Request, name: &str| request.without(name);
    let slack_probe = r#"{"type":"url_verification","challenge":"3eZbrw1a"}"#;
    let zoom_probe = r#"{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZ"}}"#;
    check(vec![
        ("a POST", good.clone().by("POST"), 401),
        ("a POST with a body", good.clone().by("POST").body(BODY), 401),
        ("a signed POST", meta(BODY).to(&query), 200),
        ("a POST of somebody else", github(GITHUB, BODY).to(&query), 401),
        ("a PUT", good.clone().by("PUT"), 401),
        ("a GET without parameters", good.to("/meta"), 401),
        ("a GET in another mode", other, 401),
        ("an unsigned challenge", unsigned(slack(&time, slack_probe), "x-slack-signature"), 401),
        ("a challenge under a wrong tag", slack(&time, BODY).body(slack_probe), 401),
        ("a stale challenge", slack(&(now() - 86_400).to_string(), slack_probe), 401),
        ("an unsigned validation", unsigned(zoom(&time, zoom_probe), "x-zm-signature"), 401),
        ("a validation under a wrong tag", zoom(&time, BODY).body(zoom_probe), 401),
        ("a stale validation", zoom(&(now() - 86_400).to_string(), zoom_probe), 401),
        ("a challenge to an endpoint without", github(GITHUB, slack_probe), 200),
        ("the method of another sender's probe", github(GITHUB, BODY).by("OPTIONS").without(TAG), 401),
    ])
    .await;
}

const TAG: &str = "x-hub-signature-256";

/// What a probe carries, which nobody reads, is never taken for a request.
#[tokio::test]
async fn the_body_of_a_probe_is_not_the_next_request() {
    let smuggled = github(GITHUB, BODY).bytes();
    let probes = [
        ("GET", subscribe("/meta", META_TOKEN, "1158201444")),
        ("OPTIONS", Request::new("OPTIONS", "/probed")),
        ("POST", Request::post("/particular").header("x-event", "ping")),
    ];
    for app in both().await {
        for (method, probe) in &probes {
            let whole = probe.clone().body(smuggled.clone());
            let long = probe.clone().body([vec![b'x'; 100_000], smuggled.clone()].concat());
            for request in [whole.clone(), whole.chunked(10_000), long.clone(), long.chunked(100_000)] {
                let name = format!("{method}, {}", app.server.framework);
                let mut connection = Connection::open(app.server.address).await;
                let (head, whole) = (request.head(), request.bytes());
                connection.write(&head).await;
                connection.write(&whole[head.len()..]).await;
                connection.finish_writing().await;
                let answer = connection.read(method).await.unwrap_or_else(|| panic!("{name}: none"));
                assert!(matches!(answer.status(), 200 | 204), "{name}: {answer:?}");
                assert_eq!(connection.read("POST").await, None, "{name}: a second answer");
            }
        }
        assert_eq!(app.seen.reached(), 0, "{}", app.server.framework);
    }
}

#[tokio::test]
async fn a_signed_challenge_is_echoed() {
    let time = now().to_string();
    for app in both().await {
        let name = app.server.framework;
        let body = r#"{"token":"x","challenge":"3eZbrw1aBm2rZgRNFdxV","type":"url_verification"}"#;
        for target in ["/slack", "/slack/by-name"] {
            let answer = slack(&time, body).to(target).send(app.server.address).await;
            assert_eq!((answer.status(), answer.text()), (200, "3eZbrw1aBm2rZgRNFdxV"), "{target} {name}");
            is_plain_text(&answer, name);
        }

        let long = "9".repeat(MAX_CHALLENGE + 1);
        let body = format!(r#"{{"challenge":"{long}","type":"url_verification"}}"#);
        let answer = slack(&time, body).send(app.server.address).await;
        assert_eq!((answer.status(), answer.text()), (403, ""), "{name}");
        assert_eq!(app.seen.reached(), 0, "{name}");
    }
}

#[tokio::test]
async fn a_signed_validation_is_answered_with_its_tag() {
    let time = now().to_string();
    let body = r#"{"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event":"endpoint.url_validation"}"#;
    for app in both().await {
        let name = app.server.framework;
        let answer = zoom(&time, body).send(app.server.address).await;
        assert_eq!(answer.status(), 200, "{name}");
        let expected = serde_json::json!({
            "plainToken": "qgg8vlvZRS6UYooatFL8Aw",
            "encryptedToken": hex_of(ZOOM, "qgg8vlvZRS6UYooatFL8Aw"),
        });
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&answer.body).unwrap(), expected, "{name}");
        assert_eq!(answer.header("content-type"), Some("application/json"), "{name}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{name}");
        assert_eq!(app.seen.reached(), 0, "{name}");
    }
}

#[tokio::test]
async fn an_answer_has_what_any_header_of_the_probe_says() {
    let probe = Request::new("GET", "/probed").header("x-first", "1").header("x-second", "2");
    for app in both().await {
        let answer = probe.clone().send(app.server.address).await;
        let name = app.server.framework;
        assert_eq!((answer.status(), answer.text()), (200, r#"{"first":"1","second":"2"}"#), "{name}");
    }
}

#[tokio::test]
async fn a_probe_by_method_is_answered_and_nothing_else_is() {
    let good = github(PROBED, BODY).to("/probed");
    let signed = good.clone().without(TAG).header("x-signature", hex_of(PROBED, BODY));
    for app in both().await {
        for method in ["HEAD", "OPTIONS"] {
            // Also where it carries what a delivery carries.
            for request in [Request::new(method, "/probed"), signed.clone().by(method)] {
                let name = format!("{method}, {}", app.server.framework);
                let answer = request.send(app.server.address).await;
                assert_eq!((answer.status(), answer.text()), (200, ""), "{name}");
                let allow = (method == "OPTIONS").then_some("POST");
                assert_eq!(answer.header("allow"), allow, "{name}");
            }
        }
        assert_eq!(app.seen.reached(), 0, "{}", app.server.framework);
    }
    check(vec![
        ("an unsigned POST", Request::post("/probed").body(BODY), 401),
        ("an unsigned GET", Request::new("GET", "/probed"), 401),
        ("a method in lower case", Request::new("options", "/probed"), 401),
        ("a method in a header", good.without(TAG).header("x-http-method-override", "HEAD"), 401),
        ("a signed POST", signed, 200),
    ])
    .await;
}

#[tokio::test]
async fn a_handler_that_sees_refusals_passes_the_answer_on() {
    let time = now().to_string();
    let challenge = r#"{"challenge":"3eZbrw1a","type":"url_verification"}"#;
    for app in both().await {
        let name = app.server.framework;
        let answer = slack(&time, challenge).to("/slack/seen").send(app.server.address).await;
        assert_eq!((answer.status(), answer.text()), (200, "3eZbrw1a"), "{name}");
        is_plain_text(&answer, name);
        let answer = subscribe("/meta/seen", META_TOKEN, "1158201444").send(app.server.address).await;
        assert_eq!((answer.status(), answer.text()), (200, "1158201444"), "{name}");
        let answer = subscribe("/meta/seen", "other", "1158201444").send(app.server.address).await;
        assert_eq!((answer.status(), answer.text()), (403, ""), "{name}");
        let refused = "the handshake was refused: its verify token or its challenge is not acceptable";
        assert_eq!(app.seen.refusals(), ["a handshake", "a handshake", refused], "{name}");
        assert_eq!(app.seen.reached(), 0, "{name}");
    }
}

fn is_plain_text(answer: &crate::client::Answer, name: &str) {
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"), "{name}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{name}");
}
