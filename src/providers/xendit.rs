//! <https://docs.xendit.co/apidocs/webhook-behavior>

use crate::{Provider, Scheme, Source};

/// Xendit, with the account's webhook verification token. It says who sends, and nothing about what was
/// sent.
///
/// Xendit waits for 30 seconds and tries again six times, but not after a timeout.
#[derive(Debug, Clone, Copy)]
pub enum Xendit {}

impl Provider for Xendit {
    const SCHEME: Scheme = Scheme::token("xendit", Source::Header("x-callback-token"))
        .event(Source::Field("/event"))
        .time(Source::Field("/created"))
        .account(Source::Field("/business_id"))
        .data("/data");
}
