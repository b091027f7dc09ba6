//! What events are about.

use serde::Deserialize;
use time::OffsetDateTime;

use crate::events::open_enum;
use crate::events::read::{maybe_number, maybe_time, or_default};

open_enum! {
    /// What was done.
    pub enum Action {
        /// One approval.
        Approval = "approval",
        /// All approvals that are needed.
        Approved = "approved",
        /// An award was given.
        Award = "award",
        /// Closed.
        Close = "close",
        /// Made.
        Create = "create",
        /// Deleted.
        Delete = "delete",
        /// Merged.
        Merge = "merge",
        /// Opened.
        Open = "open",
        /// Opened again.
        Reopen = "reopen",
        /// An award was taken back.
        Revoke = "revoke",
        /// One approval less.
        Unapproval = "unapproval",
        /// No longer all approvals that are needed.
        Unapproved = "unapproved",
        /// Changed.
        Update = "update",
    }
}

open_enum! {
    /// Whether an issue or a merge request is done with.
    pub enum State {
        /// Closed.
        Closed = "closed",
        /// Nobody can comment.
        Locked = "locked",
        /// Merged.
        Merged = "merged",
        /// Open.
        Opened = "opened",
    }
}

open_enum! {
    /// How a pipeline, a job or a deployment goes.
    pub enum Status {
        /// Cancelled.
        Canceled = "canceled",
        /// Being cancelled.
        Canceling = "canceling",
        /// Made.
        Created = "created",
        /// Failed.
        Failed = "failed",
        /// Waits for somebody.
        Manual = "manual",
        /// Waits for a runner.
        Pending = "pending",
        /// Being prepared.
        Preparing = "preparing",
        /// Runs.
        Running = "running",
        /// Waits for its time.
        Scheduled = "scheduled",
        /// Left out.
        Skipped = "skipped",
        /// Ended well.
        Success = "success",
        /// Waits for something that another has the use of.
        WaitingForResource = "waiting_for_resource",
    }
}

open_enum! {
    /// What a comment is about.
    pub enum Noteable {
        /// A commit.
        Commit = "Commit",
        /// An issue.
        Issue = "Issue",
        /// A merge request.
        MergeRequest = "MergeRequest",
        /// A snippet.
        Snippet = "Snippet",
    }
}

/// A user.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct User {
    /// The id. Not in payloads before GitLab 13.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// The name.
    pub name: Option<String>,
    /// The login.
    pub username: Option<String>,
    /// The e-mail address, or `[REDACTED]`.
    pub email: Option<String>,
}

/// A project.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Project {
    /// The id. Not in payloads of old.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// The name.
    pub name: Option<String>,
    /// What it says about itself.
    pub description: Option<String>,
    /// The name of the group or user.
    pub namespace: Option<String>,
    /// The path behind its group's or user's: `gitlab-org/gitlab`.
    pub path_with_namespace: Option<String>,
    /// The branch that is checked out by default.
    pub default_branch: Option<String>,
    /// The page.
    pub web_url: Option<String>,
    /// The URL to clone from over HTTPS.
    pub git_http_url: Option<String>,
    /// The URL to clone from over SSH.
    pub git_ssh_url: Option<String>,
    /// Who can see it: 0 for members, 10 for users, 20 for everybody.
    #[serde(deserialize_with = "maybe_number")]
    pub visibility_level: Option<u64>,
}

/// A group.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Group {
    /// The id.
    #[serde(deserialize_with = "maybe_number")]
    pub group_id: Option<u64>,
    /// The name.
    pub group_name: Option<String>,
    /// The path.
    pub group_path: Option<String>,
}

/// A label.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Label {
    /// The id.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// The name.
    pub title: String,
    /// The colour: `#ff0000`.
    pub color: Option<String>,
}

/// A commit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Commit {
    /// The hash.
    pub id: String,
    /// The message.
    pub message: Option<String>,
    /// The first line of the message.
    pub title: Option<String>,
    /// When it was made.
    #[serde(deserialize_with = "maybe_time")]
    pub timestamp: Option<OffsetDateTime>,
    /// The page.
    pub url: Option<String>,
    /// Who wrote it, as git says, which is for its author to claim.
    pub author: Option<Author>,
    /// The files that it adds.
    #[serde(deserialize_with = "or_default")]
    pub added: Vec<String>,
    /// The files that it changes.
    #[serde(deserialize_with = "or_default")]
    pub modified: Vec<String>,
    /// The files that it removes.
    #[serde(deserialize_with = "or_default")]
    pub removed: Vec<String>,
}

/// Who wrote a commit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Author {
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
}

/// An issue or another work item.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct IssueAttributes {
    /// The id.
    pub id: u64,
    /// The number in its project. Some work items of groups have none.
    #[serde(default, deserialize_with = "maybe_number")]
    pub iid: Option<u64>,
    /// The title.
    #[serde(default, deserialize_with = "or_default")]
    pub title: String,
    /// What its author wrote.
    pub description: Option<String>,
    /// Whether it is done with.
    pub state: Option<State>,
    /// What was done.
    pub action: Option<Action>,
    /// What it is: `Issue`, `Incident`, `Task`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whether not everybody can see it.
    pub confidential: Option<bool>,
    /// Who wrote it.
    #[serde(default, deserialize_with = "maybe_number")]
    pub author_id: Option<u64>,
    /// Who is to see to it.
    #[serde(default, deserialize_with = "or_default")]
    pub assignee_ids: Vec<u64>,
    /// The milestone.
    #[serde(default, deserialize_with = "maybe_number")]
    pub milestone_id: Option<u64>,
    /// The page.
    pub url: Option<String>,
    /// When it was opened.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub updated_at: Option<OffsetDateTime>,
    /// When it was closed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub closed_at: Option<OffsetDateTime>,
}

/// A merge request.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct MergeRequestAttributes {
    /// The id.
    pub id: u64,
    /// The number in its project.
    pub iid: u64,
    /// The title.
    #[serde(default, deserialize_with = "or_default")]
    pub title: String,
    /// What its author wrote.
    pub description: Option<String>,
    /// Whether it is done with.
    pub state: Option<State>,
    /// What was done.
    pub action: Option<Action>,
    /// Whether it is a draft.
    pub draft: Option<bool>,
    /// What is to be merged.
    pub source_branch: Option<String>,
    /// What it is to be merged into.
    pub target_branch: Option<String>,
    /// The project that it comes from.
    #[serde(default, deserialize_with = "maybe_number")]
    pub source_project_id: Option<u64>,
    /// The project that it is to be merged into.
    #[serde(default, deserialize_with = "maybe_number")]
    pub target_project_id: Option<u64>,
    /// The project that it comes from, at more length. Nothing where that was deleted.
    pub source: Option<Project>,
    /// The project that it is to be merged into, at more length.
    pub target: Option<Project>,
    /// The last commit to be merged.
    pub last_commit: Option<Commit>,
    /// The last commit before new ones were pushed.
    pub oldrev: Option<String>,
    /// The commit of the merge.
    pub merge_commit_sha: Option<String>,
    /// Whether it can be merged: `can_be_merged`.
    pub merge_status: Option<String>,
    /// Whether it can be merged, at more length: `mergeable`, `not_approved`.
    pub detailed_merge_status: Option<String>,
    /// Who opened it.
    #[serde(default, deserialize_with = "maybe_number")]
    pub author_id: Option<u64>,
    /// Who is to see to it.
    #[serde(default, deserialize_with = "or_default")]
    pub assignee_ids: Vec<u64>,
    /// The page.
    pub url: Option<String>,
    /// When it was opened.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub updated_at: Option<OffsetDateTime>,
}

/// A comment.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct NoteAttributes {
    /// The id.
    pub id: u64,
    /// What it says.
    #[serde(default, deserialize_with = "or_default")]
    pub note: String,
    /// What it is about.
    pub noteable_type: Noteable,
    /// The id of what it is about. Nothing for a commit.
    #[serde(default, deserialize_with = "maybe_number")]
    pub noteable_id: Option<u64>,
    /// What was done.
    pub action: Option<Action>,
    /// Where it is: `DiffNote`, `DiscussionNote`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The commit, where it is about one. Empty where not.
    pub commit_id: Option<String>,
    /// The thread that it is part of.
    pub discussion_id: Option<String>,
    /// Whether GitLab itself made it.
    #[serde(default, deserialize_with = "or_default")]
    pub system: bool,
    /// The line that it is about.
    pub position: Option<Position>,
    /// Who wrote it.
    #[serde(default, deserialize_with = "maybe_number")]
    pub author_id: Option<u64>,
    /// The page.
    pub url: Option<String>,
    /// When it was written.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub updated_at: Option<OffsetDateTime>,
}

/// A line in a difference.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Position {
    /// The file before.
    pub old_path: Option<String>,
    /// The file after.
    pub new_path: Option<String>,
    /// The line before, from 1.
    #[serde(deserialize_with = "maybe_number")]
    pub old_line: Option<u64>,
    /// The line after, from 1.
    #[serde(deserialize_with = "maybe_number")]
    pub new_line: Option<u64>,
    /// The commit.
    pub head_sha: Option<String>,
}

/// A snippet.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Snippet {
    /// The id.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// The title.
    pub title: Option<String>,
}

/// A pipeline.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct PipelineAttributes {
    /// The id.
    pub id: u64,
    /// The number in its project.
    #[serde(default, deserialize_with = "maybe_number")]
    pub iid: Option<u64>,
    /// The name.
    pub name: Option<String>,
    /// The branch or tag.
    pub r#ref: Option<String>,
    /// Whether it is a tag.
    #[serde(default, deserialize_with = "or_default")]
    pub tag: bool,
    /// The commit.
    pub sha: Option<String>,
    /// What it was begun by: `push`.
    pub source: Option<String>,
    /// How it goes.
    pub status: Status,
    /// How it goes, as pages show it.
    pub detailed_status: Option<String>,
    /// Its stages.
    #[serde(default, deserialize_with = "or_default")]
    pub stages: Vec<String>,
    /// How long it took, in seconds.
    pub duration: Option<f64>,
    /// The page.
    pub url: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// When it ended.
    #[serde(default, deserialize_with = "maybe_time")]
    pub finished_at: Option<OffsetDateTime>,
}

/// A job of a pipeline.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Build {
    /// The id.
    pub id: u64,
    /// The name.
    pub name: Option<String>,
    /// The stage.
    pub stage: Option<String>,
    /// How it goes.
    pub status: Option<Status>,
    /// How long it took, in seconds.
    pub duration: Option<f64>,
    /// Why it failed.
    pub failure_reason: Option<String>,
    /// Whether the pipeline goes on when it fails.
    #[serde(default, deserialize_with = "or_default")]
    pub allow_failure: bool,
    /// When it began.
    #[serde(default, deserialize_with = "maybe_time")]
    pub started_at: Option<OffsetDateTime>,
    /// When it ended.
    #[serde(default, deserialize_with = "maybe_time")]
    pub finished_at: Option<OffsetDateTime>,
}

/// Where a job ran.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Runner {
    /// The id.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// What it is called.
    pub description: Option<String>,
}

/// What an event is about, by what most have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Attributes {
    /// The id.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// The number in its project.
    #[serde(deserialize_with = "maybe_number")]
    pub iid: Option<u64>,
    /// What was done.
    pub action: Option<Action>,
    /// The name.
    pub name: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// What it says.
    pub description: Option<String>,
    /// Whether it is done with.
    pub state: Option<String>,
    /// What a page of a wiki is called in URLs.
    pub slug: Option<String>,
    /// What a page of a wiki says.
    pub content: Option<String>,
    /// Whether a feature flag is on.
    pub active: Option<bool>,
    /// How bad a vulnerability is.
    pub severity: Option<String>,
    /// What was given an award.
    pub awardable_type: Option<String>,
    /// The page.
    pub url: Option<String>,
    /// When it was made.
    #[serde(deserialize_with = "maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(deserialize_with = "maybe_time")]
    pub updated_at: Option<OffsetDateTime>,
    /// When it expires.
    #[serde(deserialize_with = "maybe_time")]
    pub expires_at: Option<OffsetDateTime>,
}
