//! Events of Zoom.
//!
//! <https://developers.zoom.us/docs/api/webhooks/>

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::read;
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Zoom;

/// Something happened in an account.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// The name: `meeting.started`.
    pub event: String,
    /// When it happened.
    pub event_ts: Option<OffsetDateTime>,
    /// The account.
    pub account_id: Option<String>,
    /// The address of who did it.
    pub operator: Option<String>,
    /// The id of who did it.
    pub operator_id: Option<String>,
    /// What recordings can be downloaded with, for 24 hours.
    pub download_token: Option<String>,
    /// What happened.
    pub news: News,
}

/// What happened, by the first word of the name.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum News {
    /// `meeting.*` and `webinar.*`.
    Meeting(Box<Meeting>),
    /// `recording.*`.
    Recording(Box<Meeting>),
    /// `user.*`.
    User(Box<User>),
    /// Something else: its payload, as JSON.
    Other(Option<Box<RawValue>>),
}

/// A meeting or a webinar, with who came or went, or with its recordings.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Meeting {
    /// The number of the meeting.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// The id of this time that it was held.
    pub uuid: Option<String>,
    /// Whose it is.
    pub host_id: Option<String>,
    /// The address of whose it is.
    pub host_email: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// 1 for one that was not planned, 2 for one that was, 3 and 8 for one of several, 5, 6 and 9 for webinars.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub r#type: Option<i64>,
    /// When it begins or began.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub start_time: Option<OffsetDateTime>,
    /// When it ended.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub end_time: Option<OffsetDateTime>,
    /// How long, in minutes.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub duration: Option<u64>,
    /// The time zone: `Europe/Berlin`.
    pub timezone: Option<String>,
    /// Where one can join.
    pub join_url: Option<String>,
    /// Who came or went, or did something.
    pub participant: Option<Participant>,
    /// Who wants to come.
    pub registrant: Option<Registrant>,
    /// Where the recordings can be seen.
    pub share_url: Option<String>,
    /// The size of all recordings in bytes.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub total_size: Option<u64>,
    /// The recordings.
    #[serde(default, deserialize_with = "read::or_default")]
    pub recording_files: Vec<RecordingFile>,
}

/// Who takes part in a meeting.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Participant {
    /// The id of the user, if they have an account.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// The id within the meeting.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub user_id: Option<String>,
    /// The name.
    pub user_name: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// The id of this time that they took part.
    pub participant_uuid: Option<String>,
    /// When they came.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub join_time: Option<OffsetDateTime>,
    /// When they went.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub leave_time: Option<OffsetDateTime>,
    /// Why they went.
    pub leave_reason: Option<String>,
}

/// Who wants to come.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Registrant {
    /// The id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// `pending`, `approved` or `denied`.
    pub status: Option<String>,
}

/// A recording.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct RecordingFile {
    /// The id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// `MP4`, `M4A`, `CHAT`, `TRANSCRIPT`.
    pub file_type: Option<String>,
    /// What it shows: `shared_screen_with_speaker_view`, `audio_only`.
    pub recording_type: Option<String>,
    /// The size in bytes.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub file_size: Option<u64>,
    /// When it begins.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub recording_start: Option<OffsetDateTime>,
    /// When it ends.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub recording_end: Option<OffsetDateTime>,
    /// Where it can be downloaded.
    pub download_url: Option<String>,
    /// Where it can be seen.
    pub play_url: Option<String>,
    /// `completed` or `processing`.
    pub status: Option<String>,
}

/// A user.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct User {
    /// The id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// The name.
    pub display_name: Option<String>,
    /// 1 without a licence, 2 with one.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub r#type: Option<i64>,
    /// Whether they are available.
    pub presence_status: Option<String>,
}

impl crate::Event for Event {
    type Provider = Zoom;

    fn parse(payload: &Payload<'_, Zoom>) -> Result<Self, PayloadError> {
        payload.json()
    }
}

/// The name may stand behind the payload.
impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Outer<'a> {
            event: String,
            #[serde(default, deserialize_with = "read::maybe_time")]
            event_ts: Option<OffsetDateTime>,
            download_token: Option<String>,
            #[serde(borrow)]
            payload: Option<&'a RawValue>,
        }

        #[derive(Deserialize)]
        struct Inner<'a> {
            account_id: Option<String>,
            operator: Option<String>,
            operator_id: Option<String>,
            #[serde(borrow)]
            object: Option<&'a RawValue>,
        }

        let Outer { event, event_ts, download_token, payload } = Outer::deserialize(deserializer)?;
        let inner: Option<Inner<'de>> = payload.map(read::borrowed_part).transpose()?.flatten();
        let object = inner.as_ref().and_then(|inner| inner.object);
        let news = News::read(&event, payload, object)?;
        let (account_id, operator, operator_id) =
            inner.map(|it| (it.account_id, it.operator, it.operator_id)).unwrap_or_default();
        Ok(Self { event, event_ts, account_id, operator, operator_id, download_token, news })
    }
}

impl News {
    fn read<E: serde::de::Error>(
        event: &str,
        payload: Option<&RawValue>,
        object: Option<&RawValue>,
    ) -> Result<Self, E> {
        Ok(match (event.split_once('.').map(|(first, _)| first), object) {
            (Some("meeting" | "webinar"), Some(_)) => Self::Meeting(read::part(object)?),
            (Some("recording"), Some(_)) => Self::Recording(read::part(object)?),
            (Some("user"), Some(_)) => Self::User(read::part(object)?),
            _ => Self::Other(payload.map(ToOwned::to_owned)),
        })
    }
}
