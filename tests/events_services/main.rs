//! Typed events of services that people and machines use: what is read, and what may be unknown or missing.

use countersign::{Delivery, Event, PayloadError, Verified, dangerous};
use time::macros::datetime;

#[cfg(feature = "events-cloudevents")]
mod cloudevents;
#[cfg(feature = "events-discord")]
mod discord;
#[cfg(feature = "events-line")]
mod line;
#[cfg(feature = "events-linear")]
mod linear;
#[cfg(feature = "events-meta")]
mod meta;
#[cfg(feature = "events-pagerduty")]
mod pagerduty;
#[cfg(feature = "events-sentry")]
mod sentry;
#[cfg(feature = "events-slack")]
mod slack;
#[cfg(feature = "events-standard-webhooks")]
mod standard_webhooks;
#[cfg(feature = "events-twitch")]
mod twitch;
#[cfg(feature = "events-zoom")]
mod zoom;

/// A genuine delivery of this body, as an event.
fn parse<E: Event>(body: &str) -> Result<Verified<E>, PayloadError> {
    parse_with(&[], body)
}

/// The same, with headers.
fn parse_with<E: Event>(headers: &[(&str, &str)], body: &str) -> Result<Verified<E>, PayloadError> {
    let request = http::Request::post("/");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let request = request.body(body.to_owned()).expect("the headers of a test are valid");
    dangerous::assume_verified(Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC)))
}
