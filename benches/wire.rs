//! Deliveries over sockets: how many a second, what a flood of forged ones does to a genuine sender, and how long a
//! large body waits for its verdict.
//!
//! Clients and servers are on one machine and share its processors. The contenders take turns; figures are medians. Where
//! [wrk](https://github.com/wg/wrk) is installed, it measures how many a second too.

#[path = "wire/client.rs"]
mod client;
mod floor;
mod pasted;
#[path = "wire/server.rs"]
mod server;
#[allow(dead_code, reason = "what is measured here takes a second and not a turn")]
mod turns;
#[path = "wire/wrk.rs"]
mod wrk;

use std::hint::black_box;
use std::net::SocketAddr;
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

use actix_web::{HttpRequest, HttpResponse, web};
use axum::Router;
use axum::routing::post;
use bytes::Bytes;
use countersign::providers::GitHub;
use countersign::{Raw, Verified, Verifier};
use http::{HeaderMap, StatusCode};
use tokio::runtime::{Builder, Runtime};

use self::client::{Body, Connection, Load, throughput};
use self::floor::Floor;
use self::pasted::is_genuine;
use self::server::Server;
use self::turns::median;

const SECRET: &str = "It's a Secret to Everybody";
const TAG: &str = "x-hub-signature-256";
const LIMIT: usize = 32 << 20;

static FLOOR: LazyLock<Floor> = LazyLock::new(Floor::new);

fn main() {
    let client = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let axum = |name, route| (name, Server::axum(Router::new().route("/", route).with_state(verifier())));
    let actix = |name, route| (name, Server::actix(None, route));
    let limited = |name, route| (name, Server::actix(LIMIT, route));
    let servers = [
        axum("axum, bare", post(axum_bare)),
        axum("axum, the hash alone", post(axum_hash)),
        axum("axum, pasted check", post(axum_pasted)),
        axum("axum, countersign", post(axum_ours)),
        actix("actix-web, bare", || web::post().to(actix_bare)),
        actix("actix-web, the hash alone", || web::post().to(actix_hash)),
        actix("actix-web, pasted check", || web::post().to(actix_pasted)),
        actix("actix-web, countersign", || web::post().to(actix_ours)),
        limited("actix-web with a limit, bare", || web::post().to(actix_bare)),
        limited("actix-web with a limit, the hash alone", || web::post().to(actix_hash)),
        limited("actix-web with a limit, pasted check", || web::post().to(actix_pasted)),
        limited("actix-web with a limit, countersign", || web::post().to(actix_ours)),
    ];
    println!("by a client of its own:");
    show_throughput(&servers, |address| client.block_on(throughput(address, 32, Duration::from_millis(500))));
    if wrk::is_installed() {
        println!("by wrk:");
        show_throughput(&servers, wrk::throughput);
    }
    // What the machine makes of so many requests, and what the check makes of them.
    show_flood(&client, &servers[0], 200);
    show_flood(&client, &servers[3], 401);
    for at in [3, 11] {
        show_large_body(&client, &servers[at]);
    }
    #[cfg(all(feature = "inbox", feature = "sqlite"))]
    quarantine::show(&client);
}

fn verifier() -> Verifier<GitHub> {
    Verifier::new(SECRET).expect("a secret")
}

/// Requests of 1 KiB a second, over 32 connections, and what the server's thread takes for one. What is said to be of
/// another is so within a round, at the median.
fn show_throughput<const N: usize>(servers: &[(&str, Server); N], measure: impl Fn(SocketAddr) -> Load) {
    const ROUNDS: usize = 11;
    let mut rates = [const { Vec::new() }; N];
    let mut times = [const { Vec::new() }; N];
    for _ in 0..ROUNDS {
        for (at, (_, server)) in servers.iter().enumerate() {
            let before = server.has_run();
            let Load { requests, seconds } = measure(server.address);
            rates[at].push(requests / seconds);
            let run = server.has_run().zip(before).map(|(after, before)| after - before);
            times[at].push(run.unwrap_or(f64::NAN) / requests);
        }
    }
    println!(
        "| | requests a second | of bare | of the pasted check | microseconds of the server's thread | of bare's |"
    );
    println!("|---|--:|--:|--:|--:|--:|");
    for (at, (name, _)) in servers.iter().enumerate() {
        let bare = at / 4 * 4;
        println!(
            "| {name} | {:.0} | {:.3} | {:.3} | {:.2} | {:.3} |",
            median(rates[at].clone()),
            median_ratio(&rates[at], &rates[bare]),
            median_ratio(&rates[at], &rates[bare + 2]),
            median(times[at].clone()),
            median_ratio(&times[at], &times[bare]),
        );
    }
    println!();
}

fn median_ratio(of: &[f64], to: &[f64]) -> f64 {
    median(of.iter().zip(to).map(|(of, to)| of / to).collect())
}

/// What a genuine sender waits for, while nobody else sends and while 100,000 forged deliveries a minute come in, which
/// are answered with this status.
fn show_flood(client: &Runtime, (name, server): &(&str, Server), status: u16) {
    let address = server.address;
    let quiet = client.block_on(waits(address));
    let (stop, stopped) = tokio::sync::watch::channel(());
    let flood = thread::spawn(move || {
        Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(forge(address, status, stopped))
    });
    let flooded = client.block_on(waits(address));
    drop(stop);
    let (forged, time) = flood.join().expect("a flood");
    let a_minute = f64::from(forged) * 60.0 / time.as_secs_f64();
    println!(
        "{name}: p99 of a genuine delivery: {quiet:?} quiet, {flooded:?} beside {a_minute:.0} forged ones a minute"
    );
}

/// The 99th percentile of the time to an answer, of a thousand deliveries that come one every five milliseconds.
async fn waits(address: SocketAddr) -> Duration {
    let body = Body { piece: &[b'a'; 1024], pieces: 1 };
    let request = [&body.head(true)[..], body.piece].concat();
    let mut connection = Connection::to(address).await;
    let mut waits = Vec::new();
    let mut every = tokio::time::interval(Duration::from_millis(5));
    while waits.len() < 1000 {
        every.tick().await;
        let start = Instant::now();
        assert_eq!(connection.call(&request).await, 200);
        waits.push(start.elapsed());
    }
    waits.sort();
    waits[990]
}

/// Sends forged deliveries over eight connections until it is stopped; how many, and in what time.
async fn forge(
    address: SocketAddr,
    status: u16,
    stopped: tokio::sync::watch::Receiver<()>,
) -> (u32, Duration) {
    const A_MINUTE: f64 = 100_000.0;
    let body = Body { piece: &[b'a'; 1024], pieces: 1 };
    let request = [&body.head(false)[..], body.piece].concat();
    let start = Instant::now();
    let mut connections = Vec::new();
    for _ in 0..8 {
        connections.push(Connection::to(address).await);
    }
    let mut forged = 0;
    while stopped.has_changed().is_ok() {
        let due = (start.elapsed().as_secs_f64() * A_MINUTE / 60.0) as u32;
        if forged >= due {
            tokio::time::sleep(Duration::from_millis(1)).await;
            continue;
        }
        let connection = &mut connections[forged as usize % 8];
        assert_eq!(connection.call(&request).await, status);
        forged += 1;
    }
    (forged, start.elapsed())
}

/// From the last byte of 25 MB to the answer, and by how much the process has grown at its highest.
fn show_large_body(client: &Runtime, (name, server): &(&str, Server)) {
    const PIECE: &[u8] = &[b'a'; 64 << 10];
    let waits = (0..5).map(|at| {
        let body = Body { piece: PIECE, pieces: 400 };
        let before = resident();
        let wait =
            client.block_on(async { Connection::to(server.address).await.last_byte_to_answer(body).await });
        if at == 0 {
            println!(
                "{name}: {} bytes, the process grew by {} KiB",
                PIECE.len() * body.pieces,
                highest() - before
            );
        }
        wait.as_secs_f64() * 1e6
    });
    println!("{name}: {:.0} microseconds from the last byte to the answer", median(waits.collect()));
}

/// How much memory the process has now, and has had at most, in KiB. Where the system does not say, nothing.
fn resident() -> u64 {
    status("VmRSS:")
}

fn highest() -> u64 {
    status("VmHWM:")
}

fn status(name: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// The flood where what it forges is kept in quarantine, in a file of SQLite.
#[cfg(all(feature = "inbox", feature = "sqlite"))]
mod quarantine {
    use countersign::inbox::Inbox;

    use super::*;

    pub(super) fn show(client: &Runtime) {
        let folder = std::env::temp_dir().join(format!("countersign-wire-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let quarantine = client.block_on(async {
            let inbox = Inbox::open(folder.join("inbox.sqlite")).await.expect("a file");
            let quarantine = inbox.quarantine();
            quarantine.create_table().await.expect("a table");
            quarantine
        });
        let keeping = verifier().quarantine(&quarantine).expect("a scheme that signs");
        let server = Server::axum(Router::new().route("/", post(axum_ours)).with_state(keeping));
        show_flood(client, &("axum, countersign with a quarantine", server), 401);
        let held = client.block_on(quarantine.held()).expect("a database");
        println!("{held} are kept, {} were dropped", quarantine.dropped());
        std::fs::remove_dir_all(&folder).expect("a folder");
    }
}

async fn axum_bare(body: Bytes) -> StatusCode {
    drop(body);
    StatusCode::OK
}

async fn axum_hash(body: Bytes) -> StatusCode {
    black_box(FLOOR.tag(&body));
    StatusCode::OK
}

async fn axum_pasted(headers: HeaderMap, body: Bytes) -> StatusCode {
    let presented = headers.get(TAG).and_then(|tag| tag.to_str().ok());
    if is_genuine(SECRET, presented, &body) { StatusCode::OK } else { StatusCode::UNAUTHORIZED }
}

async fn axum_ours(_: Verified<Raw<GitHub>>) -> StatusCode {
    StatusCode::OK
}

async fn actix_bare(body: Bytes) -> HttpResponse {
    drop(body);
    HttpResponse::Ok().finish()
}

async fn actix_hash(body: Bytes) -> HttpResponse {
    black_box(FLOOR.tag(&body));
    HttpResponse::Ok().finish()
}

async fn actix_pasted(request: HttpRequest, body: Bytes) -> HttpResponse {
    let presented = request.headers().get(TAG).and_then(|tag| tag.to_str().ok());
    if is_genuine(SECRET, presented, &body) { HttpResponse::Ok() } else { HttpResponse::Unauthorized() }
        .finish()
}

async fn actix_ours(_: Verified<Raw<GitHub>>) -> HttpResponse {
    HttpResponse::Ok().finish()
}
