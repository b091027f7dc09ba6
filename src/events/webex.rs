//! Events of Cisco Webex. <https://developer.webex.com/docs/api/guides/webhooks>
//!
//! They say what something happened to, and seldom more: a message has to be fetched by its id.

use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::open_enum;
use super::record::{self, record};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Webex;

/// An event.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// The webhook that it came by, which is the same for all of its events.
    pub webhook_id: Option<String>,
    /// What that webhook is called.
    pub name: Option<String>,
    /// What something happened to.
    pub resource: Resource,
    /// What happened.
    pub event: Action,
    /// Of which events the webhook is told.
    pub filter: Option<String>,
    /// The organisation of the webhook's owner.
    pub org_id: Option<String>,
    /// Who made the webhook.
    pub created_by: Option<String>,
    /// The application that made the webhook.
    pub app_id: Option<String>,
    /// Whose webhook it is: `creator` or `org`.
    pub owned_by: Option<String>,
    /// Whether the webhook is active.
    pub status: Option<String>,
    /// When the webhook was made.
    pub created: Option<OffsetDateTime>,
    /// Who did it.
    pub actor_id: Option<String>,
    /// What it happened to.
    pub data: Data,
}

/// What something happened to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Data {
    /// Of `attachmentActions`.
    AttachmentAction(Box<AttachmentAction>),
    /// Of `telephony_calls`.
    Call(Box<Call>),
    /// Of `meetings`.
    Meeting(Box<Meeting>),
    /// Of `memberships`.
    Membership(Box<Membership>),
    /// Of `messages`.
    Message(Box<Message>),
    /// Of `meetingParticipants`.
    Participant(Box<Participant>),
    /// Of `recordings`, `convergedRecordings` and `meetingTranscripts`.
    Recording(Box<Recording>),
    /// Of `rooms`.
    Room(Box<Room>),
    /// Of all others, as it is written.
    Other(Option<Box<RawValue>>),
}

impl crate::Event for Event {
    type Provider = Webex;

    fn parse(payload: &Payload<'_, Webex>) -> Result<Self, PayloadError> {
        let wire: Wire = record::json(payload)?;
        Ok(Self {
            data: Data::parse(payload, &wire.resource)?,
            webhook_id: wire.id,
            name: wire.name,
            resource: wire.resource,
            event: wire.event,
            filter: wire.filter,
            org_id: wire.org_id,
            created_by: wire.created_by,
            app_id: wire.app_id,
            owned_by: wire.owned_by,
            status: wire.status,
            created: wire.created,
            actor_id: wire.actor_id,
        })
    }
}

impl Data {
    fn parse(payload: &Payload<'_, Webex>, resource: &Resource) -> Result<Self, PayloadError> {
        Ok(match resource {
            Resource::AttachmentActions => Self::AttachmentAction(record::at(payload, "/data")?),
            Resource::MeetingParticipants => Self::Participant(record::at(payload, "/data")?),
            Resource::Meetings => Self::Meeting(record::at(payload, "/data")?),
            Resource::Memberships => Self::Membership(record::at(payload, "/data")?),
            Resource::Messages => Self::Message(record::at(payload, "/data")?),
            Resource::ConvergedRecordings | Resource::MeetingTranscripts | Resource::Recordings => {
                Self::Recording(record::at(payload, "/data")?)
            }
            Resource::Rooms => Self::Room(record::at(payload, "/data")?),
            Resource::TelephonyCalls => Self::Call(record::at(payload, "/data")?),
            _ => Self::Other(payload.at("/data")?),
        })
    }
}

record! {
    /// An event without what it happened to.
    struct Wire {
        id: Option<String>,
        name: Option<String>,
        resource: Resource,
        event: Action,
        filter: Option<String>,
        org_id: Option<String> = "orgId",
        created_by: Option<String> = "createdBy",
        app_id: Option<String> = "appId",
        owned_by: Option<String> = "ownedBy",
        status: Option<String>,
        created: Option<OffsetDateTime>,
        actor_id: Option<String> = "actorId",
    }
}

record! {
    /// A message. What it says has to be fetched: only its ids come along.
    pub struct Message {
        /// Its id.
        pub id: Option<String>,
        /// The room.
        pub room_id: Option<String> = "roomId",
        /// `direct` or `group`.
        pub room_type: Option<String> = "roomType",
        /// Who wrote it.
        pub person_id: Option<String> = "personId",
        /// Who wrote it, by their address for mail.
        pub person_email: Option<String> = "personEmail",
        /// The message that it answers.
        pub parent_id: Option<String> = "parentId",
        /// Who is mentioned.
        pub mentioned_people: Vec<String> = "mentionedPeople",
        /// Which groups are mentioned: `all`.
        pub mentioned_groups: Vec<String> = "mentionedGroups",
        /// Where its files can be fetched.
        pub files: Vec<String>,
        /// What it says, where it comes along.
        pub text: Option<String>,
        /// What it says, in Markdown, where it comes along.
        pub markdown: Option<String>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// When it was last changed.
        pub updated: Option<OffsetDateTime>,
    }
}

record! {
    /// Somebody in a room.
    pub struct Membership {
        /// Its id.
        pub id: Option<String>,
        /// The room.
        pub room_id: Option<String> = "roomId",
        /// `direct` or `group`.
        pub room_type: Option<String> = "roomType",
        /// Who.
        pub person_id: Option<String> = "personId",
        /// Who, by their address for mail.
        pub person_email: Option<String> = "personEmail",
        /// What they are called.
        pub person_display_name: Option<String> = "personDisplayName",
        /// Of which organisation they are.
        pub person_org_id: Option<String> = "personOrgId",
        /// Whether they moderate.
        pub is_moderator: Option<bool> = "isModerator",
        /// Whether they see what is not for them.
        pub is_monitor: Option<bool> = "isMonitor",
        /// Whether they do not see the room.
        pub is_room_hidden: Option<bool> = "isRoomHidden",
        /// What they saw last.
        pub last_seen_id: Option<String> = "lastSeenId",
        /// When they last looked.
        pub last_seen_date: Option<OffsetDateTime> = "lastSeenDate",
        /// When it was made.
        pub created: Option<OffsetDateTime>,
    }
}

record! {
    /// A room.
    pub struct Room {
        /// Its id.
        pub id: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// `direct` or `group`.
        pub room_type: Option<String> = "type",
        /// Whether it is moderated.
        pub is_locked: Option<bool> = "isLocked",
        /// Whether anybody can join.
        pub is_public: Option<bool> = "isPublic",
        /// Whether nobody can write.
        pub is_read_only: Option<bool> = "isReadOnly",
        /// The team that it is of.
        pub team_id: Option<String> = "teamId",
        /// Who made it.
        pub creator_id: Option<String> = "creatorId",
        /// Which organisation owns it.
        pub owner_id: Option<String> = "ownerId",
        /// When something last happened.
        pub last_activity: Option<OffsetDateTime> = "lastActivity",
        /// When it was made.
        pub created: Option<OffsetDateTime>,
    }
}

record! {
    /// A form that somebody sent. What they wrote has to be fetched.
    pub struct AttachmentAction {
        /// Its id.
        pub id: Option<String>,
        /// The room.
        pub room_id: Option<String> = "roomId",
        /// Who.
        pub person_id: Option<String> = "personId",
        /// The message with the form.
        pub message_id: Option<String> = "messageId",
        /// `submit`.
        pub action_type: Option<String> = "type",
        /// When it was made.
        pub created: Option<OffsetDateTime>,
    }
}

record! {
    /// A meeting.
    pub struct Meeting {
        /// Its id.
        pub id: Option<String>,
        /// Its number.
        pub meeting_number: Option<String> = "meetingNumber",
        /// What it is called.
        pub title: Option<String>,
        /// `meeting`, `scheduledMeeting`, `meetingSeries`.
        pub meeting_type: Option<String> = "meetingType",
        /// The series that it is of.
        pub meeting_series_id: Option<String> = "meetingSeriesId",
        /// The one of the series.
        pub scheduled_meeting_id: Option<String> = "scheduledMeetingId",
        /// How it stands.
        pub state: Option<String>,
        /// In which time zone.
        pub timezone: Option<String>,
        /// When it begins.
        pub start: Option<OffsetDateTime>,
        /// When it ends.
        pub end: Option<OffsetDateTime>,
        /// Who hosts it.
        pub host_user_id: Option<String> = "hostUserId",
        /// What they are called.
        pub host_display_name: Option<String> = "hostDisplayName",
        /// Their address for mail.
        pub host_email: Option<String> = "hostEmail",
        /// Where it is.
        pub web_link: Option<String> = "webLink",
        /// At which site.
        pub site_url: Option<String> = "siteUrl",
    }
}

record! {
    /// Somebody in a meeting.
    pub struct Participant {
        /// Its id.
        pub id: Option<String>,
        /// The meeting.
        pub meeting_id: Option<String> = "meetingId",
        /// Their address for mail.
        pub email: Option<String>,
        /// What they are called.
        pub display_name: Option<String> = "displayName",
        /// Whether they host it.
        pub host: Option<bool>,
        /// Whether they host it with somebody.
        pub co_host: Option<bool> = "coHost",
        /// Whether they were invited.
        pub invitee: Option<bool>,
        /// Of which organisation they are.
        pub org_id: Option<String> = "orgId",
        /// Where they are: `joined`, `lobby`, `end`.
        pub state: Option<String>,
        /// When they came.
        pub joined_time: Option<OffsetDateTime> = "joinedTime",
        /// When they left.
        pub left_time: Option<OffsetDateTime> = "leftTime",
    }
}

record! {
    /// A recording, or a transcript of one.
    pub struct Recording {
        /// Its id.
        pub id: Option<String>,
        /// The meeting.
        pub meeting_id: Option<String> = "meetingId",
        /// The series that the meeting is of.
        pub meeting_series_id: Option<String> = "meetingSeriesId",
        /// What it is about.
        pub topic: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// Who hosted it.
        pub host_user_id: Option<String> = "hostUserId",
        /// Their address for mail.
        pub host_email: Option<String> = "hostEmail",
        /// Whose it is.
        pub owner_id: Option<String> = "ownerId",
        /// As what: `MP4`.
        pub format: Option<String>,
        /// How many seconds it takes.
        pub duration_seconds: Option<i64> = "durationSeconds",
        /// How many bytes it has.
        pub size_bytes: Option<i64> = "sizeBytes",
        /// How it stands.
        pub status: Option<String>,
        /// When it was made.
        pub create_time: Option<OffsetDateTime> = "createTime",
        /// When it was recorded.
        pub time_recorded: Option<OffsetDateTime> = "timeRecorded",
        /// At which site.
        pub site_url: Option<String> = "siteUrl",
    }
}

record! {
    /// A telephone call.
    pub struct Call {
        /// The call.
        pub call_id: Option<String> = "callId",
        /// What all of its parts have in common.
        pub call_session_id: Option<String> = "callSessionId",
        /// What happened: `received`, `answered`, `disconnected`.
        pub event_type: Option<String> = "eventType",
        /// When it happened.
        pub event_timestamp: Option<OffsetDateTime> = "eventTimestamp",
        /// Whose side: `originator`, `terminator`, `clickToDial`.
        pub personality: Option<String>,
        /// How it stands: `alerting`, `connected`.
        pub state: Option<String>,
        /// The other side.
        pub remote_party: Option<Party> = "remoteParty",
        /// Why it ended.
        pub disconnect_reason: Option<String> = "disconnectReason",
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// When it was answered.
        pub answered: Option<OffsetDateTime>,
        /// When it ended.
        pub disconnected: Option<OffsetDateTime>,
    }
}

record! {
    /// A side of a call.
    pub struct Party {
        /// What they are called.
        pub name: Option<String>,
        /// Their number.
        pub number: Option<String>,
        /// Who.
        pub person_id: Option<String> = "personId",
        /// From where: `location`, `external`.
        pub call_type: Option<String> = "callType",
        /// Whether they hide their number.
        pub privacy_enabled: Option<bool> = "privacyEnabled",
    }
}

open_enum! {
    /// What something happened to.
    pub enum Resource {
        /// `adminBatchJobs`
        AdminBatchJobs = "adminBatchJobs",
        /// `attachmentActions`
        AttachmentActions = "attachmentActions",
        /// `convergedRecordings`
        ConvergedRecordings = "convergedRecordings",
        /// `meetingParticipants`
        MeetingParticipants = "meetingParticipants",
        /// `meetingTranscripts`
        MeetingTranscripts = "meetingTranscripts",
        /// `meetings`
        Meetings = "meetings",
        /// `memberships`
        Memberships = "memberships",
        /// `messages`
        Messages = "messages",
        /// `recordings`
        Recordings = "recordings",
        /// `rooms`
        Rooms = "rooms",
        /// `serviceApp`
        ServiceApp = "serviceApp",
        /// `telephony_calls`
        TelephonyCalls = "telephony_calls",
        /// `telephony_conference`
        TelephonyConference = "telephony_conference",
        /// `telephony_mwi`
        TelephonyMwi = "telephony_mwi",
        /// `uc_counters`
        UcCounters = "uc_counters",
    }
}

open_enum! {
    /// What happened.
    pub enum Action {
        /// `authorized`
        Authorized = "authorized",
        /// `created`
        Created = "created",
        /// `deauthorized`
        Deauthorized = "deauthorized",
        /// `deleted`
        Deleted = "deleted",
        /// `ended`
        Ended = "ended",
        /// `joined`
        Joined = "joined",
        /// `left`
        Left = "left",
        /// `migrated`
        Migrated = "migrated",
        /// `seen`
        Seen = "seen",
        /// `started`
        Started = "started",
        /// `statusChanged`
        StatusChanged = "statusChanged",
        /// `updated`
        Updated = "updated",
    }
}
