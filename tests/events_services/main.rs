//! Typed events of services that people and machines use: what is read, and what may be unknown or missing.

use countersign::{Delivery, Event, Label, PayloadError, Verified, dangerous};
use time::OffsetDateTime;
use time::macros::datetime;

#[cfg(feature = "events-cloudevents")]
mod cloudevents;
#[cfg(feature = "events-discord")]
mod discord;
#[cfg(feature = "events-echolon")]
mod echolon;
#[cfg(feature = "events-hookdeck")]
mod hookdeck;
#[cfg(feature = "events-hubspot")]
mod hubspot;
#[cfg(feature = "events-line")]
mod line;
#[cfg(feature = "events-linear")]
mod linear;
#[cfg(feature = "events-meta")]
mod meta;
#[cfg(feature = "events-paddle")]
mod paddle;
#[cfg(feature = "events-pagerduty")]
mod pagerduty;
#[cfg(feature = "events-sendgrid")]
mod sendgrid;
#[cfg(feature = "events-sentry")]
mod sentry;
#[cfg(feature = "events-slack")]
mod slack;
#[cfg(feature = "events-standard-webhooks")]
mod standard_webhooks;
#[cfg(feature = "events-twilio")]
mod twilio;
#[cfg(feature = "events-twitch")]
mod twitch;
#[cfg(feature = "events-webex")]
mod webex;
#[cfg(feature = "events-zalo")]
mod zalo;
#[cfg(feature = "events-zoom")]
mod zoom;

const NOON: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// A genuine delivery of this body, as an event.
fn parse<E: Event>(body: &str) -> Result<Verified<E>, PayloadError> {
    parse_with(&[], body)
}

/// The same, with headers.
fn parse_with<E: Event>(headers: &[(&str, &str)], body: &str) -> Result<Verified<E>, PayloadError> {
    let request = http::Request::post("/");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let request = request.body(body.to_owned()).expect("the headers of a test are valid");
    dangerous::assume_verified(Delivery::from_request(request, NOON))
}

fn text(label: Option<Label<'_>>) -> Option<String> {
    label.map(|label| label.text().to_owned())
}
