//! Events of Bitbucket Server and Data Center.
//!
//! <https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html>
//!
//! Which event it is is read from the body, which the signature covers.

use serde::Deserialize;
use time::OffsetDateTime;

use crate::error::PayloadError;
use crate::event::Payload;
use crate::events::open_enum;
use crate::events::read::{maybe_number, maybe_time, or_default};
use crate::providers::BitbucketServer;

/// Any event of Bitbucket Server or Data Center.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Event {
    /// The connection is tried: `diagnostics:ping`.
    Ping,
    /// A pull request was opened, changed, reviewed, merged, declined, deleted or commented on: `pr:opened` and the
    /// like.
    PullRequest(Box<PullRequestChange>),
    /// Commits were pushed, or branches or tags were made or deleted: `repo:refs_changed`.
    Push(Box<Push>),
    /// Something else happened to a repository: `repo:forked`, `repo:modified`, `repo:comment:added` and the like.
    Repository(Box<RepositoryChange>),
    /// One that was not known when this was written.
    Other(Box<RepositoryChange>),
}

impl crate::event::Event for Event {
    type Provider = BitbucketServer;

    fn parse(payload: &Payload<'_, BitbucketServer>) -> Result<Self, PayloadError> {
        let name = payload.event().unwrap_or_default();
        match name.split_once(':').unwrap_or(("", &name)) {
            ("diagnostics", "ping") => Ok(Self::Ping),
            ("pr", _) => payload.json().map(Self::PullRequest),
            // Mirrors synchronize, and say what changed in the same way.
            ("repo", "refs_changed") | ("mirror", "repo_synchronized") => payload.json().map(Self::Push),
            ("repo", _) => payload.json().map(Self::Repository),
            _ => payload.json().map(Self::Other),
        }
    }
}

open_enum! {
    /// The events.
    pub enum EventKey {
        /// A mirror has what was pushed.
        MirrorSynchronized = "mirror:repo_synchronized",
        /// A pull request was commented on.
        PullRequestCommentAdded = "pr:comment:added",
        /// A comment on a pull request was deleted.
        PullRequestCommentDeleted = "pr:comment:deleted",
        /// A comment on a pull request was edited.
        PullRequestCommentEdited = "pr:comment:edited",
        /// A pull request was declined.
        PullRequestDeclined = "pr:declined",
        /// A pull request was deleted.
        PullRequestDeleted = "pr:deleted",
        /// Commits were pushed to a pull request.
        PullRequestFromRefUpdated = "pr:from_ref_updated",
        /// A pull request was merged.
        PullRequestMerged = "pr:merged",
        /// A pull request's title, description or target was changed.
        PullRequestModified = "pr:modified",
        /// A pull request was opened.
        PullRequestOpened = "pr:opened",
        /// A reviewer approves.
        PullRequestReviewerApproved = "pr:reviewer:approved",
        /// A reviewer asks for changes.
        PullRequestReviewerChangesRequested = "pr:reviewer:changes_requested",
        /// A reviewer asks for changes, before version 9.
        PullRequestReviewerNeedsWork = "pr:reviewer:needs_work",
        /// A reviewer no longer approves.
        PullRequestReviewerUnapproved = "pr:reviewer:unapproved",
        /// Reviewers were added or removed.
        PullRequestReviewersUpdated = "pr:reviewer:updated",
        /// Commits were pushed to what a pull request is to be merged into.
        PullRequestToRefUpdated = "pr:to_ref_updated",
        /// A project was changed.
        ProjectModified = "proj:modified",
        /// A commit was commented on.
        RepositoryCommentAdded = "repo:comment:added",
        /// A comment on a commit was deleted.
        RepositoryCommentDeleted = "repo:comment:deleted",
        /// A comment on a commit was edited.
        RepositoryCommentEdited = "repo:comment:edited",
        /// A repository was forked.
        RepositoryForked = "repo:forked",
        /// A repository was changed.
        RepositoryModified = "repo:modified",
        /// References of a repository changed.
        RepositoryRefsChanged = "repo:refs_changed",
        /// A secret was pushed.
        RepositorySecretDetected = "repo:secret_detected",
    }
}

impl Default for EventKey {
    fn default() -> Self {
        Self::Unknown(Box::default())
    }
}

/// Commits were pushed, or branches or tags were made or deleted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Push {
    /// The event.
    pub event_key: EventKey,
    /// When it happened.
    #[serde(deserialize_with = "maybe_time")]
    pub date: Option<OffsetDateTime>,
    /// Who pushed.
    pub actor: Option<User>,
    /// The repository.
    pub repository: Option<Repository>,
    /// What was pushed, one change a reference.
    #[serde(deserialize_with = "or_default")]
    pub changes: Vec<Change>,
    /// The commits, from version 8 on.
    #[serde(deserialize_with = "or_default")]
    pub commits: Vec<Commit>,
    /// The last commit, from version 8 on.
    pub to_commit: Option<Commit>,
}

/// What became of one reference.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Change {
    /// The reference.
    pub r#ref: Option<Reference>,
    /// The reference, in full.
    pub ref_id: Option<String>,
    /// The commit before. Zeros where the reference was made.
    pub from_hash: Option<String>,
    /// The commit after. Zeros where the reference was deleted.
    pub to_hash: Option<String>,
    /// What was done: `ADD`, `UPDATE`, `DELETE`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// A branch or a tag.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Reference {
    /// The reference, in full: `refs/heads/main`.
    pub id: String,
    /// The name: `main`.
    pub display_id: Option<String>,
    /// Whether it is `BRANCH` or `TAG`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The commit.
    pub latest_commit: Option<String>,
    /// The repository.
    pub repository: Option<Repository>,
}

/// A commit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Commit {
    /// The hash.
    pub id: String,
    /// The message.
    pub message: Option<String>,
    /// Who wrote it.
    pub author: Option<User>,
    /// When it was written.
    #[serde(deserialize_with = "maybe_time")]
    pub author_timestamp: Option<OffsetDateTime>,
}

/// A user.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct User {
    /// The id. Nothing for the author of a commit without an account.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// The login.
    pub name: Option<String>,
    /// The login in URLs.
    pub slug: Option<String>,
    /// The name to show.
    pub display_name: Option<String>,
    /// The e-mail address.
    pub email_address: Option<String>,
}

/// A repository.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Repository {
    /// The id.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// The name in URLs.
    pub slug: String,
    /// The name.
    pub name: Option<String>,
    /// The project.
    pub project: Option<Project>,
    /// Whether everybody can see it.
    pub public: Option<bool>,
    /// The repository that it is a fork of.
    pub origin: Option<Box<Self>>,
}

/// A project.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Project {
    /// The id.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
    /// The name in URLs: `PRJ`, or `~login` for a user's own.
    pub key: String,
    /// The name.
    pub name: Option<String>,
}

/// A pull request was opened, changed, reviewed, merged, declined, deleted or commented on.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PullRequestChange {
    /// The event.
    #[serde(default)]
    pub event_key: EventKey,
    /// When it happened.
    #[serde(default, deserialize_with = "maybe_time")]
    pub date: Option<OffsetDateTime>,
    /// Who did it.
    pub actor: Option<User>,
    /// The pull request.
    pub pull_request: PullRequest,
    /// The comment.
    pub comment: Option<Comment>,
    /// The comment that it answers.
    #[serde(default, deserialize_with = "maybe_number")]
    pub comment_parent_id: Option<u64>,
    /// What the comment said before.
    pub previous_comment: Option<String>,
    /// The reviewer.
    pub participant: Option<Participant>,
    /// What the reviewer said before: `UNAPPROVED`.
    pub previous_status: Option<String>,
    /// The reviewers that were added.
    #[serde(default, deserialize_with = "or_default")]
    pub added_reviewers: Vec<User>,
    /// The reviewers that were removed.
    #[serde(default, deserialize_with = "or_default")]
    pub removed_reviewers: Vec<User>,
    /// The title before.
    pub previous_title: Option<String>,
    /// The description before.
    pub previous_description: Option<String>,
    /// What it was to be merged into before.
    pub previous_target: Option<Reference>,
    /// The commit before new ones were pushed.
    pub previous_from_hash: Option<String>,
}

/// A pull request.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PullRequest {
    /// The number in its repository.
    pub id: u64,
    /// How often it was changed.
    #[serde(default, deserialize_with = "maybe_number")]
    pub version: Option<u64>,
    /// The title.
    #[serde(default, deserialize_with = "or_default")]
    pub title: String,
    /// What its author wrote.
    pub description: Option<String>,
    /// Whether it is done with.
    pub state: super::State,
    /// Whether it is a draft.
    pub draft: Option<bool>,
    /// What is to be merged.
    pub from_ref: Reference,
    /// What it is to be merged into.
    pub to_ref: Reference,
    /// Who opened it.
    pub author: Option<Participant>,
    /// Who is to review it.
    #[serde(default, deserialize_with = "or_default")]
    pub reviewers: Vec<Participant>,
    /// What became of it.
    pub properties: Option<Properties>,
    /// When it was opened.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_date: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub updated_date: Option<OffsetDateTime>,
    /// When it was merged or declined.
    #[serde(default, deserialize_with = "maybe_time")]
    pub closed_date: Option<OffsetDateTime>,
}

/// What became of a pull request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Properties {
    /// The commit of the merge.
    pub merge_commit: Option<MergeCommit>,
}

/// The commit of a merge.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct MergeCommit {
    /// The hash.
    pub id: Option<String>,
    /// The hash, shortened.
    pub display_id: Option<String>,
}

/// Somebody who has to do with a pull request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Participant {
    /// The user.
    pub user: Option<User>,
    /// Whether it is the `AUTHOR`, a `REVIEWER` or another `PARTICIPANT`.
    pub role: Option<String>,
    /// Whether they approve.
    #[serde(deserialize_with = "or_default")]
    pub approved: bool,
    /// What they say: `APPROVED`, `UNAPPROVED`, `NEEDS_WORK`.
    pub status: Option<String>,
    /// The commit that they saw last.
    pub last_reviewed_commit: Option<String>,
}

/// A comment.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Comment {
    /// The id.
    pub id: u64,
    /// What it says.
    #[serde(default, deserialize_with = "or_default")]
    pub text: String,
    /// Who wrote it.
    pub author: Option<User>,
    /// When it was written.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_date: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub updated_date: Option<OffsetDateTime>,
}

/// Something happened to a repository, or something that was not known when this was written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct RepositoryChange {
    /// The event.
    pub event_key: EventKey,
    /// When it happened.
    #[serde(deserialize_with = "maybe_time")]
    pub date: Option<OffsetDateTime>,
    /// Who did it.
    pub actor: Option<User>,
    /// The repository.
    pub repository: Option<Repository>,
    /// The comment.
    pub comment: Option<Comment>,
    /// The commit that was commented on.
    pub commit: Option<String>,
    /// What the comment said before.
    pub previous_comment: Option<String>,
}
