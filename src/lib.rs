//! Receive webhooks one can trust: who sent a request is proven, that nobody changed it, and that it is
//! neither old nor handled before.
//!
//! A webhook endpoint is a public URL that acts on what strangers send. Here is how a delivery goes:
//!
//! 1. A [`Verifier`] is made once, of the secret as the [provider](providers)'s dashboard shows it.
//! 2. It checks a [`Delivery`], the exact bytes that came in, and gives a [`Verified`] event. Nothing else
//!    makes one. With the features `axum` and `actix` it is an extractor: a handler asks for
//!    `Verified<Json<GitHub, Push>>` and sees nothing that is not genuine.
//! 3. The handler may wrap its work in [`once`](replay::once), so that a retry, a concurrent copy or a
//!    replay has no second effect; or store the delivery in an `inbox`, or hand it on to a message broker
//!    (`handoff`), and answer at once.
//!
//! ```
//! use countersign::providers::Stripe;
//! use countersign::{Delivery, Json, Verifier};
//! use time::macros::datetime;
//!
//! #[derive(serde::Deserialize)]
//! struct Event {
//!     r#type: String,
//! }
//!
//! // The secret now in use, and the one before it.
//! let stripe = Verifier::<Stripe>::new("whsec_b6hHwtmp0")?.or("whsec_dLiH4mWrd")?;
//!
//! // What Stripe would send.
//! let now = datetime!(2026-11-22 12:00 UTC);
//! let request = stripe.sign(r#"{"id":"evt_1","type":"invoice.paid"}"#).at(now).request()?;
//!
//! let event = stripe.verify(Delivery::from_request(request, now))?.parse::<Json<Stripe, Event>>()?;
//! assert_eq!(event.r#type, "invoice.paid");
//! assert_eq!(event.receipt().key(), 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a receipt says
//!
//! Every [`Verified`] has a [`Receipt`]: which key matched, when the delivery was signed, and what the
//! proof covers. That is computed from what the scheme signs. An id or an event name that the signature does
//! not cover, as GitHub's, is a [`Label`] whose [`covered`](Label::covered) is `None`, and no idempotency key
//! is made of it.
//!
//! # A sender of your own
//!
//! A [`Provider`] is a type with a [`Scheme`]: where the tag is, how it is written, and what is signed. The
//! catalogue uses nothing that another crate cannot use.
//!
//! # What it does not do
//!
//! The core reads no clock, opens no socket and has no `async`: time comes in with the delivery. It does
//! not decompress bodies, since signatures are over the bytes that were sent, and it does not limit their
//! size, which is the framework's task.
//!
//! # Pages
//!
//! In the folder `docs` of the repository and of the package there is a page for each task: `receive.md`, `events.md`,
//! `delivery.md` (work that is done once), `rotate.md`, `test.md` and `debug.md` (why a delivery is refused); and
//! `providers.md`, which has all senders.
//!
//! # Features
//!
//! None is on by default.
//!
//! | feature | what it adds |
//! |---|---|
//! | `actix` | [`Verified`] as an extractor for actix-web 4, in the module `actix` |
//! | `axum` | [`Verified`] as an extractor for axum 0.8, in the module `axum` |
//! | `client-cert` | client certificates as a condition, in the module [`condition`] |
//! | `connect-info` | with `axum`, the peer by axum's `ConnectInfo` |
//! | `ecdsa` | ECDSA signatures on the curves P-256 and P-521, and the senders that use them |
//! | `ed25519` | Ed25519 signatures, and the senders that use them |
//! | `events-github` and other `events-*` | typed events of that sender, in the module `events` |
//! | `fetch` | keys that are fetched while deliveries come in, in the module `fetch` |
//! | `form` | [`Form`], payloads of form fields as types |
//! | `handoff` | deliveries handed on to a message broker of your own, in the module `handoff` |
//! | `https` | keys that are fetched over HTTPS, `fetch::Https`; needs a C compiler |
//! | `inbox` | deliveries kept until workers have handled them, in the module `inbox`, with `sqlite` or `postgres` for where |
//! | `jwt` | tokens with claims, signed by HMAC or, with `ecdsa` and `rsa`, under public keys, and the senders that use them |
//! | `kafka` | hand-off to Kafka, `handoff::Kafka` |
//! | `limit` | a limit on failures of each source, in the module [`condition`] |
//! | `memory` | the store in memory, `replay::Memory` |
//! | `nats` | hand-off to NATS JetStream, `handoff::Nats` |
//! | `networks` | networks from which deliveries may come, and trusted proxies, in the module [`condition`] |
//! | `postgres` | the store in PostgreSQL, `replay::Postgres`, also in transactions of your own, and the inbox there; needs Rust 1.94 |
//! | `rabbitmq` | hand-off to RabbitMQ, `handoff::RabbitMq` |
//! | `redis` | the store in Redis, `replay::Redis` |
//! | `redis-streams` | hand-off to a stream in Redis, `handoff::RedisStream` |
//! | `rsa` | RSA signatures, certificates as keys and in chains, and the senders that use them; needs a C compiler |
//! | `schema` | payloads that are checked against JSON Schemas, in the module `schema` |
//! | `sqlite` | the store in SQLite, `replay::Sqlite`, also in transactions of your own, and the inbox there; needs a C compiler and Rust 1.94 |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod acceptance;
#[cfg(feature = "actix")]
#[cfg_attr(docsrs, doc(cfg(feature = "actix")))]
pub mod actix;
mod algorithm;
mod arriving;
#[cfg(feature = "axum")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
pub mod axum;
pub mod catalogue;
mod check;
pub mod condition;
mod config;
mod connection;
pub mod dangerous;
mod delivery;
mod denial;
mod envelope;
mod error;
mod event;
#[cfg(any(
    feature = "events-bitbucket",
    feature = "events-cloudevents",
    feature = "events-discord",
    feature = "events-echolon",
    feature = "events-github",
    feature = "events-gitlab",
    feature = "events-hookdeck",
    feature = "events-hubspot",
    feature = "events-line",
    feature = "events-linear",
    feature = "events-meta",
    feature = "events-paddle",
    feature = "events-pagerduty",
    feature = "events-sendgrid",
    feature = "events-sentry",
    feature = "events-shopify",
    feature = "events-slack",
    feature = "events-standard-webhooks",
    feature = "events-stripe",
    feature = "events-twilio",
    feature = "events-twitch",
    feature = "events-webex",
    feature = "events-zalo",
    feature = "events-zoom"
))]
pub mod events;
#[cfg(feature = "fetch")]
#[cfg_attr(docsrs, doc(cfg(feature = "fetch")))]
pub mod fetch;
#[cfg(feature = "handoff")]
#[cfg_attr(docsrs, doc(cfg(feature = "handoff")))]
pub mod handoff;
mod handshake;
#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
#[cfg_attr(docsrs, doc(cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))))]
pub mod inbox;
mod json;
#[cfg(feature = "jwt")]
mod jwt_claim;
#[cfg(any(feature = "handoff", all(feature = "inbox", any(feature = "postgres", feature = "sqlite"))))]
mod kept;
mod keys;
mod layout;
mod message;
mod multipart;
mod part;
mod presented;
pub mod providers;
mod published;
mod refusal;
pub mod replay;
#[cfg(feature = "schema")]
#[cfg_attr(docsrs, doc(cfg(feature = "schema")))]
pub mod schema;
mod scheme;
mod secret;
mod sign;
mod unproven;
mod url;
mod verified;
mod verifier;
#[cfg(any(
    feature = "handoff",
    feature = "https",
    feature = "memory",
    feature = "postgres",
    feature = "redis",
    feature = "sqlite"
))]
mod wait;

pub use self::acceptance::Acceptance;
#[cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))]
#[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))))]
pub use self::algorithm::CertificateChain;
pub use self::arriving::{AT_ONCE, Arriving};
pub use self::connection::Connection;
pub use self::delivery::{Delivery, Head, Headers};
pub use self::denial::Denial;
pub use self::envelope::Envelope;
pub use self::error::{Error, KeyError, PayloadError};
#[cfg(feature = "form")]
#[cfg_attr(docsrs, doc(cfg(feature = "form")))]
pub use self::event::Form;
pub use self::event::{Batch, By, Data, Event, Item, Json, Payload, Raw, Unfit};
pub use self::handshake::{Handshake, MAX_CHALLENGE, MAX_UNSIGNED_PROBE, Value};
#[cfg(feature = "jwt")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
pub use self::jwt_claim::JwtClaim;
pub use self::layout::{Encoding, Layout, MAX_TAGS};
pub use self::part::{Part, Repeats, Sorted, Source, UrlForm};
pub use self::published::{Confirmation, Published};
pub use self::refusal::Refusal;
pub use self::scheme::{Provider, Scheme, Unit};
pub use self::secret::{KeyForm, Secret};
pub use self::sign::{SignError, Signing};
pub use self::unproven::Unproven;
pub use self::verified::{Assurance, IdempotencyKey, Label, Receipt, Verified};
pub use self::verifier::{AnyProvider, Pending, Verifier};

/// The code of the page on refusals, so that it compiles and runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../docs/debug.md")]
mod debug_page {}

/// The code of the page on delivery, so that it compiles.
#[cfg(all(
    doctest,
    feature = "axum",
    feature = "inbox",
    feature = "nats",
    feature = "postgres",
    feature = "redis"
))]
#[doc = include_str!("../docs/delivery.md")]
mod delivery_page {}

/// The code of the page on events, so that it compiles.
#[cfg(doctest)]
#[doc = include_str!("../docs/events.md")]
mod events_page {}

/// The code of the README, so that it compiles and runs as a test.
#[cfg(all(doctest, feature = "actix", feature = "axum", feature = "memory"))]
#[doc = include_str!("../README.md")]
mod readme {}

/// The code of the page on receiving, so that it compiles and runs as a test.
#[cfg(all(doctest, feature = "actix", feature = "axum", feature = "limit"))]
#[doc = include_str!("../docs/receive.md")]
mod receive_page {}

/// The code of the page on secrets that change, so that it compiles.
#[cfg(doctest)]
#[doc = include_str!("../docs/rotate.md")]
mod rotate_page {}

/// The code of the page on tests, so that it compiles and runs as a test.
#[cfg(all(
    doctest,
    feature = "actix",
    feature = "axum",
    feature = "inbox",
    feature = "memory",
    feature = "sqlite"
))]
#[doc = include_str!("../docs/test.md")]
mod test_page {}
