//! <https://docs.gitlab.com/user/project/integrations/webhooks/>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// GitLab with a signing token, from GitLab 19.0.
#[derive(Debug, Clone, Copy)]
pub enum GitLabSigned {}

impl Provider for GitLabSigned {
    const SCHEME: Scheme = Scheme::hmac_sha256("gitlab_signed", "webhook-signature")
        .variant_of("gitlab")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16)
        .event(Source::Join(&[
            Source::Header("x-gitlab-event"),
            Source::First(&[Source::Field("/object_attributes/action"), Source::Field("/action")]),
        ]))
        .time(Source::Header("webhook-timestamp"))
        // Which of all the servers it is.
        .account(Source::Header("x-gitlab-instance"));
}
