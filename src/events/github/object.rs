//! What events are about.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::text::{
    AccountKind, Association, Conclusion, Outcome, ReviewState, Selection, State, StateReason, Status,
    Visibility,
};
use crate::events::record::record;

record! {
    /// A user, a bot or an organization.
    #[derive(Default)]
    pub struct User {
        /// The name in URLs. Empty in pushes of old, which have only a name and an e-mail address.
        pub login: String | default,
        /// The id, which stays when the login changes.
        pub id: u64 | default,
        /// What it is.
        pub kind: Option<AccountKind> = "type",
    }

    /// An organization.
    pub struct Organization {
        /// The name in URLs.
        pub login: String,
        /// The id, which stays when the login changes.
        pub id: u64,
        /// What it says about itself.
        pub description: Option<String>,
    }

    /// An enterprise.
    pub struct Enterprise {
        /// The id.
        pub id: u64,
        /// The name in URLs.
        pub slug: Option<String>,
        /// The name.
        pub name: Option<String>,
    }

    /// The installation of an app by which the delivery came.
    #[derive(Copy)]
    pub struct InstallationId {
        /// The id.
        pub id: u64,
    }

    /// The installation of an app.
    pub struct Installation {
        /// The id.
        pub id: u64,
        /// Where it is installed.
        pub account: Option<User>,
        /// The app.
        pub app_id: Option<u64>,
        /// The app's name in URLs.
        pub app_slug: Option<String>,
        /// Of which repositories it has the use.
        pub repository_selection: Option<Selection>,
        /// What it may do, by what with.
        pub permissions: BTreeMap<String, String>,
        /// The events that it gets.
        pub events: Vec<String>,
        /// The page of its settings.
        pub html_url: Option<String>,
        /// When it was suspended.
        pub suspended_at: Option<OffsetDateTime>,
    }

    /// A repository.
    pub struct Repository {
        /// The id, which stays when the name changes.
        pub id: u64,
        /// The name.
        pub name: String,
        /// The name behind its owner's: `octocat/hello-world`.
        pub full_name: String,
        /// The owner.
        pub owner: Option<User>,
        /// Whether not everybody can see it.
        pub private: bool | default,
        /// Who can see it.
        pub visibility: Option<Visibility>,
        /// Whether it is a fork.
        pub fork: bool | default,
        /// Whether it can only be read.
        pub archived: bool | default,
        /// The page.
        pub html_url: Option<String>,
        /// The URL to clone from over HTTPS.
        pub clone_url: Option<String>,
        /// The branch that is checked out by default.
        pub default_branch: Option<String>,
        /// What it says about itself.
        pub description: Option<String>,
        /// How many users have starred it.
        pub stargazers_count: Option<u64>,
    }

    /// A repository, as those are stated that an installation has the use of.
    pub struct RepositoryName {
        /// The id, which stays when the name changes.
        pub id: u64,
        /// The name.
        pub name: Option<String>,
        /// The name behind its owner's: `octocat/hello-world`.
        pub full_name: Option<String>,
        /// Whether not everybody can see it.
        pub private: bool | default,
    }

    /// A team.
    pub struct Team {
        /// The id.
        pub id: u64,
        /// The name.
        pub name: String,
        /// The name in URLs.
        pub slug: Option<String>,
        /// What it says about itself.
        pub description: Option<String>,
        /// Who can see it: `secret` or `closed`.
        pub privacy: Option<String>,
        /// What its members may do: `pull`, `push`, `admin`.
        pub permission: Option<String>,
        /// The page.
        pub html_url: Option<String>,
    }

    /// A label of issues and pull requests.
    pub struct Label {
        /// The id.
        pub id: Option<u64>,
        /// The name.
        pub name: String,
        /// The colour, as six hexadecimal digits.
        pub color: Option<String>,
        /// What it is for.
        pub description: Option<String>,
    }

    /// A milestone.
    pub struct Milestone {
        /// The id.
        pub id: u64,
        /// The number in its repository.
        pub number: u64,
        /// The title.
        pub title: String,
        /// Whether it is done with.
        pub state: Option<State>,
        /// What it is about.
        pub description: Option<String>,
        /// When it is due.
        pub due_on: Option<OffsetDateTime>,
    }

    /// A pull request.
    pub struct PullRequest {
        /// The id.
        pub id: u64,
        /// The number in its repository.
        pub number: u64,
        /// The title.
        pub title: String,
        /// What its author wrote.
        pub body: Option<String>,
        /// Whether it is done with: merged, or closed without.
        pub state: State,
        /// Whether it is a draft.
        pub draft: bool | default,
        /// Whether it is merged. Events of reviews do not say this; [`merged_at`](Self::merged_at) they all do.
        pub merged: Option<bool>,
        /// When it was merged.
        pub merged_at: Option<OffsetDateTime>,
        /// The commit of the merge, and before that of a trial of it.
        pub merge_commit_sha: Option<String>,
        /// Whether it can be merged, once that is known.
        pub mergeable: Option<bool>,
        /// Who opened it.
        pub user: Option<User>,
        /// What is to be merged.
        pub head: Branch,
        /// What it is to be merged into.
        pub base: Branch,
        /// The page.
        pub html_url: Option<String>,
        /// Its labels.
        pub labels: Vec<Label>,
        /// Who is to see to it.
        pub assignees: Vec<User>,
        /// Who was asked for a review.
        pub requested_reviewers: Vec<User>,
        /// Its milestone.
        pub milestone: Option<Milestone>,
        /// What its author is to the repository.
        pub author_association: Option<Association>,
        /// When it was opened.
        pub created_at: Option<OffsetDateTime>,
        /// When it last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// When it was closed.
        pub closed_at: Option<OffsetDateTime>,
        /// How many lines it adds.
        pub additions: Option<u64>,
        /// How many lines it takes away.
        pub deletions: Option<u64>,
        /// How many files it changes.
        pub changed_files: Option<u64>,
        /// How many commits it has.
        pub commits: Option<u64>,
    }

    /// One side of a pull request.
    pub struct Branch {
        /// The branch's name, without `refs/heads/`.
        pub r#ref: String = "ref",
        /// The commit.
        pub sha: String,
        /// The repository. Nothing where it was deleted.
        pub repo: Option<BranchRepository>,
    }

    /// The repository of a branch.
    pub struct BranchRepository {
        /// The id, which stays when the name changes.
        pub id: u64,
        /// The name behind its owner's: `octocat/hello-world`.
        pub full_name: Option<String>,
        /// Whether not everybody can see it.
        pub private: Option<bool>,
        /// Whether it is a fork.
        pub fork: Option<bool>,
        /// The URL to clone from over HTTPS.
        pub clone_url: Option<String>,
    }

    /// A pull request, as checks and workflows state those that they are about.
    pub struct PullRequestId {
        /// The id.
        pub id: u64,
        /// The number in its repository.
        pub number: u64,
        /// What is to be merged.
        pub head: Option<Branch>,
        /// What it is to be merged into.
        pub base: Option<Branch>,
    }

    /// An issue, or a pull request where it is commented on like one.
    pub struct Issue {
        /// The id.
        pub id: u64,
        /// The number in its repository.
        pub number: u64,
        /// The title.
        pub title: String,
        /// What its author wrote.
        pub body: Option<String>,
        /// Whether it is done with. Some that were transferred do not say it.
        pub state: Option<State>,
        /// Why it has its state.
        pub state_reason: Option<StateReason>,
        /// Who opened it.
        pub user: Option<User>,
        /// The page.
        pub html_url: Option<String>,
        /// Its labels.
        pub labels: Vec<Label>,
        /// Who is to see to it.
        pub assignees: Vec<User>,
        /// Its milestone.
        pub milestone: Option<Milestone>,
        /// How many comments it has.
        pub comments: Option<u64>,
        /// Whether nobody can comment any more.
        pub locked: bool | default,
        /// Whether it is a pull request: then this is there.
        pub pull_request: Option<IssuePullRequest>,
        /// What its author is to the repository.
        pub author_association: Option<Association>,
        /// When it was opened.
        pub created_at: Option<OffsetDateTime>,
        /// When it last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// When it was closed.
        pub closed_at: Option<OffsetDateTime>,
    }

    /// What an issue that is a pull request says about that.
    pub struct IssuePullRequest {
        /// The page of the pull request.
        pub html_url: Option<String>,
        /// When it was merged.
        pub merged_at: Option<OffsetDateTime>,
    }

    /// A comment on an issue, a commit, a line of a pull request or a discussion.
    pub struct Comment {
        /// The id.
        pub id: u64,
        /// What it says.
        pub body: Option<String>,
        /// Who wrote it.
        pub user: Option<User>,
        /// The page.
        pub html_url: Option<String>,
        /// What its author is to the repository.
        pub author_association: Option<Association>,
        /// When it was written.
        pub created_at: Option<OffsetDateTime>,
        /// When it last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// The commit, where it is about one.
        pub commit_id: Option<String>,
        /// The file, where it is about one.
        pub path: Option<String>,
        /// The line in the file, from 1.
        pub line: Option<u64>,
        /// Which side of the difference the line is on: `LEFT` or `RIGHT`.
        pub side: Option<String>,
        /// The part of the difference that it is about.
        pub diff_hunk: Option<String>,
        /// The review that it is part of.
        pub pull_request_review_id: Option<u64>,
        /// The comment on a line that it answers.
        pub in_reply_to_id: Option<u64>,
        /// The comment in a discussion that it answers.
        pub parent_id: Option<u64>,
    }

    /// A review of a pull request.
    pub struct Review {
        /// The id.
        pub id: u64,
        /// What it says, apart from the comments on lines.
        pub body: Option<String>,
        /// Whether it approves.
        pub state: ReviewState,
        /// Who wrote it.
        pub user: Option<User>,
        /// The commit that was reviewed.
        pub commit_id: Option<String>,
        /// The page.
        pub html_url: Option<String>,
        /// What its author is to the repository.
        pub author_association: Option<Association>,
        /// When it was submitted.
        pub submitted_at: Option<OffsetDateTime>,
    }

    /// Comments on one line of a pull request.
    pub struct Thread {
        /// The comments.
        pub comments: Vec<Comment>,
    }

    /// What an edit changed, with what was there before.
    #[derive(Default)]
    pub struct Changes {
        /// The title.
        pub title: Option<Change>,
        /// The text.
        pub body: Option<Change>,
        /// The name.
        pub name: Option<Change>,
        /// The description.
        pub description: Option<Change>,
        /// The colour.
        pub color: Option<Change>,
        /// The login.
        pub login: Option<Change>,
        /// The permission.
        pub permission: Option<Change>,
        /// The branch to merge into.
        pub base: Option<BaseChange>,
        /// The repository's name.
        pub repository: Option<RepositoryChange>,
        /// The issue that an issue was transferred to.
        pub new_issue: Option<Box<Issue>>,
        /// The repository that something was transferred to.
        pub new_repository: Option<Box<Repository>>,
        /// The issue that an issue was transferred from.
        pub old_issue: Option<Box<Issue>>,
        /// The repository that something was transferred from.
        pub old_repository: Option<Box<Repository>>,
    }

    /// What was there before, and where the sender says it, what is there now.
    #[derive(Default)]
    pub struct Change {
        /// Before.
        pub from: Option<String>,
        /// Now.
        pub to: Option<String>,
    }

    /// What a pull request was to be merged into.
    #[derive(Default)]
    pub struct BaseChange {
        /// The branch.
        pub r#ref: Option<Change> = "ref",
        /// The commit.
        pub sha: Option<Change>,
    }

    /// What a repository was called.
    #[derive(Default)]
    pub struct RepositoryChange {
        /// The name.
        pub name: Option<Change>,
    }

    /// A commit in a push.
    pub struct Commit {
        /// The hash.
        pub id: String,
        /// The hash of the tree.
        pub tree_id: Option<String>,
        /// The message.
        pub message: String | default,
        /// Who wrote it.
        pub author: Option<Author>,
        /// Who committed it.
        pub committer: Option<Author>,
        /// When it was written.
        pub timestamp: Option<OffsetDateTime>,
        /// The page.
        pub url: Option<String>,
        /// Whether it was not pushed before.
        pub distinct: Option<bool>,
        /// The files that it adds.
        pub added: Vec<String>,
        /// The files that it removes.
        pub removed: Vec<String>,
        /// The files that it changes.
        pub modified: Vec<String>,
    }

    /// Who wrote a commit, as git says, which is for its author to claim.
    #[derive(Default)]
    pub struct Author {
        /// The name.
        pub name: Option<String>,
        /// The e-mail address.
        pub email: Option<String>,
        /// The login, where the address is that of an account.
        pub username: Option<String>,
    }

    /// A release.
    pub struct Release {
        /// The id.
        pub id: u64,
        /// The tag.
        pub tag_name: String,
        /// The branch or the commit that is tagged.
        pub target_commitish: Option<String>,
        /// The title.
        pub name: Option<String>,
        /// What it says about itself.
        pub body: Option<String>,
        /// Whether it is a draft.
        pub draft: bool | default,
        /// Whether it is not yet for everybody.
        pub prerelease: bool | default,
        /// Who made it.
        pub author: Option<User>,
        /// The page.
        pub html_url: Option<String>,
        /// Its files.
        pub assets: Vec<Asset>,
        /// When the commit was made.
        pub created_at: Option<OffsetDateTime>,
        /// When it was published.
        pub published_at: Option<OffsetDateTime>,
    }

    /// A file of a release.
    pub struct Asset {
        /// The id.
        pub id: u64,
        /// The file's name.
        pub name: String,
        /// What kind of file it is: `application/zip`.
        pub content_type: Option<String>,
        /// Its size, in bytes.
        pub size: Option<u64>,
        /// The URL to download from.
        pub browser_download_url: Option<String>,
    }

    /// An app.
    pub struct App {
        /// The id.
        pub id: u64,
        /// The name in URLs.
        pub slug: Option<String>,
        /// The name.
        pub name: Option<String>,
    }

    /// A check of a commit.
    pub struct CheckRun {
        /// The id.
        pub id: u64,
        /// The name.
        pub name: String,
        /// The commit.
        pub head_sha: String,
        /// How far it is.
        pub status: Status,
        /// How it ended.
        pub conclusion: Option<Conclusion>,
        /// The id that the app gave it.
        pub external_id: Option<String>,
        /// The page.
        pub html_url: Option<String>,
        /// The app's own page about it.
        pub details_url: Option<String>,
        /// When it began.
        pub started_at: Option<OffsetDateTime>,
        /// When it ended.
        pub completed_at: Option<OffsetDateTime>,
        /// What the app says about it.
        pub output: Option<CheckOutput>,
        /// The suite that it is part of.
        pub check_suite: Option<CheckSuite>,
        /// The app that checks.
        pub app: Option<App>,
        /// The pull requests of the commit.
        pub pull_requests: Vec<PullRequestId>,
    }

    /// What an app says about a check.
    #[derive(Default)]
    pub struct CheckOutput {
        /// The title.
        pub title: Option<String>,
        /// The summary.
        pub summary: Option<String>,
        /// How many remarks on lines there are.
        pub annotations_count: Option<u64>,
    }

    /// The checks that an app makes of a commit.
    pub struct CheckSuite {
        /// The id.
        pub id: u64,
        /// The branch.
        pub head_branch: Option<String>,
        /// The commit.
        pub head_sha: Option<String>,
        /// How far it is.
        pub status: Option<Status>,
        /// How it ended.
        pub conclusion: Option<Conclusion>,
        /// The app that checks.
        pub app: Option<App>,
        /// The pull requests of the commit.
        pub pull_requests: Vec<PullRequestId>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// When it last changed.
        pub updated_at: Option<OffsetDateTime>,
    }

    /// A workflow.
    pub struct Workflow {
        /// The id.
        pub id: u64,
        /// The name.
        pub name: Option<String>,
        /// The file that says what it does.
        pub path: Option<String>,
        /// Whether it is `active`.
        pub state: Option<String>,
        /// The page.
        pub html_url: Option<String>,
    }

    /// One run of a workflow.
    pub struct WorkflowRun {
        /// The id.
        pub id: u64,
        /// The workflow's name.
        pub name: Option<String>,
        /// The title.
        pub display_title: Option<String>,
        /// The file that says what the workflow does.
        pub path: Option<String>,
        /// The workflow's id.
        pub workflow_id: Option<u64>,
        /// The number of the run, from 1.
        pub run_number: Option<u64>,
        /// Which attempt this is, from 1.
        pub run_attempt: Option<u64>,
        /// What it was begun by: `push`.
        pub event: Option<String>,
        /// How far it is.
        pub status: Option<Status>,
        /// How it ended.
        pub conclusion: Option<Conclusion>,
        /// The branch.
        pub head_branch: Option<String>,
        /// The commit.
        pub head_sha: String,
        /// The commit, at more length.
        pub head_commit: Option<Commit>,
        /// The page.
        pub html_url: Option<String>,
        /// Who began it.
        pub actor: Option<User>,
        /// Who began this attempt.
        pub triggering_actor: Option<User>,
        /// The pull requests of the commit.
        pub pull_requests: Vec<PullRequestId>,
        /// When the first attempt was made.
        pub created_at: Option<OffsetDateTime>,
        /// When it last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// When this attempt began.
        pub run_started_at: Option<OffsetDateTime>,
    }

    /// One job of a workflow.
    pub struct WorkflowJob {
        /// The id.
        pub id: u64,
        /// The run that it is part of.
        pub run_id: u64,
        /// Which attempt of the run this is, from 1.
        pub run_attempt: Option<u64>,
        /// The name.
        pub name: String,
        /// The workflow's name.
        pub workflow_name: Option<String>,
        /// How far it is.
        pub status: Status,
        /// How it ended.
        pub conclusion: Option<Conclusion>,
        /// The branch.
        pub head_branch: Option<String>,
        /// The commit.
        pub head_sha: String,
        /// The page.
        pub html_url: Option<String>,
        /// What it wants of a runner.
        pub labels: Vec<String>,
        /// The runner.
        pub runner_id: Option<u64>,
        /// The runner's name.
        pub runner_name: Option<String>,
        /// The name of the runner's group.
        pub runner_group_name: Option<String>,
        /// Its steps.
        pub steps: Vec<Step>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// When it began.
        pub started_at: Option<OffsetDateTime>,
        /// When it ended.
        pub completed_at: Option<OffsetDateTime>,
    }

    /// One step of a job.
    pub struct Step {
        /// The name.
        pub name: String,
        /// Which it is, from 1.
        pub number: Option<u64>,
        /// How far it is.
        pub status: Option<Status>,
        /// How it ended.
        pub conclusion: Option<Conclusion>,
    }

    /// A deployment.
    pub struct Deployment {
        /// The id.
        pub id: u64,
        /// The commit.
        pub sha: String,
        /// The branch, tag or commit that was asked for.
        pub r#ref: Option<String> = "ref",
        /// What to do: `deploy`.
        pub task: Option<String>,
        /// Where to: `production`.
        pub environment: Option<String>,
        /// What it is about.
        pub description: Option<String>,
        /// What whoever asked for it adds, as JSON.
        pub payload: Option<Box<RawValue>>,
        /// Who asked for it.
        pub creator: Option<User>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
    }

    /// How a deployment goes.
    pub struct DeploymentState {
        /// The id.
        pub id: u64,
        /// What it says.
        pub state: Outcome,
        /// Where to: `production`.
        pub environment: Option<String>,
        /// What it is about.
        pub description: Option<String>,
        /// Who says so.
        pub creator: Option<User>,
        /// The page with more about it.
        pub target_url: Option<String>,
        /// What was deployed.
        pub environment_url: Option<String>,
        /// The page with the log.
        pub log_url: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
    }

    /// A commit that a status is about.
    pub struct StatusCommit {
        /// The hash.
        pub sha: String,
        /// The page.
        pub html_url: Option<String>,
        /// Who wrote it, where that is an account.
        pub author: Option<User>,
    }

    /// A branch that a status is about.
    pub struct StatusBranch {
        /// The name.
        pub name: String,
    }

    /// A discussion.
    pub struct Discussion {
        /// The id.
        pub id: u64,
        /// The number in its repository.
        pub number: u64,
        /// The title.
        pub title: String,
        /// What its author wrote.
        pub body: Option<String>,
        /// Whether it is done with.
        pub state: Option<State>,
        /// Why it has its state.
        pub state_reason: Option<StateReason>,
        /// Who began it.
        pub user: Option<User>,
        /// The category.
        pub category: Option<Category>,
        /// The page.
        pub html_url: Option<String>,
        /// The page of the comment that was taken as the answer.
        pub answer_html_url: Option<String>,
        /// How many comments it has.
        pub comments: Option<u64>,
        /// Whether nobody can comment any more.
        pub locked: bool | default,
        /// What its author is to the repository.
        pub author_association: Option<Association>,
        /// When it was begun.
        pub created_at: Option<OffsetDateTime>,
        /// When it last changed.
        pub updated_at: Option<OffsetDateTime>,
    }

    /// A category of discussions.
    pub struct Category {
        /// The id.
        pub id: u64,
        /// The name.
        pub name: Option<String>,
        /// The name in URLs.
        pub slug: Option<String>,
        /// Whether a comment can be taken as the answer.
        pub is_answerable: bool | default,
    }

    /// What an account has bought in the Marketplace.
    pub struct Purchase {
        /// Who bought it.
        pub account: User,
        /// The plan.
        pub plan: Option<Plan>,
        /// How often it is paid: `monthly` or `yearly`.
        pub billing_cycle: Option<String>,
        /// How many units were bought.
        pub unit_count: Option<u64>,
        /// Whether it is on trial.
        pub on_free_trial: bool | default,
        /// When the trial ends.
        pub free_trial_ends_on: Option<OffsetDateTime>,
        /// When it is paid next.
        pub next_billing_date: Option<OffsetDateTime>,
    }

    /// A plan in the Marketplace.
    pub struct Plan {
        /// The id.
        pub id: u64,
        /// The name.
        pub name: Option<String>,
        /// What it costs a month, in cents of US dollars.
        pub monthly_price_in_cents: Option<u64>,
        /// What it costs a year, in cents of US dollars.
        pub yearly_price_in_cents: Option<u64>,
        /// How it is priced: `flat-rate`, `per-unit`, `free`.
        pub price_model: Option<String>,
        /// What a unit is: `seat`.
        pub unit_name: Option<String>,
    }

    /// A webhook.
    pub struct Hook {
        /// The id.
        pub id: Option<u64>,
        /// What it is of: `Repository`, `Organization`, `App`.
        pub kind: Option<String> = "type",
        /// Whether it is in use.
        pub active: bool | default,
        /// The events that it gets.
        pub events: Vec<String>,
        /// The app, where it is an app's.
        pub app_id: Option<u64>,
    }

    /// A package.
    pub struct Package {
        /// The id.
        pub id: u64,
        /// The name.
        pub name: String,
        /// The owner's login, and the repository where it has one.
        pub namespace: Option<String>,
        /// Its kind: `npm`, `CONTAINER`.
        pub package_type: Option<String>,
        /// What it says about itself.
        pub description: Option<String>,
        /// The page.
        pub html_url: Option<String>,
        /// The owner.
        pub owner: Option<User>,
        /// The version.
        pub package_version: Option<PackageVersion>,
    }

    /// A version of a package.
    pub struct PackageVersion {
        /// The id.
        pub id: Option<u64>,
        /// The version, or the digest of a container.
        pub version: Option<String>,
        /// The name.
        pub name: Option<String>,
        /// The page.
        pub html_url: Option<String>,
        /// The commit.
        pub target_oid: Option<String>,
        /// The URL or the command to get it by.
        pub package_url: Option<String>,
    }

    /// What a user is in an organization.
    pub struct OrganizationMembership {
        /// Whether it is `pending` or `active`.
        pub state: Option<String>,
        /// Whether the user is `member` or `admin`.
        pub role: Option<String>,
        /// The user.
        pub user: Option<User>,
    }

    /// An invitation to an organization.
    pub struct Invitation {
        /// The id.
        pub id: Option<u64>,
        /// Who is invited, where that is an account.
        pub login: Option<String>,
        /// The e-mail address that was invited.
        pub email: Option<String>,
        /// What the user is to be.
        pub role: Option<String>,
    }

    /// An alert about code, a dependency or a secret.
    #[derive(Default)]
    pub struct Alert {
        /// The number in its repository.
        pub number: Option<u64>,
        /// Whether it is `open`, `fixed`, `dismissed`, `resolved`.
        pub state: Option<String>,
        /// The page.
        pub html_url: Option<String>,
        /// How bad it is, where the alert itself says so.
        pub severity: Option<String>,
        /// The advisory, where it is of a dependency.
        pub security_advisory: Option<Advisory>,
        /// The rule, where it is about code.
        pub rule: Option<Rule>,
        /// Which kind of secret it is about.
        pub secret_type: Option<String>,
        /// How a secret's was resolved.
        pub resolution: Option<String>,
        /// Why it was dismissed.
        pub dismissed_reason: Option<String>,
        /// The package, in alerts of vulnerabilities.
        pub affected_package_name: Option<String>,
        /// The advisory's id.
        pub ghsa_id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
    }

    /// A rule for code.
    #[derive(Default)]
    pub struct Rule {
        /// The id.
        pub id: Option<String>,
        /// How bad what it finds is.
        pub severity: Option<String>,
        /// What it finds.
        pub description: Option<String>,
    }

    /// An advisory about a vulnerability.
    #[derive(Default)]
    pub struct Advisory {
        /// GitHub's id.
        pub ghsa_id: String | default,
        /// The id among Common Vulnerabilities and Exposures.
        pub cve_id: Option<String>,
        /// What it is about, in short.
        pub summary: Option<String>,
        /// What it is about.
        pub description: Option<String>,
        /// How bad it is: `low`, `medium` or `moderate`, `high`, `critical`.
        pub severity: Option<String>,
        /// Whether a repository's is `draft`, `published`, `closed`.
        pub state: Option<String>,
        /// The page of a repository's.
        pub html_url: Option<String>,
        /// When it was published.
        pub published_at: Option<OffsetDateTime>,
        /// When it last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// When it was withdrawn.
        pub withdrawn_at: Option<OffsetDateTime>,
    }

    /// Something with an id and a name or a title: a rule, a key, a project, a card, a column.
    #[derive(Default)]
    pub struct Thing {
        /// The id.
        pub id: Option<u64>,
        /// The id in the GraphQL API.
        pub node_id: Option<String>,
        /// The number, where it has one.
        pub number: Option<u64>,
        /// The name.
        pub name: Option<String>,
        /// The title.
        pub title: Option<String>,
        /// What it says.
        pub body: Option<String>,
        /// What a card says.
        pub note: Option<String>,
        /// Whether it is done with.
        pub state: Option<String>,
        /// How it goes: `ON_TRACK`.
        pub status: Option<String>,
        /// Whether a ruleset is `active`.
        pub enforcement: Option<String>,
        /// What an item of a project is: `Issue`, `PullRequest`, `DraftIssue`.
        pub content_type: Option<String>,
        /// The id in the GraphQL API of what an item of a project is.
        pub content_node_id: Option<String>,
        /// The id in the GraphQL API of the project.
        pub project_node_id: Option<String>,
        /// Who made it.
        pub creator: Option<User>,
        /// The owner.
        pub owner: Option<User>,
        /// The page.
        pub html_url: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// When it last changed.
        pub updated_at: Option<OffsetDateTime>,
    }

    /// Pull requests on their way to be merged together.
    pub struct Group {
        /// The commit to be merged.
        pub head_sha: String,
        /// The reference of that commit.
        pub head_ref: Option<String>,
        /// The commit that it is merged into.
        pub base_sha: Option<String>,
        /// The reference that it is merged into.
        pub base_ref: Option<String>,
        /// The commit to be merged, at more length.
        pub head_commit: Option<Commit>,
    }

    /// A page of a wiki.
    pub struct Page {
        /// The name in URLs.
        pub page_name: String,
        /// The title.
        pub title: Option<String>,
        /// Whether it was `created` or `edited`.
        pub action: Option<String>,
        /// The commit.
        pub sha: Option<String>,
        /// The page.
        pub html_url: Option<String>,
    }

    /// A build of a site.
    #[derive(Default)]
    pub struct Build {
        /// How it went: `built`, `errored`.
        pub status: Option<String>,
        /// The commit.
        pub commit: Option<String>,
        /// Who pushed that.
        pub pusher: Option<User>,
        /// How long it took, in milliseconds.
        pub duration: Option<u64>,
    }

    /// The definition of a property of repositories.
    #[derive(Default)]
    pub struct Definition {
        /// The name.
        pub property_name: String | default,
        /// What a value is: `string`, `single_select`.
        pub value_type: Option<String>,
        /// What it is for.
        pub description: Option<String>,
    }

    /// A value of a property of repositories, which may be a text, a list of texts or nothing.
    #[derive(Default)]
    pub struct PropertyValue {
        /// The name.
        pub property_name: String | default,
        /// The value, as JSON.
        pub value: Option<Box<RawValue>>,
    }

    /// Support for a maintainer.
    #[derive(Default)]
    pub struct Sponsoring {
        /// Who gets it.
        pub sponsorable: Option<User>,
        /// Who gives it. Nothing where a sponsor is not to be known.
        pub sponsor: Option<User>,
        /// Who may know: `public` or `private`.
        pub privacy_level: Option<String>,
        /// How much it is.
        pub tier: Option<Tier>,
        /// When it was begun.
        pub created_at: Option<OffsetDateTime>,
    }

    /// How much a sponsor gives.
    #[derive(Default)]
    pub struct Tier {
        /// The name.
        pub name: Option<String>,
        /// How much a month, in cents of US dollars.
        pub monthly_price_in_cents: Option<u64>,
        /// Whether it is given once.
        pub is_one_time: bool | default,
    }
}
