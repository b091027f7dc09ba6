//! <https://developer.flutterwave.com/docs/webhooks>

use crate::{Provider, Scheme, Source};

/// Flutterwave, fourth version of the API. The secret is the secret hash of the dashboard.
///
/// Established from other people's code; some of Flutterwave's samples compare the header with the secret
/// itself.
#[derive(Debug, Clone, Copy)]
pub enum FlutterwaveV4 {}

impl Provider for FlutterwaveV4 {
    const SCHEME: Scheme = Scheme::hmac_sha256("flutterwave_v4", "flutterwave-signature")
        .base64()
        .event(Source::Field("/type"))
        .time(Source::Field("/timestamp"))
        .data("/data");
}
