//! <https://developer.flutterwave.com/docs/webhooks>

use crate::{Provider, Scheme, Source};

/// Flutterwave, third version of the API. The secret is the secret hash of the dashboard, which the header
/// holds as it is, and which proves nothing about the body.
#[derive(Debug, Clone, Copy)]
pub enum FlutterwaveV3 {}

impl Provider for FlutterwaveV3 {
    const SCHEME: Scheme = Scheme::token("flutterwave_v3", Source::Header("verif-hash"))
        .event(Source::Field("/event"))
        .time(Source::Field("/data/created_at"))
        .data("/data");
}
