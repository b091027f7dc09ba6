//! <https://docs.travis-ci.com/user/notifications/>

use crate::{Part, Provider, Published, Scheme, Source};

/// Travis CI. The secret is the public key at `config.notifications.webhook.public_key` of its API's
/// `/config`, which can be [fetched](crate::fetch).
#[derive(Debug, Clone, Copy)]
pub enum TravisCi {}

impl Provider for TravisCi {
    const SCHEME: Scheme = Scheme::rsa_sha1("travis_ci", "signature")
        .base64()
        .signs(&[Part::Form("payload")])
        .published(KEY)
        .event(Source::JsonInForm("payload", "/state"))
        .time(Source::JsonInForm("payload", "/finished_at"))
        .json_in_form("payload");
}

const KEY: Published =
    Published::at("https://api.travis-ci.com/config").key_at("/config/notifications/webhook/public_key");
