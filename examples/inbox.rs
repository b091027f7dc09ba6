//! A receiver that stores deliveries in a file before it answers, and workers that handle them, in one process that
//! may be killed at any time.
//!
//! ```sh
//! cargo run --example inbox --features axum,inbox,sqlite                 # on 127.0.0.1:3000, in inbox.sqlite
//! cargo run --example inbox --features axum,inbox,sqlite -- 0.0.0.0:8080 /var/lib/hooks.sqlite
//! ```
//!
//! Send it pushes, as GitHub does. `GITHUB_WEBHOOK_SECRET` has the secret, unless it is the one of GitHub's page:
//!
//! ```sh
//! for n in 1 2 3 4 5; do
//!     body="{\"ref\":\"refs/heads/main\",\"after\":\"commit-$n\"}"
//!     tag=$(printf %s "$body" | openssl dgst -sha256 -hmac "It's a Secret to Everybody" -r | cut -d' ' -f1)
//!     curl -i 127.0.0.1:3000/github -H "X-Hub-Signature-256: sha256=$tag" --data-binary "$body"
//! done
//! ```
//!
//! Each is answered `202` at once and deployed three seconds later. Kill the process meanwhile, with `kill -9`, and
//! start it again: what was in hand is deployed when its lease ran out, 40 seconds after it was begun, and the rest
//! at once. However often you do that, the list of deployments that it begins with never has a commit twice, and in
//! the end it has every one that was answered `202`. Send the same again: that is answered `202`, and changes nothing.

use std::env;
use std::error::Error;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use countersign::inbox::{Inbox, Job};
use countersign::providers::GitHub;
use countersign::replay::StoreError;
use countersign::{Json, Raw, Verified, Verifier};
use serde::Deserialize;
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnectOptions;
use time::Duration;
use tokio::net::TcpListener;

#[derive(Clone, FromRef)]
struct App {
    inbox: Inbox,
    github: Verifier<GitHub>,
}

/// Answers when the delivery is on disk. An error is a `503`, and GitHub's delivery can be sent again.
async fn on_github(
    State(inbox): State<Inbox>,
    event: Verified<Raw<GitHub>>,
) -> Result<StatusCode, StoreError> {
    println!("stored: {:?}", inbox.put(&event).await?);
    Ok(StatusCode::ACCEPTED)
}

/// What is wanted of a push.
#[derive(Deserialize)]
struct Push {
    after: String,
}

/// The work: three seconds of it, and a row in the same file, which is committed together with the record that the
/// item is done.
async fn deploy(pool: SqlitePool, job: Job<Json<GitHub, Push>>) -> Result<(), Box<dyn Error + Send + Sync>> {
    println!("item {}, attempt {}: deploying {}", job.id(), job.attempt(), job.after);
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    job.done_in(&mut transaction).await?;
    let insert = sqlx::query("INSERT INTO deployments (commit_id) VALUES (?)").bind(job.after.clone());
    insert.execute(&mut *transaction).await?;
    transaction.commit().await?;
    println!("item {}: deployed {}", job.id(), job.after);
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret =
        env::var("GITHUB_WEBHOOK_SECRET").unwrap_or_else(|_| "It's a Secret to Everybody".to_owned());
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let path = env::args().nth(2).unwrap_or_else(|| "inbox.sqlite".to_owned());

    let inbox = Inbox::open(&path).await?;
    let pool = SqlitePool::connect_with(SqliteConnectOptions::new().filename(&path)).await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS deployments (commit_id TEXT)").execute(&pool).await?;
    let before: Vec<(String,)> = sqlx::query_as("SELECT commit_id FROM deployments").fetch_all(&pool).await?;
    println!("deployed before: {:?}", before.into_iter().map(|(commit,)| commit).collect::<Vec<_>>());

    // What a worker holds that is killed is free ten seconds and a margin of half a minute after it was begun.
    let worker = inbox.worker::<Json<GitHub, Push>>().deadline(Duration::seconds(10));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = tokio::spawn(async move {
        worker.run(move |job| deploy(pool.clone(), job), async { drop(stopped.await) }).await;
    });

    let app = Router::new()
        .route("/github", post(on_github))
        .with_state(App { inbox: inbox.clone(), github: Verifier::new(secret)? });
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/github, until Ctrl-C", listener.local_addr()?);
    axum::serve(listener, app).with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) }).await?;

    // What is in hand is finished, and nothing more is begun.
    let _ = stop.send(());
    working.await?;
    println!("forgotten of what was done: {}", inbox.prune(countersign::replay::KEEP).await?);
    Ok(())
}
