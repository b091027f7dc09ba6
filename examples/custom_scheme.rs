//! A sender of your own, described in a few lines, without a framework.
//!
//! ```sh
//! cargo run --example custom_scheme
//! ```
//!
//! Acme sends `X-Acme-Signature: ts=<seconds>,sig=<base64>`, where the signature is the HMAC-SHA-256 of
//! `v0:<seconds>:<body>`. The one below was made with:
//!
//! ```sh
//! printf %s 'v0:1795348800:{"order":7}' | openssl dgst -sha256 -hmac 8f742231b10e8888abcd99 -binary | base64
//! ```

use std::error::Error;

use countersign::{Assurance, Delivery, Part, Provider, Scheme, Verifier};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

/// Acme, of which no catalogue knows.
enum Acme {}

impl Provider for Acme {
    const SCHEME: Scheme = Scheme::hmac_sha256("acme", "x-acme-signature")
        .pairs("ts", "sig")
        .base64()
        .signs(&[Part::Literal("v0:"), Part::Timestamp, Part::Literal(":"), Part::Body])
        .tolerance(Duration::minutes(2));
}

/// 1795348800 seconds after the epoch.
const SENT: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

fn main() -> Result<(), Box<dyn Error>> {
    let acme = Verifier::<Acme>::new("8f742231b10e8888abcd99")?;

    let event = acme.verify(delivery(r#"{"order":7}"#, SENT)?)?;
    assert_eq!(event.body(), r#"{"order":7}"#);
    assert_eq!(event.receipt().signed_at(), Some(SENT));
    assert_eq!(event.receipt().assurance(), Assurance::Body);
    println!("accepted: {:?}", event.body());

    let error = acme.verify(delivery(r#"{"order":8}"#, SENT)?).expect_err("another body");
    assert_eq!(error, countersign::Error::Mismatch);
    println!("refused:  {error}");

    let late = SENT + Duration::seconds(121);
    let error = acme.verify(delivery(r#"{"order":7}"#, late)?).expect_err("later than two minutes");
    assert_eq!(error, countersign::Error::Stale { age: Duration::seconds(121) });
    println!("refused:  {error}");
    Ok(())
}

/// A request as Acme sent it at [`SENT`], with this body, arriving at this time.
fn delivery(body: &'static str, received_at: OffsetDateTime) -> Result<Delivery, http::Error> {
    let request = http::Request::post("/acme")
        .header("x-acme-signature", "ts=1795348800,sig=WPMFNRa5qpRelKJVE+k0uX7DW6YMEmH5xNA7M9AilzI=")
        .body(body)?;
    Ok(Delivery::from_request(request, received_at))
}
