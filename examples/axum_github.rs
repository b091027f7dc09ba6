//! An axum server for a GitHub webhook.
//!
//! ```sh
//! export GITHUB_WEBHOOK_SECRET="It's a Secret to Everybody"
//! cargo run --example axum_github --features axum                   # on 127.0.0.1:3000
//! cargo run --example axum_github --features axum -- 0.0.0.0:8080   # or wherever you say
//! ```
//!
//! Try it:
//!
//! ```sh
//! body='{"ref":"refs/heads/main","after":"6dcb09b5","repository":{"full_name":"octo/demo"}}'
//! tag=$(printf %s "$body" | openssl dgst -sha256 -hmac "$GITHUB_WEBHOOK_SECRET" -r | cut -d' ' -f1)
//! curl -i 127.0.0.1:3000/github -H "X-Hub-Signature-256: sha256=$tag" -H "X-GitHub-Event: push" \
//!     --data-binary "$body"
//! ```
//!
//! With any byte of the body or the tag changed, the answer is an empty `401`. In the webhook's settings,
//! choose the content type `application/json`.

use std::env;
use std::error::Error;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use countersign::providers::GitHub;
use countersign::{Verified, Verifier, events};
use serde::Deserialize;
use tokio::net::TcpListener;

events! {
    /// What GitHub sends, told by `X-GitHub-Event`. That is not signed: whatever it says, the body has to fit the type.
    enum Event: GitHub {
        Push(Json<Push>) = "push",
        ; Other
    }
}

/// What is wanted of a push. Fields that are not named here are passed over.
#[derive(Deserialize)]
struct Push {
    r#ref: String,
    after: String,
    repository: Repository,
}

#[derive(Deserialize)]
struct Repository {
    full_name: String,
}

async fn on_github(event: Verified<Event>) {
    match &*event {
        Event::Push(push) => println!("{} is at {} in {}", push.r#ref, push.after, push.repository.full_name),
        Event::Other => println!("not a push, {} bytes", event.body().len()),
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = env::var("GITHUB_WEBHOOK_SECRET").map_err(|_| "GITHUB_WEBHOOK_SECRET is not set")?;
    let github = Verifier::<GitHub>::new(secret)?;
    let app = Router::new()
        .route("/github", post(on_github))
        // As large as GitHub's payloads get; axum's own limit is 2 MB.
        .layer(DefaultBodyLimit::max(25 * 1024 * 1024))
        .with_state(github);
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/github", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}
