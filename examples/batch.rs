//! A delivery that brings several events, each done once by itself.
//!
//! ```sh
//! cargo run --example batch --features axum,ecdsa,memory
//! ```
//!
//! SendGrid collects what happened to mails and sends it in one request. When one of them cannot be handled, the
//! answer makes SendGrid send all of them again, and those that were done are not done twice.

use std::num::NonZeroUsize;

use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Router, serve};
use countersign::providers::SendGrid;
use countersign::replay::{Memory, once};
use countersign::{Batch, Json, Verified, Verifier};
use tokio::net::TcpListener;

#[derive(serde::Deserialize)]
struct Mail {
    email: String,
    event: String,
}

#[derive(Clone, FromRef)]
struct App {
    sendgrid: Verifier<SendGrid>,
    store: Memory,
}

async fn on_mails(State(store): State<Memory>, mails: Verified<Batch<Json<SendGrid, Mail>>>) -> StatusCode {
    for mail in mails.iter() {
        if let Err(error) = once(&store, mail, note(mail)).await {
            return error.status();
        }
    }
    StatusCode::NO_CONTENT
}

/// The work, which may fail.
async fn note(mail: &Mail) -> Result<(), std::io::Error> {
    println!("{}: {}", mail.email, mail.event);
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The verification key of SendGrid's dashboard, here the one of its library's tests.
    const KEY: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    let app = App {
        sendgrid: Verifier::new(std::env::var("SENDGRID_VERIFICATION_KEY").as_deref().unwrap_or(KEY))?,
        store: Memory::new(const { NonZeroUsize::new(100_000).unwrap() }),
    };
    let router = Router::new().route("/sendgrid", post(on_mails)).with_state(app);
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    println!("listening on http://{}", listener.local_addr()?);
    serve(listener, router).with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) }).await?;
    Ok(())
}
