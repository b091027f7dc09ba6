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

use crate::app::{both, digest};
use crate::cases::BODY;
use crate::senders::*;
use crate::server::Server;

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(text).expect("a vector takes all");
    gzip.finish().expect("a vector takes all")
}

// Rule 34.
#[tokio::test]
async fn a_compressed_body_is_verified_and_handed_on_as_it_was_sent() {
    let compressed = gzip(BODY.as_bytes());
    let signed_text = github(GITHUB, BODY).body(compressed.clone());
    let signed_bytes = github(GITHUB, compressed.clone());
    for app in both().await {
        let name = app.server.framework;
        let answer = signed_bytes.clone().header("content-encoding", "gzip").send(app.server.address).await;
        assert_eq!(answer.status(), 200, "{name}");
        assert!(answer.text().contains(&digest(&compressed)), "{name}");
        let answer = signed_text.clone().header("content-encoding", "gzip").send(app.server.address).await;
        assert_eq!(answer.status(), 401, "{name}");
    }
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
