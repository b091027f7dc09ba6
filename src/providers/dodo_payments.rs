//! <https://github.com/dodopayments/dodopayments-typescript>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Dodo Payments, which follows Standard Webhooks.
#[derive(Debug, Clone, Copy)]
pub enum DodoPayments {}

impl Provider for DodoPayments {
    const SCHEME: Scheme = Scheme::hmac_sha256("dodo_payments", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16)
        .event(Source::Field("/type"))
        .time(Source::Field("/timestamp"))
        .account(Source::Field("/business_id"))
        .data("/data");
}
