//! Callbacks of Twilio. <https://www.twilio.com/docs/usage/webhooks>
//!
//! They are forms. What Twilio sends as JSON is [`Event::Other`], and in the body.

use form_urlencoded::Parse;
use time::OffsetDateTime;

use super::open_enum;
use super::record::{self, record};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::message::begins_like_json;
use crate::providers::Twilio;

/// A callback, told by whose ids it has.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Event {
    /// About a call.
    Call(Box<Call>),
    /// About a conference.
    Conference(Box<Conference>),
    /// About a conversation.
    Conversation(Box<Conversation>),
    /// About a message.
    Message(Box<Message>),
    /// About a recording.
    Recording(Box<Recording>),
    /// About a workspace of TaskRouter.
    Task(Box<Task>),
    /// About something else.
    Other,
}

impl crate::Event for Event {
    type Provider = Twilio;

    fn parse(payload: &Payload<'_, Twilio>) -> Result<Self, PayloadError> {
        let form = payload.body();
        if begins_like_json(form) {
            return Ok(Self::Other);
        }
        let ids: Ids = record::from_form(form)?;
        Ok(match ids {
            Ids { conversation: Some(_), .. } => Self::Conversation(record::from_form(form)?),
            Ids { recording: Some(_), recording_status: Some(_), .. } => {
                Self::Recording(record::from_form(form)?)
            }
            Ids { conference: Some(_), .. } => Self::Conference(record::from_form(form)?),
            Ids { workspace: Some(_), .. } => Self::Task(record::from_form(form)?),
            Ids { message: Some(_), .. } | Ids { sms: Some(_), .. } => {
                let message: Box<Message> = record::from_form(form)?;
                let media = media(|| form_urlencoded::parse(form), message.num_media);
                Self::Message(Box::new(Message { media, ..*message }))
            }
            Ids { call: Some(_), .. } => Self::Call(record::from_form(form)?),
            _ => Self::Other,
        })
    }
}

/// The files of a message, which stand in numbered fields.
fn media<'a>(form: impl Fn() -> Parse<'a>, count: Option<i64>) -> Vec<Media> {
    // No channel has more than ten.
    let count = count.unwrap_or_default().clamp(0, 32);
    let field = |name: String| form().find_map(|(known, value)| (known == name).then(|| value.into_owned()));
    let file = |at| Media {
        url: field(format!("MediaUrl{at}")),
        content_type: field(format!("MediaContentType{at}")),
    };
    (0..count).map(file).filter(|file| file.url.is_some()).collect()
}

record! {
    /// By what callbacks are told.
    struct Ids {
        call: Option<String> = "CallSid",
        conference: Option<String> = "ConferenceSid",
        conversation: Option<String> = "ConversationSid",
        message: Option<String> = "MessageSid",
        recording: Option<String> = "RecordingSid",
        recording_status: Option<String> = "RecordingStatus",
        sms: Option<String> = "SmsSid",
        workspace: Option<String> = "WorkspaceSid",
    }
}

record! {
    /// A call: one that comes in and asks what to do, or how one stands.
    pub struct Call {
        /// The call.
        pub call_sid: Option<String> = "CallSid",
        /// The account.
        pub account_sid: Option<String> = "AccountSid",
        /// Who answered: `human`, `machine_start`.
        pub answered_by: Option<String> = "AnsweredBy",
        /// The API version.
        pub api_version: Option<String> = "ApiVersion",
        /// How many seconds it took.
        pub call_duration: Option<i64> = "CallDuration",
        /// How it stands.
        pub call_status: Option<CallStatus> = "CallStatus",
        /// What keeps the caller's identity when the call is passed on.
        pub call_token: Option<String> = "CallToken",
        /// What the caller is called.
        pub caller_name: Option<String> = "CallerName",
        /// What it is told by.
        pub callback_source: Option<String> = "CallbackSource",
        /// How sure it is of what was said, from 0 to 1.
        pub confidence: Option<f64> = "Confidence",
        /// How many seconds the call to others took.
        pub dial_call_duration: Option<i64> = "DialCallDuration",
        /// The call to others.
        pub dial_call_sid: Option<String> = "DialCallSid",
        /// How the call to others ended.
        pub dial_call_status: Option<CallStatus> = "DialCallStatus",
        /// What was typed.
        pub digits: Option<String> = "Digits",
        /// `inbound`, `outbound-api`, `outbound-dial`.
        pub direction: Option<String> = "Direction",
        /// How many minutes are charged.
        pub duration: Option<i64> = "Duration",
        /// Why it failed: a number of Twilio's.
        pub error_code: Option<i64> = "ErrorCode",
        /// Why it failed, for people.
        pub error_message: Option<String> = "ErrorMessage",
        /// By which key the input ended.
        pub finished_on_key: Option<String> = "FinishedOnKey",
        /// From which number it was forwarded.
        pub forwarded_from: Option<String> = "ForwardedFrom",
        /// From which number, or address of a channel.
        pub from: Option<String> = "From",
        /// From which town.
        pub from_city: Option<String> = "FromCity",
        /// From which country.
        pub from_country: Option<String> = "FromCountry",
        /// From which state.
        pub from_state: Option<String> = "FromState",
        /// From which postcode.
        pub from_zip: Option<String> = "FromZip",
        /// The call that made it.
        pub parent_call_sid: Option<String> = "ParentCallSid",
        /// The queue.
        pub queue_sid: Option<String> = "QueueSid",
        /// How many seconds the recording takes.
        pub recording_duration: Option<i64> = "RecordingDuration",
        /// The recording.
        pub recording_sid: Option<String> = "RecordingSid",
        /// Where the recording is.
        pub recording_url: Option<String> = "RecordingUrl",
        /// Its place among the events of its kind, from 0.
        pub sequence_number: Option<i64> = "SequenceNumber",
        /// What the other side's SIP said.
        pub sip_response_code: Option<i64> = "SipResponseCode",
        /// What was said.
        pub speech_result: Option<String> = "SpeechResult",
        /// Whether the caller's number is known to be theirs.
        pub stir_verstat: Option<String> = "StirVerstat",
        /// When it happened.
        pub timestamp: Option<OffsetDateTime> = "Timestamp",
        /// To which number, or address of a channel.
        pub to: Option<String> = "To",
        /// To which town.
        pub to_city: Option<String> = "ToCity",
        /// To which country.
        pub to_country: Option<String> = "ToCountry",
        /// To which state.
        pub to_state: Option<String> = "ToState",
        /// To which postcode.
        pub to_zip: Option<String> = "ToZip",
        /// What was recorded, as text.
        pub transcription_text: Option<String> = "TranscriptionText",
    }
}

open_enum! {
    /// How a call stands.
    pub enum CallStatus {
        /// `answered`
        Answered = "answered",
        /// `busy`
        Busy = "busy",
        /// `canceled`
        Canceled = "canceled",
        /// `completed`
        Completed = "completed",
        /// `failed`
        Failed = "failed",
        /// `in-progress`
        InProgress = "in-progress",
        /// `initiated`
        Initiated = "initiated",
        /// `no-answer`
        NoAnswer = "no-answer",
        /// `queued`
        Queued = "queued",
        /// `ringing`
        Ringing = "ringing",
    }
}

record! {
    /// A message: one that comes in, or how one that was sent stands.
    pub struct Message {
        /// The message.
        pub message_sid: Option<String> = "MessageSid",
        /// The account.
        pub account_sid: Option<String> = "AccountSid",
        /// A place, as an address.
        pub address: Option<String> = "Address",
        /// The API version.
        pub api_version: Option<String> = "ApiVersion",
        /// What it says.
        pub body: Option<String> = "Body",
        /// What the button that was pressed stands for.
        pub button_payload: Option<String> = "ButtonPayload",
        /// What the button that was pressed says.
        pub button_text: Option<String> = "ButtonText",
        /// Over which channel: `whatsapp`.
        pub channel_prefix: Option<String> = "ChannelPrefix",
        /// Why it failed: a number of Twilio's.
        pub error_code: Option<i64> = "ErrorCode",
        /// Why it failed, for people.
        pub error_message: Option<String> = "ErrorMessage",
        /// Whether it was forwarded.
        pub forwarded: Option<bool> = "Forwarded",
        /// From which number, or address of a channel.
        pub from: Option<String> = "From",
        /// From which town.
        pub from_city: Option<String> = "FromCity",
        /// From which country.
        pub from_country: Option<String> = "FromCountry",
        /// From which state.
        pub from_state: Option<String> = "FromState",
        /// From which postcode.
        pub from_zip: Option<String> = "FromZip",
        /// A place, by its name.
        pub label: Option<String> = "Label",
        /// A place, in degrees.
        pub latitude: Option<f64> = "Latitude",
        /// A place, in degrees.
        pub longitude: Option<f64> = "Longitude",
        /// How it stands.
        pub message_status: Option<MessageStatus> = "MessageStatus",
        /// The service that it was sent by.
        pub messaging_service_sid: Option<String> = "MessagingServiceSid",
        /// How many files come with it.
        pub num_media: Option<i64> = "NumMedia",
        /// How many parts it was sent in.
        pub num_segments: Option<i64> = "NumSegments",
        /// Whether it is a word like `STOP`.
        pub opt_out_type: Option<String> = "OptOutType",
        /// The message that it answers.
        pub original_replied_message_sid: Option<String> = "OriginalRepliedMessageSid",
        /// What the sender is called, at WhatsApp.
        pub profile_name: Option<String> = "ProfileName",
        /// When it arrived, as the carrier writes it: `YYMMDDhhmm`.
        pub raw_dlr_done_date: Option<String> = "RawDlrDoneDate",
        /// The message, by an older name.
        pub sms_sid: Option<String> = "SmsSid",
        /// How it stands, by an older name.
        pub sms_status: Option<MessageStatus> = "SmsStatus",
        /// To which number, or address of a channel.
        pub to: Option<String> = "To",
        /// To which town.
        pub to_city: Option<String> = "ToCity",
        /// To which country.
        pub to_country: Option<String> = "ToCountry",
        /// To which state.
        pub to_state: Option<String> = "ToState",
        /// To which postcode.
        pub to_zip: Option<String> = "ToZip",
        /// The sender, at WhatsApp.
        pub wa_id: Option<String> = "WaId",
        /// The files that come with it.
        pub media: Vec<Media> = "Media",
    }
}

open_enum! {
    /// How a message stands.
    pub enum MessageStatus {
        /// `accepted`
        Accepted = "accepted",
        /// `canceled`
        Canceled = "canceled",
        /// `delivered`
        Delivered = "delivered",
        /// `failed`
        Failed = "failed",
        /// `partially_delivered`
        PartiallyDelivered = "partially_delivered",
        /// `queued`
        Queued = "queued",
        /// `read`
        Read = "read",
        /// `receiving`
        Receiving = "receiving",
        /// `received`
        Received = "received",
        /// `scheduled`
        Scheduled = "scheduled",
        /// `sending`
        Sending = "sending",
        /// `sent`
        Sent = "sent",
        /// `undelivered`
        Undelivered = "undelivered",
    }
}

record! {
    /// What happened in a conference.
    pub struct Conference {
        /// The conference.
        pub conference_sid: Option<String> = "ConferenceSid",
        /// The account.
        pub account_sid: Option<String> = "AccountSid",
        /// The call.
        pub call_sid: Option<String> = "CallSid",
        /// The call that ended it.
        pub call_sid_ending_conference: Option<String> = "CallSidEndingConference",
        /// Whether somebody is told things that others do not hear.
        pub coaching: Option<bool> = "Coaching",
        /// Whether it ends when they leave.
        pub end_conference_on_exit: Option<bool> = "EndConferenceOnExit",
        /// What it is called.
        pub friendly_name: Option<String> = "FriendlyName",
        /// Whether they are on hold.
        pub hold: Option<bool> = "Hold",
        /// Whether they are muted.
        pub muted: Option<bool> = "Muted",
        /// What they are called.
        pub participant_label: Option<String> = "ParticipantLabel",
        /// Why, for people.
        pub reason: Option<String> = "Reason",
        /// Why it ended.
        pub reason_conference_ended: Option<String> = "ReasonConferenceEnded",
        /// How many seconds the recording takes.
        pub recording_duration: Option<i64> = "RecordingDuration",
        /// The recording.
        pub recording_sid: Option<String> = "RecordingSid",
        /// Where the recording is.
        pub recording_url: Option<String> = "RecordingUrl",
        /// Its place among the events of its kind, from 0.
        pub sequence_number: Option<i64> = "SequenceNumber",
        /// Whether it begins when they come.
        pub start_conference_on_enter: Option<bool> = "StartConferenceOnEnter",
        /// What happened: `participant-join`.
        pub status_callback_event: Option<String> = "StatusCallbackEvent",
        /// When it happened.
        pub timestamp: Option<OffsetDateTime> = "Timestamp",
    }
}

record! {
    /// How a recording stands.
    pub struct Recording {
        /// The recording.
        pub recording_sid: Option<String> = "RecordingSid",
        /// The account.
        pub account_sid: Option<String> = "AccountSid",
        /// The call.
        pub call_sid: Option<String> = "CallSid",
        /// The conference.
        pub conference_sid: Option<String> = "ConferenceSid",
        /// Why it failed: a number of Twilio's.
        pub error_code: Option<i64> = "ErrorCode",
        /// How many channels it has.
        pub recording_channels: Option<i64> = "RecordingChannels",
        /// How many seconds the recording takes.
        pub recording_duration: Option<i64> = "RecordingDuration",
        /// What made it: `RecordVerb`.
        pub recording_source: Option<String> = "RecordingSource",
        /// When it began.
        pub recording_start_time: Option<OffsetDateTime> = "RecordingStartTime",
        /// How it stands: `completed`.
        pub recording_status: Option<String> = "RecordingStatus",
        /// Whose voice: `both`.
        pub recording_track: Option<String> = "RecordingTrack",
        /// Where the recording is.
        pub recording_url: Option<String> = "RecordingUrl",
    }
}

record! {
    /// What happened in a conversation.
    pub struct Conversation {
        /// The conversation.
        pub conversation_sid: Option<String> = "ConversationSid",
        /// The account.
        pub account_sid: Option<String> = "AccountSid",
        /// What else is known of it, as JSON.
        pub attributes: Option<String> = "Attributes",
        /// Who wrote.
        pub author: Option<String> = "Author",
        /// What they wrote.
        pub body: Option<String> = "Body",
        /// The service that it is of.
        pub chat_service_sid: Option<String> = "ChatServiceSid",
        /// Who did it.
        pub client_identity: Option<String> = "ClientIdentity",
        /// When it was made.
        pub date_created: Option<OffsetDateTime> = "DateCreated",
        /// What happened: `onMessageAdded`.
        pub event_type: Option<String> = "EventType",
        /// What it is called.
        pub friendly_name: Option<String> = "FriendlyName",
        /// Who it is about.
        pub identity: Option<String> = "Identity",
        /// The message's place, from 0.
        pub index: Option<i64> = "Index",
        /// The message.
        pub message_sid: Option<String> = "MessageSid",
        /// The service that it is sent by.
        pub messaging_service_sid: Option<String> = "MessagingServiceSid",
        /// The participant.
        pub participant_sid: Option<String> = "ParticipantSid",
        /// Which attempt this is, from 0.
        pub retry_count: Option<i64> = "RetryCount",
        /// Where it comes from: `SMS`.
        pub source: Option<String> = "Source",
        /// How it stands.
        pub state: Option<String> = "State",
    }
}

record! {
    /// What happened in a workspace of TaskRouter.
    pub struct Task {
        /// The workspace.
        pub workspace_sid: Option<String> = "WorkspaceSid",
        /// The account.
        pub account_sid: Option<String> = "AccountSid",
        /// What happened, for people.
        pub event_description: Option<String> = "EventDescription",
        /// What happened: `task.created`.
        pub event_type: Option<String> = "EventType",
        /// The reservation.
        pub reservation_sid: Option<String> = "ReservationSid",
        /// What it happened to.
        pub resource_sid: Option<String> = "ResourceSid",
        /// The kind of that.
        pub resource_type: Option<String> = "ResourceType",
        /// The event.
        pub sid: Option<String> = "Sid",
        /// How many seconds ago the task was made.
        pub task_age: Option<i64> = "TaskAge",
        /// How the task stands.
        pub task_assignment_status: Option<String> = "TaskAssignmentStatus",
        /// What is known of the task, as JSON.
        pub task_attributes: Option<String> = "TaskAttributes",
        /// How urgent the task is.
        pub task_priority: Option<i64> = "TaskPriority",
        /// What the queue is called.
        pub task_queue_name: Option<String> = "TaskQueueName",
        /// The queue.
        pub task_queue_sid: Option<String> = "TaskQueueSid",
        /// The task.
        pub task_sid: Option<String> = "TaskSid",
        /// When it happened.
        pub timestamp: Option<OffsetDateTime> = "Timestamp",
        /// What the worker does.
        pub worker_activity_name: Option<String> = "WorkerActivityName",
        /// What is known of the worker, as JSON.
        pub worker_attributes: Option<String> = "WorkerAttributes",
        /// What the worker is called.
        pub worker_name: Option<String> = "WorkerName",
        /// The worker.
        pub worker_sid: Option<String> = "WorkerSid",
        /// The workflow.
        pub workflow_sid: Option<String> = "WorkflowSid",
    }
}

record! {
    /// A file that comes with a message.
    pub struct Media {
        /// Where it is.
        pub url: Option<String> = "Url",
        /// Of which kind: `image/jpeg`.
        pub content_type: Option<String> = "ContentType",
    }
}
