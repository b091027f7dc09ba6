//! <https://github.com/PagerDuty/developer-docs>

use crate::{Layout, Provider, Scheme, Source};

/// PagerDuty V3 webhooks.
///
/// PagerDuty waits for five seconds and tries again for up to 48 hours, but not after a `4xx` other than
/// `429`.
#[derive(Debug, Clone, Copy)]
pub enum PagerDuty {}

impl Provider for PagerDuty {
    const SCHEME: Scheme = Scheme::hmac_sha256("pagerduty", "x-pagerduty-signature")
        // One a secret while it changes over.
        .layout(Layout::Pairs(',', "v1"))
        .id(Source::Field("/event/id"))
        .time(Source::Field("/event/occurred_at"))
        .data("/event/data")
        .event(Source::Field("/event/event_type"));
}
