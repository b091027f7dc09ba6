//! A receiver that hands deliveries on to NATS JetStream before it answers, and a consumer that handles them, in one
//! process.
//!
//! ```sh
//! nats-server --jetstream --store_dir nats-data &
//! cargo run --example broker --features axum,memory,nats                       # on 127.0.0.1:3000
//! cargo run --example broker --features axum,memory,nats -- 0.0.0.0:8080 nats://broker:4222
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
//! Each is answered `202` when the stream has it, and deployed by the consumer. Send the same again: that is answered
//! `202`, stored once, and deployed no more. Stop the server: what is sent then is answered `503`, up to five seconds
//! later. Start it again, and the same process goes on.
//!
//! The streams and queues of other brokers, and what has to be set up in each, are in `docs/delivery.md`.

use std::env;
use std::error::Error;
use std::num::NonZeroUsize;
use std::time::Duration;

use async_nats::jetstream::{self, AckKind, consumer, stream};
use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use countersign::handoff::{BrokerError, Handoff, Nats, receive};
use countersign::providers::GitHub;
use countersign::replay::{Memory, Once, once};
use countersign::{Json, Raw, Verified, Verifier};
use futures_util::StreamExt as _;
use serde::Deserialize;
use tokio::net::TcpListener;

#[derive(Clone, FromRef)]
struct App {
    handoff: Handoff,
    github: Verifier<GitHub>,
}

/// Answers when the broker has the delivery. An error is a `503`, and GitHub's delivery can be sent again.
async fn on_github(
    State(handoff): State<Handoff>,
    event: Verified<Raw<GitHub>>,
) -> Result<StatusCode, BrokerError> {
    handoff.send(&event).await?;
    Ok(StatusCode::ACCEPTED)
}

/// What is wanted of a push.
#[derive(Deserialize)]
struct Push {
    after: String,
}

/// The work, in a process of its own elsewhere. A message comes again where its consumer died, and `once` tells it: on a
/// store that all consumers share, where there are several.
async fn handle(done: &Memory, message: &jetstream::Message) -> Result<(), Box<dyn Error + Send + Sync>> {
    let headers = message.headers.iter().flat_map(|headers| headers.iter());
    let headers = headers.filter_map(|(name, values)| Some((name, values.first()?)));
    let event = receive::<GitHub>(headers, message.payload.clone())?;
    let event: Verified<Json<GitHub, Push>> = event.parse()?;
    match once(done, &event, deploy(&event)).await? {
        Once::Done(()) => println!("deployed {}", event.after),
        Once::Repeated => println!("deployed before: {}", event.after),
    }
    Ok(())
}

async fn deploy(push: &Verified<Json<GitHub, Push>>) -> Result<(), std::io::Error> {
    println!("deploying {}, which arrived at {}", push.after, push.receipt().received_at());
    Ok(())
}

async fn consume(consumer: consumer::PullConsumer) -> Result<(), Box<dyn Error + Send + Sync>> {
    let done = Memory::new(const { NonZeroUsize::new(10_000).unwrap() });
    let mut messages = consumer.messages().await?;
    while let Some(message) = messages.next().await {
        // It says so where the connection is lost, and goes on when it is back.
        let Ok(message) = message else { continue };
        match handle(&done, &message).await {
            Ok(()) => message.ack().await?,
            Err(error) => {
                println!("failed: {error}");
                message.ack_with(AckKind::Nak(Some(Duration::from_secs(10)))).await?;
            }
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let secret =
        env::var("GITHUB_WEBHOOK_SECRET").unwrap_or_else(|_| "It's a Secret to Everybody".to_owned());
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let server = env::args().nth(2).unwrap_or_else(|| "nats://127.0.0.1:4222".to_owned());

    // A connection that hangs is given up after some seconds.
    let options = async_nats::ConnectOptions::new().ping_interval(Duration::from_secs(2));
    let context = jetstream::new(options.connect(server).await?);
    let stream = context.get_or_create_stream(stream::Config {
        name: "webhooks".to_owned(),
        subjects: vec!["webhooks.>".to_owned()],
        // For how long a repetition is told, and not stored.
        duplicate_window: Duration::from_secs(60 * 60),
        ..stream::Config::default()
    });
    let worker = consumer::pull::Config { durable_name: Some("worker".to_owned()), ..Default::default() };
    let consumer = stream.await?.get_or_create_consumer("worker", worker).await?;
    let consuming = tokio::spawn(consume(consumer));

    let handoff = Handoff::new(Nats::new(context, "webhooks.github"));
    let app = Router::new()
        .route("/github", post(on_github))
        .with_state(App { handoff, github: Verifier::new(secret)? });
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/github, until Ctrl-C", listener.local_addr()?);
    axum::serve(listener, app).with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) }).await?;
    // What it has in hand comes again to the next one.
    consuming.abort();
    Ok(())
}
