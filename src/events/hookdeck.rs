//! Events of Hookdeck. <https://hookdeck.com/docs/event-gateway-headers>
//!
//! Hookdeck passes on what other senders send, as they send it, and says in headers how. Where the sender's events
//! are told by their body, [`By`](crate::By) reads them: `By<Hookdeck, stripe::Event>`.

use crate::error::PayloadError;
use crate::event::Payload;
use crate::part::Source;
use crate::providers::Hookdeck;

/// How an event was passed on. It stands in headers, which are not signed; what was passed on is the body.
///
/// With actix-web only the headers that the scheme names are there: the event's id and the attempt.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// The event at Hookdeck. Its attempts have the same.
    pub id: Option<String>,
    /// The request that it came by.
    pub request_id: Option<String>,
    /// The source that took it.
    pub source: Option<String>,
    /// The destination that it goes to.
    pub destination: Option<String>,
    /// The connection between the two.
    pub connection: Option<String>,
    /// Which attempt this is, from 1.
    pub attempt: Option<u32>,
    /// Why this attempt was made: `INITIAL`, `AUTOMATIC`, `MANUAL`.
    pub trigger: Option<String>,
    /// In how many seconds it is tried again if this attempt fails.
    pub will_retry_after: Option<u64>,
    /// Whether Hookdeck verified the sender.
    pub verified: Option<bool>,
    /// The address that the sender sent it from.
    pub original_ip: Option<String>,
}

impl crate::Event for Event {
    type Provider = Hookdeck;

    fn parse(payload: &Payload<'_, Hookdeck>) -> Result<Self, PayloadError> {
        let reader = payload.receipt().reader();
        let header = |name| Some(reader.read(Source::Header(name), b"").ok()??.into_owned());
        let number = |name| header(name).and_then(|text| text.parse().ok());
        Ok(Self {
            id: header("x-hookdeck-eventid"),
            request_id: header("x-hookdeck-requestid"),
            source: header("x-hookdeck-source-name"),
            destination: header("x-hookdeck-destination-name"),
            connection: header("x-hookdeck-connection-name"),
            attempt: number("x-hookdeck-attempt-count").and_then(|count: u64| count.try_into().ok()),
            trigger: header("x-hookdeck-attempt-trigger"),
            will_retry_after: number("x-hookdeck-will-retry-after"),
            verified: header("x-hookdeck-verified").and_then(|text| text.parse().ok()),
            original_ip: header("x-hookdeck-original-ip"),
        })
    }
}
