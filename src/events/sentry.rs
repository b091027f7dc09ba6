//! Events of Sentry.
//!
//! <https://docs.sentry.io/organization/integrations/integration-platform/webhooks/>
//!
//! Sentry says in a header what an event is about, and does not sign it. Here that is told by what the payload
//! has.

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::read;
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Sentry;

/// Something happened in an organisation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// What was done: `created`, `resolved`, `triggered`, `critical`.
    pub action: String,
    /// The installation of the integration.
    pub installation: Option<Installation>,
    /// Who did it.
    pub actor: Option<Actor>,
    /// To what.
    pub news: News,
}

/// What something was done to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum News {
    /// A comment on an issue.
    Comment(Box<Comment>),
    /// An error that was reported.
    Error(Box<Report>),
    /// A rule of issues fired, because of this report.
    EventAlert {
        /// The report.
        event: Box<Report>,
        /// The name of the rule.
        rule: Option<String>,
    },
    /// The installation itself.
    Installation(Box<Installation>),
    /// An issue.
    Issue(Box<Issue>),
    /// A rule of a metric fired, or does so no longer.
    MetricAlert {
        /// The alert.
        alert: Box<MetricAlert>,
        /// In words.
        description: Option<String>,
        /// Where users see it.
        web_url: Option<String>,
    },
    /// Something else, as JSON.
    Other(Option<Box<RawValue>>),
}

/// The installation of an integration.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Installation {
    /// The id.
    pub uuid: Option<String>,
    /// The organisation.
    pub organization: Option<Organization>,
    /// What is exchanged for a token, once.
    pub code: Option<String>,
    /// `installed` or `pending`.
    pub status: Option<String>,
}

/// An organisation.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Organization {
    /// The name in URLs.
    pub slug: Option<String>,
}

/// Who did something.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Actor {
    /// `user` or `application`.
    pub r#type: Option<String>,
    /// The id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
}

/// An issue.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Issue {
    /// The id.
    #[serde(deserialize_with = "read::scalar")]
    pub id: String,
    /// The id that users see: `SHOP-1`.
    pub short_id: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// Where in the code.
    pub culprit: Option<String>,
    /// `error`, `warning`, `fatal`.
    pub level: Option<String>,
    /// `resolved`, `unresolved`, `ignored`.
    pub status: Option<String>,
    /// More of it: `new`, `ongoing`, `regressed`, `escalating`.
    pub substatus: Option<String>,
    /// `javascript`, `python`.
    pub platform: Option<String>,
    /// The project.
    pub project: Option<Project>,
    /// Who looks after it.
    pub assigned_to: Option<Assignee>,
    /// How many reports it has.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub count: Option<u64>,
    /// How many users it happened to.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub user_count: Option<u64>,
    /// When it happened first.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub first_seen: Option<OffsetDateTime>,
    /// When it happened last.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub last_seen: Option<OffsetDateTime>,
    /// Where users see it.
    #[serde(rename = "web_url")]
    pub web_url: Option<String>,
    /// What it is like, as JSON.
    pub metadata: Option<Box<RawValue>>,
}

/// A project.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Project {
    /// The id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The name in URLs.
    pub slug: Option<String>,
}

/// Who looks after an issue.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Assignee {
    /// `user` or `team`.
    pub r#type: Option<String>,
    /// The id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub email: Option<String>,
}

/// A report of an error.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Report {
    /// The id.
    pub event_id: Option<String>,
    /// The issue.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub issue_id: Option<String>,
    /// The project's id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub project: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// Where in the code.
    pub culprit: Option<String>,
    /// `error`, `warning`, `fatal`.
    pub level: Option<String>,
    /// `javascript`, `python`.
    pub platform: Option<String>,
    /// `production`.
    pub environment: Option<String>,
    /// The release.
    pub release: Option<String>,
    /// When.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub datetime: Option<OffsetDateTime>,
    /// Where users see it.
    pub web_url: Option<String>,
    /// What it is like, as JSON.
    pub metadata: Option<Box<RawValue>>,
    /// Its tags, as JSON.
    pub tags: Option<Box<RawValue>>,
}

/// An alert of a metric.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct MetricAlert {
    /// The id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// The number that users see.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub identifier: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The rule.
    pub alert_rule: Option<Rule>,
    /// 1 when it was opened, 2 when closed, 10 for a warning, 20 when critical.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub status: Option<i64>,
    /// The names of the projects.
    #[serde(default, deserialize_with = "read::or_default")]
    pub projects: Vec<String>,
    /// Since when.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub date_started: Option<OffsetDateTime>,
    /// Until when.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub date_closed: Option<OffsetDateTime>,
}

/// A rule.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Rule {
    /// The id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The query.
    pub query: Option<String>,
}

/// A comment on an issue.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Comment {
    /// The id.
    #[serde(deserialize_with = "read::scalar")]
    pub comment_id: String,
    /// The issue.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub issue_id: Option<String>,
    /// The project's name in URLs.
    pub project_slug: Option<String>,
    /// The text. A comment that was deleted has one, too.
    pub comment: Option<String>,
    /// When.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub timestamp: Option<OffsetDateTime>,
}

impl crate::Event for Event {
    type Provider = Sentry;

    fn parse(payload: &Payload<'_, Sentry>) -> Result<Self, PayloadError> {
        payload.json()
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Outer<'a> {
            #[serde(default, deserialize_with = "read::or_default")]
            action: String,
            installation: Option<Installation>,
            actor: Option<Actor>,
            #[serde(borrow)]
            data: Option<&'a RawValue>,
        }

        let Outer { action, installation, actor, data } = Outer::deserialize(deserializer)?;
        Ok(Self { action, installation, actor, news: News::read(data)? })
    }
}

impl News {
    fn read<E: serde::de::Error>(data: Option<&RawValue>) -> Result<Self, E> {
        #[derive(Default, Deserialize)]
        struct Parts<'a> {
            issue: Option<Box<Issue>>,
            event: Option<Box<Report>>,
            triggered_rule: Option<String>,
            issue_alert: Option<Titled>,
            #[serde(borrow)]
            error: Option<&'a RawValue>,
            metric_alert: Option<Box<MetricAlert>>,
            description_text: Option<String>,
            web_url: Option<String>,
            installation: Option<Box<Installation>>,
            #[serde(default, deserialize_with = "read::maybe_scalar")]
            comment_id: Option<String>,
        }

        #[derive(Deserialize)]
        struct Titled {
            title: Option<String>,
        }

        let Some(raw) = data.filter(|data| data.get().starts_with('{')) else {
            return Ok(Self::Other(data.map(ToOwned::to_owned)));
        };
        let parts: Parts<'_> = read::borrowed_part(raw)?;
        Ok(if let Some(issue) = parts.issue {
            Self::Issue(issue)
        } else if let Some(event) = parts.event {
            let rule = parts.triggered_rule.or_else(|| parts.issue_alert?.title);
            Self::EventAlert { event, rule }
        } else if let Some(alert) = parts.metric_alert {
            Self::MetricAlert { alert, description: parts.description_text, web_url: parts.web_url }
        } else if let Some(error) = parts.error {
            Self::Error(read::part(Some(error))?)
        } else if let Some(installation) = parts.installation {
            Self::Installation(installation)
        } else if parts.comment_id.is_some() {
            Self::Comment(read::part(data)?)
        } else {
            Self::Other(Some(raw.to_owned()))
        })
    }
}
