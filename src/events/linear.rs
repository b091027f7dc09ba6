//! Events of Linear.
//!
//! <https://linear.app/developers/webhooks>

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::{open_enum, read};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Linear;

/// Something was made, changed or removed, or something else happened.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// What was done.
    pub action: Action,
    /// To what: `Issue`.
    pub r#type: String,
    /// When.
    pub created_at: Option<OffsetDateTime>,
    /// The workspace.
    pub organization_id: Option<String>,
    /// The webhook.
    pub webhook_id: Option<String>,
    /// Where users see it.
    pub url: Option<String>,
    /// Who did it.
    pub actor: Option<Actor>,
    /// The former values of what was changed, as JSON.
    pub updated_from: Option<Box<RawValue>>,
    /// What it is now, or was before it was removed.
    pub data: Data,
}

open_enum! {
    /// What was done.
    pub enum Action {
        /// It was made.
        Create = "create",
        /// It was removed.
        Remove = "remove",
        /// It was changed.
        Update = "update",
    }
}

/// What something is.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Data {
    /// An attachment of an issue.
    Attachment(Box<Attachment>),
    /// A comment.
    Comment(Box<Comment>),
    /// A cycle of a team.
    Cycle(Box<Cycle>),
    /// An issue.
    Issue(Box<Issue>),
    /// A label of issues.
    IssueLabel(Box<Label>),
    /// A project.
    Project(Box<Project>),
    /// An update of a project.
    ProjectUpdate(Box<ProjectUpdate>),
    /// A reaction.
    Reaction(Box<Reaction>),
    /// Something else, as JSON. What has no `data` has none.
    Other(Option<Box<RawValue>>),
}

/// Who did something.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Actor {
    /// The id.
    pub id: Option<String>,
    /// `user`, `OauthClient` or `Integration`.
    pub r#type: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub email: Option<String>,
}

/// Something of which an id and a name are told.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name of a user, a team, a state, a label or a project.
    pub name: Option<String>,
    /// The title of an issue.
    pub title: Option<String>,
    /// The letters that a team's issues begin with.
    pub key: Option<String>,
    /// What sort of state it is: `triage`, `backlog`, `unstarted`, `started`, `completed`, `canceled`.
    pub r#type: Option<String>,
    /// The number of an issue with its team's letters: `ENG-1`.
    pub identifier: Option<String>,
}

/// An issue.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Issue {
    /// The id.
    pub id: String,
    /// The number with the team's letters: `ENG-1`.
    pub identifier: Option<String>,
    /// The number.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub number: Option<f64>,
    /// The title.
    pub title: Option<String>,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// 0 for none, 1 for urgent, 2 for high, 3 for medium, 4 for low.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub priority: Option<f64>,
    /// The same in words.
    pub priority_label: Option<String>,
    /// How much work it is, in the team's measure.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub estimate: Option<f64>,
    /// Until when: `2026-11-22`.
    pub due_date: Option<String>,
    /// Where users see it.
    pub url: Option<String>,
    /// The team.
    pub team: Option<Named>,
    /// The team's id.
    pub team_id: Option<String>,
    /// The state.
    pub state: Option<Named>,
    /// The state's id.
    pub state_id: Option<String>,
    /// Who does it.
    pub assignee: Option<Named>,
    /// The id of who does it.
    pub assignee_id: Option<String>,
    /// Who made it.
    pub creator_id: Option<String>,
    /// The project's id.
    pub project_id: Option<String>,
    /// The cycle's id.
    pub cycle_id: Option<String>,
    /// The issue that it is a part of.
    pub parent_id: Option<String>,
    /// The labels.
    #[serde(default, deserialize_with = "read::or_default")]
    pub labels: Vec<Named>,
    /// When it was made.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// When it was changed.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub updated_at: Option<OffsetDateTime>,
    /// When it was completed.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub completed_at: Option<OffsetDateTime>,
    /// When it was canceled.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub canceled_at: Option<OffsetDateTime>,
    /// When it was archived.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub archived_at: Option<OffsetDateTime>,
}

/// A comment.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Comment {
    /// The id.
    pub id: String,
    /// The text, in Markdown.
    pub body: Option<String>,
    /// On which issue.
    pub issue: Option<Named>,
    /// The issue's id.
    pub issue_id: Option<String>,
    /// The comment that it replies to.
    pub parent_id: Option<String>,
    /// Who wrote it.
    pub user: Option<Named>,
    /// The id of who wrote it.
    pub user_id: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// When its text was changed.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub edited_at: Option<OffsetDateTime>,
}

/// A cycle of a team.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Cycle {
    /// The id.
    pub id: String,
    /// The number.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub number: Option<f64>,
    /// The name.
    pub name: Option<String>,
    /// The team.
    pub team_id: Option<String>,
    /// When it begins.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub starts_at: Option<OffsetDateTime>,
    /// When it ends.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub ends_at: Option<OffsetDateTime>,
}

/// A label of issues.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Label {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// The colour: `#26b5ce`.
    pub color: Option<String>,
    /// The team, unless it is the workspace's.
    pub team_id: Option<String>,
    /// The label that it is one of.
    pub parent_id: Option<String>,
}

/// A project.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Project {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// `backlog`, `planned`, `started`, `paused`, `completed` or `canceled`.
    pub state: Option<String>,
    /// Where users see it.
    pub url: Option<String>,
    /// Who leads it.
    pub lead_id: Option<String>,
    /// Who takes part.
    #[serde(default, deserialize_with = "read::or_default")]
    pub member_ids: Vec<String>,
    /// The teams.
    #[serde(default, deserialize_with = "read::or_default")]
    pub team_ids: Vec<String>,
    /// When it is to begin: `2026-11-22`.
    pub start_date: Option<String>,
    /// When it is to end: `2026-11-22`.
    pub target_date: Option<String>,
    /// When it was archived.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub archived_at: Option<OffsetDateTime>,
}

/// An update of a project.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectUpdate {
    /// The id.
    pub id: String,
    /// The text, in Markdown.
    pub body: Option<String>,
    /// `onTrack`, `atRisk` or `offTrack`.
    pub health: Option<String>,
    /// The project.
    pub project: Option<Named>,
    /// Who wrote it.
    pub user: Option<Named>,
}

/// A reaction.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Reaction {
    /// The id.
    pub id: String,
    /// The name of the emoji.
    pub emoji: Option<String>,
    /// Who.
    pub user: Option<Named>,
    /// The id of who.
    pub user_id: Option<String>,
    /// To which comment.
    pub comment: Option<Named>,
    /// To which issue.
    pub issue: Option<Named>,
}

/// An attachment of an issue.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Attachment {
    /// The id.
    pub id: String,
    /// What it is a link to.
    pub url: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The text under it.
    pub subtitle: Option<String>,
    /// Where it came from.
    pub source_type: Option<String>,
    /// The issue.
    pub issue_id: Option<String>,
    /// What whoever made it noted, as JSON.
    pub metadata: Option<Box<RawValue>>,
}

impl crate::Event for Event {
    type Provider = Linear;

    fn parse(payload: &Payload<'_, Linear>) -> Result<Self, PayloadError> {
        payload.json()
    }
}

/// The type stands behind the data.
impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Parts<'a> {
            #[serde(default = "read::none", deserialize_with = "read::or_none")]
            action: Action,
            r#type: String,
            #[serde(default, deserialize_with = "read::maybe_time")]
            created_at: Option<OffsetDateTime>,
            organization_id: Option<String>,
            webhook_id: Option<String>,
            url: Option<String>,
            actor: Option<Actor>,
            updated_from: Option<Box<RawValue>>,
            #[serde(borrow)]
            data: Option<&'a RawValue>,
        }

        let parts = Parts::deserialize(deserializer)?;
        Ok(Self {
            data: Data::read(&parts.r#type, parts.data)?,
            action: parts.action,
            r#type: parts.r#type,
            created_at: parts.created_at,
            organization_id: parts.organization_id,
            webhook_id: parts.webhook_id,
            url: parts.url,
            actor: parts.actor,
            updated_from: parts.updated_from,
        })
    }
}

impl Data {
    fn read<E: serde::de::Error>(kind: &str, data: Option<&RawValue>) -> Result<Self, E> {
        Ok(match kind {
            "Attachment" => Self::Attachment(read::part(data)?),
            "Comment" => Self::Comment(read::part(data)?),
            "Cycle" => Self::Cycle(read::part(data)?),
            "Issue" => Self::Issue(read::part(data)?),
            "IssueLabel" => Self::IssueLabel(read::part(data)?),
            "Project" => Self::Project(read::part(data)?),
            "ProjectUpdate" => Self::ProjectUpdate(read::part(data)?),
            "Reaction" => Self::Reaction(read::part(data)?),
            _ => Self::Other(data.map(ToOwned::to_owned)),
        })
    }
}
