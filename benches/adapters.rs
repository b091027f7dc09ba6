//! What a request costs through each adapter, in process: the framework's bare handler that takes the body, the
//! verification alone, the check that people paste, and ours.
//!
//! All of them take turns, so that whatever slows the machine down slows all of them alike; every figure is a median
//! over the turns. Requests are built before, and responses dropped after, the measured time. No socket is opened, so
//! the figures are the framework's own work and the check's.

mod deliveries;
mod pasted;
mod turns;

use std::future::Future;
use std::time::{Duration, Instant};

use actix_web::dev::Service;
use actix_web::test::{TestRequest, init_service};
use actix_web::{App, HttpRequest, HttpResponse, web};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::handler::Handler;
use axum::routing::{any_service, post};
use bytes::Bytes;
use countersign::providers::GitHub;
use countersign::{Delivery, Raw, Verified, Verifier};
use http::{HeaderMap, HeaderValue, StatusCode};

use self::deliveries::Sender;
use self::pasted::is_genuine;
use self::turns::{BATCH, median, turn};

const SECRET: &str = "It's a Secret to Everybody";
const SENDER: Sender = Sender::new("github", SECRET);
const TAG: &str = "x-hub-signature-256";
const SIZES: [usize; 2] = [1 << 10, 16 << 10];

const PER_SIZE: Duration = Duration::from_secs(4);

fn main() {
    println!(
        "| | body | bare | verification alone | pasted check | countersign | beyond bare and verification |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for size in SIZES {
        show("axum", size, axum(size));
        show("actix-web", size, actix(size));
    }
}

fn show(framework: &str, size: usize, [bare, verification, pasted, ours]: [f64; 4]) {
    let beyond = ours - bare - verification;
    println!(
        "| {framework} | {size} | {bare:.0} | {verification:.0} | {pasted:.0} | {ours:.0} | {beyond:.0} |"
    );
}

/// The medians of what takes turns, in nanoseconds.
fn medians(mut contenders: [&mut dyn FnMut() -> f64; 4]) -> [f64; 4] {
    let mut turns = [const { Vec::new() }; 4];
    let end = Instant::now() + PER_SIZE;
    while Instant::now() < end {
        for (contender, turns) in contenders.iter_mut().zip(&mut turns) {
            turns.push(contender());
        }
    }
    turns.map(median)
}

/// One turn of calls, in nanoseconds a call.
async fn calls<I, F: Future>(
    inputs: Vec<I>,
    call: impl Fn(I) -> F,
    is_ok: impl Fn(&F::Output) -> bool,
) -> f64 {
    let mut responses = Vec::with_capacity(inputs.len());
    let count = inputs.len() as f64;
    let start = Instant::now();
    for input in inputs {
        responses.push(call(input).await);
    }
    let taken = start.elapsed();
    assert!(responses.iter().all(is_ok));
    taken.as_nanos() as f64 / count
}

fn axum(size: usize) -> [f64; 4] {
    async fn bare(body: Bytes) -> StatusCode {
        drop(body);
        StatusCode::OK
    }
    async fn pasted(headers: HeaderMap, body: Bytes) -> StatusCode {
        if is_genuine(SECRET, headers.get(TAG).and_then(|tag| tag.to_str().ok()), &body) {
            StatusCode::OK
        } else {
            StatusCode::UNAUTHORIZED
        }
    }
    async fn ours(_: Verified<Raw<GitHub>>) -> StatusCode {
        StatusCode::OK
    }

    let delivery = delivery(size);
    let verifier = Verifier::<GitHub>::new(SECRET).expect("a secret");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let turn_of = |router: Router| {
        let (service, runtime, delivery) = (any_service(router), &runtime, &delivery);
        move || {
            let inputs = (0..BATCH).map(|_| (service.clone(), axum_request(delivery))).collect();
            let call = |(service, request): (_, Request)| Handler::call(service, request, ());
            runtime.block_on(calls(inputs, call, |response| response.status() == StatusCode::OK))
        }
    };
    medians([
        &mut turn_of(Router::new().route("/", post(bare))),
        &mut || turn(&delivery, |delivery| verifier.verify(delivery)),
        &mut turn_of(Router::new().route("/", post(pasted))),
        &mut turn_of(Router::new().route("/", post(ours)).with_state(verifier.clone())),
    ])
}

fn actix(size: usize) -> [f64; 4] {
    async fn bare(body: Bytes) -> HttpResponse {
        drop(body);
        HttpResponse::Ok().finish()
    }
    async fn pasted(request: HttpRequest, body: Bytes) -> HttpResponse {
        if is_genuine(SECRET, request.headers().get(TAG).and_then(|tag| tag.to_str().ok()), &body) {
            HttpResponse::Ok().finish()
        } else {
            HttpResponse::Unauthorized().finish()
        }
    }
    async fn ours(_: Verified<Raw<GitHub>>) -> HttpResponse {
        HttpResponse::Ok().finish()
    }

    let delivery = delivery(size);
    let verifier = Verifier::<GitHub>::new(SECRET).expect("a secret");
    let runtime = actix_web::rt::Runtime::new().expect("a runtime");
    let turn_of = |route: actix_web::Route| {
        let app = App::new().app_data(verifier.clone()).route("/", route);
        let service = runtime.block_on(init_service(app));
        let (runtime, delivery) = (&runtime, &delivery);
        move || {
            let inputs = (0..BATCH).map(|_| actix_request(delivery).to_request()).collect();
            let is_ok = |response: &Result<actix_web::dev::ServiceResponse<_>, _>| {
                response.as_ref().is_ok_and(|response| response.status() == 200)
            };
            runtime.block_on(calls(inputs, |request| service.call(request), is_ok))
        }
    };
    medians([
        &mut turn_of(web::post().to(bare)),
        &mut || turn(&delivery, |delivery| verifier.verify(delivery)),
        &mut turn_of(web::post().to(pasted)),
        &mut turn_of(web::post().to(ours)),
    ])
}

/// With all headers of GitHub's that say something to a verifier.
fn delivery(size: usize) -> Delivery {
    let delivery = SENDER.delivery(size);
    let mut head = delivery.head().clone();
    for (name, value) in
        [("x-github-event", "push"), ("x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")]
    {
        head.headers.insert(name, HeaderValue::from_static(value));
    }
    Delivery::new(head, delivery.body().clone())
}

fn axum_request(delivery: &Delivery) -> Request {
    let mut request = Request::post("/").body(Body::from(delivery.body().clone())).expect("a request");
    *request.headers_mut() = delivery.head().headers.clone().into();
    request
}

fn actix_request(delivery: &Delivery) -> TestRequest {
    let request = TestRequest::post().uri("/").set_payload(delivery.body().clone());
    delivery
        .head()
        .headers
        .iter()
        .fold(request, |request, (name, value)| request.insert_header((name.as_str(), value.as_bytes())))
}
