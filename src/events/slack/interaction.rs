//! What users do with buttons, menus, views and shortcuts.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Message;
use crate::events::{open_enum, read};

open_enum! {
    /// What a user did.
    pub enum InteractionType {
        /// Used an element of a block.
        BlockActions = "block_actions",
        /// Typed into a menu whose choices the app gives.
        BlockSuggestion = "block_suggestion",
        /// Closed a dialog.
        DialogCancellation = "dialog_cancellation",
        /// Sent a dialog.
        DialogSubmission = "dialog_submission",
        /// Typed into a menu of a dialog.
        DialogSuggestion = "dialog_suggestion",
        /// Used a button of an attachment.
        InteractiveMessage = "interactive_message",
        /// Used a shortcut on a message.
        MessageAction = "message_action",
        /// Used a shortcut.
        Shortcut = "shortcut",
        /// Closed a view.
        ViewClosed = "view_closed",
        /// Sent a view.
        ViewSubmission = "view_submission",
    }
}

/// A user did something with a button, a menu, a view or a shortcut.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Interaction {
    /// What they did.
    pub r#type: InteractionType,
    /// Who.
    pub user: Option<Submitter>,
    /// The workspace.
    pub team: Option<Named>,
    /// The organisation.
    pub enterprise: Option<Named>,
    /// The conversation.
    pub channel: Option<Named>,
    /// The app.
    pub api_app_id: Option<String>,
    /// The shortcut, the dialog or the attachment.
    pub callback_id: Option<String>,
    /// What opens a view, for three seconds.
    pub trigger_id: Option<String>,
    /// Where answers can be sent for 30 minutes.
    pub response_url: Option<String>,
    /// What was used.
    #[serde(default, deserialize_with = "read::or_default")]
    pub actions: Vec<Action>,
    /// Where.
    pub container: Option<Container>,
    /// In which message.
    pub message: Option<Box<Message>>,
    /// In which view.
    pub view: Option<View>,
    /// The element whose choices are asked for.
    pub action_id: Option<String>,
    /// The block of that element.
    pub block_id: Option<String>,
    /// The field of a dialog whose choices are asked for.
    pub name: Option<String>,
    /// What was typed so far.
    pub value: Option<String>,
    /// What was sent with a dialog, as JSON.
    pub submission: Option<Box<RawValue>>,
    /// What the inputs of a message hold, or the text that a dialog was given, as JSON.
    pub state: Option<Box<RawValue>>,
    /// When.
    pub action_ts: Option<String>,
    /// The message that a shortcut was used on.
    pub message_ts: Option<String>,
    /// Whether all views were closed.
    #[serde(default, deserialize_with = "read::or_default")]
    pub is_cleared: bool,
}

/// Who did something.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Submitter {
    /// The id.
    pub id: String,
    /// The handle.
    pub username: Option<String>,
    /// The handle.
    pub name: Option<String>,
    /// The workspace.
    pub team_id: Option<String>,
}

/// A workspace, an organisation or a conversation.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// A workspace's name in URLs.
    pub domain: Option<String>,
}

/// Where an element is.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Container {
    /// `message`, `view` or `message_attachment`.
    pub r#type: Option<String>,
    /// The conversation.
    pub channel_id: Option<String>,
    /// The message.
    pub message_ts: Option<String>,
    /// The message that its thread began with.
    pub thread_ts: Option<String>,
    /// The view.
    pub view_id: Option<String>,
    /// Whether only one user sees the message.
    pub is_ephemeral: Option<bool>,
}

/// An element that was used, or an input and what it holds.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Action {
    /// `button`, `static_select`, `plain_text_input`, and so on.
    pub r#type: Option<String>,
    /// The element.
    pub action_id: Option<String>,
    /// Its block.
    pub block_id: Option<String>,
    /// The name of a button of an attachment.
    pub name: Option<String>,
    /// The value of a button, or the text of an input.
    pub value: Option<String>,
    /// What was chosen.
    pub selected_option: Option<Choice>,
    /// What was chosen, where there may be several.
    #[serde(default, deserialize_with = "read::or_default")]
    pub selected_options: Vec<Choice>,
    /// The user that was chosen.
    pub selected_user: Option<String>,
    /// The users that were chosen.
    #[serde(default, deserialize_with = "read::or_default")]
    pub selected_users: Vec<String>,
    /// The channel that was chosen.
    pub selected_channel: Option<String>,
    /// The channels that were chosen.
    #[serde(default, deserialize_with = "read::or_default")]
    pub selected_channels: Vec<String>,
    /// The conversation that was chosen.
    pub selected_conversation: Option<String>,
    /// The conversations that were chosen.
    #[serde(default, deserialize_with = "read::or_default")]
    pub selected_conversations: Vec<String>,
    /// The date that was chosen: `2026-11-22`.
    pub selected_date: Option<String>,
    /// The time that was chosen: `12:00`.
    pub selected_time: Option<String>,
    /// The date and time that were chosen, in seconds since the epoch.
    pub selected_date_time: Option<i64>,
    /// The text of a rich text input, as JSON.
    pub rich_text_value: Option<Box<RawValue>>,
    /// When.
    pub action_ts: Option<String>,
}

/// A choice of a menu.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Choice {
    /// What the app knows it by.
    pub value: Option<String>,
}

/// A view: a modal, or the home of an app.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct View {
    /// The id.
    pub id: String,
    /// `modal` or `home`.
    pub r#type: Option<String>,
    /// What the app calls this sort of view.
    pub callback_id: Option<String>,
    /// What the app calls this view.
    pub external_id: Option<String>,
    /// What the app noted in it.
    pub private_metadata: Option<String>,
    /// What its inputs hold.
    pub state: Option<State>,
    /// What an update has to repeat, so that it is one of this state.
    pub hash: Option<String>,
    /// The first view of its stack.
    pub root_view_id: Option<String>,
    /// The view under it.
    pub previous_view_id: Option<String>,
    /// The app.
    pub app_id: Option<String>,
    /// The app's bot.
    pub bot_id: Option<String>,
    /// The workspace.
    pub team_id: Option<String>,
    /// Its blocks, as JSON.
    pub blocks: Option<Box<RawValue>>,
}

/// What inputs hold.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct State {
    /// By block, then by action.
    pub values: BTreeMap<String, BTreeMap<String, Action>>,
}

impl State {
    /// An input, by its block and its action.
    #[must_use]
    pub fn get(&self, block_id: &str, action_id: &str) -> Option<&Action> {
        self.values.get(block_id)?.get(action_id)
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            values: Option<Unique<Unique<Action>>>,
        }

        let Unique(blocks) = Fields::deserialize(deserializer)?.values.unwrap_or_default();
        Ok(Self { values: blocks.into_iter().map(|(block, Unique(actions))| (block, actions)).collect() })
    }
}

/// An object in which no name stands twice.
struct Unique<T>(BTreeMap<String, T>);

impl<T> Default for Unique<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Unique<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self::default())
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Unique<T> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some((name, value)) = map.next_entry()? {
            if self.0.insert(name, value).is_some() {
                return Err(A::Error::custom("a name stands twice"));
            }
        }
        Ok(self)
    }
}
