//! An actix-web server for a Stripe webhook.
//!
//! ```sh
//! export STRIPE_WEBHOOK_SECRET=whsec_8f742231b10e8888abcd99
//! cargo run --example actix_stripe --features actix                   # on 127.0.0.1:3000
//! cargo run --example actix_stripe --features actix -- 0.0.0.0:8080   # or wherever you say
//! ```
//!
//! Try it:
//!
//! ```sh
//! body='{"id":"evt_1","type":"invoice.paid","data":{"object":{"amount_paid":2000}}}'
//! now=$(date +%s)
//! tag=$(printf %s "$now.$body" | openssl dgst -sha256 -hmac "$STRIPE_WEBHOOK_SECRET" -r | cut -d' ' -f1)
//! curl -i 127.0.0.1:3000/stripe -H "Stripe-Signature: t=$now,v1=$tag" --data-binary "$body"
//! ```
//!
//! With any byte of the body, the time or the tag changed, and five minutes later, the answer is an empty
//! `401`.

use std::env;
use std::error::Error;

use actix_web::web::PayloadConfig;
use actix_web::{App, HttpResponse, HttpServer, post};
use countersign::providers::Stripe;
use countersign::{Json, Verified, Verifier};
use serde::Deserialize;

/// What is wanted of an event. Fields that are not named here are passed over.
#[derive(Deserialize)]
struct Event {
    id: String,
    r#type: String,
}

#[post("/stripe")]
async fn on_stripe(event: Verified<Json<Stripe, Event>>) -> HttpResponse {
    println!("{} {}, signed at {:?}", event.r#type, event.id, event.receipt().signed_at());
    HttpResponse::Ok().finish()
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = env::var("STRIPE_WEBHOOK_SECRET").map_err(|_| "STRIPE_WEBHOOK_SECRET is not set")?;
    // Made once, outside the closure that runs in every worker: the clones share their keys.
    let stripe = Verifier::<Stripe>::new(secret)?;
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let server = HttpServer::new(move || {
        App::new()
            .app_data(stripe.clone())
            // actix-web's own limit is 256 kB.
            .app_data(PayloadConfig::new(2 * 1024 * 1024))
            .service(on_stripe)
    });
    let server = server.bind(address)?;
    for address in server.addrs() {
        println!("listening on http://{address}/stripe");
    }
    server.run().await?;
    Ok(())
}
