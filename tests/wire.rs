//! Both adapters, over sockets: the same requests, the same answers.

#![cfg(all(feature = "actix", feature = "axum"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "wire/actix_pieces.rs"]
mod actix_pieces;
#[path = "wire/actix_server.rs"]
mod actix_server;
#[path = "wire/answers.rs"]
mod answers;
#[path = "wire/app.rs"]
mod app;
#[path = "wire/axum_pieces.rs"]
mod axum_pieces;
#[path = "wire/axum_server.rs"]
mod axum_server;
#[path = "wire/bodies.rs"]
mod bodies;
#[path = "wire/cases.rs"]
mod cases;
#[path = "wire/client.rs"]
mod client;
#[path = "wire/compressed.rs"]
mod compressed;
#[cfg(all(feature = "client-cert", feature = "connect-info", feature = "limit"))]
#[path = "wire/conditions.rs"]
mod conditions;
#[path = "wire/credentials.rs"]
mod credentials;
#[path = "wire/events.rs"]
mod events;
#[path = "wire/handshakes.rs"]
mod handshakes;
#[cfg(all(feature = "fetch", feature = "ecdsa", feature = "ed25519"))]
#[path = "wire/keys.rs"]
mod keys;
#[path = "wire/leaks.rs"]
mod leaks;
#[path = "wire/payloads.rs"]
mod payloads;
#[path = "wire/senders.rs"]
mod senders;
#[path = "wire/server.rs"]
mod server;
