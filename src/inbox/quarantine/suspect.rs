//! What is kept of a delivery that no key matched.

use std::net::IpAddr;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::connection::{Connection, Source};
use crate::delivery::Delivery;
use crate::kept;
use crate::unproven::Unproven;

/// What is kept of a delivery that no key matched.
pub(in crate::inbox) struct Suspect {
    pub(in crate::inbox) provider: &'static str,
    pub(in crate::inbox) endpoint: Option<String>,
    /// Who sent it, where that is known.
    pub(in crate::inbox) source: String,
    /// Whether its sender was told that it is kept, so that it gives way to no other.
    pub(in crate::inbox) is_promised: bool,
    pub(in crate::inbox) arrival: String,
    pub(in crate::inbox) head: Vec<u8>,
    pub(in crate::inbox) body: Vec<u8>,
}

/// When and how it came.
#[derive(Serialize, Deserialize)]
struct Arrival {
    /// In nanoseconds since 1970.
    received_at: i128,
    peer: Option<IpAddr>,
    is_https: Option<bool>,
}

impl Suspect {
    /// Unless it is longer than this.
    pub(super) fn of(unproven: &Unproven, is_promised: bool, longest: u64) -> Option<Self> {
        let (delivery, config) = (unproven.delivery(), unproven.config());
        let (head, body) = (delivery.head(), delivery.body());
        if body.len() as u64 > longest {
            return None;
        }
        let arrival = Arrival {
            received_at: head.received_at.unix_timestamp_nanos(),
            peer: head.connection.peer(),
            is_https: head.connection.is_https(),
        };
        let source = config.origin(head).address().map(|address| Source::of(address).to_string());
        let suspect = Self {
            provider: config.scheme.name(),
            endpoint: config.endpoint.as_deref().map(str::to_owned),
            source: source.unwrap_or_default(),
            is_promised,
            arrival: serde_json::to_string(&arrival).expect("numbers and an address are JSON"),
            head: kept::written(head, config.scheme),
            body: body.to_vec(),
        };
        (suspect.size() <= longest).then_some(suspect)
    }

    /// How many bytes its head and its body have.
    pub(in crate::inbox) const fn size(&self) -> u64 {
        self.head.len() as u64 + self.body.len() as u64
    }
}

/// The delivery that was kept, unless this version would not have kept it so.
pub(super) fn delivery(arrival: &str, head: &[u8], body: Bytes) -> Option<Delivery> {
    let Arrival { received_at, peer, is_https } = serde_json::from_str(arrival).ok()?;
    let received_at = OffsetDateTime::from_unix_timestamp_nanos(received_at).ok()?;
    let connection = peer.map(Connection::from).unwrap_or_default();
    let connection = match is_https {
        Some(true) => connection.https(),
        Some(false) => connection.http(),
        None => connection,
    };
    Some(kept::delivery(head, body, received_at).ok()?.over(connection))
}
