//! <https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/>

use crate::{Provider, Scheme};

/// Bitbucket Cloud. Signed only when the webhook has a secret.
#[derive(Debug, Clone, Copy)]
pub enum BitbucketCloud {}

impl Provider for BitbucketCloud {
    const SCHEME: Scheme = Scheme::hmac_sha256("bitbucket_cloud", "x-hub-signature")
        // SHA-256 under the name of GitHub's SHA-1.
        .prefix("sha256=");
}
