//! <https://developer.xero.com/documentation/webhooks/configuring-your-server>

use crate::{Handshake, Provider, Scheme, Source};

/// Xero. The signing key looks like base64 and is used as text.
///
/// Xero activates a webhook once the endpoint has answered good signatures with `200` and bad ones, which
/// it sends on purpose, with `401`. They hold no events, and are answered without the handler. It wants an empty answer without cookies within five seconds, and tries
/// again for 24 hours. One delivery may hold several events.
#[derive(Debug, Clone, Copy)]
pub enum Xero {}

impl Provider for Xero {
    const SCHEME: Scheme = Scheme::hmac_sha256("xero", "x-xero-signature")
        .base64()
        .event(Source::Join(&[
            Source::Field("/events/0/eventCategory"),
            Source::Field("/events/0/eventType"),
        ]))
        .handshakes(&[Handshake::signed().empty("/events")])
        .time(Source::Field("/events/0/eventDateUtc"))
        .account(Source::Field("/events/0/tenantId"))
        .items("/events/*")
        .item_event(Source::Join(&[Source::Field("/eventCategory"), Source::Field("/eventType")]));
}
