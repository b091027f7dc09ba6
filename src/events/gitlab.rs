//! Events of GitLab: of projects, of groups, and of a whole instance, which are called system hooks.
//!
//! <https://docs.gitlab.com/user/project/integrations/webhook_events/>
//!
//! Which event it is is read from the body, which a signing token covers. With one, an event is
//! `By<GitLabSigned, gitlab::Event>`.

mod object;

use serde::Deserialize;
use serde_json::value::RawValue;
use time::OffsetDateTime;

pub use self::object::*;
use crate::error::PayloadError;
use crate::event::Payload;
use crate::events::read::{maybe_number, maybe_time, or_default};
use crate::providers::GitLab;

/// Any event of GitLab.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Event {
    /// A token for the use of a project or group is about to expire: `access_token`.
    AccessToken(Box<Hook>),
    /// Something was deployed: `deployment`.
    Deployment(Box<Deployment>),
    /// An award was given or taken back: `emoji`.
    Emoji(Box<Hook>),
    /// A feature flag was switched: `feature_flag`.
    FeatureFlag(Box<Hook>),
    /// An issue or another work item was opened, changed or closed: `issue` and `work_item`.
    Issue(Box<Issue>),
    /// A job began or ended: `build`.
    Job(Box<Job>),
    /// A member of a group or a project was added, changed or removed: `user_add_to_group` and the like.
    Member(Box<System>),
    /// A merge request was opened, changed, merged or closed: `merge_request`.
    MergeRequest(Box<MergeRequest>),
    /// A milestone was made, changed or closed: `milestone`.
    Milestone(Box<Hook>),
    /// A comment was made or edited: `note`.
    Note(Box<Note>),
    /// A pipeline began or ended: `pipeline`.
    Pipeline(Box<Pipeline>),
    /// Commits were pushed to a branch: `push`.
    Push(Box<Push>),
    /// A release was made, changed or deleted: `release`.
    Release(Box<Release>),
    /// References of a repository changed: `repository_update`.
    RepositoryUpdate(Box<Push>),
    /// Something else in a system hook, or with a group or a project: `project_create`, `user_create`,
    /// `key_create`, `group_rename`, `subgroup_create` and the like.
    System(Box<System>),
    /// A tag was made or deleted: `tag_push`.
    TagPush(Box<Push>),
    /// A vulnerability was found or changed: `vulnerability`.
    Vulnerability(Box<Hook>),
    /// A page of a wiki was made, changed or deleted: `wiki_page`.
    WikiPage(Box<Hook>),
    /// One that was not known when this was written.
    Other(Box<Hook>),
}

impl crate::event::Event for Event {
    type Provider = GitLab;

    fn parse(payload: &Payload<'_, GitLab>) -> Result<Self, PayloadError> {
        let kind: Kind = payload.json()?;
        let (of_project, of_system) = (kind.object_kind.as_deref(), kind.event_name.as_deref());
        match of_project.or(of_system).unwrap_or_default() {
            "access_token" => payload.json().map(Self::AccessToken),
            "build" => payload.json().map(Self::Job),
            "deployment" => payload.json().map(Self::Deployment),
            "emoji" => payload.json().map(Self::Emoji),
            "feature_flag" => payload.json().map(Self::FeatureFlag),
            "issue" | "work_item" => payload.json().map(Self::Issue),
            "merge_request" => payload.json().map(Self::MergeRequest),
            "milestone" => payload.json().map(Self::Milestone),
            "note" => payload.json().map(Self::Note),
            "pipeline" => payload.json().map(Self::Pipeline),
            "push" => payload.json().map(Self::Push),
            "release" => payload.json().map(Self::Release),
            "repository_update" => payload.json().map(Self::RepositoryUpdate),
            "tag_push" => payload.json().map(Self::TagPush),
            "vulnerability" => payload.json().map(Self::Vulnerability),
            "wiki_page" => payload.json().map(Self::WikiPage),
            name if is_of_members(name) => payload.json().map(Self::Member),
            name if is_of_system(name) => payload.json().map(Self::System),
            _ => payload.json().map(Self::Other),
        }
    }
}

/// Which event it is.
#[derive(Deserialize)]
struct Kind {
    object_kind: Option<String>,
    event_name: Option<String>,
}

fn is_of_members(name: &str) -> bool {
    ["_group", "_team"].iter().any(|end| name.ends_with(end))
        && ["user_add_to", "user_update_for", "user_remove_from", "user_access_request"]
            .iter()
            .any(|start| name.starts_with(start))
}

fn is_of_system(name: &str) -> bool {
    ["gitlab_subscription_", "group_", "key_", "project_", "subgroup_", "user_"]
        .iter()
        .any(|start| name.starts_with(start))
}

/// Commits were pushed, or a branch or a tag was made or deleted.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Push {
    /// The reference, in full: `refs/heads/main`. Changes of several references are in [`refs`](Self::refs).
    pub r#ref: Option<String>,
    /// The commit before. Zeros where the reference was made.
    pub before: Option<String>,
    /// The commit after. Zeros where the reference was deleted.
    pub after: Option<String>,
    /// The commit after. Nothing where the reference was deleted.
    pub checkout_sha: Option<String>,
    /// What an annotated tag says.
    pub message: Option<String>,
    /// The id of who pushed.
    #[serde(default, deserialize_with = "maybe_number")]
    pub user_id: Option<u64>,
    /// The name of who pushed.
    pub user_name: Option<String>,
    /// The login of who pushed.
    pub user_username: Option<String>,
    /// The e-mail address of who pushed.
    pub user_email: Option<String>,
    /// The project's id.
    #[serde(default, deserialize_with = "maybe_number")]
    pub project_id: Option<u64>,
    /// The project.
    pub project: Option<Project>,
    /// The commits, at most 20.
    #[serde(default, deserialize_with = "or_default")]
    pub commits: Vec<Commit>,
    /// How many commits there are.
    #[serde(default, deserialize_with = "maybe_number")]
    pub total_commits_count: Option<u64>,
    /// The references that changed, in updates of repositories.
    #[serde(default, deserialize_with = "or_default")]
    pub refs: Vec<String>,
}

/// An issue or another work item was opened, changed or closed.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Issue {
    /// `issue`, or `confidential_issue`.
    pub event_type: Option<String>,
    /// Who did it.
    pub user: Option<User>,
    /// The project.
    pub project: Option<Project>,
    /// The issue.
    pub object_attributes: IssueAttributes,
    /// Its labels.
    #[serde(default, deserialize_with = "or_default")]
    pub labels: Vec<Label>,
    /// Who is to see to it.
    #[serde(default, deserialize_with = "or_default")]
    pub assignees: Vec<User>,
    /// What was changed: by its name an object with `previous` and `current`, as JSON.
    pub changes: Option<Box<RawValue>>,
}

/// A merge request was opened, changed, merged or closed.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct MergeRequest {
    /// Who did it.
    pub user: Option<User>,
    /// The project.
    pub project: Option<Project>,
    /// The merge request.
    pub object_attributes: MergeRequestAttributes,
    /// Its labels.
    #[serde(default, deserialize_with = "or_default")]
    pub labels: Vec<Label>,
    /// Who is to see to it.
    #[serde(default, deserialize_with = "or_default")]
    pub assignees: Vec<User>,
    /// Who is to review it.
    #[serde(default, deserialize_with = "or_default")]
    pub reviewers: Vec<User>,
    /// What was changed: by its name an object with `previous` and `current`, as JSON.
    pub changes: Option<Box<RawValue>>,
}

/// A comment was made or edited.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Note {
    /// `note`, or `confidential_note`.
    pub event_type: Option<String>,
    /// Who did it.
    pub user: Option<User>,
    /// The project's id.
    #[serde(default, deserialize_with = "maybe_number")]
    pub project_id: Option<u64>,
    /// The project.
    pub project: Option<Project>,
    /// The comment.
    pub object_attributes: NoteAttributes,
    /// The commit, where it is about one.
    pub commit: Option<Commit>,
    /// The issue, where it is about one.
    pub issue: Option<Box<IssueAttributes>>,
    /// The merge request, where it is about one.
    pub merge_request: Option<Box<MergeRequestAttributes>>,
    /// The snippet, where it is about one.
    pub snippet: Option<Snippet>,
}

/// A pipeline began or ended.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Pipeline {
    /// The pipeline.
    pub object_attributes: PipelineAttributes,
    /// The merge request, where it runs for one.
    pub merge_request: Option<Box<MergeRequestAttributes>>,
    /// Who began it.
    pub user: Option<User>,
    /// The project.
    pub project: Option<Project>,
    /// The commit.
    pub commit: Option<Commit>,
    /// Its jobs.
    #[serde(default, deserialize_with = "or_default")]
    pub builds: Vec<Build>,
}

/// A job began or ended.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Job {
    /// The job's id.
    pub build_id: u64,
    /// The job's name.
    pub build_name: Option<String>,
    /// The stage.
    pub build_stage: Option<String>,
    /// How it goes.
    pub build_status: Status,
    /// How long it took, in seconds.
    pub build_duration: Option<f64>,
    /// How long it waited, in seconds.
    pub build_queued_duration: Option<f64>,
    /// Whether the pipeline goes on when it fails.
    #[serde(default, deserialize_with = "or_default")]
    pub build_allow_failure: bool,
    /// Why it failed.
    pub build_failure_reason: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "maybe_time")]
    pub build_created_at: Option<OffsetDateTime>,
    /// When it began.
    #[serde(default, deserialize_with = "maybe_time")]
    pub build_started_at: Option<OffsetDateTime>,
    /// When it ended.
    #[serde(default, deserialize_with = "maybe_time")]
    pub build_finished_at: Option<OffsetDateTime>,
    /// The branch or tag.
    pub r#ref: Option<String>,
    /// Whether it is a tag.
    #[serde(default, deserialize_with = "or_default")]
    pub tag: bool,
    /// The commit.
    pub sha: Option<String>,
    /// The pipeline that it is part of.
    #[serde(default, deserialize_with = "maybe_number")]
    pub pipeline_id: Option<u64>,
    /// The project's id.
    #[serde(default, deserialize_with = "maybe_number")]
    pub project_id: Option<u64>,
    /// The project's name.
    pub project_name: Option<String>,
    /// The project.
    pub project: Option<Project>,
    /// Who began it.
    pub user: Option<User>,
    /// Where it ran.
    pub runner: Option<Runner>,
}

/// Something was deployed.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Deployment {
    /// How it goes.
    pub status: Status,
    /// The id.
    #[serde(default, deserialize_with = "maybe_number")]
    pub deployment_id: Option<u64>,
    /// The job that deploys.
    #[serde(default, deserialize_with = "maybe_number")]
    pub deployable_id: Option<u64>,
    /// Where to.
    pub environment: Option<String>,
    /// The kind of place: `production`.
    pub environment_tier: Option<String>,
    /// What was deployed.
    pub environment_external_url: Option<String>,
    /// The branch or tag.
    pub r#ref: Option<String>,
    /// The commit, shortened.
    pub short_sha: Option<String>,
    /// What the commit says.
    pub commit_title: Option<String>,
    /// Who deployed it.
    pub user: Option<User>,
    /// The project.
    pub project: Option<Project>,
    /// When its status changed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub status_changed_at: Option<OffsetDateTime>,
}

/// A release was made, changed or deleted.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Release {
    /// The id.
    #[serde(default, deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// What was done.
    pub action: Option<Action>,
    /// The tag.
    pub tag: String,
    /// The name.
    pub name: Option<String>,
    /// What it says about itself.
    pub description: Option<String>,
    /// The page.
    pub url: Option<String>,
    /// The project.
    pub project: Option<Project>,
    /// The commit.
    pub commit: Option<Commit>,
    /// When it was made.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// When it was, or is to be, released.
    #[serde(default, deserialize_with = "maybe_time")]
    pub released_at: Option<OffsetDateTime>,
}

/// Something happened in an instance, or with a group, a project or their members. Each event has some of this.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct System {
    /// The event: `user_add_to_team`.
    pub event_name: String,
    /// The name of the project, the group or the user.
    pub name: Option<String>,
    /// The path of the project or the group.
    pub path: Option<String>,
    /// The path of the project behind its group's.
    pub path_with_namespace: Option<String>,
    /// The same, before.
    pub old_path_with_namespace: Option<String>,
    /// The path of the group behind its parent's.
    pub full_path: Option<String>,
    /// The same, before.
    pub old_full_path: Option<String>,
    /// The project's id.
    #[serde(deserialize_with = "maybe_number")]
    pub project_id: Option<u64>,
    /// The project's name.
    pub project_name: Option<String>,
    /// The path of the project behind its group's.
    pub project_path_with_namespace: Option<String>,
    /// Who can see the project.
    pub project_visibility: Option<String>,
    /// The group's id.
    #[serde(deserialize_with = "maybe_number")]
    pub group_id: Option<u64>,
    /// The group's name.
    pub group_name: Option<String>,
    /// The group's path.
    pub group_path: Option<String>,
    /// What the member may do in the group: `Maintainer`.
    pub group_access: Option<String>,
    /// What the member may do in the project: `Maintainer`.
    pub access_level: Option<String>,
    /// The user's id.
    #[serde(deserialize_with = "maybe_number")]
    pub user_id: Option<u64>,
    /// The member's name.
    pub user_name: Option<String>,
    /// The member's login.
    pub user_username: Option<String>,
    /// The member's e-mail address.
    pub user_email: Option<String>,
    /// The user's login.
    pub username: Option<String>,
    /// The user's login, before.
    pub old_username: Option<String>,
    /// The user's e-mail address.
    pub email: Option<String>,
    /// Whether the user is blocked.
    pub state: Option<String>,
    /// The id of the key.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// The key.
    pub key: Option<String>,
    /// When it was made.
    #[serde(deserialize_with = "maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(deserialize_with = "maybe_time")]
    pub updated_at: Option<OffsetDateTime>,
}

/// An event by what most have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Hook {
    /// The event, of a project or a group: `wiki_page`.
    pub object_kind: Option<String>,
    /// The event.
    pub event_name: Option<String>,
    /// The event at more length: `confidential_note`, `award`.
    pub event_type: Option<String>,
    /// Who did it.
    pub user: Option<User>,
    /// The project.
    pub project: Option<Project>,
    /// The group.
    pub group: Option<Group>,
    /// What it is about.
    pub object_attributes: Option<Attributes>,
}
