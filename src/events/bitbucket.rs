//! Events of Bitbucket: of the Cloud here, of Server and Data Center in [`server`].
//!
//! <https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/>

pub mod server;

use serde::Deserialize;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use crate::error::PayloadError;
use crate::event::Payload;
use crate::events::open_enum;
use crate::events::read::{maybe_number, maybe_time, or_default};
use crate::providers::BitbucketCloud;

/// Any event of Bitbucket Cloud.
///
/// What was done is in each event's `action`. It comes from a header, which is not signed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Event {
    /// A commit was commented on: `repo:commit_comment_created`.
    CommitComment(Box<CommitComment>),
    /// A commit was given a status: `repo:commit_status_created` and `repo:commit_status_updated`.
    CommitStatus(Box<CommitStatus>),
    /// A repository was forked: `repo:fork`.
    Fork(Box<Fork>),
    /// An issue was opened or changed: `issue:created` and `issue:updated`.
    Issue(Box<IssueChange>),
    /// An issue was commented on: `issue:comment_created`.
    IssueComment(Box<IssueChange>),
    /// A pull request was opened, changed, reviewed, merged or declined: `pullrequest:created` and the like.
    PullRequest(Box<PullRequestChange>),
    /// A pull request was commented on: `pullrequest:comment_created` and the like.
    PullRequestComment(Box<PullRequestComment>),
    /// Commits were pushed, or branches or tags were made or deleted: `repo:push`.
    Push(Box<Push>),
    /// Something else happened to a repository: `repo:updated`, `repo:transfer`, `repo:deleted` and the like.
    Repository(Box<RepositoryChange>),
    /// One that was not known when this was written.
    Other(Box<RepositoryChange>),
}

impl crate::event::Event for Event {
    type Provider = BitbucketCloud;

    fn parse(payload: &Payload<'_, BitbucketCloud>) -> Result<Self, PayloadError> {
        let name = payload.event().unwrap_or_default();
        let (of, action) = name.split_once(':').unwrap_or(("", &name));
        match (of, action) {
            ("repo", "push") => payload.json().map(Self::Push),
            ("repo", "fork") => payload.json().map(Self::Fork),
            ("repo", "commit_comment_created") => payload.json().map(Self::CommitComment),
            ("repo", "commit_status_created" | "commit_status_updated") => {
                with_action(payload, action).map(Self::CommitStatus)
            }
            ("repo", _) => with_action(payload, action).map(Self::Repository),
            ("pullrequest", comment) if comment.starts_with("comment_") => {
                with_action(payload, action).map(Self::PullRequestComment)
            }
            ("pullrequest", _) => with_action(payload, action).map(Self::PullRequest),
            ("issue", comment) if comment.starts_with("comment_") => {
                with_action(payload, action).map(Self::IssueComment)
            }
            ("issue", _) => with_action(payload, action).map(Self::Issue),
            _ => with_action(payload, action).map(Self::Other),
        }
    }
}

/// An event that says only in a header what was done.
trait HasAction: for<'de> Deserialize<'de> {
    fn set(&mut self, action: Action);
}

fn with_action<T: HasAction>(
    payload: &Payload<'_, BitbucketCloud>,
    action: &str,
) -> Result<Box<T>, PayloadError> {
    let mut event: Box<T> = payload.json()?;
    event.set(Action::from(action));
    Ok(event)
}

macro_rules! has_action {
    ($($name:ident)+) => {
        $(impl HasAction for $name {
            fn set(&mut self, action: Action) {
                self.action = action;
            }
        })+
    };
}
has_action!(CommitStatus IssueChange PullRequestChange PullRequestComment RepositoryChange);

open_enum! {
    /// What was done.
    pub enum Action {
        /// A review approves.
        Approved = "approved",
        /// A review asks for changes.
        ChangesRequestCreated = "changes_request_created",
        /// A review no longer asks for changes.
        ChangesRequestRemoved = "changes_request_removed",
        /// A comment was made.
        CommentCreated = "comment_created",
        /// A comment was deleted.
        CommentDeleted = "comment_deleted",
        /// A comment was opened again.
        CommentReopened = "comment_reopened",
        /// A comment was resolved.
        CommentResolved = "comment_resolved",
        /// A comment was edited.
        CommentUpdated = "comment_updated",
        /// A status was made.
        CommitStatusCreated = "commit_status_created",
        /// A status was changed.
        CommitStatusUpdated = "commit_status_updated",
        /// Made.
        Created = "created",
        /// Deleted.
        Deleted = "deleted",
        /// Merged.
        Fulfilled = "fulfilled",
        /// Imported.
        Imported = "imported",
        /// Commits were pushed.
        Push = "push",
        /// Declined.
        Rejected = "rejected",
        /// Given to another workspace.
        Transfer = "transfer",
        /// A review no longer approves.
        Unapproved = "unapproved",
        /// Changed.
        Updated = "updated",
    }
}

impl Default for Action {
    fn default() -> Self {
        Self::Unknown(Box::default())
    }
}

/// Commits were pushed, or branches or tags were made or deleted.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Push {
    /// Who pushed.
    pub actor: Option<Account>,
    /// The repository.
    pub repository: Repository,
    /// What was pushed.
    pub push: Changes,
}

/// What was pushed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Changes {
    /// One change a reference.
    #[serde(deserialize_with = "or_default")]
    pub changes: Vec<Change>,
}

/// What became of one reference.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Change {
    /// After. Nothing where it was deleted.
    pub new: Option<Reference>,
    /// Before. Nothing where it was made.
    pub old: Option<Reference>,
    /// Whether it was made.
    #[serde(deserialize_with = "or_default")]
    pub created: bool,
    /// Whether it was deleted.
    #[serde(deserialize_with = "or_default")]
    pub closed: bool,
    /// Whether commits may have gone from it.
    #[serde(deserialize_with = "or_default")]
    pub forced: bool,
    /// The commits, at most five.
    #[serde(deserialize_with = "or_default")]
    pub commits: Vec<Commit>,
    /// Whether there are more commits.
    #[serde(deserialize_with = "or_default")]
    pub truncated: bool,
}

/// A branch or a tag.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Reference {
    /// The name.
    pub name: String,
    /// Whether it is `branch`, `tag` or `annotated_tag`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The commit.
    pub target: Option<Commit>,
}

/// A commit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Commit {
    /// The hash, which may be shortened.
    pub hash: String,
    /// The message.
    pub message: Option<String>,
    /// When it was made.
    #[serde(deserialize_with = "maybe_time")]
    pub date: Option<OffsetDateTime>,
    /// Who wrote it.
    pub author: Option<Author>,
    /// Where it is to be found.
    pub links: Option<Links>,
}

/// Who wrote a commit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Author {
    /// The name and the e-mail address, as git says, which is for the author to claim.
    pub raw: Option<String>,
    /// The account that has the address.
    pub user: Option<Account>,
}

/// A user, a team or an app.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Account {
    /// The id, in braces.
    pub uuid: Option<String>,
    /// The id of a user among all of Atlassian's products.
    pub account_id: Option<String>,
    /// The name to show.
    pub display_name: Option<String>,
    /// The name to mention. Users may change it.
    pub nickname: Option<String>,
    /// The name of a team, and of users before 2019.
    pub username: Option<String>,
    /// Whether it is `user`, `team` or `app_user`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// A repository.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Repository {
    /// The id, in braces.
    pub uuid: Option<String>,
    /// The name behind its workspace's: `atlassian/bitbucket`.
    pub full_name: String,
    /// The name.
    pub name: Option<String>,
    /// The workspace.
    pub workspace: Option<Named>,
    /// The project.
    pub project: Option<Named>,
    /// The owner.
    pub owner: Option<Account>,
    /// Whether not everybody can see it.
    pub is_private: Option<bool>,
    /// Where it is to be found.
    pub links: Option<Links>,
}

/// A workspace, a project, a milestone or a version.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Named {
    /// The id, in braces.
    pub uuid: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// A workspace's name in URLs.
    pub slug: Option<String>,
    /// A project's name in URLs.
    pub key: Option<String>,
}

/// Where something is to be found.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Links {
    /// The page.
    pub html: Option<Link>,
}

/// A link.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Link {
    /// The URL.
    pub href: Option<String>,
}

/// A pull request was opened, changed, reviewed, merged or declined.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct PullRequestChange {
    /// What was done.
    #[serde(skip)]
    pub action: Action,
    /// Who did it.
    pub actor: Option<Account>,
    /// The repository.
    pub repository: Repository,
    /// The pull request.
    pub pullrequest: PullRequest,
    /// The review that approves or no longer does.
    pub approval: Option<Review>,
    /// The review that asks for changes or no longer does.
    pub changes_request: Option<Review>,
}

/// A pull request was commented on.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct PullRequestComment {
    /// What was done.
    #[serde(skip)]
    pub action: Action,
    /// Who did it.
    pub actor: Option<Account>,
    /// The repository.
    pub repository: Repository,
    /// The pull request.
    pub pullrequest: PullRequest,
    /// The comment.
    pub comment: Comment,
}

/// A review of a pull request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Review {
    /// When it was made.
    #[serde(deserialize_with = "maybe_time")]
    pub date: Option<OffsetDateTime>,
    /// Who made it.
    pub user: Option<Account>,
}

/// A pull request.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct PullRequest {
    /// The number in its repository.
    pub id: u64,
    /// The title.
    #[serde(default, deserialize_with = "or_default")]
    pub title: String,
    /// What its author wrote.
    pub description: Option<String>,
    /// Whether it is done with.
    pub state: State,
    /// Whether it is a draft.
    pub draft: Option<bool>,
    /// Who opened it.
    pub author: Option<Account>,
    /// What is to be merged.
    pub source: Option<Side>,
    /// What it is to be merged into.
    pub destination: Option<Side>,
    /// The commit of the merge.
    pub merge_commit: Option<Commit>,
    /// Who was asked for a review.
    #[serde(default, deserialize_with = "or_default")]
    pub reviewers: Vec<Account>,
    /// Who merged or declined it.
    pub closed_by: Option<Account>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// Where it is to be found.
    pub links: Option<Links>,
    /// When it was opened.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_on: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub updated_on: Option<OffsetDateTime>,
}

open_enum! {
    /// Whether a pull request is done with.
    pub enum State {
        /// Declined.
        Declined = "DECLINED",
        /// Merged.
        Merged = "MERGED",
        /// Open.
        Open = "OPEN",
        /// Closed for another one with the same branches.
        Superseded = "SUPERSEDED",
    }
}

/// One side of a pull request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Side {
    /// The branch.
    pub branch: Option<Named>,
    /// The commit.
    pub commit: Option<Commit>,
    /// The repository. Nothing where it was deleted.
    pub repository: Option<Repository>,
}

/// A comment.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Comment {
    /// The id.
    pub id: u64,
    /// What it says.
    pub content: Option<Content>,
    /// Who wrote it.
    pub user: Option<Account>,
    /// The comment that it answers.
    pub parent: Option<Parent>,
    /// The line that it is about.
    pub inline: Option<Inline>,
    /// Whether it was deleted.
    #[serde(default, deserialize_with = "or_default")]
    pub deleted: bool,
    /// Where it is to be found.
    pub links: Option<Links>,
    /// When it was written.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_on: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub updated_on: Option<OffsetDateTime>,
}

/// A text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Content {
    /// As it was written.
    pub raw: Option<String>,
    /// As a page shows it.
    pub html: Option<String>,
}

/// A comment that another one answers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Parent {
    /// The id.
    #[serde(deserialize_with = "maybe_number")]
    pub id: Option<u64>,
}

/// A line in a difference.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Inline {
    /// The file.
    pub path: Option<String>,
    /// The line before, from 1.
    #[serde(deserialize_with = "maybe_number")]
    pub from: Option<u64>,
    /// The line after, from 1.
    #[serde(deserialize_with = "maybe_number")]
    pub to: Option<u64>,
}

/// A commit was commented on.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct CommitComment {
    /// Who did it.
    pub actor: Option<Account>,
    /// The repository.
    pub repository: Repository,
    /// The comment.
    pub comment: Comment,
    /// The commit.
    pub commit: Option<Commit>,
}

/// A commit was given a status.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct CommitStatus {
    /// What was done.
    #[serde(skip)]
    pub action: Action,
    /// Who did it.
    pub actor: Option<Account>,
    /// The repository.
    pub repository: Repository,
    /// The status.
    pub commit_status: Status,
}

/// The status of a commit.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Status {
    /// Which of the commit's statuses it is.
    #[serde(default, deserialize_with = "or_default")]
    pub key: String,
    /// What it says.
    pub state: BuildState,
    /// The name.
    pub name: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// The page with more about it.
    pub url: Option<String>,
    /// The branch.
    pub refname: Option<String>,
    /// The commit.
    pub commit: Option<Commit>,
    /// When it was made.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_on: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub updated_on: Option<OffsetDateTime>,
}

open_enum! {
    /// What a status says.
    pub enum BuildState {
        /// Failed.
        Failed = "FAILED",
        /// Goes on.
        InProgress = "INPROGRESS",
        /// Was stopped.
        Stopped = "STOPPED",
        /// Ended well.
        Successful = "SUCCESSFUL",
    }
}

/// A repository was forked.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Fork {
    /// Who did it.
    pub actor: Option<Account>,
    /// The repository.
    pub repository: Repository,
    /// The fork.
    pub fork: Repository,
}

/// An issue was opened, changed or commented on.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct IssueChange {
    /// What was done.
    #[serde(skip)]
    pub action: Action,
    /// Who did it.
    pub actor: Option<Account>,
    /// The repository.
    pub repository: Repository,
    /// The issue.
    pub issue: Issue,
    /// The comment, also where one came with a change.
    pub comment: Option<Comment>,
    /// What was changed: by its name an object with `old` and `new`, as JSON.
    pub changes: Option<Box<RawValue>>,
}

/// An issue.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Issue {
    /// The number in its repository.
    pub id: u64,
    /// The title.
    #[serde(default, deserialize_with = "or_default")]
    pub title: String,
    /// What its author wrote.
    pub content: Option<Content>,
    /// Whether it is done with: `new`, `open`, `on hold`, `resolved`, `duplicate`, `invalid`, `wontfix`, `closed`.
    pub state: Option<String>,
    /// What it is: `bug`, `enhancement`, `proposal`, `task`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// How much it matters: `trivial`, `minor`, `major`, `critical`, `blocker`.
    pub priority: Option<String>,
    /// Where it is to be found.
    pub links: Option<Links>,
    /// When it was opened.
    #[serde(default, deserialize_with = "maybe_time")]
    pub created_on: Option<OffsetDateTime>,
    /// When it last changed.
    #[serde(default, deserialize_with = "maybe_time")]
    pub updated_on: Option<OffsetDateTime>,
}

/// Something happened to a repository, or something that was not known when this was written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RepositoryChange {
    /// What was done.
    #[serde(skip)]
    pub action: Action,
    /// Who did it.
    pub actor: Option<Account>,
    /// The repository.
    pub repository: Option<Repository>,
    /// What was changed: by its name an object with `old` and `new`, as JSON.
    pub changes: Option<Box<RawValue>>,
}
