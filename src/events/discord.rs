//! Events of Discord, and interactions.
//!
//! <https://discord.com/developers/docs/events/webhook-events> and
//! <https://discord.com/developers/docs/interactions/receiving-and-responding>

mod interaction;

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;
use time::OffsetDateTime;

pub use self::interaction::{
    Command, CommandOption, Component, Interaction, InteractionData, InteractionType, Member,
};
use super::read;
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Discord;

/// Something happened to an app.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// The app.
    pub application_id: String,
    /// The name: `APPLICATION_AUTHORIZED`. A probe has none.
    pub event_type: Option<String>,
    /// When it happened.
    pub timestamp: Option<OffsetDateTime>,
    /// What happened.
    pub news: News,
}

/// What happened.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum News {
    /// `APPLICATION_AUTHORIZED`: the app was added to a server or an account.
    Authorized(Box<Authorized>),
    /// `APPLICATION_DEAUTHORIZED`: an account allows the app nothing any longer.
    Deauthorized(Box<Authorized>),
    /// `ENTITLEMENT_CREATE`, `ENTITLEMENT_UPDATE` and `ENTITLEMENT_DELETE`.
    Entitlement(Box<Entitlement>),
    /// Something else, as JSON.
    Other(Option<Box<RawValue>>),
}

/// Who allows an app what.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Authorized {
    /// 0 for a server, 1 for an account.
    pub integration_type: Option<u64>,
    /// Who.
    pub user: Option<User>,
    /// What.
    #[serde(default, deserialize_with = "read::or_default")]
    pub scopes: Vec<String>,
    /// For which server.
    pub guild: Option<Guild>,
}

/// A user.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct User {
    /// The id.
    #[serde(deserialize_with = "read::scalar")]
    pub id: String,
    /// The name, which no two have.
    pub username: Option<String>,
    /// The name that others see.
    pub global_name: Option<String>,
    /// Whether it is a bot.
    #[serde(default, deserialize_with = "read::or_default")]
    pub bot: bool,
}

/// A server.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Guild {
    /// The id.
    #[serde(deserialize_with = "read::scalar")]
    pub id: String,
    /// The name.
    pub name: Option<String>,
}

/// What someone paid for.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Entitlement {
    /// The id.
    #[serde(deserialize_with = "read::scalar")]
    pub id: String,
    /// The SKU.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub sku_id: Option<String>,
    /// The user, unless it is for a server.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub user_id: Option<String>,
    /// The server.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub guild_id: Option<String>,
    /// 1 for a purchase, 8 for a subscription of an app.
    pub r#type: Option<u64>,
    /// Whether it is valid no longer.
    #[serde(default, deserialize_with = "read::or_default")]
    pub deleted: bool,
    /// Whether it was used, of one that can be.
    pub consumed: Option<bool>,
    /// Since when.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub starts_at: Option<OffsetDateTime>,
    /// Until when.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub ends_at: Option<OffsetDateTime>,
}

impl crate::Event for Event {
    type Provider = Discord;

    fn parse(payload: &Payload<'_, Discord>) -> Result<Self, PayloadError> {
        payload.json()
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Outer<'a> {
            #[serde(deserialize_with = "read::scalar")]
            application_id: String,
            #[serde(borrow)]
            event: Option<Inner<'a>>,
        }

        #[derive(Default, Deserialize)]
        struct Inner<'a> {
            r#type: Option<String>,
            #[serde(default, deserialize_with = "read::maybe_time")]
            timestamp: Option<OffsetDateTime>,
            #[serde(borrow)]
            data: Option<&'a RawValue>,
        }

        let Outer { application_id, event } = Outer::deserialize(deserializer)?;
        let Inner { r#type, timestamp, data } = event.unwrap_or_default();
        let news = match r#type.as_deref() {
            Some("APPLICATION_AUTHORIZED") => News::Authorized(read::part(data)?),
            Some("APPLICATION_DEAUTHORIZED") => News::Deauthorized(read::part(data)?),
            Some("ENTITLEMENT_CREATE" | "ENTITLEMENT_UPDATE" | "ENTITLEMENT_DELETE") => {
                News::Entitlement(read::part(data)?)
            }
            _ => News::Other(data.map(ToOwned::to_owned)),
        };
        Ok(Self { application_id, event_type: r#type, timestamp, news })
    }
}
