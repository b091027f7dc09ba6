//! GitHub and Stripe in one axum router, and two Stripe endpoints with a secret each.
//!
//! ```sh
//! export GITHUB_WEBHOOK_SECRET="It's a Secret to Everybody"
//! export STRIPE_WEBHOOK_SECRET=whsec_8f742231b10e8888abcd99
//! export STRIPE_CONNECT_WEBHOOK_SECRET=whsec_51a0c3d97e2b44f6a1f0
//! cargo run --example two_providers --features axum                   # on 127.0.0.1:3000
//! cargo run --example two_providers --features axum -- 0.0.0.0:8080   # or wherever you say
//! ```
//!
//! Try it:
//!
//! ```sh
//! body='{"id":"evt_1","type":"account.updated"}'
//! hmac() { openssl dgst -sha256 -hmac "$1" -r | cut -d' ' -f1; }
//!
//! tag=$(printf %s "$body" | hmac "$GITHUB_WEBHOOK_SECRET")
//! curl -i 127.0.0.1:3000/github -H "X-Hub-Signature-256: sha256=$tag" --data-binary "$body"
//!
//! now=$(date +%s)
//! tag=$(printf %s "$now.$body" | hmac "$STRIPE_CONNECT_WEBHOOK_SECRET")
//! curl -i 127.0.0.1:3000/stripe/connect -H "Stripe-Signature: t=$now,v1=$tag" --data-binary "$body"
//! ```
//!
//! The last one to `/stripe` is answered with an empty `401`: that endpoint has another secret.

use std::env;
use std::error::Error;

use axum::Router;
use axum::extract::FromRef;
use axum::routing::post;
use countersign::providers::{GitHub, Stripe};
use countersign::{Raw, Verified, Verifier};
use tokio::net::TcpListener;

/// A verifier for each sender. The handler's argument says which it needs, and one that is not here does
/// not compile.
#[derive(Clone, FromRef)]
struct Senders {
    github: Verifier<GitHub>,
    stripe: Verifier<Stripe>,
}

async fn on_github(event: Verified<Raw<GitHub>>) {
    println!("GitHub: {} bytes", event.body().len());
}

async fn on_stripe(event: Verified<Raw<Stripe>>) {
    println!("Stripe, our account: {} bytes", event.body().len());
}

async fn on_stripe_connect(event: Verified<Raw<Stripe>>) {
    println!("Stripe, connected accounts: {} bytes", event.body().len());
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let senders = Senders {
        github: Verifier::new(secret("GITHUB_WEBHOOK_SECRET")?)?,
        stripe: Verifier::new(secret("STRIPE_WEBHOOK_SECRET")?)?,
    };
    let connect = Verifier::<Stripe>::new(secret("STRIPE_CONNECT_WEBHOOK_SECRET")?)?;

    // A state has one verifier of a type, so the second Stripe endpoint is a router with a state of its own.
    let app = Router::new()
        .route("/github", post(on_github))
        .route("/stripe", post(on_stripe))
        .with_state(senders)
        .merge(Router::new().route("/stripe/connect", post(on_stripe_connect)).with_state(connect));

    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

fn secret(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("{name} is not set"))
}
