//! Events of CloudEvents 1.0.
//!
//! <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md>
//!
//! An [`Event`] comes in the structured mode, in which all of it is JSON, or in the binary mode, in which its
//! attributes are headers and its data is the body. In the batched mode there are several, for a
//! [`Batch`](crate::Batch), which takes one by itself as well where its data is JSON.
//!
//! In the binary mode a signature of the body covers none of the attributes: whoever replays a delivery may give
//! it others. With senders that sign, that is a reason to ask for the structured mode.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderMap;
use percent_encoding::percent_decode;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::read;
use crate::envelope::read_time;
use crate::error::PayloadError;
use crate::event::Payload;
use crate::json;
use crate::providers::CloudEvents;

/// An event.
///
/// ```
/// use countersign::Verified;
/// use countersign::events::cloudevents::Event;
///
/// #[derive(serde::Deserialize)]
/// struct Order {
///     total: u64,
/// }
///
/// fn on_event(event: &Verified<Event>) -> Result<u64, countersign::PayloadError> {
///     match &*event.r#type {
///         "com.example.order.placed" => Ok(event.json::<Order>()?.total),
///         _ => Ok(0),
///     }
/// }
/// ```
///
/// Senders that authenticate in a way of their own have it by [`By`](crate::By).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// The id, which is unique together with the source.
    pub id: String,
    /// Where it happened, as a URI.
    pub source: String,
    /// The name: `com.example.order.placed`.
    pub r#type: String,
    /// The version of the specification: `1.0`.
    pub specversion: String,
    /// What of the source it is about.
    pub subject: Option<String>,
    /// When it happened.
    pub time: Option<OffsetDateTime>,
    /// The media type of the data. Without one, it is JSON.
    pub datacontenttype: Option<String>,
    /// The schema of the data, as a URI.
    pub dataschema: Option<String>,
    /// All other attributes, by their names. A number or a boolean is as it was written.
    pub extensions: Vec<(String, String)>,
    /// The data.
    pub data: Option<Data>,
}

/// The data of an event.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Data {
    /// What `data_base64` is, not yet decoded.
    Base64(Box<str>),
    /// The body, in the binary mode.
    Bytes(Bytes),
    /// What `data` is. Data that is not JSON, but text, is a JSON text there.
    Json(Box<RawValue>),
}

impl Event {
    /// The data as a type.
    ///
    /// # Errors
    ///
    /// If there is none, it is not UTF-8, not JSON, not of the type, or a name that the type reads stands twice.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, PayloadError> {
        let bytes = match &self.data {
            Some(Data::Json(json)) => Cow::Borrowed(json.get().as_bytes()),
            _ => self.bytes()?,
        };
        let text = str::from_utf8(&bytes).map_err(|_| PayloadError::NotUtf8)?;
        json::owned(text).map_err(|error| PayloadError::of_json(&error))
    }

    /// The bytes of the data: those of the text where it is text, and else those of its JSON.
    ///
    /// # Errors
    ///
    /// If there is none, or it is not the base64 that it should be.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, PayloadError> {
        match self.data.as_ref().ok_or(PayloadError::NoData)? {
            Data::Base64(text) => STANDARD.decode(&**text).map(Cow::Owned).map_err(|_| UNFIT),
            Data::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Data::Json(json) if json.get().starts_with('"') && !self.is_json() => {
                let text: String =
                    serde_json::from_str(json.get()).map_err(|error| PayloadError::of_json(&error))?;
                Ok(Cow::Owned(text.into_bytes()))
            }
            Data::Json(json) => Ok(Cow::Borrowed(json.get().as_bytes())),
        }
    }

    /// An attribute that is not one of the specification's own.
    #[must_use]
    pub fn extension(&self, name: &str) -> Option<&str> {
        self.extensions.iter().find_map(|(key, value)| (key == name).then_some(&**value))
    }

    /// Whether the data is said to be JSON.
    fn is_json(&self) -> bool {
        self.datacontenttype.as_deref().is_none_or(|media_type| {
            let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            essence.ends_with("/json") || essence.ends_with("+json")
        })
    }
}

impl crate::Event for Event {
    type Provider = CloudEvents;

    fn parse(payload: &Payload<'_, CloudEvents>) -> Result<Self, PayloadError> {
        let headers = &payload.receipt().reader().head.headers;
        if is_binary(headers) { Self::of_headers(headers, payload) } else { payload.json() }
    }
}

impl Event {
    /// In the binary mode.
    fn of_headers(headers: &HeaderMap, payload: &Payload<'_, CloudEvents>) -> Result<Self, PayloadError> {
        let body = payload.body();
        // One item of several would be given the attributes of all.
        if payload.text().is_ok_and(|text| text.len() != body.trim_ascii().len() && text.len() != body.len())
        {
            return Err(UNFIT);
        }
        let mut attributes = Attributes::default();
        for (name, value) in headers {
            let name = match name.as_str() {
                "content-type" => "datacontenttype",
                name => match name.strip_prefix("ce-") {
                    None | Some("datacontenttype") => continue,
                    Some(name) => name,
                },
            };
            attributes.set(Name::from(name), decode(value.as_bytes())?).ok_or(UNFIT)?;
        }
        let data = (!body.is_empty()).then(|| Data::Bytes(body.clone()));
        attributes.finish(data).ok_or(UNFIT)
    }
}

/// Whether the attributes are headers.
fn is_binary(headers: &HeaderMap) -> bool {
    let media_type = headers.get(http::header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    let is_structured = media_type
        .get(..STRUCTURED.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(STRUCTURED.as_bytes()));
    !is_structured && headers.contains_key("ce-id")
}

/// What a header says: in quotes or without, and with what is not ASCII as percent escapes.
fn decode(value: &[u8]) -> Result<String, PayloadError> {
    let quoted = value.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    let unquoted = quoted.map_or(Cow::Borrowed(value), |quoted| Cow::Owned(unescape(quoted)));
    let decoded: Vec<u8> = percent_decode(&unquoted).collect();
    String::from_utf8(decoded).map_err(|_| PayloadError::NotUtf8)
}

/// Without the backslashes before quotes and backslashes.
fn unescape(quoted: &[u8]) -> Vec<u8> {
    let mut bytes = quoted.iter().copied();
    std::iter::from_fn(|| match bytes.next()? {
        b'\\' => bytes.next(),
        byte => Some(byte),
    })
    .collect()
}

/// Attributes as they are found.
#[derive(Default)]
struct Attributes {
    known: [Option<String>; KNOWN.len()],
    extensions: Vec<(String, String)>,
}

/// The name of an attribute, or of the data.
enum Name {
    Data,
    DataBase64,
    Extension(String),
    Known(usize),
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        match (name, KNOWN.iter().position(|known| *known == name)) {
            (_, Some(at)) => Self::Known(at),
            ("data", _) => Self::Data,
            ("data_base64", _) => Self::DataBase64,
            _ => Self::Extension(name.to_owned()),
        }
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::text(deserializer, |name| Self::from(name))
    }
}

impl Attributes {
    /// `None` for one of the specification's own that is there already.
    fn set(&mut self, name: Name, value: String) -> Option<()> {
        match name {
            Name::Known(at) => self.known[at].replace(value).is_none().then_some(()),
            Name::Extension(name) => {
                self.extensions.push((name, value));
                Some(())
            }
            _ => None,
        }
    }

    /// `None` where one that has to be there is not, or an extension stands twice.
    fn finish(self, data: Option<Data>) -> Option<Event> {
        let mut names = HashSet::new();
        if !self.extensions.iter().all(|(name, _)| names.insert(&**name)) {
            return None;
        }
        let [id, source, r#type, specversion, subject, time, datacontenttype, dataschema] = self.known;
        Some(Event {
            id: id?,
            source: source?,
            r#type: r#type?,
            specversion: specversion?,
            subject,
            time: time.and_then(|time| read_time(&time)),
            datacontenttype,
            dataschema,
            extensions: self.extensions,
            data,
        })
    }
}

/// In the structured mode, in which any name may stand beside those of the specification.
impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Structured)
    }
}

struct Structured;

impl<'de> Visitor<'de> for Structured {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a CloudEvent")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event, A::Error> {
        const TWICE: &str = "a name stands twice";
        let mut attributes = Attributes::default();
        let mut data = None;
        while let Some(name) = map.next_key::<Name>()? {
            let found = match name {
                Name::Data => map.next_value::<Option<_>>()?.map(Data::Json),
                Name::DataBase64 => map.next_value::<Option<_>>()?.map(Data::Base64),
                name => {
                    if let Some(value) = attribute(map.next_value()?)? {
                        attributes.set(name, value).ok_or_else(|| A::Error::custom(TWICE))?;
                    }
                    continue;
                }
            };
            if found.is_some() && data.is_some() {
                return Err(A::Error::custom(TWICE));
            }
            data = found.or(data);
        }
        attributes.finish(data).ok_or_else(|| A::Error::custom("an attribute is missing, or stands twice"))
    }
}

/// The text of an attribute. `null` is none, and an array or an object is not one of CloudEvents.
fn attribute<E: Error>(value: &RawValue) -> Result<Option<String>, E> {
    match value.get().as_bytes()[0] {
        b'{' | b'[' | b'n' => Ok(None),
        b'"' => read::part(Some(value)).map(Some),
        _ => Ok(Some(value.get().to_owned())),
    }
}

const STRUCTURED: &str = "application/cloudevents";
const KNOWN: [&str; 8] =
    ["id", "source", "type", "specversion", "subject", "time", "datacontenttype", "dataschema"];
const UNFIT: PayloadError = PayloadError::UNREADABLE;
