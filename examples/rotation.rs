//! A secret that changes over without a refused delivery.
//!
//! ```sh
//! cargo run --example rotation
//! ```
//!
//! The receiver accepts the new secret and, for a while, the old one. A time ends the old one, and
//! `replace_keys` brings the next one into a verifier that is already in use.

use countersign::providers::GitHub;
use countersign::{Delivery, Verifier};
use time::OffsetDateTime;
use time::macros::datetime;

const OLD: &str = "old-4f1c0a6be2d97735";
const NEW: &str = "new-a8d3c95e01b7f264";
const NEXT: &str = "next-60e7b2d8f4915ac3";

const BEFORE: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const END: OffsetDateTime = datetime!(2026-11-23 12:00 UTC);
const AFTER: OffsetDateTime = datetime!(2026-11-24 12:00 UTC);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The new secret first, then the old one and its end.
    let github = Verifier::<GitHub>::new(NEW)?.or(OLD)?.until(END);

    // Both are accepted, and the receipt says which it was.
    let event = github.verify(signed_with(NEW, BEFORE)?)?;
    assert_eq!(event.receipt().key(), 0);
    let event = github.verify(signed_with(OLD, BEFORE)?)?;
    assert_eq!(event.receipt().key(), 1);
    println!("before the end: both secrets are accepted");

    // After the end the old one is refused, and counted: somebody still signs with it.
    let error = github.verify(signed_with(OLD, AFTER)?).expect_err("a retired key");
    assert_eq!(error, countersign::Error::RetiredKey);
    assert_eq!(github.retired_uses(), 1);
    println!("after the end: {error} ({} so far)", github.retired_uses());

    // At run time, as when a configuration is read again: all clones change at once.
    let in_the_router = github.clone();
    github.replace_keys(Verifier::new(NEXT)?.or(NEW)?);
    let event = in_the_router.verify(signed_with(NEXT, AFTER)?)?;
    assert_eq!(event.receipt().key(), 0);
    let error = in_the_router.verify(signed_with(OLD, AFTER)?).expect_err("an unknown key");
    assert_eq!(error, countersign::Error::Mismatch);
    println!("replaced: the next secret is accepted, the oldest is unknown ({error})");
    Ok(())
}

/// A delivery as GitHub would send it with this secret.
fn signed_with(secret: &str, received_at: OffsetDateTime) -> Result<Delivery, Box<dyn std::error::Error>> {
    let request = Verifier::<GitHub>::new(secret)?.sign("{}").request()?;
    Ok(Delivery::from_request(request, received_at))
}
