//! Genuine payloads, and the types that handlers ask for.

use crate::app::both;
use crate::cases::{BODY, check};
use crate::senders::*;

// Rules 33, 36 and 62.
#[tokio::test]
async fn a_genuine_payload_that_does_not_fit_is_answered_400() {
    let push = |body: &str| github(GITHUB, body).to("/github/push");
    let any = |body: &str| github(GITHUB, body).to("/github/any");
    let deep = |depth: usize| format!(r#"{{"ref":"x","deep":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    check(vec![
        ("what fits", push(r#"{"ref":"refs/heads/main"}"#), 200),
        ("a field that is new", push(r#"{"ref":"x","new":[1,{"a":null}]}"#), 200),
        ("a field that is missing", push("{}"), 400),
        ("a field of another type", push(r#"{"ref":1}"#), 400),
        ("a field that is null", push(r#"{"ref":null}"#), 400),
        ("a name that stands twice", push(r#"{"ref":"x","ref":"y"}"#), 400),
        ("a name that stands twice, with an escape", push(r#"{"ref":"x","\u0072ef":"y"}"#), 400),
        ("a name that stands twice and nobody reads", push(r#"{"ref":"x","a":1,"a":2}"#), 200),
        ("a name that stands twice where all are read", any(r#"{"a":1,"a":1}"#), 400),
        ("the same further in, with an escape", any(r#"{"a":[{"b":1,"\u0062":2}]}"#), 400),
        ("one name in two objects", any(r#"{"a":{"a":1},"b":[{"a":1},{"a":1}]}"#), 200),
        ("no JSON", push("ref=x"), 400),
        ("half of it", push(r#"{"ref":"x"#), 400),
        ("something behind it", push(r#"{"ref":"x"}{}"#), 400),
        ("nothing", push(""), 400),
        ("a byte-order mark", push("\u{feff}{\"ref\":\"x\"}"), 400),
        ("ten thousand levels that are passed over", push(&deep(10_000)), 200),
        ("ten thousand levels that are read", any(&deep(10_000)), 400),
        ("a hundred thousand levels without an end", any(&"[".repeat(100_000)), 400),
        ("what fits any type", any(r#"{"ref":"x"}"#), 200),
        // `serde_json` would take the text for JSON, to any depth.
        ("a name of its parser's", any(r#"{"a":[{"$serde_json::private::RawValue":"{}"}]}"#), 400),
        ("the same with an escape", any(r#"{"a":{"$serde_json::private::Ra\u0077Value":"{}"}}"#), 400),
        ("the same as a value", any(r#"{"a":"$serde_json::private::RawValue"}"#), 200),
        ("both halves of a pair", any(r#"{"a":"\ud83d\ude00"}"#), 200),
        ("half of a pair", any(r#"{"a":"\ud83d"}"#), 400),
        ("half of a pair that nobody reads", push(r#"{"ref":"x","a":"\ud83d"}"#), 200),
        ("a name that is half of a pair", push(r#"{"ref":"x","\udc00":1}"#), 400),
        ("a zero byte, escaped", push(r#"{"ref":"\u0000"}"#), 200),
        ("a zero byte", push("{\"ref\":\"\0\"}"), 400),
        ("a number above all", any(r#"{"a":1e400}"#), 400),
        ("a number of a hundred thousand digits", any(&format!(r#"{{"a":{}}}"#, "9".repeat(100_000))), 400),
        (
            "the same where nobody reads it",
            push(&format!(r#"{{"ref":"x","a":{}}}"#, "9".repeat(100_000))),
            200,
        ),
        (
            "an exponent of a hundred thousand digits",
            any(&format!(r#"{{"a":1e-{}}}"#, "9".repeat(100_000))),
            200,
        ),
        ("no number", any(r#"{"a":NaN}"#), 400),
        ("a leading zero", any(r#"{"a":01}"#), 400),
        ("a comma too many", any(r#"{"a":1,}"#), 400),
        ("a comment", any(r#"{"a":1}//"#), 400),
        ("single quotes", any("{'a':1}"), 400),
        ("an escape like one of its", any(r#"{"\u0061":["\u0077",1,-1,1.5,true,null]}"#), 200),
        // Whoever cannot sign does not learn what fits.
        ("what does not fit, unsigned", github(GITHUB_SECOND, "{}").to("/github/push"), 401),
        ("depth, unsigned", github(GITHUB_SECOND, deep(10_000)).to("/github/any"), 401),
    ])
    .await;
}

#[tokio::test]
async fn a_payload_is_read_by_a_scheme_whatever_its_depth() {
    let time = now().to_string();
    let deep = "[".repeat(100_000);
    check(vec![
        ("Stripe's id behind depth", stripe(&time, format!(r#"{{"a":{deep}"#)), 200),
        ("Slack's probe behind depth", slack(&time, format!(r#"{{"a":{deep}"#)), 200),
        ("Slack's probe with a name twice", slack(&time, r#"{"type":"url_verification","type":"x"}"#), 200),
    ])
    .await;
}

#[tokio::test]
async fn a_handler_that_asks_for_refusals_sees_them() {
    let seen = |body: &str| github(GITHUB, body).to("/github/seen");
    let good = seen(r#"{"ref":"x"}"#);
    // (request, status, what the handler was given)
    let cases = [
        (good.clone(), 200, None),
        (good.clone().without("x-hub-signature-256"), 401, Some("x-hub-signature-256 is missing")),
        (good.clone().replace("x-hub-signature-256", "x"), 401, Some("the signature is malformed")),
        (good.clone().header("x-hub-signature-256", "x"), 401, Some("x-hub-signature-256 is repeated")),
        (good.body("{}"), 401, Some("no key matches what was presented")),
        (seen("{}"), 400, Some("the payload does not fit its type at line 1 column 2")),
        (seen("{"), 400, Some("the payload is not JSON at line 1 column 1")),
    ];
    for app in both().await {
        let mut expected = Vec::new();
        for (request, status, text) in &cases {
            let answer = request.send(app.server.address).await;
            assert_eq!(answer.status(), *status, "{text:?}, {}", app.server.framework);
            assert!(*status == 200 || answer.body.is_empty(), "{text:?}, {}", app.server.framework);
            expected.extend(*text);
        }
        assert_eq!(app.seen.refusals(), expected, "{}", app.server.framework);
        assert_eq!(app.seen.reached(), 1, "{}", app.server.framework);
    }
}

// Rules 25 and 29: a time is judged after its signature, so that the reason can be believed.
#[tokio::test]
async fn a_handler_learns_of_a_stale_time_from_genuine_senders_only() {
    let old = (now() - 86_400).to_string();
    let time = now().to_string();
    for app in both().await {
        let name = app.server.framework;
        for request in [slack(&old, BODY), slack(&old, BODY).body("{}"), slack(&format!("{time}000"), BODY)] {
            let answer = request.to("/slack/seen").send(app.server.address).await;
            assert_eq!(answer.status(), 401, "{name}");
        }
        let refusals = app.seen.refusals();
        assert_eq!(refusals.len(), 3, "{name}");
        assert!(refusals[0].starts_with("the delivery was signed 1d"), "{name}: {}", refusals[0]);
        assert_eq!(refusals[1], "no key matches what was presented", "{name}");
        assert_eq!(refusals[2], "the timestamp counts milliseconds, expected seconds", "{name}");
    }
}
