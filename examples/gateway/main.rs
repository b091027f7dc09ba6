//! One receiver for the whole catalogue, on axum.
//!
//! ```sh
//! COUNTERSIGN_GITHUB_SECRET="It's a Secret to Everybody" \
//!   cargo run --example gateway --features axum,memory -- --listen 127.0.0.1:8080
//! curl -d 'Hello, World!' http://127.0.0.1:8080/hooks/github \
//!   -H 'X-Hub-Signature-256: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
//! ```
//!
//! Secrets come from `COUNTERSIGN_<ID>_SECRET`, where the id is the scheme's name in the catalogue in
//! upper case; several, separated by commas, while they change over. Every decision is a line of JSON.
//!
//! The answers are JSON of the gateway's own. A sender that wants another one, as Adyen its `[accepted]`, takes
//! them for a failure and sends again: for those, answer with `Receipt::acceptance`.

mod receiver;

use std::error::Error;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::{Json, Router};
use countersign::axum::{Rejection, receive};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use self::receiver::{LIMIT, Receiver, alike, listen_address, log, log_refusal};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(listen_address()?).await?;
    let listen = listener.local_addr()?.to_string();
    let receiver = Arc::new(Receiver::from_env(&listen)?);
    let app = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/hooks/{provider}", any(hook))
        .route("/hooks/{provider}/{*rest}", any(hook))
        .layer(DefaultBodyLimit::max(LIMIT))
        .with_state(receiver);
    let mut terminated = signal(SignalKind::terminate())?;
    log("listening", serde_json::json!({ "listen": listen }));
    let stop = async move { terminated.recv().await.unwrap_or_default() };
    axum::serve(listener, app).with_graceful_shutdown(stop).await?;
    log("stopped", serde_json::json!({}));
    Ok(())
}

async fn hook(State(receiver): State<Arc<Receiver>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    // Who is not known here is answered like one whose signature is wrong.
    let Some(verifier) = receiver.verifier(&path) else { return StatusCode::UNAUTHORIZED.into_response() };
    match receive(verifier, request).await {
        Ok(delivery) => {
            let (status, answer) = receiver.handle(&delivery).await;
            (StatusCode::from_u16(status).unwrap_or_default(), Json(answer)).into_response()
        }
        Err(Rejection::Refusal(refusal)) => {
            log_refusal(&path, &refusal);
            Rejection::from(alike(refusal)).into_response()
        }
        Err(rejection) => rejection.into_response(),
    }
}
