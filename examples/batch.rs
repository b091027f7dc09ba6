//! A delivery that brings several events, each done once by itself.
//!
//! ```sh
//! openssl ecparam -genkey -name prime256v1 -noout -out sendgrid.pem   # SendGrid has the key of its own
//! export SENDGRID_VERIFICATION_KEY=$(openssl ec -in sendgrid.pem -pubout -outform DER | openssl base64 -A)
//! cargo run --example batch --features axum,ecdsa,memory                   # on 127.0.0.1:3000
//! cargo run --example batch --features axum,ecdsa,memory -- 0.0.0.0:8080   # or wherever you say
//! ```
//!
//! Try it, twice: the second time nothing is noted.
//!
//! ```sh
//! body='[{"sg_event_id":"1","email":"ada@example.com","event":"delivered"},{"sg_event_id":"2","email":"bob@example.com","event":"open"}]'
//! now=$(date +%s)
//! tag=$(printf %s "$now$body" | openssl dgst -sha256 -sign sendgrid.pem | openssl base64 -A)
//! curl -i 127.0.0.1:3000/sendgrid -H "X-Twilio-Email-Event-Webhook-Signature: $tag" \
//!     -H "X-Twilio-Email-Event-Webhook-Timestamp: $now" --data-binary "$body"
//! ```
//!
//! SendGrid collects what happened to mails and sends it in one request. When one of them cannot be handled, the
//! answer makes SendGrid send all of them again, and those that were done are not done twice.

use std::env;
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
    // The verification key of SendGrid's dashboard, which is no secret.
    let key = env::var("SENDGRID_VERIFICATION_KEY").map_err(|_| "SENDGRID_VERIFICATION_KEY is not set")?;
    let app = App {
        sendgrid: Verifier::new(key)?,
        store: Memory::new(const { NonZeroUsize::new(100_000).unwrap() }),
    };
    let router = Router::new().route("/sendgrid", post(on_mails)).with_state(app);
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/sendgrid", listener.local_addr()?);
    serve(listener, router).with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) }).await?;
    Ok(())
}
