//! <https://docs.sentry.io/integrations/integration-platform/webhooks/>

use crate::{Provider, Scheme, Source};

/// Sentry's integration platform. The secret is the integration's client secret.
#[derive(Debug, Clone, Copy)]
pub enum Sentry {}

impl Provider for Sentry {
    const SCHEME: Scheme = Scheme::hmac_sha256("sentry", "sentry-hook-signature")
        // None of these headers is signed, nor is the timestamp's.
        .id(Source::Header("request-id"))
        .account(Source::First(&[
            Source::Field("/installation/organization/slug"),
            Source::Field("/installation/uuid"),
        ]))
        .time(Source::Header("sentry-hook-timestamp"))
        .data("/data")
        .event(Source::Join(&[Source::Header("sentry-hook-resource"), Source::Field("/action")]));
}
