//! What is said in Messenger and on Instagram.

use serde::Deserialize;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use crate::events::read;

/// Something in a conversation in Messenger or on Instagram. One of its parts is there.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Messaging {
    /// Who wrote.
    pub sender: Option<Party>,
    /// To whom.
    pub recipient: Option<Party>,
    /// When.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub timestamp: Option<OffsetDateTime>,
    /// A message.
    pub message: Option<MessageContent>,
    /// A button was used.
    pub postback: Option<Postback>,
    /// Messages were delivered.
    pub delivery: Option<Seen>,
    /// Messages were read.
    pub read: Option<Seen>,
    /// Someone reacted to a message, or does so no longer.
    pub reaction: Option<Reacted>,
    /// Someone agreed to be written to, as JSON.
    pub optin: Option<Box<RawValue>>,
    /// Someone came from a link or an ad, as JSON.
    pub referral: Option<Box<RawValue>>,
}

/// Someone in a conversation.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Party {
    /// The id, as the page sees it.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
}

/// A message.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct MessageContent {
    /// The id.
    pub mid: Option<String>,
    /// The text.
    pub text: Option<String>,
    /// Whether the page wrote it itself.
    #[serde(default, deserialize_with = "read::or_default")]
    pub is_echo: bool,
    /// Whether it was deleted.
    #[serde(default, deserialize_with = "read::or_default")]
    pub is_deleted: bool,
    /// The app that wrote it.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub app_id: Option<String>,
    /// The quick reply that was used.
    pub quick_reply: Option<Quick>,
    /// What it replies to.
    pub reply_to: Option<ReplyTo>,
    /// Pictures and other files.
    #[serde(default, deserialize_with = "read::or_default")]
    pub attachments: Vec<Attachment>,
}

/// A quick reply.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Quick {
    /// What the page knows it by.
    pub payload: Option<String>,
}

/// What a message replies to.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ReplyTo {
    /// A message.
    pub mid: Option<String>,
    /// A story, as JSON.
    pub story: Option<Box<RawValue>>,
}

/// A picture or another file.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Attachment {
    /// `image`, `video`, `audio`, `file`, `template`, `fallback`, `share`, `story_mention`.
    pub r#type: Option<String>,
    /// Where it is.
    pub payload: Option<AttachmentPayload>,
}

/// Where a file is.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct AttachmentPayload {
    /// The URL, which ends to be valid.
    pub url: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The sticker.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub sticker_id: Option<String>,
}

/// A button was used.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Postback {
    /// The message of the button.
    pub mid: Option<String>,
    /// The button's text.
    pub title: Option<String>,
    /// What the page knows the button by.
    pub payload: Option<String>,
    /// The link or the ad that someone came from, as JSON.
    pub referral: Option<Box<RawValue>>,
}

/// Messages were delivered or read.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Seen {
    /// Which.
    #[serde(default, deserialize_with = "read::or_default")]
    pub mids: Vec<String>,
    /// Which, on Instagram.
    pub mid: Option<String>,
    /// All that were sent before this.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub watermark: Option<OffsetDateTime>,
}

/// Someone reacted to a message.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Reacted {
    /// The message.
    pub mid: Option<String>,
    /// `react` or `unreact`.
    pub action: Option<String>,
    /// The emoji.
    pub emoji: Option<String>,
    /// The emoji's name: `love`.
    pub reaction: Option<String>,
}
