//! <https://github.com/dodopayments/dodopayments-typescript>

use crate::{Provider, Scheme, Source};

/// Dodo Payments, which follows Standard Webhooks.
#[derive(Debug, Clone, Copy)]
pub enum DodoPayments {}

impl Provider for DodoPayments {
    const SCHEME: Scheme = Scheme::standard_webhooks("dodo_payments")
        .event(Source::Field("/type"))
        .time(Source::Field("/timestamp"))
        .account(Source::Field("/business_id"))
        .data("/data");
}
