//! What happens on WhatsApp.

use serde::Deserialize;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use crate::events::{open_enum, read};

/// Messages, their statuses and calls of one phone number.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct WhatsApp {
    /// The phone number.
    pub metadata: Option<Metadata>,
    /// Who wrote or called.
    #[serde(default, deserialize_with = "read::or_default")]
    pub contacts: Vec<Contact>,
    /// Messages that came in.
    #[serde(default, deserialize_with = "read::or_default")]
    pub messages: Vec<WhatsAppMessage>,
    /// Messages that the business wrote in its app.
    #[serde(default, deserialize_with = "read::or_default")]
    pub message_echoes: Vec<WhatsAppMessage>,
    /// What became of messages that were sent.
    #[serde(default, deserialize_with = "read::or_default")]
    pub statuses: Vec<Status>,
    /// Calls.
    #[serde(default, deserialize_with = "read::or_default")]
    pub calls: Vec<Call>,
    /// What went wrong.
    #[serde(default, deserialize_with = "read::or_default")]
    pub errors: Vec<Failure>,
    /// Whether users want to be written to, as JSON.
    pub user_preferences: Option<Box<RawValue>>,
    /// Older messages, as JSON.
    pub history: Option<Box<RawValue>>,
    /// Contacts of the business's app, as JSON.
    pub state_sync: Option<Box<RawValue>>,
}

impl WhatsApp {
    /// Whether it has nothing of WhatsApp's.
    pub(super) fn is_empty(&self) -> bool {
        self.metadata.is_none()
            && self.messages.is_empty()
            && self.statuses.is_empty()
            && self.errors.is_empty()
    }
}

/// A phone number of the business.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Metadata {
    /// The number, as it is shown.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub display_phone_number: Option<String>,
    /// The number's id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub phone_number_id: Option<String>,
}

/// Who wrote or called.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Contact {
    /// The phone number, which users may hide.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub wa_id: Option<String>,
    /// The id, as the business sees it.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub user_id: Option<String>,
    /// What they say about themselves.
    pub profile: Option<Name>,
}

/// What a contact says about itself.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Name {
    /// The name.
    pub name: Option<String>,
    /// The user name.
    pub username: Option<String>,
}

open_enum! {
    /// What a message is.
    pub enum MessageKind {
        /// Sound.
        Audio = "audio",
        /// A button of a template was used.
        Button = "button",
        /// Contacts.
        Contacts = "contacts",
        /// A file.
        Document = "document",
        /// A message was edited.
        Edit = "edit",
        /// A picture.
        Image = "image",
        /// A button, a list or a flow was used.
        Interactive = "interactive",
        /// A place.
        Location = "location",
        /// An order.
        Order = "order",
        /// A reaction.
        Reaction = "reaction",
        /// A message was deleted.
        Revoke = "revoke",
        /// A sticker.
        Sticker = "sticker",
        /// Something about the user.
        System = "system",
        /// Text.
        Text = "text",
        /// Something that the API does not hand on.
        Unsupported = "unsupported",
        /// A video.
        Video = "video",
    }
}

/// A message. The part that its type names is there.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct WhatsAppMessage {
    /// The id.
    pub id: String,
    /// What it is.
    #[serde(default = "read::none", deserialize_with = "read::or_none")]
    pub r#type: MessageKind,
    /// Whose phone number it came from.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub from: Option<String>,
    /// Who wrote it, as the business sees them.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub from_user_id: Option<String>,
    /// Whose phone number it went to, if the business wrote it.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub to: Option<String>,
    /// When.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub timestamp: Option<OffsetDateTime>,
    /// What it replies to, or whether it was forwarded.
    pub context: Option<Context>,
    /// Text.
    pub text: Option<Text>,
    /// Sound.
    pub audio: Option<FileMedia>,
    /// A file.
    pub document: Option<FileMedia>,
    /// A picture.
    pub image: Option<FileMedia>,
    /// A sticker.
    pub sticker: Option<FileMedia>,
    /// A video.
    pub video: Option<FileMedia>,
    /// A place.
    pub location: Option<Location>,
    /// A button of a template.
    pub button: Option<Button>,
    /// A button, a list or a flow.
    pub interactive: Option<Interactive>,
    /// A reaction.
    pub reaction: Option<WhatsAppReaction>,
    /// A message that was deleted.
    pub revoke: Option<Revoked>,
    /// Something about the user.
    pub system: Option<System>,
    /// What went wrong.
    #[serde(default, deserialize_with = "read::or_default")]
    pub errors: Vec<Failure>,
    /// Contacts, as JSON.
    pub contacts: Option<Box<RawValue>>,
    /// An order, as JSON.
    pub order: Option<Box<RawValue>>,
    /// The ad or the post that the user came from, as JSON.
    pub referral: Option<Box<RawValue>>,
}

/// What a message replies to, or whether it was forwarded.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Context {
    /// The message.
    pub id: Option<String>,
    /// Who wrote that.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub from: Option<String>,
    /// Whether it was forwarded.
    #[serde(default, deserialize_with = "read::or_default")]
    pub forwarded: bool,
    /// Whether it was forwarded more than five times.
    #[serde(default, deserialize_with = "read::or_default")]
    pub frequently_forwarded: bool,
}

/// Text.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Text {
    /// The text.
    #[serde(default, deserialize_with = "read::or_default")]
    pub body: String,
}

/// A picture or another file.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct FileMedia {
    /// The id, by which it can be fetched.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// Where it can be fetched.
    pub url: Option<String>,
    /// The media type.
    pub mime_type: Option<String>,
    /// The SHA-256, in base64.
    pub sha256: Option<String>,
    /// What was written under it.
    pub caption: Option<String>,
    /// The name of the file.
    pub filename: Option<String>,
    /// Whether it was recorded in the app.
    #[serde(default, deserialize_with = "read::or_default")]
    pub voice: bool,
    /// Whether a sticker moves.
    #[serde(default, deserialize_with = "read::or_default")]
    pub animated: bool,
}

/// A place.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Location {
    /// Degrees north.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub longitude: Option<f64>,
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub address: Option<String>,
    /// A link to it.
    pub url: Option<String>,
}

/// A button of a template.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Button {
    /// What the business knows it by.
    pub payload: Option<String>,
    /// The text.
    pub text: Option<String>,
}

/// A button, a list or a flow that was used.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Interactive {
    /// `button_reply`, `list_reply`, `nfm_reply`, `call_permission_reply`.
    pub r#type: Option<String>,
    /// The button.
    pub button_reply: Option<Reply>,
    /// The item of a list.
    pub list_reply: Option<Reply>,
    /// What was entered in a flow.
    pub nfm_reply: Option<Reply>,
    /// Whether the business may call.
    pub call_permission_reply: Option<Reply>,
}

/// What was chosen or entered.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Reply {
    /// What the business knows it by.
    pub id: Option<String>,
    /// The text.
    pub title: Option<String>,
    /// The text under it.
    pub description: Option<String>,
    /// What was entered in a flow, as JSON in a text.
    pub response_json: Option<String>,
    /// `accept` or `reject`.
    pub response: Option<String>,
}

/// A reaction.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct WhatsAppReaction {
    /// The message.
    pub message_id: Option<String>,
    /// The emoji. Without one, a reaction was taken back.
    pub emoji: Option<String>,
}

/// A message that was deleted.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Revoked {
    /// The message.
    pub original_message_id: Option<String>,
}

/// Something about a user.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct System {
    /// In words.
    pub body: Option<String>,
    /// The new phone number.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub wa_id: Option<String>,
    /// `user_changed_number`, `customer_identity_changed`.
    pub r#type: Option<String>,
}

open_enum! {
    /// What became of a message.
    pub enum StatusKind {
        /// It is on the phone.
        Delivered = "delivered",
        /// It could not be sent.
        Failed = "failed",
        /// It was listened to.
        Played = "played",
        /// It was read.
        Read = "read",
        /// It was sent.
        Sent = "sent",
    }
}

/// What became of a message that was sent.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Status {
    /// The message.
    pub id: String,
    /// What became of it.
    pub status: StatusKind,
    /// When.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub timestamp: Option<OffsetDateTime>,
    /// Whose phone number it went to.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub recipient_id: Option<String>,
    /// What the business said about it when it sent it.
    pub biz_opaque_callback_data: Option<String>,
    /// The conversation.
    pub conversation: Option<Conversation>,
    /// What it costs.
    pub pricing: Option<Pricing>,
    /// What went wrong.
    #[serde(default, deserialize_with = "read::or_default")]
    pub errors: Vec<Failure>,
}

/// A conversation.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Conversation {
    /// The id.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// When it ends.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub expiration_timestamp: Option<OffsetDateTime>,
}

/// What a message costs.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Pricing {
    /// Whether it costs anything.
    pub billable: Option<bool>,
    /// `CBP` by conversation, `PMP` by message.
    pub pricing_model: Option<String>,
    /// `marketing`, `utility`, `service`, `authentication`.
    pub category: Option<String>,
}

/// A call.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Call {
    /// The id.
    pub id: String,
    /// `connect` or `terminate`.
    pub event: Option<String>,
    /// Who calls.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub from: Option<String>,
    /// Who is called.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub to: Option<String>,
    /// `USER_INITIATED` or `BUSINESS_INITIATED`.
    pub direction: Option<String>,
    /// When.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub timestamp: Option<OffsetDateTime>,
    /// How long it was, in seconds.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub duration: Option<u64>,
    /// How to connect, as JSON.
    pub session: Option<Box<RawValue>>,
    /// Whether it was completed, as JSON.
    pub status: Option<Box<RawValue>>,
}

/// Something that went wrong.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Failure {
    /// The [code](https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes).
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub code: Option<i64>,
    /// In few words.
    pub title: Option<String>,
    /// In words.
    pub message: Option<String>,
    /// More about it.
    pub error_data: Option<FailureDetails>,
    /// A page about it.
    pub href: Option<String>,
}

/// More about what went wrong.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct FailureDetails {
    /// In words.
    pub details: Option<String>,
}

/// Something about a business account, its phone numbers or its templates.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Account {
    /// What happened, or what a template is now: `APPROVED`, `ACCOUNT_RESTRICTION`.
    pub event: Option<String>,
    /// What was decided.
    pub decision: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The country of the business.
    pub country: Option<String>,
    /// The phone number.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub display_phone_number: Option<String>,
    /// How many users it may write to a day: `TIER_1K`.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub current_limit: Option<String>,
    /// The template.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub message_template_id: Option<String>,
    /// The template's name.
    pub message_template_name: Option<String>,
    /// The template's language.
    pub message_template_language: Option<String>,
    /// The template's category.
    pub message_template_category: Option<String>,
    /// The template's category before.
    pub previous_category: Option<String>,
    /// The template's category now.
    pub new_category: Option<String>,
    /// The template's quality before.
    pub previous_quality_score: Option<String>,
    /// The template's quality now.
    pub new_quality_score: Option<String>,
    /// What it may not do any longer.
    #[serde(default, deserialize_with = "read::or_default")]
    pub restriction_info: Vec<Restriction>,
    /// Which account it is about.
    pub waba_info: Option<AccountInfo>,
}

/// What an account may not do.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Restriction {
    /// What.
    pub restriction_type: Option<String>,
    /// Until when.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub expiration: Option<OffsetDateTime>,
}

/// A business account.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct AccountInfo {
    /// The account.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub waba_id: Option<String>,
    /// Whose it is.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub owner_business_id: Option<String>,
    /// The partner's app.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub partner_app_id: Option<String>,
}
