//! <https://www.revenuecat.com/docs/integrations/webhooks>

use crate::{Provider, Scheme, Source};

/// RevenueCat, with the secret in `Authorization`, as it was entered. It says who sends, and nothing about
/// what was sent.
///
/// RevenueCat takes only a `200` for success, and tries again five times in two and a half hours.
#[derive(Debug, Clone, Copy)]
pub enum RevenueCat {}

impl Provider for RevenueCat {
    const SCHEME: Scheme = Scheme::token("revenuecat", Source::Header("authorization"))
        .id(Source::Field("/event/id"))
        .event(Source::Field("/event/type"))
        .time(Source::Field("/event/event_timestamp_ms"))
        .account(Source::Field("/event/app_id"))
        .version(Source::Field("/api_version"))
        .data("/event");
}
