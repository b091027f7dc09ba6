//! One receiver for the whole catalogue, on actix-web. Configured and used like the example `gateway`.
//!
//! ```sh
//! COUNTERSIGN_STRIPE_SECRET=whsec_8f742231b10e8888abcd99 \
//!   cargo run --example gateway_actix --features actix,memory -- --listen 127.0.0.1:8080
//! body='{"id":"evt_1","type":"invoice.paid"}' now=$(date +%s)
//! tag=$(printf %s "$now.$body" | openssl dgst -sha256 -hmac whsec_8f742231b10e8888abcd99 -r | cut -d' ' -f1)
//! curl -i 127.0.0.1:8080/hooks/stripe -H "Stripe-Signature: t=$now,v1=$tag" --data-binary "$body"
//! ```
//!
//! The answers are JSON of the gateway's own. A sender that wants another one, as Adyen its `[accepted]`, takes
//! them for a failure and sends again: for those, answer with `Receipt::acceptance`.

#[path = "../gateway/receiver.rs"]
mod receiver;

use std::net::TcpListener;

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, PayloadConfig};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, ResponseError as _};
use countersign::actix::{Rejection, receive};
use countersign::{Error, Refusal};

use self::receiver::{LIMIT, Receiver, alike, listen_address, log, log_refusal};

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind(listen_address()?)?;
    let listen = listener.local_addr()?.to_string();
    let receiver = Data::new(Receiver::from_env(&listen)?);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(receiver.clone())
            .app_data(PayloadConfig::new(LIMIT))
            .route("/healthz", web::get().to(|| async { "ok" }))
            .route("/hooks/{provider}", web::to(hook))
            .route("/hooks/{provider}/{rest:.*}", web::to(hook))
    });
    log("listening", serde_json::json!({ "listen": listen }));
    // It stops by itself on SIGTERM.
    server.listen(listener)?.workers(2).run().await?;
    log("stopped", serde_json::json!({}));
    Ok(())
}

async fn hook(receiver: Data<Receiver>, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    let path = request.path();
    // Who is not known here is answered like one whose signature is wrong.
    let Some(verifier) = receiver.verifier(path) else {
        return Rejection::from(Refusal::from(Error::Mismatch)).error_response();
    };
    match receive(verifier, &request, &mut payload.into_inner()).await {
        Ok(delivery) => {
            let (status, answer) = receiver.handle(&delivery).await;
            HttpResponse::build(StatusCode::from_u16(status).unwrap_or_default()).json(answer)
        }
        Err(Rejection::Refusal(refusal)) => {
            log_refusal(path, &refusal);
            Rejection::from(alike(refusal)).error_response()
        }
        Err(rejection) => rejection.error_response(),
    }
}
