//! How bodies are read, and how far.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use countersign::providers::GitHub;
use countersign::{AT_ONCE, Raw, Verified, Verifier};
use tower_http::limit::RequestBodyLimitLayer;

use crate::app::{LOWERED, RAISED, Running, both};
use crate::cases::{self, BODY};
use crate::client::{Connection, Request};
use crate::senders::*;
use crate::server::Server;

// Rule 37.
#[tokio::test]
async fn what_its_head_condemns_is_refused_before_its_body_is_sent() {
    for app in both().await {
        for (name, request) in cases::condemned_by_head() {
            let name = format!("{name}, {}", app.server.framework);
            let mut connection = Connection::open(app.server.address).await;
            connection.write(&request.head()).await;
            let answer = connection.read("POST").await.unwrap_or_else(|| panic!("{name}: no answer"));
            assert_eq!(answer.status(), 401, "{name}");
            assert!(answer.body.is_empty(), "{name}");
        }
        assert_eq!(app.seen.reached(), 0, "{}", app.server.framework);
    }
}

// Rule 37, with a client that asks first. Whether it is told to go on is the framework's own affair.
#[tokio::test]
async fn a_client_that_waits_to_be_told_to_go_on_is_answered() {
    let waiting = github(GITHUB, BODY).header("expect", "100-continue");
    for app in both().await {
        let name = app.server.framework;
        let mut connection = Connection::open(app.server.address).await;
        connection.write(&waiting.head()).await;
        let answer = connection.read("POST").await.expect("an answer to the head");
        assert_eq!(answer.status(), 100, "{name}");
        connection.write(BODY.as_bytes()).await;
        assert_eq!(connection.read("POST").await.expect("an answer").status(), 200, "{name}");

        let mut connection = Connection::open(app.server.address).await;
        connection.write(&waiting.clone().without("x-hub-signature-256").head()).await;
        let mut answer = connection.read("POST").await.expect("an answer to the head");
        if answer.status() == 100 {
            answer = connection.read("POST").await.expect("an answer without a body");
        }
        assert_eq!(answer.status(), 401, "{name}");
    }
}

// Rule 37: a time says nothing before its signature is checked, so these are read, here up to the limit.
#[tokio::test]
async fn what_its_head_does_not_condemn_is_read() {
    let time = now().to_string();
    for app in both().await {
        let body = vec![b'x'; app.limit + 1];
        let old = (now() - 86_400).to_string();
        let cases = [
            ("stale", stripe(&old, &body[..])),
            ("stale in a header", slack(&old, &body[..])),
            ("a wrong tag", stripe(&time, BODY).body(&body[..])),
            ("a wrong tag, of a sender found by its name", cases::by_name(BODY).body(&body[..])),
            ("genuine", stripe(&time, &body[..])),
        ];
        for (name, request) in cases {
            let name = format!("{name}, {}", app.server.framework);
            assert_eq!(request.send(app.server.address).await.status(), 413, "{name}");
            let small = request.body("{}").send(app.server.address).await;
            assert_eq!(small.status(), 401, "{name}, with a body");
        }
    }
}

// Rules 35 and 64.
#[tokio::test]
async fn a_body_is_taken_up_to_the_limit_and_refused_above_it() {
    for app in both().await {
        let limits = [("/github", app.limit), ("/lowered", LOWERED), ("/raised", RAISED)];
        for (target, limit) in limits {
            let sized = |length: usize| github(GITHUB, vec![b'x'; length]).to(target);
            // Another signature of the right form; and none.
            let unsigned = |length: usize| github(GITHUB_SECOND, vec![b'x'; length]).to(target);
            let condemned = |length: usize| unsigned(length).without("x-hub-signature-256");
            // (name, request, status)
            let cases = [
                ("at the limit", sized(limit), 200),
                ("at the limit, in chunks", sized(limit).chunked(10_000), 200),
                ("one byte above", sized(limit + 1), 413),
                ("one byte above, in chunks", sized(limit + 1).chunked(10_000), 413),
                ("far above", sized(2 * limit), 413),
                ("far above, in chunks", sized(2 * limit).chunked(10_000), 413),
                ("at the limit, unsigned", unsigned(limit), 401),
                ("above, unsigned", unsigned(limit + 1), 413),
                ("far above, unsigned", unsigned(2 * limit), 413),
                ("far above, unsigned, in chunks", unsigned(2 * limit).chunked(10_000), 413),
                ("far above, condemned by its head", condemned(2 * limit), 401),
                ("far above, condemned by its head, in chunks", condemned(2 * limit).chunked(10_000), 401),
            ];
            for (name, request, status) in cases {
                let name = format!("{target} {name}, {}", app.server.framework);
                let before = app.seen.reached();
                let mut connection = Connection::open(app.server.address).await;
                let answer = connection.exchange(&request).await.unwrap_or_else(|| panic!("{name}: none"));
                assert_eq!(answer.status(), status, "{name}");
                assert_eq!(app.seen.reached() - before, usize::from(status == 200), "{name}");
                drop(connection);
                is_well(&app, &name).await;
            }
        }
    }
}

// Rule 31: however a body is read, which its length and its pieces decide.
#[tokio::test]
async fn a_body_about_as_long_as_is_read_at_once_is_checked_like_any_other() {
    const TRAILER: &str = "x-hub-signature-256: sha256=00\r\n";
    for app in both().await {
        for length in [AT_ONCE - 1, AT_ONCE, AT_ONCE + 1] {
            let genuine = github(GITHUB, vec![b'x'; length]);
            let forged = genuine.clone().body([&vec![b'x'; length - 1][..], b"y"].concat());
            for target in ["/github", "/raised"] {
                for chunks in [None, Some(1_000), Some(AT_ONCE - 1), Some(AT_ONCE + 1)] {
                    for (request, status) in [(&genuine, 200), (&forged, 401)] {
                        let name = format!("{length} in {chunks:?} to {target}, {}", app.server.framework);
                        let request = request.clone().to(target);
                        let request = match chunks {
                            Some(chunks) => request.chunked(chunks),
                            None => request,
                        };
                        let mut bytes = request.bytes();
                        if chunks.is_some() {
                            // What stands behind the body is no header of it.
                            bytes.truncate(bytes.len() - 2);
                            bytes.extend_from_slice(format!("{TRAILER}\r\n").as_bytes());
                        }
                        let mut connection = Connection::open(app.server.address).await;
                        connection.write(&bytes).await;
                        let answer = connection.read("POST").await.unwrap_or_else(|| panic!("{name}: none"));
                        assert_eq!(answer.status(), status, "{name}");
                    }
                }
            }
        }
    }
}

// Rule 64, where a layer has the limit and the extractor another one.
#[tokio::test]
async fn a_limit_that_a_layer_has_is_honoured() {
    let verifier = Verifier::<GitHub>::new(GITHUB).unwrap();
    let route = || Router::new().route("/github", post(async |_: Verified<Raw<GitHub>>| ()));
    let layer = || RequestBodyLimitLayer::new(LOWERED);
    // (name, app)
    let cases = [
        ("below the extractor's own", route().layer(layer())),
        ("twice", route().layer(layer()).layer(RequestBodyLimitLayer::new(RAISED))),
        ("alone", route().layer(DefaultBodyLimit::disable()).layer(layer())),
    ];
    for (name, app) in cases {
        let server = Server::of_axum(app.with_state(verifier.clone())).await;
        let sized = |length: usize| github(GITHUB, vec![b'x'; length]);
        for (request, status) in [(sized(LOWERED), 200), (sized(LOWERED + 1), 413), (sized(RAISED), 413)] {
            for request in [request.clone(), request.chunked(100)] {
                assert_eq!(request.send(server.address).await.status(), status, "{name}");
            }
        }
    }
}

// Rule 64.
#[tokio::test]
async fn a_connection_works_or_is_closed_after_a_refusal() {
    let genuine = github(GITHUB, BODY);
    for app in both().await {
        let above = github(GITHUB, vec![b'x'; LOWERED + 1]).to("/lowered");
        let cases = [
            ("refused with its body", github(GITHUB_SECOND, BODY)),
            ("refused by its head", genuine.clone().without("x-hub-signature-256")),
            ("refused by its head, in chunks", above.clone().without("x-hub-signature-256").chunked(9)),
            ("above the limit", above.clone()),
            ("above the limit, in chunks", above.chunked(9)),
        ];
        for (name, request) in cases {
            let name = format!("{name}, {}", app.server.framework);
            let mut connection = Connection::open(app.server.address).await;
            connection.write(&request.bytes()).await;
            let refused = connection.read("POST").await.unwrap_or_else(|| panic!("{name}: none")).status();
            assert!(matches!(refused, 401 | 413), "{name}: {refused}");
            connection.write(&genuine.bytes()).await;
            if let Some(answer) = connection.read("POST").await {
                assert_eq!(answer.status(), 200, "{name}");
            }
        }
    }
}

/// What a refused body says is never taken for a request.
#[tokio::test]
async fn a_refused_body_is_not_the_next_request() {
    let smuggled = github(GITHUB, BODY).bytes();
    for app in both().await {
        let padded = [vec![b'x'; LOWERED], smuggled.clone()].concat();
        let cases = [
            ("refused by its head", gitlab("other", smuggled.clone())),
            ("refused by its head, in chunks", gitlab("other", smuggled.clone()).chunked(10_000)),
            (
                "refused by its head, of who asks first",
                gitlab("other", smuggled.clone()).header("expect", "100-continue"),
            ),
            ("refused with its body", github(GITHUB_SECOND, BODY).body(smuggled.clone())),
            ("above the limit", github(GITHUB, padded.clone()).to("/lowered")),
            ("above the limit, in chunks", github(GITHUB, padded).to("/lowered").chunked(LOWERED)),
        ];
        for (name, request) in cases {
            let name = format!("{name}, {}", app.server.framework);
            // The head first, so that the answer may be there before the body.
            let mut connection = Connection::open(app.server.address).await;
            let (head, whole) = (request.head(), request.bytes());
            connection.write(&head).await;
            connection.write(&whole[head.len()..]).await;
            connection.finish_writing().await;
            let mut refused =
                connection.read("POST").await.unwrap_or_else(|| panic!("{name}: none")).status();
            if refused == 100 {
                refused = connection.read("POST").await.unwrap_or_else(|| panic!("{name}: no more")).status();
            }
            assert!(matches!(refused, 401 | 413), "{name}: {refused}");
            assert_eq!(connection.read("POST").await, None, "{name}: a second answer");
        }
        assert_eq!(app.seen.reached(), 0, "{}", app.server.framework);
    }
}

#[tokio::test]
async fn several_deliveries_go_over_one_connection() {
    let time = now().to_string();
    let requests = [github(GITHUB, BODY), stripe(&time, BODY), github(GITHUB, BODY).chunked(4), basic(BASIC)];
    for app in both().await {
        let mut connection = Connection::open(app.server.address).await;
        for request in requests.iter().cycle().take(12) {
            let answer = connection.exchange(request).await.expect("the connection stays open");
            assert_eq!(answer.status(), 200, "{}", app.server.framework);
        }
        assert_eq!(app.seen.reached(), 12, "{}", app.server.framework);
    }
}

// Rule 63.
#[tokio::test]
async fn a_client_that_stalls_keeps_nobody_waiting() {
    for app in both().await {
        for request in halves() {
            let mut stalled = Connection::open(app.server.address).await;
            stalled.write(&half(&request)).await;
            is_well(&app, "while a client stalls").await;
            drop(stalled);
            is_well(&app, "after a client stalled").await;
        }
        // Only the others.
        assert_eq!(app.seen.reached(), 2 * halves().len(), "{}", app.server.framework);
    }
}

// Rule 63.
#[tokio::test]
async fn a_client_that_ends_half_way_is_answered_400_or_nothing() {
    for app in both().await {
        for request in halves() {
            let mut connection = Connection::open(app.server.address).await;
            connection.write(&half(&request)).await;
            connection.finish_writing().await;
            if let Some(answer) = connection.read("POST").await {
                assert_eq!(answer.status(), 400, "{}", app.server.framework);
                assert_eq!(connection.read("POST").await, None, "{}", app.server.framework);
            }
        }
        assert_eq!(app.seen.reached(), 0, "{}", app.server.framework);
        is_well(&app, "afterwards").await;
    }
}

// Rule 63.
#[tokio::test]
async fn a_body_in_malformed_chunks_is_answered_400() {
    let good = github(GITHUB, BODY).chunked(7);
    let cases: [(&str, &[u8]); 4] = [
        ("a length that is no number", b"zz\r\n{}\r\n0\r\n\r\n"),
        ("a length above what there is", b"ffffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
        ("a negative length", b"-1\r\n{}\r\n0\r\n\r\n"),
        ("no line after a chunk", b"2\r\n{}0\r\n\r\n"),
    ];
    for app in both().await {
        for (name, body) in cases {
            let name = format!("{name}, {}", app.server.framework);
            let mut connection = Connection::open(app.server.address).await;
            connection.write(&[&good.head(), body].concat()).await;
            connection.finish_writing().await;
            let answer = connection.read("POST").await.unwrap_or_else(|| panic!("{name}: no answer"));
            assert_eq!(answer.status(), 400, "{name}");
        }
        assert_eq!(app.seen.reached(), 0, "{}", app.server.framework);
        is_well(&app, "afterwards").await;
    }
}

/// Requests to be cut in the middle of their body.
fn halves() -> [Request; 4] {
    let body = format!(r#"{{"padding":"{}"}}"#, "x".repeat(1_000));
    let chunked = github(GITHUB, &*body).chunked(10);
    [github(GITHUB, &*body), chunked, github(GITHUB_SECOND, &*body), gitlab(GITLAB, body)]
}

/// Its head, and half of what comes after it.
fn half(request: &Request) -> Vec<u8> {
    let (head, mut whole) = (request.head().len(), request.bytes());
    whole.truncate(head + (whole.len() - head) / 2);
    whole
}

async fn is_well(app: &Running, when: &str) {
    let answer = github(GITHUB, BODY).send(app.server.address).await;
    assert_eq!(answer.status(), 200, "{when}, {}", app.server.framework);
}
