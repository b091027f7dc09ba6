//! Events of LINE.
//!
//! <https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects>
//!
//! One delivery brings several events, so a handler asks for a [`Batch`](crate::Batch) of them. The one that the
//! console's "verify" button sends brings none.

use serde::Deserialize;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::{open_enum, read};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Line;

/// Something happened in a chat.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Parts")]
#[non_exhaustive]
pub struct Event {
    /// The id, the same in every attempt.
    pub webhook_event_id: Option<String>,
    /// When it happened.
    pub timestamp: Option<OffsetDateTime>,
    /// Whether the bot may answer.
    pub mode: Option<Mode>,
    /// In which chat.
    pub source: Option<Source>,
    /// What it can be answered with, once.
    pub reply_token: Option<String>,
    /// Whether it was sent before.
    pub is_redelivery: bool,
    /// What happened.
    pub news: News,
}

open_enum! {
    /// Whether the bot may answer.
    pub enum Mode {
        /// It may.
        Active = "active",
        /// Something else does.
        Standby = "standby",
    }
}

/// What happened.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum News {
    /// Someone's account was linked, or was not.
    AccountLink(AccountLink),
    /// Someone came near a beacon.
    Beacon(Beacon),
    /// Someone added the bot as a friend.
    Follow {
        /// Whether they had blocked it.
        is_unblocked: bool,
    },
    /// The bot was added to a group.
    Join,
    /// The bot was removed from a group.
    Leave,
    /// Others joined a group.
    MemberJoined(Vec<Source>),
    /// Others left a group.
    MemberLeft(Vec<Source>),
    /// Someone wrote.
    Message(Box<Message>),
    /// Someone used a button.
    Postback(Postback),
    /// Someone blocked the bot.
    Unfollow,
    /// Someone took back a message.
    Unsend {
        /// Which.
        message_id: String,
    },
    /// Someone watched a video to its end.
    VideoPlayComplete {
        /// What the bot called the video.
        tracking_id: String,
    },
    /// Something else, by its type.
    Other(Box<str>),
}

/// A chat.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Source {
    /// `user`, `group` or `room`.
    pub r#type: Option<String>,
    /// Who.
    pub user_id: Option<String>,
    /// In which group.
    pub group_id: Option<String>,
    /// In which room.
    pub room_id: Option<String>,
}

open_enum! {
    /// What a message is.
    pub enum MessageType {
        /// Sound.
        Audio = "audio",
        /// A file.
        File = "file",
        /// A picture.
        Image = "image",
        /// A place.
        Location = "location",
        /// A sticker.
        Sticker = "sticker",
        /// Text.
        Text = "text",
        /// A video.
        Video = "video",
    }
}

/// A message.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Message {
    /// The id, by which the content can be fetched.
    #[serde(deserialize_with = "read::scalar")]
    pub id: String,
    /// What it is.
    pub r#type: MessageType,
    /// The text.
    pub text: Option<String>,
    /// What the message can be quoted by.
    pub quote_token: Option<String>,
    /// The message that it quotes.
    pub quoted_message_id: Option<String>,
    /// Who it mentions, as JSON.
    pub mention: Option<Box<RawValue>>,
    /// LINE's emoji in the text, as JSON.
    pub emojis: Option<Box<RawValue>>,
    /// Where the content is.
    pub content_provider: Option<ContentProvider>,
    /// How long sound or a video is, in milliseconds.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub duration: Option<u64>,
    /// The name of a file.
    pub file_name: Option<String>,
    /// The size of a file in bytes.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub file_size: Option<u64>,
    /// The name of a place.
    pub title: Option<String>,
    /// The address of a place.
    pub address: Option<String>,
    /// Degrees north.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub longitude: Option<f64>,
    /// The package of a sticker.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub package_id: Option<String>,
    /// The sticker.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub sticker_id: Option<String>,
    /// What a sticker is about.
    #[serde(default, deserialize_with = "read::or_default")]
    pub keywords: Vec<String>,
}

/// Where the content of a message is.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContentProvider {
    /// `line` or `external`.
    pub r#type: Option<String>,
    /// Its URL, if it is external.
    pub original_content_url: Option<String>,
    /// The URL of a preview, if it is external.
    pub preview_image_url: Option<String>,
}

/// Someone used a button.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Postback {
    /// What the bot knows it by.
    #[serde(default, deserialize_with = "read::or_default")]
    pub data: String,
    /// What was chosen.
    pub params: Option<Params>,
}

/// What was chosen with a button.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Params {
    /// A date: `2026-11-22`.
    pub date: Option<String>,
    /// A time: `12:00`.
    pub time: Option<String>,
    /// A date and a time: `2026-11-22T12:00`.
    pub datetime: Option<String>,
    /// The menu that it went to.
    pub new_rich_menu_alias_id: Option<String>,
    /// Whether it did: `SUCCESS`.
    pub status: Option<String>,
}

/// Someone came near a beacon.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Beacon {
    /// The beacon.
    pub hwid: String,
    /// `enter`, `banner` or `stay`.
    pub r#type: Option<String>,
    /// What the beacon says, in hexadecimal.
    pub dm: Option<String>,
}

/// Whether someone's account was linked.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct AccountLink {
    /// `ok` or `failed`.
    pub result: Option<String>,
    /// By which the account is known.
    pub nonce: Option<String>,
}

impl crate::Event for Event {
    type Provider = Line;

    fn parse(payload: &Payload<'_, Line>) -> Result<Self, PayloadError> {
        payload.json()
    }
}

/// An event as it is written, with one part for each type.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parts {
    r#type: String,
    webhook_event_id: Option<String>,
    #[serde(default, deserialize_with = "read::maybe_time")]
    timestamp: Option<OffsetDateTime>,
    mode: Option<Mode>,
    source: Option<Source>,
    reply_token: Option<String>,
    delivery_context: Option<DeliveryContext>,
    message: Option<Box<Message>>,
    postback: Option<Postback>,
    beacon: Option<Beacon>,
    link: Option<AccountLink>,
    joined: Option<Members>,
    left: Option<Members>,
    unsend: Option<Unsend>,
    follow: Option<Follow>,
    video_play_complete: Option<Watched>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeliveryContext {
    is_redelivery: Option<bool>,
}

#[derive(Deserialize)]
struct Members {
    #[serde(default, deserialize_with = "read::or_default")]
    members: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Unsend {
    message_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Follow {
    is_unblocked: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Watched {
    tracking_id: String,
}

impl TryFrom<Parts> for Event {
    type Error = &'static str;

    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        const MISSING: &str = "an event without what its type names";
        let news = match &*parts.r#type {
            "accountLink" => News::AccountLink(parts.link.ok_or(MISSING)?),
            "beacon" => News::Beacon(parts.beacon.ok_or(MISSING)?),
            "follow" => {
                News::Follow { is_unblocked: parts.follow.and_then(|it| it.is_unblocked).unwrap_or_default() }
            }
            "join" => News::Join,
            "leave" => News::Leave,
            "memberJoined" => News::MemberJoined(parts.joined.ok_or(MISSING)?.members),
            "memberLeft" => News::MemberLeft(parts.left.ok_or(MISSING)?.members),
            "message" => News::Message(parts.message.ok_or(MISSING)?),
            "postback" => News::Postback(parts.postback.ok_or(MISSING)?),
            "unfollow" => News::Unfollow,
            "unsend" => News::Unsend { message_id: parts.unsend.ok_or(MISSING)?.message_id },
            "videoPlayComplete" => {
                News::VideoPlayComplete { tracking_id: parts.video_play_complete.ok_or(MISSING)?.tracking_id }
            }
            other => News::Other(other.into()),
        };
        Ok(Self {
            webhook_event_id: parts.webhook_event_id,
            timestamp: parts.timestamp,
            mode: parts.mode,
            source: parts.source,
            reply_token: parts.reply_token,
            is_redelivery: parts.delivery_context.and_then(|it| it.is_redelivery).unwrap_or_default(),
            news,
        })
    }
}
