//! Events of Slack.
//!
//! <https://docs.slack.dev/reference/events>,
//! <https://docs.slack.dev/interactivity/implementing-slash-commands> and
//! <https://docs.slack.dev/reference/interaction-payloads>
//!
//! Slack writes the times of messages as texts such as `1355517523.000005`, which are the messages' ids as well.
//! They are kept as texts.

mod interaction;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde_json::value::RawValue;
use time::OffsetDateTime;

pub use self::interaction::{
    Action, Choice, Container, Interaction, InteractionType, Named, State, Submitter, View,
};
use super::{open_enum, read};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Slack;

/// What Slack sends to an app.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Event {
    /// An event of the Events API.
    Callback(Box<Callback>),
    /// A slash command.
    Command(Box<Command>),
    /// A click, a submission, or another interaction.
    Interaction(Box<Interaction>),
    /// The app was sent fewer events than there were.
    RateLimited(RateLimited),
    /// Something else.
    Other,
}

/// An event of the Events API, with what is around it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Callback {
    /// The id of the event, the same in every attempt.
    pub event_id: Option<String>,
    /// When it happened.
    pub event_time: Option<OffsetDateTime>,
    /// The app.
    pub api_app_id: Option<String>,
    /// The workspace.
    pub team_id: Option<String>,
    /// The organisation.
    pub enterprise_id: Option<String>,
    /// The workspace through which the app sees it, in a channel that several share.
    pub context_team_id: Option<String>,
    /// A token for `apps.event.authorizations.list`.
    pub event_context: Option<String>,
    /// Whether it is in a channel shared with another workspace.
    pub is_ext_shared_channel: bool,
    /// One of the installations that see it.
    pub authorizations: Vec<Authorization>,
    /// What happened.
    pub event: Inner,
}

/// An installation that sees an event.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Authorization {
    /// The organisation.
    pub enterprise_id: Option<String>,
    /// The workspace.
    pub team_id: Option<String>,
    /// Who installed it, or its bot.
    pub user_id: Option<String>,
    /// Whether that is a bot.
    pub is_bot: Option<bool>,
    /// Whether it was installed for a whole organisation.
    pub is_enterprise_install: Option<bool>,
}

/// What happened.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Inner {
    /// `app_home_opened`.
    AppHomeOpened(Box<AppHomeOpened>),
    /// `app_mention`: a message that names the app.
    AppMention(Box<Message>),
    /// `app_rate_limited`.
    AppRateLimited(RateLimited),
    /// `app_uninstalled`.
    AppUninstalled,
    /// `assistant_thread_started` and `assistant_thread_context_changed`.
    AssistantThread(AssistantThread),
    /// A conversation was made, renamed, archived, joined or the like: the events `channel_`, `group_` and `im_`.
    Conversation(Box<Conversation>),
    /// `emoji_changed`.
    EmojiChanged(Box<EmojiChanged>),
    /// The events `file_`.
    File(Box<FileEvent>),
    /// `link_shared`.
    LinkShared(Box<LinkShared>),
    /// `member_joined_channel`.
    MemberJoined(Membership),
    /// `member_left_channel`.
    MemberLeft(Membership),
    /// `message`, with all of its subtypes.
    Message(Box<Message>),
    /// `pin_added`, `pin_removed`, `star_added` and `star_removed`.
    Pin(Box<Pin>),
    /// `reaction_added`.
    ReactionAdded(Reaction),
    /// `reaction_removed`.
    ReactionRemoved(Reaction),
    /// The events `subteam_`, about user groups.
    Subteam(Box<Subteam>),
    /// `tokens_revoked`.
    TokensRevoked(TokensRevoked),
    /// `team_join`, `user_change` and the other changes of a user.
    User(Box<UserEvent>),
    /// Something else, by its type.
    Other(Box<str>),
}

open_enum! {
    /// What sort of message it is.
    pub enum MessageSubtype {
        /// Written by an integration.
        BotMessage = "bot_message",
        /// A channel was archived.
        ChannelArchive = "channel_archive",
        /// Someone joined a channel.
        ChannelJoin = "channel_join",
        /// Someone left a channel.
        ChannelLeave = "channel_leave",
        /// A channel was renamed.
        ChannelName = "channel_name",
        /// A channel has another purpose.
        ChannelPurpose = "channel_purpose",
        /// A channel has another topic.
        ChannelTopic = "channel_topic",
        /// A channel was unarchived.
        ChannelUnarchive = "channel_unarchive",
        /// It has files.
        FileShare = "file_share",
        /// Of someone about themselves: `/me`.
        MeMessage = "me_message",
        /// A message was edited.
        MessageChanged = "message_changed",
        /// A message was deleted.
        MessageDeleted = "message_deleted",
        /// A message was replied to in a thread.
        MessageReplied = "message_replied",
        /// A reply in a thread that was sent to the channel as well.
        ThreadBroadcast = "thread_broadcast",
    }
}

/// A message, or what became of one.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Message {
    /// What sort of message it is, if not a plain one.
    pub subtype: Option<MessageSubtype>,
    /// The channel. One inside another has none.
    pub channel: Option<String>,
    /// `channel`, `group`, `im`, `mpim` or `app_home`.
    pub channel_type: Option<String>,
    /// Who wrote it.
    pub user: Option<String>,
    /// The bot that wrote it.
    pub bot_id: Option<String>,
    /// The app that wrote it.
    pub app_id: Option<String>,
    /// The name by which a bot wrote it.
    pub username: Option<String>,
    /// The workspace of who wrote it.
    pub team: Option<String>,
    /// The text, in Slack's markup.
    pub text: Option<String>,
    /// When it was written, which is its id within the channel.
    pub ts: Option<String>,
    /// The message that its thread began with.
    pub thread_ts: Option<String>,
    /// Who wrote the message that its thread began with.
    pub parent_user_id: Option<String>,
    /// When the event happened.
    pub event_ts: Option<String>,
    /// The id that the client gave it.
    pub client_msg_id: Option<String>,
    /// The message that was deleted.
    pub deleted_ts: Option<String>,
    /// Who brought in whoever joined.
    pub inviter: Option<String>,
    /// The channel's topic.
    pub topic: Option<String>,
    /// The channel's purpose.
    pub purpose: Option<String>,
    /// The channel's name.
    pub name: Option<String>,
    /// The channel's former name.
    pub old_name: Option<String>,
    /// Whether it is not to be shown.
    #[serde(default, deserialize_with = "read::or_default")]
    pub hidden: bool,
    /// Who edited it, and when.
    pub edited: Option<Edited>,
    /// Its files.
    #[serde(default, deserialize_with = "read::or_default")]
    pub files: Vec<File>,
    /// The message as it is now, where one was changed.
    pub message: Option<Box<Self>>,
    /// The message as it was, where one was changed or deleted.
    pub previous_message: Option<Box<Self>>,
    /// The message that its thread began with.
    pub root: Option<Box<Self>>,
    /// Its blocks, as JSON.
    pub blocks: Option<Box<RawValue>>,
    /// Its attachments, as JSON.
    pub attachments: Option<Box<RawValue>>,
    /// Its metadata, as JSON.
    pub metadata: Option<Box<RawValue>>,
}

/// Who edited a message, and when.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Edited {
    /// Who.
    pub user: Option<String>,
    /// When.
    pub ts: Option<String>,
}

/// A file.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct File {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The media type.
    pub mimetype: Option<String>,
    /// The type by Slack's own name: `png`.
    pub filetype: Option<String>,
    /// The size in bytes.
    pub size: Option<u64>,
    /// Who uploaded it.
    pub user: Option<String>,
    /// Where it is, for requests with a token.
    pub url_private: Option<String>,
    /// Where it can be downloaded, for requests with a token.
    pub url_private_download: Option<String>,
    /// Where users see it.
    pub permalink: Option<String>,
}

/// A file was made, changed, shared or deleted.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct FileEvent {
    /// `file_shared`, `file_deleted`, and so on.
    pub r#type: String,
    /// The file.
    pub file_id: Option<String>,
    /// The same, of which Slack gives only the id as a rule.
    pub file: Option<File>,
    /// Who did it.
    pub user_id: Option<String>,
    /// Where.
    pub channel_id: Option<String>,
    /// When.
    pub event_ts: Option<String>,
}

/// Someone opened the app's home.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct AppHomeOpened {
    /// Who.
    pub user: String,
    /// The conversation with the app.
    pub channel: Option<String>,
    /// `home` or `messages`.
    pub tab: Option<String>,
    /// What they see there.
    pub view: Option<View>,
    /// When.
    pub event_ts: Option<String>,
}

/// Events were left out.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct RateLimited {
    /// The workspace.
    pub team_id: Option<String>,
    /// The app.
    pub api_app_id: Option<String>,
    /// The minute in which it began.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub minute_rate_limited: Option<OffsetDateTime>,
}

/// A thread with an assistant.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct AssistantThread {
    /// `assistant_thread_started` or `assistant_thread_context_changed`.
    pub r#type: String,
    /// The thread.
    pub assistant_thread: Thread,
    /// When.
    pub event_ts: Option<String>,
}

/// A thread with an assistant.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Thread {
    /// Who talks to it.
    pub user_id: Option<String>,
    /// The conversation.
    pub channel_id: Option<String>,
    /// The message that it began with.
    pub thread_ts: Option<String>,
    /// What the user looks at, as JSON.
    pub context: Option<Box<RawValue>>,
}

/// Something happened to a conversation.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Conversation {
    /// `channel_created`, `group_left`, and so on.
    pub r#type: String,
    /// The conversation.
    pub channel: Option<Channel>,
    /// Who did it.
    pub user: Option<String>,
    /// Who did it, in some of them.
    pub actor_id: Option<String>,
    /// Its former id.
    pub old_channel_id: Option<String>,
    /// Its new id.
    pub new_channel_id: Option<String>,
    /// When.
    pub event_ts: Option<String>,
}

/// A conversation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Channel {
    /// The id.
    pub id: String,
    /// The name, where the event gives it.
    pub name: Option<String>,
    /// Who made it, where the event gives it.
    pub creator: Option<String>,
    /// When it was made, where the event gives it.
    pub created: Option<OffsetDateTime>,
}

/// An emoji was added, renamed or removed.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct EmojiChanged {
    /// `add`, `rename` or `remove`.
    pub subtype: Option<String>,
    /// The emoji that was added.
    pub name: Option<String>,
    /// Those that were removed.
    #[serde(default, deserialize_with = "read::or_default")]
    pub names: Vec<String>,
    /// Its image, or the one that it is an alias of.
    pub value: Option<String>,
    /// Its former name.
    pub old_name: Option<String>,
    /// Its new name.
    pub new_name: Option<String>,
    /// When.
    pub event_ts: Option<String>,
}

/// Links were written for which the app has previews.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct LinkShared {
    /// The links.
    #[serde(default, deserialize_with = "read::or_default")]
    pub links: Vec<Link>,
    /// Where.
    pub channel: Option<String>,
    /// Who wrote them.
    pub user: Option<String>,
    /// The message.
    pub message_ts: Option<String>,
    /// The message that its thread began with.
    pub thread_ts: Option<String>,
    /// With `source`, what previews are given to.
    pub unfurl_id: Option<String>,
    /// `composer` or `conversations_history`.
    pub source: Option<String>,
    /// When.
    pub event_ts: Option<String>,
}

/// A link.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Link {
    /// The domain that the app has previews for.
    pub domain: Option<String>,
    /// The link.
    pub url: String,
}

/// Someone joined or left a conversation.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Membership {
    /// Who.
    pub user: String,
    /// The conversation.
    pub channel: String,
    /// `C` for a channel, `G` for a private one.
    pub channel_type: Option<String>,
    /// The workspace.
    pub team: Option<String>,
    /// Who brought them in.
    pub inviter: Option<String>,
    /// When.
    pub event_ts: Option<String>,
}

/// Something was pinned or starred, or is so no longer.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Pin {
    /// `pin_added`, `pin_removed`, `star_added` or `star_removed`.
    pub r#type: String,
    /// Who did it.
    pub user: Option<String>,
    /// Where.
    pub channel_id: Option<String>,
    /// What.
    pub item: Option<Item>,
    /// When.
    pub event_ts: Option<String>,
}

/// Someone reacted to something, or does so no longer.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Reaction {
    /// Who.
    pub user: String,
    /// The name of the emoji.
    pub reaction: String,
    /// To what.
    pub item: Option<Item>,
    /// Who wrote that.
    pub item_user: Option<String>,
    /// When.
    pub event_ts: Option<String>,
}

/// What was reacted to, pinned or starred.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Item {
    /// `message`, `file` or `file_comment`.
    pub r#type: Option<String>,
    /// Where.
    pub channel: Option<String>,
    /// The message.
    pub ts: Option<String>,
    /// The message with its text, where it was pinned or starred.
    pub message: Option<Box<Message>>,
}

/// A user group was made or changed, or has other members.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Subteam {
    /// `subteam_created`, `subteam_members_changed`, and so on.
    pub r#type: String,
    /// The group's id, where the event is about its members.
    pub subteam_id: Option<String>,
    /// The group.
    pub subteam: Option<UserGroup>,
    /// Who came in.
    #[serde(default, deserialize_with = "read::or_default")]
    pub added_users: Vec<String>,
    /// Who went out.
    #[serde(default, deserialize_with = "read::or_default")]
    pub removed_users: Vec<String>,
    /// When.
    pub event_ts: Option<String>,
}

/// A user group.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct UserGroup {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// The name for mentions.
    pub handle: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Who is in it.
    #[serde(default, deserialize_with = "read::or_default")]
    pub users: Vec<String>,
}

/// Tokens that are valid no longer.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct TokensRevoked {
    /// Whose.
    pub tokens: Revoked,
}

/// Whose tokens are valid no longer.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Revoked {
    /// Ids of users.
    #[serde(default, deserialize_with = "read::or_default")]
    pub oauth: Vec<String>,
    /// Ids of bots' users.
    #[serde(default, deserialize_with = "read::or_default")]
    pub bot: Vec<String>,
}

/// A user came or changed.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct UserEvent {
    /// `team_join`, `user_change`, and so on.
    pub r#type: String,
    /// The user.
    pub user: User,
    /// When.
    pub event_ts: Option<String>,
}

/// A user.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct User {
    /// The id.
    pub id: String,
    /// The workspace.
    pub team_id: Option<String>,
    /// The handle.
    pub name: Option<String>,
    /// The name in full.
    pub real_name: Option<String>,
    /// Whether they are not active any longer.
    #[serde(default, deserialize_with = "read::or_default")]
    pub deleted: bool,
    /// Whether it is a bot.
    #[serde(default, deserialize_with = "read::or_default")]
    pub is_bot: bool,
    /// Whether they administer the workspace.
    #[serde(default, deserialize_with = "read::or_default")]
    pub is_admin: bool,
    /// Their time zone: `Europe/Berlin`.
    pub tz: Option<String>,
    /// What they say about themselves.
    pub profile: Option<Profile>,
}

/// What a user says about themselves.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Profile {
    /// The name that others see.
    pub display_name: Option<String>,
    /// The name in full.
    pub real_name: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The status.
    pub status_text: Option<String>,
    /// The status's emoji.
    pub status_emoji: Option<String>,
}

/// A slash command.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Command {
    /// The command, with its slash.
    pub command: String,
    /// What is behind it.
    #[serde(default)]
    pub text: String,
    /// The workspace.
    pub team_id: Option<String>,
    /// The workspace's name in URLs.
    pub team_domain: Option<String>,
    /// The organisation.
    pub enterprise_id: Option<String>,
    /// The conversation.
    pub channel_id: Option<String>,
    /// The conversation's name.
    pub channel_name: Option<String>,
    /// Who wrote it.
    pub user_id: Option<String>,
    /// Their handle.
    pub user_name: Option<String>,
    /// The app.
    pub api_app_id: Option<String>,
    /// Where answers can be sent for 30 minutes.
    pub response_url: Option<String>,
    /// What opens a view, for three seconds.
    pub trigger_id: Option<String>,
}

/// What is around an event of the Events API, and what tells what is inside.
#[derive(Deserialize)]
struct Outer {
    r#type: Option<String>,
    event_id: Option<String>,
    #[serde(default, deserialize_with = "read::maybe_time")]
    event_time: Option<OffsetDateTime>,
    api_app_id: Option<String>,
    team_id: Option<String>,
    enterprise_id: Option<String>,
    context_team_id: Option<String>,
    event_context: Option<String>,
    is_ext_shared_channel: Option<bool>,
    #[serde(default, deserialize_with = "read::or_default")]
    authorizations: Vec<Authorization>,
    event: Option<Tag>,
}

#[derive(Deserialize)]
struct Tag {
    #[serde(default, deserialize_with = "read::or_default")]
    r#type: String,
}

impl crate::Event for Event {
    type Provider = Slack;

    fn parse(payload: &Payload<'_, Slack>) -> Result<Self, PayloadError> {
        let is_json = payload.text()?.trim_start().starts_with('{');
        if !is_json {
            // Slack also looks whether the certificate is valid, without any command.
            let is_command = form_urlencoded::parse(payload.body()).any(|(name, _)| name == "command");
            return if is_command { payload.form().map(Self::Command) } else { Ok(Self::Other) };
        }
        let outer: Outer = payload.json()?;
        match (outer.r#type.as_deref(), &outer.event) {
            (_, Some(tag)) => {
                let event = Inner::parse(payload, &tag.r#type)?;
                Ok(Self::Callback(Box::new(outer.around(event))))
            }
            (Some("app_rate_limited"), None) => payload.json().map(Self::RateLimited),
            (Some("url_verification" | "event_callback" | "ssl_check") | None, None) => Ok(Self::Other),
            (Some(_), None) => payload.json().map(Self::Interaction),
        }
    }
}

impl Outer {
    fn around(self, event: Inner) -> Callback {
        Callback {
            event_id: self.event_id,
            event_time: self.event_time,
            api_app_id: self.api_app_id,
            team_id: self.team_id,
            enterprise_id: self.enterprise_id,
            context_team_id: self.context_team_id,
            event_context: self.event_context,
            is_ext_shared_channel: self.is_ext_shared_channel.unwrap_or_default(),
            authorizations: self.authorizations,
            event,
        }
    }
}

impl Inner {
    fn parse(payload: &Payload<'_, Slack>, tag: &str) -> Result<Self, PayloadError> {
        Ok(match tag {
            "app_home_opened" => Self::AppHomeOpened(inside(payload)?),
            "app_mention" => Self::AppMention(inside(payload)?),
            "app_rate_limited" => Self::AppRateLimited(inside(payload)?),
            "app_uninstalled" => Self::AppUninstalled,
            "assistant_thread_started" | "assistant_thread_context_changed" => {
                Self::AssistantThread(inside(payload)?)
            }
            "emoji_changed" => Self::EmojiChanged(inside(payload)?),
            "link_shared" => Self::LinkShared(inside(payload)?),
            "member_joined_channel" => Self::MemberJoined(inside(payload)?),
            "member_left_channel" => Self::MemberLeft(inside(payload)?),
            "message" => Self::Message(inside(payload)?),
            "pin_added" | "pin_removed" | "star_added" | "star_removed" => Self::Pin(inside(payload)?),
            "reaction_added" => Self::ReactionAdded(inside(payload)?),
            "reaction_removed" => Self::ReactionRemoved(inside(payload)?),
            "tokens_revoked" => Self::TokensRevoked(inside(payload)?),
            "team_join"
            | "user_change"
            | "user_huddle_changed"
            | "user_profile_changed"
            | "user_status_changed" => Self::User(inside(payload)?),
            _ => match tag.split_once('_') {
                Some(("channel" | "group" | "im", _)) => Self::Conversation(inside(payload)?),
                Some(("file", what)) if !what.starts_with("comment") => Self::File(inside(payload)?),
                Some(("subteam", _)) => Self::Subteam(inside(payload)?),
                _ => Self::Other(tag.into()),
            },
        })
    }
}

/// What is inside an event of the Events API.
fn inside<T: serde::de::DeserializeOwned>(payload: &Payload<'_, Slack>) -> Result<T, PayloadError> {
    payload.at("/event")?.ok_or(PayloadError::NoData)
}

/// Some events have a channel's id, some more of it.
impl<'de> Deserialize<'de> for Channel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdOrObject;

        #[derive(Deserialize)]
        struct Object {
            id: String,
            name: Option<String>,
            creator: Option<String>,
            #[serde(default, deserialize_with = "read::maybe_time")]
            created: Option<OffsetDateTime>,
        }

        impl<'de> Visitor<'de> for IdOrObject {
            type Value = Channel;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a channel's id or a channel")
            }

            fn visit_str<E: Error>(self, id: &str) -> Result<Channel, E> {
                Ok(Channel { id: id.to_owned(), name: None, creator: None, created: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Channel, A::Error> {
                let Object { id, name, creator, created } =
                    Deserialize::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Channel { id, name, creator, created })
            }
        }

        deserializer.deserialize_any(IdOrObject)
    }
}
