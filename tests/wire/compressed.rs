//! Bodies that were compressed on the way, or by the sender.

use std::io::Write as _;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use countersign::providers::GitHub;
use countersign::{Raw, Verified, Verifier};
use flate2::Compression;
use flate2::write::GzEncoder;
use tower_http::decompression::RequestDecompressionLayer;

use crate::app::{LOWERED, both, digest};
use crate::cases::BODY;
use crate::senders::*;
use crate::server::Server;

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(text).expect("a vector takes all");
    gzip.finish().expect("a vector takes all")
}

// Rule 34. actix-web decompresses by itself, where it was built to.
#[tokio::test]
async fn the_body_that_is_handed_on_is_the_one_that_was_verified() {
    // The first is read at once, also where no limit is set, and the second piece by piece.
    let short = BODY.as_bytes().to_vec();
    for (target, text) in [("/github", short.clone()), ("/raised", short), ("/raised", incompressible())] {
        let compressed = gzip(&text);
        let signed_text = github(GITHUB, &*text).body(compressed.clone());
        let signed_bytes = github(GITHUB, compressed.clone());
        for app in both().await {
            for chunks in [None, Some(10_000)] {
                let name = format!("{target}, {} of {}, {chunks:?}", app.server.framework, text.len());
                let decompresses = app.server.framework == "actix";
                // (what was signed, whether that is what is verified, what is handed on)
                let cases =
                    [(&signed_text, decompresses, &text), (&signed_bytes, !decompresses, &compressed)];
                for (request, is_verified, handed_on) in cases {
                    let request = request.clone().header("content-encoding", "gzip").to(target);
                    let request = match chunks {
                        Some(length) => request.chunked(length),
                        None => request,
                    };
                    let answer = request.send(app.server.address).await;
                    assert_eq!(answer.status(), if is_verified { 200 } else { 401 }, "{name}");
                    assert_eq!(answer.text().contains(&digest(handed_on)), is_verified, "{name}");
                }
            }
        }
    }
}

/// A body that is long when it is compressed, too.
fn incompressible() -> Vec<u8> {
    let digits = (0..10_000_u32).map(|number| digest(&number.to_be_bytes()));
    digits.collect::<String>().into_bytes()
}

// Rule 34, where a layer decompresses before anything is verified.
#[tokio::test]
async fn what_a_layer_decompresses_is_bounded() {
    const LIMIT: usize = 64 << 10;
    async fn length(event: Verified<Raw<GitHub>>) -> String {
        event.body().len().to_string()
    }
    let verifier = Verifier::<GitHub>::new(GITHUB).expect("a secret");
    let router = Router::new().route("/github", post(length));
    let router = router.layer(DefaultBodyLimit::max(LIMIT)).layer(RequestDecompressionLayer::new());
    let server = Server::of_axum(router.with_state(verifier)).await;
    // (name, what is signed and compressed, status)
    let cases = [
        ("a small one", BODY.into(), 200),
        ("at the limit", vec![b'0'; LIMIT], 200),
        ("one byte above", vec![b'0'; LIMIT + 1], 413),
        ("ten megabytes of ten kilobytes", vec![b'0'; 10 << 20], 413),
    ];
    for (name, text, status) in cases {
        let compressed = gzip(&text);
        let request = github(GITHUB, text).body(compressed).header("content-encoding", "gzip");
        assert_eq!(request.send(server.address).await.status(), status, "{name}");
    }
}

// Rule 34.
#[tokio::test]
async fn what_actix_web_decompresses_is_bounded() {
    for app in both().await.iter().filter(|app| app.server.framework == "actix") {
        // (bytes, status)
        for (length, status) in [(LOWERED, 200), (LOWERED + 1, 413), (10 << 20, 413)] {
            let text = vec![b'0'; length];
            let request = github(GITHUB, text.clone()).body(gzip(&text)).to("/lowered");
            let request = request.header("content-encoding", "gzip");
            for request in [request.clone(), request.chunked(100)] {
                assert_eq!(request.send(app.server.address).await.status(), status, "{length}");
            }
        }
    }
}
