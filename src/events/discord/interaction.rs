//! What users do with an app's commands and components.

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;

use super::User;
use crate::error::PayloadError;
use crate::event::Payload;
use crate::events::read;
use crate::providers::DiscordInteractions;

/// A user did something with a command or a component of the app.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Interaction {
    /// The id.
    pub id: String,
    /// The app.
    pub application_id: Option<String>,
    /// What it can be answered with, for 15 minutes.
    pub token: Option<String>,
    /// What they did.
    pub r#type: InteractionType,
    /// With what.
    pub data: InteractionData,
    /// In which server.
    pub guild_id: Option<String>,
    /// In which channel.
    pub channel_id: Option<String>,
    /// Who, in a server.
    pub member: Option<Member>,
    /// Who, elsewhere.
    pub user: Option<User>,
    /// The user's language: `en-GB`.
    pub locale: Option<String>,
    /// The server's language.
    pub guild_locale: Option<String>,
    /// What the app may do there, as a number in which each bit is one permission.
    pub app_permissions: Option<String>,
    /// The message of the component, as JSON.
    pub message: Option<Box<RawValue>>,
}

/// What a user did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InteractionType {
    /// 1: nothing. Discord looks whether the endpoint is there.
    Ping,
    /// 2: used a command.
    Command,
    /// 3: used a button or a menu.
    Component,
    /// 4: typed into an option of a command.
    Autocomplete,
    /// 5: sent a modal.
    Modal,
    /// One that was not known when this was written.
    Unknown(u64),
}

/// With what they did it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum InteractionData {
    /// A command, or an option of it.
    Command(Box<Command>),
    /// A button, a menu or a modal.
    Component(Box<Component>),
    /// Something else, as JSON.
    Other(Option<Box<RawValue>>),
}

/// A command.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Command {
    /// The id.
    #[serde(deserialize_with = "read::scalar")]
    pub id: String,
    /// The name.
    pub name: String,
    /// 1 for one that is typed, 2 for one on a user, 3 for one on a message.
    pub r#type: Option<u64>,
    /// The options.
    #[serde(default, deserialize_with = "read::or_default")]
    pub options: Vec<CommandOption>,
    /// The user or the message that it was used on.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub target_id: Option<String>,
    /// The users, channels and so on that options name, as JSON.
    pub resolved: Option<Box<RawValue>>,
}

impl Command {
    /// An option by its name.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&CommandOption> {
        self.options.iter().find(|option| option.name == name)
    }
}

/// An option of a command, or a command under it.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct CommandOption {
    /// The name.
    pub name: String,
    /// 1 for a command under it, 2 for a group of those, 3 for a text, 4 for a number, 5 for a boolean, and so on.
    pub r#type: Option<u64>,
    /// The value: a text, or a number or a boolean as it is written.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub value: Option<String>,
    /// The options of a command under it.
    #[serde(default, deserialize_with = "read::or_default")]
    pub options: Vec<Self>,
    /// Whether the user types into it.
    #[serde(default, deserialize_with = "read::or_default")]
    pub focused: bool,
}

/// A button, a menu or a modal.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Component {
    /// What the app calls it.
    #[serde(default, deserialize_with = "read::or_default")]
    pub custom_id: String,
    /// 2 for a button, 3 for a menu of texts, 5 of users, 6 of roles, 7 of both, 8 of channels.
    pub component_type: Option<u64>,
    /// What was chosen.
    #[serde(default, deserialize_with = "read::or_default")]
    pub values: Vec<String>,
    /// What was entered in a modal, as JSON.
    pub components: Option<Box<RawValue>>,
    /// The users, channels and so on that were chosen, as JSON.
    pub resolved: Option<Box<RawValue>>,
}

/// Someone in a server.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Member {
    /// Who.
    pub user: Option<User>,
    /// The name that others see there.
    pub nick: Option<String>,
    /// The ids of their roles.
    #[serde(default, deserialize_with = "read::or_default")]
    pub roles: Vec<String>,
    /// What they may do in the channel, as a number in which each bit is one permission.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub permissions: Option<String>,
}

impl crate::Event for Interaction {
    type Provider = DiscordInteractions;

    fn parse(payload: &Payload<'_, DiscordInteractions>) -> Result<Self, PayloadError> {
        payload.json()
    }
}

/// The type may stand behind the data.
impl<'de> Deserialize<'de> for Interaction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Parts<'a> {
            #[serde(deserialize_with = "read::scalar")]
            id: String,
            #[serde(default, deserialize_with = "read::maybe_scalar")]
            application_id: Option<String>,
            token: Option<String>,
            r#type: u64,
            #[serde(borrow)]
            data: Option<&'a RawValue>,
            #[serde(default, deserialize_with = "read::maybe_scalar")]
            guild_id: Option<String>,
            #[serde(default, deserialize_with = "read::maybe_scalar")]
            channel_id: Option<String>,
            member: Option<Member>,
            user: Option<User>,
            locale: Option<String>,
            guild_locale: Option<String>,
            #[serde(default, deserialize_with = "read::maybe_scalar")]
            app_permissions: Option<String>,
            message: Option<Box<RawValue>>,
        }

        let parts = Parts::deserialize(deserializer)?;
        let r#type = InteractionType::from(parts.r#type);
        Ok(Self {
            id: parts.id,
            application_id: parts.application_id,
            token: parts.token,
            r#type,
            data: InteractionData::read(r#type, parts.data)?,
            guild_id: parts.guild_id,
            channel_id: parts.channel_id,
            member: parts.member,
            user: parts.user,
            locale: parts.locale,
            guild_locale: parts.guild_locale,
            app_permissions: parts.app_permissions,
            message: parts.message,
        })
    }
}

impl InteractionData {
    fn read<E: serde::de::Error>(kind: InteractionType, data: Option<&RawValue>) -> Result<Self, E> {
        Ok(match kind {
            InteractionType::Command | InteractionType::Autocomplete => Self::Command(read::part(data)?),
            InteractionType::Component | InteractionType::Modal => Self::Component(read::part(data)?),
            InteractionType::Ping | InteractionType::Unknown(_) => Self::Other(data.map(ToOwned::to_owned)),
        })
    }
}

impl From<u64> for InteractionType {
    fn from(number: u64) -> Self {
        match number {
            1 => Self::Ping,
            2 => Self::Command,
            3 => Self::Component,
            4 => Self::Autocomplete,
            5 => Self::Modal,
            number => Self::Unknown(number),
        }
    }
}
