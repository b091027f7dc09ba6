//! The whole of it in one program: a receiver, and what senders genuine and otherwise send to it.
//!
//! ```sh
//! cargo run --example quickstart --features axum,memory
//! ```
//!
//! It starts an axum server on a free port, sends itself four deliveries over real sockets and prints
//! what became of each. It ends with an error if one was not answered as it should be. `axum_github` and
//! `actix_stripe` are servers to try with curl.

use std::error::Error;
use std::net::SocketAddr;

use axum::body::Bytes;
use axum::extract::{FromRef, Request, State};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Router, http};
use countersign::providers::{GitHub, Stripe};
use countersign::replay::{Memory, Once, OnceError, once};
use countersign::{Json, Label, Raw, Verified, Verifier};
use serde::Deserialize;
use time::OffsetDateTime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the handlers share: a verifier for each sender, and a record of the work that was done.
#[derive(Clone, FromRef)]
struct App {
    github: Verifier<GitHub>,
    stripe: Verifier<Stripe>,
    done: Memory,
}

/// Takes GitHub's deliveries, whatever is in them. Without proof there is no `event`, and no call.
async fn on_github(
    State(done): State<Memory>,
    event: Verified<Raw<GitHub>>,
) -> Result<&'static str, OnceError<http::StatusCode>> {
    let receipt = event.receipt();
    println!("   handler:  {} {}, {:?}", receipt.provider(), stated(receipt.event()), event.body());
    match once(&done, &event, work()).await? {
        Once::Done(()) => Ok("done"),
        Once::Repeated => Ok("done before"),
    }
}

/// Where a real handler does what it is for.
async fn work() -> Result<(), http::StatusCode> {
    println!("   work:     done");
    Ok(())
}

/// What is wanted of a Stripe event.
#[derive(Deserialize)]
struct Paid {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Invoice,
}

#[derive(Deserialize)]
struct Invoice {
    amount_paid: u64,
}

/// Takes Stripe's deliveries as a type of ours.
async fn on_stripe(event: Verified<Json<Stripe, Paid>>) -> &'static str {
    let receipt = event.receipt();
    let amount = event.data.object.amount_paid;
    println!("   handler:  {} {}, amount {amount}", receipt.provider(), stated(receipt.event()));
    "done"
}

/// The name of an event: GitHub has it in a header that it does not sign, Stripe in the body.
fn stated(name: Option<Label<'_>>) -> String {
    match &name {
        None => "event without a name".to_owned(),
        Some(name) => match name.covered() {
            Some(name) => format!("event {name} (covered by the proof)"),
            None => format!("event {} (a label, not covered)", name.text()),
        },
    }
}

/// Tells the operator why a delivery was refused. The sender is not told.
async fn tell_refusals(request: Request, next: Next) -> Response {
    let response = next.run(request).await.into_response();
    if let Some(error) = response.extensions().get::<countersign::Error>() {
        println!("   refused:  {error}");
    }
    response
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = App {
        github: Verifier::new("It's a Secret to Everybody")?,
        stripe: Verifier::new("whsec_8f742231b10e8888abcd99")?,
        done: Memory::default(),
    };
    let router = Router::new()
        .route("/github", post(on_github))
        .route("/stripe", post(on_stripe))
        .layer(from_fn(tell_refusals))
        .with_state(app.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });

    println!("1. The delivery that docs.github.com publishes");
    let answer = send(address, github("Hello, World!")?).await?;
    assert_eq!(answer, (200, "done".to_owned()));

    println!("2. A forged one: the same signature, one byte of the body changed");
    let answer = send(address, github("Hello, World?")?).await?;
    assert_eq!(answer, (401, String::new()));

    println!("3. A replayed one: the first again");
    let answer = send(address, github("Hello, World!")?).await?;
    assert_eq!(answer, (200, "done before".to_owned()));

    println!("4. A Stripe event, signed now");
    #[expect(clippy::disallowed_methods, reason = "the sender's clock")]
    let now = OffsetDateTime::now_utc();
    let body = r#"{"id":"evt_1","type":"invoice.paid","data":{"object":{"amount_paid":2000}}}"#;
    let request = app.stripe.sign(body).at(now).uri("/stripe".parse()?).request()?;
    let answer = send(address, request).await?;
    assert_eq!(answer, (200, "done".to_owned()));

    println!("All four were answered as they should be.");
    Ok(())
}

/// What GitHub publishes, in which the body is `Hello, World!`:
/// <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries>
fn github(body: &'static str) -> Result<http::Request<Bytes>, http::Error> {
    const TAG: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    http::Request::post("/github")
        .header("x-github-event", "ping")
        .header("x-hub-signature-256", TAG)
        .body(Bytes::from_static(body.as_bytes()))
}

/// Sends a request over a connection of its own. Gives the answer's status and body.
async fn send(address: SocketAddr, request: http::Request<Bytes>) -> Result<(u16, String), Box<dyn Error>> {
    let mut text = format!("{} {} HTTP/1.1\r\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        text += &format!("{name}: {}\r\n", value.to_str()?);
    }
    text +=
        &format!("host: {address}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", request.body().len());
    let mut connection = TcpStream::connect(address).await?;
    connection.write_all(&[text.as_bytes(), request.body()].concat()).await?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("an answer without an end of its head")?;
    let status = head.split(' ').nth(1).ok_or("an answer without a status")?.parse()?;
    println!("   answered: {status} {body:?}");
    Ok((status, body.to_owned()))
}
