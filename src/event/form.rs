//! Payloads of form fields as types of the user's.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::DeserializeOwned;

use super::json::wrapper;
use super::{Event, Payload};
use crate::error::PayloadError;
use crate::scheme::Provider;

/// A form-encoded payload as a type of your own.
///
/// ```
/// use countersign::providers::Twilio;
/// use countersign::{Form, Verified};
///
/// #[derive(serde::Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct Message {
///     from: String,
///     body: String,
///     num_media: Option<u8>,
/// }
///
/// fn on_message(message: &Verified<Form<Twilio, Message>>) -> bool {
///     message.body == "STOP"
/// }
/// ```
pub struct Form<P, T> {
    value: T,
    provider: PhantomData<fn() -> P>,
}

wrapper!(Form, form);
