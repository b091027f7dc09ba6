//! <https://developer.atlassian.com/cloud/jira/platform/webhooks/>

use crate::{Provider, Scheme, Source};

/// Jira Cloud, webhooks of the administration with a secret. Those that apps register have other rules.
#[derive(Debug, Clone, Copy)]
pub enum Jira {}

impl Provider for Jira {
    const SCHEME: Scheme = Scheme::hmac_sha256("jira", "x-hub-signature")
        .prefix("sha256=")
        .id(Source::Header("x-atlassian-webhook-identifier"))
        .event(Source::Field("/webhookEvent"))
        .attempt(Source::Header("x-atlassian-webhook-retry"))
        .time(Source::Field("/timestamp"));
}
