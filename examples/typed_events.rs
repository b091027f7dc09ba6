//! Typed events of GitHub in axum.
//!
//! ```sh
//! export GITHUB_WEBHOOK_SECRET="It's a Secret to Everybody"
//! cargo run --example typed_events --features axum,events-github
//! ```
//!
//! Try it:
//!
//! ```sh
//! body='{"action":"started","repository":{"id":1,"name":"demo","full_name":"octo/demo"}}'
//! tag=$(printf %s "$body" | openssl dgst -sha256 -hmac "$GITHUB_WEBHOOK_SECRET" -r | cut -d' ' -f1)
//! curl -i 127.0.0.1:3000/github -H "X-Hub-Signature-256: sha256=$tag" -H "X-GitHub-Event: watch" \
//!     --data-binary "$body"
//! ```

use std::env;
use std::error::Error;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use countersign::events::github::{self, Push};
use countersign::providers::GitHub;
use countersign::{Verified, Verifier, events};
use tokio::net::TcpListener;

/// Any event of GitHub's. One that was not known when this was built is in `Other`.
async fn on_any(event: Verified<github::Event>) {
    match &*event {
        github::Event::PullRequest(event) => {
            println!("{} #{}: {}", event.repository.full_name, event.number, event.action);
        }
        github::Event::Watch(event) => println!("somebody watches {}", event.repository.full_name),
        _ => println!("{:?}", event.receipt().event().map(|event| event.text().to_owned())),
    }
}

/// Pushes alone: others are answered as accepted, and do not get here.
async fn on_push(push: Verified<Push>) {
    println!("{} of {}", push.r#ref, push.repository.full_name);
}

events! {
    /// Some of GitHub's, and a type of your own among them.
    enum Wanted: GitHub {
        Push(Box<Push>) = "push",
        Opened(Json<Opened>) = "issues.opened" | "pull_request.opened",
        ; _
    }
}

#[derive(serde::Deserialize)]
struct Opened {
    sender: Sender,
}

#[derive(serde::Deserialize)]
struct Sender {
    login: String,
}

async fn on_wanted(event: Verified<Wanted>) {
    match &*event {
        Wanted::Push(push) => println!("{}", push.r#ref),
        Wanted::Opened(opened) => println!("{} opened something", opened.sender.login),
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let github = Verifier::<GitHub>::new(env::var("GITHUB_WEBHOOK_SECRET")?)?;
    let app = Router::new()
        .route("/github", post(on_any))
        .route("/github/push", post(on_push))
        .route("/github/wanted", post(on_wanted))
        .layer(DefaultBodyLimit::max(25 * 1024 * 1024))
        .with_state(github);
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) }).await?;
    Ok(())
}
