//! <https://github.com/sinch/sinch-sdk-node>

use crate::{Provider, Scheme, Source};

/// Sinch Numbers callbacks. The secret is the callback secret.
#[derive(Debug, Clone, Copy)]
pub enum SinchNumbers {}

impl Provider for SinchNumbers {
    const SCHEME: Scheme = Scheme::hmac_sha1("sinch_numbers", "x-sinch-signature")
        .id(Source::Field("/eventId"))
        .event(Source::Field("/eventType"))
        .time(Source::Field("/timestamp"))
        .account(Source::Field("/projectId"));
}
