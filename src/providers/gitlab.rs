//! <https://docs.gitlab.com/user/project/integrations/webhooks/>

use crate::{Provider, Scheme, Source};

/// GitLab with a secret token, which says who sends and nothing about what was sent.
///
/// Where GitLab offers a signing token, [`GitLabSigned`](super::GitLabSigned) proves more.
#[derive(Debug, Clone, Copy)]
pub enum GitLab {}

impl Provider for GitLab {
    const SCHEME: Scheme = Scheme::token("gitlab", Source::Header("x-gitlab-token"))
        .id(Source::First(&[Source::Header("webhook-id"), Source::Header("x-gitlab-event-uuid")]))
        .event(Source::Join(&[
            Source::Header("x-gitlab-event"),
            Source::First(&[Source::Field("/object_attributes/action"), Source::Field("/action")]),
        ]))
        .time(Source::First(&[
            Source::Header("webhook-timestamp"),
            Source::Field("/object_attributes/updated_at"),
        ]))
        // Which of all the servers it is.
        .account(Source::Header("x-gitlab-instance"));
}
