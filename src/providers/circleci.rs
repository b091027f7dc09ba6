//! <https://circleci.com/docs/outbound-webhooks/>

use crate::{Layout, Provider, Scheme, Source};

/// CircleCI, outbound webhooks.
#[derive(Debug, Clone, Copy)]
pub enum CircleCi {}

impl Provider for CircleCi {
    const SCHEME: Scheme = Scheme::hmac_sha256("circleci", "circleci-signature")
        // Versions of the signature, of which the first is the only one so far.
        .layout(Layout::Pairs(',', "v1"))
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/happened_at"))
        .account(Source::Field("/organization/id"));
}
