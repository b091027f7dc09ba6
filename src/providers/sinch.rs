//! <https://github.com/sinch/sinch-sdk-node>

use crate::{Part, Provider, Scheme, Source, Unit};

/// Sinch Conversation and Fax. Voice, Verification and Numbers have other rules.
///
/// Repetitions are told by the nonce. Whether what is tried again has the same one is not documented.
#[derive(Debug, Clone, Copy)]
pub enum Sinch {}

impl Provider for Sinch {
    const SCHEME: Scheme = Scheme::hmac_sha256("sinch", "x-sinch-webhook-signature")
        .base64()
        .requires(&[("x-sinch-webhook-signature-algorithm", "HmacSHA256")])
        .timestamp(Source::Header("x-sinch-webhook-signature-timestamp"), Unit::Seconds)
        .signs(&[Part::Body, Part::Literal("."), Part::Id, Part::Literal("."), Part::Timestamp])
        .id(Source::Header("x-sinch-webhook-signature-nonce"))
        .time(Source::First(&[Source::Field("/event_time"), Source::Field("/accepted_time")]))
        .account(Source::Field("/project_id"));
}
