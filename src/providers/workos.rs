//! <https://github.com/workos/workos-node>

use time::Duration;

use crate::{Layout, Part, Provider, Scheme, Source, Unit};

/// WorkOS webhooks.
#[derive(Debug, Clone, Copy)]
pub enum WorkOS {}

impl Provider for WorkOS {
    const SCHEME: Scheme = Scheme::hmac_sha256("workos", "workos-signature")
        .layout(Layout::Pairs(',', "v1"))
        .timestamp(Source::Label("t"), Unit::Milliseconds)
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .tolerance(Duration::minutes(3))
        .id(Source::Field("/id"))
        .event(Source::Field("/event"))
        .time(Source::Field("/created_at"))
        .data("/data");
}
