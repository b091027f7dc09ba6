//! Events of PagerDuty.
//!
//! <https://developer.pagerduty.com/docs/webhooks-overview>

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::{open_enum, read};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::PagerDuty;

/// Something happened to an incident or a service.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// The id, the same in every attempt.
    pub id: String,
    /// The name: `incident.triggered`.
    pub event_type: String,
    /// What it is about: `incident`, `service`.
    pub resource_type: Option<String>,
    /// When it happened.
    pub occurred_at: Option<OffsetDateTime>,
    /// Who did it.
    pub agent: Option<Reference>,
    /// What triggered it.
    pub client: Option<Client>,
    /// What it is about, as it was then.
    pub data: Data,
}

/// What an event is about, by its own type.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Data {
    /// An incident.
    Incident(Box<Incident>),
    /// A note on an incident.
    Note(Box<Note>),
    /// Someone was asked to help, or answered.
    Responder(Box<Responder>),
    /// A service.
    Service(Box<Service>),
    /// An update of an incident's status.
    StatusUpdate(Box<Note>),
    /// Something else, as JSON.
    Other(Option<Box<RawValue>>),
}

/// Something in PagerDuty.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Reference {
    /// The id.
    pub id: String,
    /// `user_reference`, `service_reference`, and so on.
    pub r#type: Option<String>,
    /// The name.
    pub summary: Option<String>,
    /// Where users see it.
    pub html_url: Option<String>,
}

/// What triggered an incident.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Client {
    /// The name.
    pub name: Option<String>,
    /// Where it is.
    pub url: Option<String>,
}

open_enum! {
    /// What an incident is now.
    pub enum Status {
        /// Someone works on it.
        Acknowledged = "acknowledged",
        /// It is over.
        Resolved = "resolved",
        /// Nobody works on it yet.
        Triggered = "triggered",
    }
}

/// An incident.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Incident {
    /// The id.
    pub id: String,
    /// What it is now.
    #[serde(default = "read::none", deserialize_with = "read::or_none")]
    pub status: Status,
    /// The number.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub number: Option<u64>,
    /// The title.
    pub title: Option<String>,
    /// `high` or `low`.
    pub urgency: Option<String>,
    /// By which it is known to what triggers it.
    pub incident_key: Option<String>,
    /// Where users see it.
    pub html_url: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// The service.
    pub service: Option<Reference>,
    /// Who works on it.
    #[serde(default, deserialize_with = "read::or_default")]
    pub assignees: Vec<Reference>,
    /// Who is asked, in which order.
    pub escalation_policy: Option<Reference>,
    /// The teams.
    #[serde(default, deserialize_with = "read::or_default")]
    pub teams: Vec<Reference>,
    /// The priority.
    pub priority: Option<Reference>,
    /// Where those who work on it talk.
    pub conference_bridge: Option<ConferenceBridge>,
    /// Why it is over, as JSON.
    pub resolve_reason: Option<Box<RawValue>>,
}

/// Where people talk.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ConferenceBridge {
    /// The phone number.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub conference_number: Option<String>,
    /// The URL.
    pub conference_url: Option<String>,
}

/// A note, or an update of a status.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Note {
    /// The id.
    pub id: Option<String>,
    /// The incident.
    pub incident: Option<Reference>,
    /// The text of a note.
    pub content: Option<String>,
    /// The text of an update.
    pub message: Option<String>,
}

/// Someone was asked to help, or answered.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Responder {
    /// The incident.
    pub incident: Option<Reference>,
    /// Who was asked.
    pub user: Option<Reference>,
    /// All who were asked, where they are several.
    pub escalation_policy: Option<Reference>,
    /// What they were told.
    pub message: Option<String>,
    /// `pending`, `accepted` or `declined`.
    pub state: Option<String>,
}

/// A service.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Service {
    /// The id.
    pub id: String,
    /// The name.
    pub summary: Option<String>,
    /// Where users see it.
    pub html_url: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub created_at: Option<OffsetDateTime>,
    /// The teams.
    #[serde(default, deserialize_with = "read::or_default")]
    pub teams: Vec<Reference>,
}

impl crate::Event for Event {
    type Provider = PagerDuty;

    fn parse(payload: &Payload<'_, PagerDuty>) -> Result<Self, PayloadError> {
        payload.at("/event")?.ok_or(PayloadError::NoData)
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Parts<'a> {
            id: String,
            event_type: String,
            resource_type: Option<String>,
            #[serde(default, deserialize_with = "read::maybe_time")]
            occurred_at: Option<OffsetDateTime>,
            agent: Option<Reference>,
            client: Option<Client>,
            #[serde(borrow)]
            data: Option<&'a RawValue>,
        }

        let parts = Parts::deserialize(deserializer)?;
        Ok(Self {
            id: parts.id,
            event_type: parts.event_type,
            resource_type: parts.resource_type,
            occurred_at: parts.occurred_at,
            agent: parts.agent,
            client: parts.client,
            data: Data::read(parts.data)?,
        })
    }
}

impl Data {
    fn read<E: serde::de::Error>(data: Option<&RawValue>) -> Result<Self, E> {
        #[derive(Default, Deserialize)]
        struct Tag {
            r#type: Option<String>,
        }

        let tag: Option<Tag> = read::part(data)?;
        Ok(match tag.unwrap_or_default().r#type.as_deref() {
            Some("incident") => Self::Incident(read::part(data)?),
            Some("incident_note") => Self::Note(read::part(data)?),
            Some("incident_responder") => Self::Responder(read::part(data)?),
            Some("incident_status_update") => Self::StatusUpdate(read::part(data)?),
            Some("service") => Self::Service(read::part(data)?),
            _ => Self::Other(data.map(ToOwned::to_owned)),
        })
    }
}
