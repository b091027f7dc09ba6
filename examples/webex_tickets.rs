//! A message in a Cisco Webex room opens a ticket, once however often it is delivered.
//!
//! ```sh
//! export WEBEX_WEBHOOK_SECRET=c0ffee6b1d2f4e83
//! cargo run --example webex_tickets --features axum,memory                   # on 127.0.0.1:3000
//! cargo run --example webex_tickets --features axum,memory -- 0.0.0.0:8080   # or wherever you say
//! ```
//!
//! Try it, twice: the second time no ticket is opened.
//!
//! ```sh
//! body='{"id":"hook-1","resource":"messages","event":"created","data":{"id":"message-1","roomId":"room-1","personEmail":"ada@example.com"}}'
//! tag=$(printf %s "$body" | openssl dgst -sha1 -hmac "$WEBEX_WEBHOOK_SECRET" -r | cut -d' ' -f1)
//! curl -i 127.0.0.1:3000/webex -H "X-Spark-Signature: $tag" --data-binary "$body"
//! ```
//!
//! With any byte of the body or the tag changed, the answer is an empty `401`.
//!
//! Webex sends ids, and never the text of a message. To have it, ask
//! `GET https://webexapis.com/v1/messages/<data.id>` with the bot's token. Webex signs only when the webhook
//! was made with a `secret`; deliveries of one without are refused here.

use std::env;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use countersign::providers::Webex;
use countersign::replay::{Memory, OnceError, once};
use countersign::{Json, Verified, Verifier};
use serde::Deserialize;
use tokio::net::TcpListener;

#[derive(Clone, FromRef)]
struct App {
    webex: Verifier<Webex>,
    done: Memory,
    tickets: Tickets,
}

/// What Webex sends, of whichever resource.
#[derive(Deserialize)]
struct Notice {
    resource: String,
    event: String,
    data: Data,
}

/// Not every resource has a room and a person.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    id: String,
    room_id: Option<String>,
    person_email: Option<String>,
}

async fn on_webex(
    State(done): State<Memory>,
    State(tickets): State<Tickets>,
    notice: Verified<Json<Webex, Notice>>,
) -> Result<StatusCode, OnceError<StatusCode>> {
    if (&*notice.resource, &*notice.event) != ("messages", "created") {
        // A 2xx, or Webex sends it again and in the end disables the webhook.
        return Ok(StatusCode::NO_CONTENT);
    }
    once(&done, &notice, tickets.open(&notice.data)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// In place of a ticket system.
#[derive(Clone, Default)]
struct Tickets(Arc<Mutex<Vec<Ticket>>>);

struct Ticket {
    message: String,
    room: String,
    person: String,
}

impl Tickets {
    /// Opens a ticket. Where it fails, the claim on the delivery is released and Webex's retry is handled.
    async fn open(&self, data: &Data) -> Result<(), StatusCode> {
        let (Some(room), Some(person)) = (data.room_id.clone(), data.person_email.clone()) else {
            return Err(StatusCode::BAD_REQUEST);
        };
        let ticket = Ticket { message: data.id.clone(), room, person };
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        println!(
            "ticket {}: {} wrote {} in {}",
            tickets.len() + 1,
            ticket.person,
            ticket.message,
            ticket.room
        );
        tickets.push(ticket);
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = env::var("WEBEX_WEBHOOK_SECRET").map_err(|_| "WEBEX_WEBHOOK_SECRET is not set")?;
    let app = App { webex: Verifier::new(secret)?, done: Memory::default(), tickets: Tickets::default() };
    let router = Router::new().route("/webex", post(on_webex)).with_state(app);
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/webex", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}
