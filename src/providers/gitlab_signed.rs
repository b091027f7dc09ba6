//! <https://docs.gitlab.com/user/project/integrations/webhooks/>

use crate::{Provider, Scheme, Source};

/// GitLab with a signing token, from GitLab 19.0.
#[derive(Debug, Clone, Copy)]
pub enum GitLabSigned {}

impl Provider for GitLabSigned {
    const SCHEME: Scheme = Scheme::standard_webhooks("gitlab_signed")
        .variant_of("gitlab")
        .event(Source::Join(&[
            Source::Header("x-gitlab-event"),
            Source::First(&[Source::Field("/object_attributes/action"), Source::Field("/action")]),
        ]))
        .time(Source::Header("webhook-timestamp"))
        // Which of all the servers it is.
        .account(Source::Header("x-gitlab-instance"));
}
