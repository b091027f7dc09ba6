//! A call comes in from EcholoN, and the reference of its case goes back in the answer.
//!
//! ```sh
//! export ECHOLON_TOKEN=3f9a1c7e5b2d4860
//! cargo run --example echolon_calls --features axum                   # on 127.0.0.1:3000
//! cargo run --example echolon_calls --features axum -- 0.0.0.0:8080   # or wherever you say
//! ```
//!
//! Try it:
//!
//! ```sh
//! body='{"serialNumber": "PLE654-6964-10261", "error": "212-16-17"}'
//! curl -i "127.0.0.1:3000/api/webhook/$ECHOLON_TOKEN" --data-binary "$body"
//! ```
//!
//! Nothing is signed here: the token in the path says who calls, and nothing about what was sent. With any
//! byte of the token changed the answer is an empty `401`; with a byte of the body changed it is another
//! case. Serve it over TLS only, and keep the path out of access logs.

use std::env;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::extract::{FromRef, State};
use axum::routing::post;
use countersign::providers::Echolon;
use countersign::{Json, Verified, Verifier};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

#[derive(Clone, FromRef)]
struct App {
    echolon: Verifier<Echolon>,
    cases: Arc<AtomicU32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Call {
    serial_number: String,
    error: String,
}

#[derive(Serialize)]
struct Case {
    reference: String,
}

async fn on_call(
    State(cases): State<Arc<AtomicU32>>,
    call: Verified<Json<Echolon, Call>>,
) -> axum::Json<Case> {
    let reference = format!("CASE-{:06}", cases.fetch_add(1, Ordering::Relaxed));
    println!("{reference}: machine {}, error {}", call.serial_number, call.error);
    axum::Json(Case { reference })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let token = env::var("ECHOLON_TOKEN").map_err(|_| "ECHOLON_TOKEN is not set")?;
    let app = App { echolon: Verifier::new(token)?, cases: Arc::new(AtomicU32::new(181)) };
    // The verifier looks at the last segment of the path, so the route leaves it open.
    let router = Router::new().route("/api/webhook/{token}", post(on_call)).with_state(app);
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/api/webhook/<token>", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}
