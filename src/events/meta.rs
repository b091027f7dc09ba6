//! Events of Meta: pages, Messenger, WhatsApp and Instagram.
//!
//! <https://developers.facebook.com/docs/graph-api/webhooks/reference>,
//! <https://developers.facebook.com/docs/messenger-platform/reference/webhook-events> and
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks>
//!
//! One delivery brings up to 1,000 entries, so a handler asks for a batch:
//!
//! ```
//! use countersign::events::meta::{self, Value};
//! use countersign::{Batch, Verified};
//!
//! fn on_entries(entries: &Verified<Batch<meta::Event>>) {
//!     for change in entries.iter().flat_map(|entry| &entry.changes) {
//!         match &change.value {
//!             Value::Feed(feed) => println!("{} {}", feed.item, feed.verb),
//!             Value::WhatsApp(news) => println!("{} messages", news.messages.len()),
//!             _ => {}
//!         }
//!     }
//! }
//! ```
//!
//! Of which product the entries are, `page`, `instagram` or `whatsapp_business_account`, is in the delivery's
//! [event](crate::Receipt::event), before the first full stop.

mod messaging;
mod page;
mod whatsapp;

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;
use time::OffsetDateTime;

pub use self::messaging::{
    Attachment, AttachmentPayload, MessageContent, Messaging, Party, Postback, Quick, Reacted, ReplyTo, Seen,
};
pub use self::page::{Author, Comment, Feed, FeedItem, Lead, Media, Mention, Verb};
pub use self::whatsapp::{
    Account, AccountInfo, Button, Call, Contact, Context, Conversation, Failure, FailureDetails, FileMedia,
    Interactive, Location, MessageKind, Metadata, Name, Pricing, Reply, Restriction, Revoked, Status,
    StatusKind, System, Text, WhatsApp, WhatsAppMessage, WhatsAppReaction,
};
use super::read;
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Meta;

/// One entry of a delivery: what changed about one page or account, or was said to it.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// The page, the account or the user.
    #[serde(deserialize_with = "read::scalar")]
    pub id: String,
    /// When it was sent.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub time: Option<OffsetDateTime>,
    /// What changed.
    #[serde(default, deserialize_with = "read::or_default")]
    pub changes: Vec<Change>,
    /// What was said, in Messenger or on Instagram.
    #[serde(default, deserialize_with = "read::or_default")]
    pub messaging: Vec<Messaging>,
    /// What was said while another app has the conversation.
    #[serde(default, deserialize_with = "read::or_default")]
    pub standby: Vec<Messaging>,
    /// The names of what changed, for subscriptions without values.
    #[serde(default, deserialize_with = "read::or_default")]
    pub changed_fields: Vec<String>,
}

/// Something that changed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Change {
    /// The name of what was subscribed to: `feed`, `messages`.
    pub field: String,
    /// What it is now.
    pub value: Value,
}

/// What something is now.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Value {
    /// Something about a WhatsApp business account, its phone numbers or its templates.
    Account(Box<Account>),
    /// A comment on Instagram: `comments` and `live_comments`.
    Comment(Box<Comment>),
    /// A post, a comment, a like or another reaction on a page: `feed`, `followers`, `group_feed`, `mention` and
    /// `ratings`.
    Feed(Box<Feed>),
    /// Someone filled in a form of an ad: `leadgen`.
    Lead(Box<Lead>),
    /// Someone mentioned an Instagram account: `mentions`.
    Mention(Mention),
    /// What was said in Messenger or on Instagram: `messages` and what is like it.
    Message(Box<Messaging>),
    /// WhatsApp's messages, their statuses and calls.
    WhatsApp(Box<WhatsApp>),
    /// Something else, as JSON.
    Other(Option<Box<RawValue>>),
}

impl crate::Event for Event {
    type Provider = Meta;

    fn parse(payload: &Payload<'_, Meta>) -> Result<Self, PayloadError> {
        payload.json()
    }
}

/// The name of the field may stand behind its value.
impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Parts<'a> {
            field: String,
            #[serde(borrow)]
            value: Option<&'a RawValue>,
        }

        let Parts { field, value } = Parts::deserialize(deserializer)?;
        let value = Value::read(&field, value)?;
        Ok(Self { field, value })
    }
}

impl Value {
    fn read<E: serde::de::Error>(field: &str, value: Option<&RawValue>) -> Result<Self, E> {
        // Subscriptions to a user's fields may have texts or arrays as values.
        if !value.is_some_and(|value| value.get().starts_with('{')) {
            return Ok(Self::Other(value.map(ToOwned::to_owned)));
        }
        Ok(match field {
            "comments" | "live_comments" => Self::Comment(read::part(value)?),
            "feed" | "followers" | "group_feed" | "mention" | "ratings" => Self::Feed(read::part(value)?),
            "leadgen" => Self::Lead(read::part(value)?),
            "mentions" => Self::Mention(read::part(value)?),
            "message_deliveries"
            | "message_echoes"
            | "message_reactions"
            | "message_reads"
            | "messages"
            | "messaging_postbacks"
            | "messaging_seen" => {
                let found: Box<WhatsApp> = read::part(value)?;
                if found.is_empty() { Self::Message(read::part(value)?) } else { Self::WhatsApp(found) }
            }
            "calls" | "history" | "smb_app_state_sync" | "smb_message_echoes" | "user_preferences" => {
                Self::WhatsApp(read::part(value)?)
            }
            "account_alerts"
            | "account_review_update"
            | "account_settings_update"
            | "account_update"
            | "business_capability_update"
            | "message_template_components_update"
            | "message_template_quality_update"
            | "message_template_status_update"
            | "phone_number_name_update"
            | "phone_number_quality_update"
            | "security"
            | "template_category_update" => Self::Account(read::part(value)?),
            _ => Self::Other(value.map(ToOwned::to_owned)),
        })
    }
}
