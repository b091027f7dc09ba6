//! Typed events of Stripe in actix-web.
//!
//! ```sh
//! export STRIPE_WEBHOOK_SECRET="whsec_b6hHwtmp0"
//! cargo run --example typed_events_actix --features actix,events-stripe
//! ```
//!
//! Try it:
//!
//! ```sh
//! body='{"id":"evt_1","object":"event","type":"invoice.paid","created":1795348800,"data":{"object":{"id":"in_1","object":"invoice"}}}'
//! now=$(date +%s)
//! tag=$(printf %s "$now.$body" | openssl dgst -sha256 -hmac "$STRIPE_WEBHOOK_SECRET" -r | cut -d' ' -f1)
//! curl -i 127.0.0.1:3000/billing -H "Stripe-Signature: t=$now,v1=$tag" --data-binary "$body"
//! ```

use std::env;
use std::error::Error;

use actix_web::{App, HttpResponse, HttpServer, post, web};
use countersign::events::stripe::{self, Invoice};
use countersign::providers::Stripe;
use countersign::{Verified, Verifier, events};

events! {
    /// What billing wants to know. Everything else is `Other`.
    enum Billing: Stripe {
        Invoice(Box<Invoice>) = "invoice.*",
        Checkout(Data<serde_json::Value>) = "checkout.session.completed",
        ; Other
    }
}

#[post("/billing")]
async fn on_billing(event: Verified<Billing>) -> HttpResponse {
    match &*event {
        Billing::Invoice(invoice) => println!("invoice {:?}", invoice.id),
        Billing::Checkout(session) => println!("session {}", session["id"]),
        Billing::Other => println!("not for billing"),
    }
    HttpResponse::Ok().finish()
}

/// Any event of Stripe's, of any version of its API.
#[post("/stripe")]
async fn on_any(event: Verified<stripe::Event>) -> HttpResponse {
    println!("{} {}", event.id, event.event_type);
    HttpResponse::Ok().finish()
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let stripe = Verifier::<Stripe>::new(env::var("STRIPE_WEBHOOK_SECRET")?)?;
    println!("listening on http://127.0.0.1:3000");
    HttpServer::new(move || {
        let limit = web::PayloadConfig::new(1024 * 1024);
        App::new().app_data(limit).app_data(stripe.clone()).service(on_any).service(on_billing)
    })
    .bind("127.0.0.1:3000")?
    .run()
    .await?;
    Ok(())
}
