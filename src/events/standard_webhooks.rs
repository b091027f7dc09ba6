//! Events of Standard Webhooks.
//!
//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#payload-structure>

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::read;
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::StandardWebhooks;

/// An event as the specification recommends it, with data of a type of yours, or as JSON where no type is given.
///
/// Senders with a provider of their own that follow the specification have it by [`By`](crate::By):
///
/// ```
/// use countersign::events::standard_webhooks::Event;
/// use countersign::providers::{StandardWebhooks, Svix};
/// use countersign::{By, Verified};
///
/// #[derive(serde::Deserialize)]
/// struct Contact {
///     id: String,
/// }
///
/// fn on_contact(event: &Verified<Event<Contact>>) -> bool {
///     event.r#type == "contact.created" && !event.data.id.is_empty()
/// }
///
/// fn on_any(event: &Verified<By<Svix, Event>>) -> usize {
///     event.data.get().len()
/// }
/// ```
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Event<T = Box<RawValue>> {
    /// The name: `contact.created`.
    pub r#type: String,
    /// When it happened.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub timestamp: Option<OffsetDateTime>,
    /// What it is about.
    pub data: T,
}

impl<T: DeserializeOwned> crate::Event for Event<T> {
    type Provider = StandardWebhooks;

    fn parse(payload: &Payload<'_, StandardWebhooks>) -> Result<Self, PayloadError> {
        payload.json()
    }
}
