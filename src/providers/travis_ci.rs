//! <https://docs.travis-ci.com/user/notifications/>

use crate::{Part, Provider, Scheme};

/// Travis CI. The secret is the public key at `config.notifications.webhook.public_key` of its API's
/// `/config`.
#[derive(Debug, Clone, Copy)]
pub enum TravisCi {}

impl Provider for TravisCi {
    const SCHEME: Scheme =
        Scheme::rsa_sha1("travis_ci", "signature").base64().signs(&[Part::Form("payload")]);
}
