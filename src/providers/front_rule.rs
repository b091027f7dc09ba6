//! <https://dev.frontapp.com/docs/rule-webhooks>

use crate::{Provider, Scheme, Source};

/// Front, rule webhooks. The secret is the company's API secret.
///
/// Front waits for five seconds and does not try again.
#[derive(Debug, Clone, Copy)]
pub enum FrontRule {}

impl Provider for FrontRule {
    const SCHEME: Scheme = Scheme::hmac_sha1("front_rule", "x-front-signature")
        .variant_of("front")
        .base64()
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/emitted_at"));
}
