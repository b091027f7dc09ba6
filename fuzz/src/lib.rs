//! What is fuzzed: one function a target, each of which takes bytes and panics where something does not hold.
//!
//! ```sh
//! cargo +nightly fuzz run --features libfuzzer check
//! cargo test --manifest-path fuzz/Cargo.toml
//! ```
//!
//! The first runs one under libFuzzer; the second replays all corpora, and inputs from a fixed seed, with any
//! compiler.

#![allow(clippy::unwrap_used, reason = "a panic is what a fuzzer looks for")]

mod batch;
mod check;
mod events;
mod forms;
mod genuine;
mod input;
mod json;
mod jwt;
mod keys;
mod layouts;
mod raw;
mod urls;
mod wanted;

pub use self::batch::batch;
pub use self::check::{asymmetric, check};
pub use self::events::events;
pub use self::forms::forms;
pub use self::json::json;
pub use self::jwt::jwt;
pub use self::keys::keys;
pub use self::layouts::layouts;
pub use self::raw::raw_check;
pub use self::urls::urls;
pub use self::wanted::wanted;

/// A target: its name, which is that of its corpus, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 12] = [
    ("asymmetric", asymmetric),
    ("batch", batch),
    ("check", check),
    ("events", events),
    ("forms", forms),
    ("json", json),
    ("jwt", jwt),
    ("keys", keys),
    ("layouts", layouts),
    ("raw_check", raw_check),
    ("urls", urls),
    ("wanted", wanted),
];
