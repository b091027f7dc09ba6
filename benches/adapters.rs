//! What a request costs through each adapter, in process: the framework's bare handler, the check that
//! people paste, and ours.
//!
//! Requests are built before, and responses dropped after, the measured time. No socket is opened, so the
//! figures are the framework's own work and the check's.

mod deliveries;

use std::time::{Duration, Instant};

use actix_web::dev::{Service, ServiceResponse};
use actix_web::test::{TestRequest, init_service};
use actix_web::{App, Error, HttpRequest, HttpResponse, web};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::handler::Handler as _;
use axum::routing::{any_service, post};
use bytes::Bytes;
use countersign::providers::GitHub;
use countersign::{Delivery, Raw, Verified, Verifier};
use criterion::{Criterion, Throughput};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, StatusCode};
use sha2::Sha256;

use self::deliveries::{BATCH, Sender};

const SECRET: &str = "It's a Secret to Everybody";
const SENDER: Sender = Sender::new("github", SECRET);
const TAG: &str = "x-hub-signature-256";
const SIZES: [usize; 2] = [1 << 10, 16 << 10];

fn main() {
    let criterion = Criterion::default().without_plots().sample_size(30);
    let criterion = criterion.warm_up_time(Duration::from_millis(500));
    let mut criterion = criterion.measurement_time(Duration::from_secs(2)).configure_from_args();
    for size in SIZES {
        axum(&mut criterion, size);
        actix(&mut criterion, size);
    }
    criterion.final_summary();
}

fn axum(criterion: &mut Criterion, size: usize) {
    async fn bare(body: Bytes) -> StatusCode {
        drop(body);
        StatusCode::OK
    }
    async fn pasted(headers: HeaderMap, body: Bytes) -> StatusCode {
        if is_genuine(headers.get(TAG).and_then(|tag| tag.to_str().ok()), &body) {
            StatusCode::OK
        } else {
            StatusCode::UNAUTHORIZED
        }
    }
    async fn ours(_: Verified<Raw<GitHub>>) -> StatusCode {
        StatusCode::OK
    }

    let delivery = SENDER.delivery(size);
    let verifier = Verifier::<GitHub>::new(SECRET).expect("a secret");
    let routers = [
        ("bare", Router::new().route("/", post(bare))),
        ("pasted", Router::new().route("/", post(pasted))),
        ("countersign", Router::new().route("/", post(ours)).with_state(verifier)),
    ];
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let mut group = criterion.benchmark_group(format!("axum/{size}"));
    group.throughput(Throughput::Elements(1));
    for (name, router) in routers {
        let service = any_service(router);
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|count| {
                batches(count, |batch| {
                    let calls: Vec<_> =
                        (0..batch).map(|_| (service.clone(), axum_request(&delivery))).collect();
                    runtime.block_on(async {
                        let mut responses = Vec::with_capacity(batch);
                        let start = Instant::now();
                        for (service, request) in calls {
                            responses.push(service.call(request, ()).await);
                        }
                        let taken = start.elapsed();
                        assert!(responses.iter().all(|response| response.status() == StatusCode::OK));
                        taken
                    })
                })
            });
        });
    }
}

fn actix(criterion: &mut Criterion, size: usize) {
    async fn bare(body: Bytes) -> HttpResponse {
        drop(body);
        HttpResponse::Ok().finish()
    }
    async fn pasted(request: HttpRequest, body: Bytes) -> HttpResponse {
        if is_genuine(request.headers().get(TAG).and_then(|tag| tag.to_str().ok()), &body) {
            HttpResponse::Ok().finish()
        } else {
            HttpResponse::Unauthorized().finish()
        }
    }
    async fn ours(_: Verified<Raw<GitHub>>) -> HttpResponse {
        HttpResponse::Ok().finish()
    }

    let delivery = SENDER.delivery(size);
    let verifier = Verifier::<GitHub>::new(SECRET).expect("a secret");
    let runtime = actix_web::rt::Runtime::new().expect("a runtime");
    let mut group = criterion.benchmark_group(format!("actix/{size}"));
    group.throughput(Throughput::Elements(1));
    for (name, resource) in [
        ("bare", web::post().to(bare)),
        ("pasted", web::post().to(pasted)),
        ("countersign", web::post().to(ours)),
    ] {
        let app = App::new().app_data(verifier.clone()).route("/", resource);
        let service = runtime.block_on(init_service(app));
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|count| {
                batches(count, |batch| {
                    let requests: Vec<_> =
                        (0..batch).map(|_| actix_request(&delivery).to_request()).collect();
                    runtime.block_on(actix_calls(&service, requests))
                })
            });
        });
    }
}

async fn actix_calls<R, B>(
    service: &impl Service<R, Response = ServiceResponse<B>, Error = Error>,
    requests: Vec<R>,
) -> Duration {
    let mut responses = Vec::with_capacity(requests.len());
    let start = Instant::now();
    for request in requests {
        responses.push(service.call(request).await);
    }
    let taken = start.elapsed();
    assert!(
        responses.iter().all(|response| response.as_ref().is_ok_and(|response| response.status() == 200))
    );
    taken
}

/// Runs `count` calls in batches, and adds up the time that they took.
fn batches(count: u64, mut run: impl FnMut(usize) -> Duration) -> Duration {
    let count = usize::try_from(count).expect("a number of calls");
    let whole: Duration = (0..count / BATCH).map(|_| run(BATCH)).sum();
    whole + run(count % BATCH)
}

fn axum_request(delivery: &Delivery) -> Request {
    let mut request = Request::post("/").body(Body::from(delivery.body().clone())).expect("a request");
    *request.headers_mut() = delivery.head().headers.clone();
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

/// The check that people paste: the key is set up for every request, the tag decoded into a vector, and the
/// two compared with `==`.
fn is_genuine(presented: Option<&str>, body: &[u8]) -> bool {
    let Some(presented) = presented.and_then(|tag| tag.strip_prefix("sha256=")) else { return false };
    let Ok(presented) = hex::decode(presented) else { return false };
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(body);
    mac.finalize().into_bytes().to_vec() == presented
}
