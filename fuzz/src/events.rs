//! Every typed event, of arbitrary payloads.

use arbitrary::{Result, Unstructured};
use bytes::Bytes;
use countersign::events::{
    bitbucket, cloudevents, discord, echolon, github, gitlab, hookdeck, hubspot, line, linear, meta, paddle,
    pagerduty, sendgrid, sentry, shopify, slack, standard_webhooks, stripe, twilio, twitch, webex, zalo,
    zoom,
};
use countersign::{Batch, By, Delivery, Event, dangerous};
use http::{HeaderValue, Request};
use time::OffsetDateTime;

use crate::input;
use crate::raw::read;

/// The first byte says which type, then come the name of the event and the payload.
pub fn events(input: &[u8]) {
    let _ = run(&mut Unstructured::new(input));
}

type Parse = fn(Request<Bytes>);

/// Every type that the crate has for a delivery, with the header in which the event's name is.
const KINDS: [(Parse, &str); 27] = [
    (parse::<bitbucket::Event>, "x-event-key"),
    (parse::<bitbucket::server::Event>, "x-event-key"),
    (parse::<cloudevents::Event>, "ce-type"),
    (parse::<Batch<cloudevents::Event>>, "ce-type"),
    (parse::<discord::Event>, ""),
    (parse::<discord::Interaction>, ""),
    (parse::<echolon::Event>, ""),
    (parse::<github::Event>, "x-github-event"),
    (parse::<gitlab::Event>, "x-gitlab-event"),
    (parse::<hookdeck::Event>, ""),
    (parse::<Batch<hubspot::Event>>, ""),
    (parse::<Batch<line::Event>>, ""),
    (parse::<linear::Event>, "linear-event"),
    (parse::<Batch<meta::Event>>, ""),
    (parse::<paddle::Event>, ""),
    (parse::<pagerduty::Event>, ""),
    (parse::<Batch<sendgrid::Event>>, ""),
    (parse::<sentry::Event>, "sentry-hook-resource"),
    (parse::<shopify::Event>, "x-shopify-topic"),
    (parse::<slack::Event>, ""),
    (parse::<standard_webhooks::Event>, ""),
    (parse::<stripe::Event>, ""),
    (parse::<twilio::Event>, ""),
    (parse::<twitch::Event>, "twitch-eventsub-message-type"),
    (parse::<webex::Event>, ""),
    (parse::<zalo::Event>, ""),
    (parse::<zoom::Event>, ""),
];

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let (parse, header) = KINDS[usize::from(u.arbitrary::<u8>()?) % KINDS.len()];
    let name = input::bytes(u, 60)?;
    let mut request = Request::new(Bytes::copy_from_slice(input::rest(u)));
    if let (false, Ok(name)) = (header.is_empty(), HeaderValue::from_bytes(name)) {
        request.headers_mut().insert(header, name);
    }
    parse(request);
    Ok(())
}

fn parse<E: Event>(request: Request<Bytes>) {
    let delivery = Delivery::from_request(request, OffsetDateTime::UNIX_EPOCH);
    let first = dangerous::assume_verified::<E>(delivery.clone());
    // A type around it changes nothing.
    let second = dangerous::assume_verified::<By<E::Provider, Box<E>>>(delivery);
    match (first, second) {
        (Ok(event), Ok(_)) => read(&event),
        (Err(one), Err(other)) => assert_eq!(one, other),
        (one, other) => panic!("parsed {:?}, then {:?}", one.err(), other.err()),
    }
}
