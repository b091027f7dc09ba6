//! <https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/>

use crate::{Provider, Scheme, Source};

/// Bitbucket Cloud. Signed only when the webhook has a secret.
#[derive(Debug, Clone, Copy)]
pub enum BitbucketCloud {}

impl Provider for BitbucketCloud {
    const SCHEME: Scheme = Scheme::hmac_sha256("bitbucket_cloud", "x-hub-signature")
        // SHA-256 under the name of GitHub's SHA-1.
        .prefix("sha256=")
        // None of these headers is signed.
        .id(Source::Header("x-request-uuid"))
        .event(Source::Header("x-event-key"))
        .attempt(Source::Header("x-attempt-number"))
        .time(Source::Header("x-event-time"))
        .account(Source::First(&[
            Source::Field("/repository/workspace/uuid"),
            Source::Field("/repository/owner/uuid"),
        ]));
}
