//! <https://mux.com/docs/core/verify-webhook-signatures>

use crate::{Part, Provider, Scheme, Source};

/// Mux. Each endpoint has a secret of its own.
#[derive(Debug, Clone, Copy)]
pub enum Mux {}

impl Provider for Mux {
    const SCHEME: Scheme = Scheme::hmac_sha256("mux", "mux-signature")
        .pairs("t", "v1")
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/environment/id"))
        .data("/data");
}
