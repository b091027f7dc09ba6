//! Payloads that are checked against a [JSON Schema](https://json-schema.org) before a handler sees them, for what a
//! type does not say: ranges, patterns, what goes with what.
//!
//! A type says which schema it has, and a handler asks for it as [`Checked`], in either framework:
//!
//! ```
//! use std::sync::LazyLock;
//!
//! use countersign::providers::GitHub;
//! use countersign::schema::{Checked, HasSchema, Schema};
//! use countersign::{Delivery, Json, PayloadError, Verified, dangerous};
//! use serde_json::json;
//! use time::macros::datetime;
//!
//! #[derive(serde::Deserialize)]
//! struct Push {
//!     r#ref: String,
//! }
//!
//! impl HasSchema for Push {
//!     fn schema() -> &'static Schema {
//!         static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
//!             let schema = json!({
//!                 "required": ["ref", "commits"],
//!                 "properties": {
//!                     "ref": { "type": "string", "pattern": "^refs/" },
//!                     "commits": { "type": "array", "maxItems": 2048 },
//!                 },
//!             });
//!             Schema::new(&schema).expect("a test builds it")
//!         });
//!         &SCHEMA
//!     }
//! }
//!
//! fn on_push(push: &Verified<Checked<Json<GitHub, Push>>>) -> bool {
//!     push.r#ref == "refs/heads/main"
//! }
//!
//! let deliver = |body: &'static str| {
//!     let request = http::Request::post("/").body(body).expect("a request");
//!     dangerous::assume_verified(Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC)))
//! };
//! assert!(on_push(&deliver(r#"{"ref":"refs/heads/main","commits":[]}"#)?));
//! let refused = deliver(r#"{"ref":"main","commits":[]}"#);
//! let refused: Result<Verified<Checked<Json<GitHub, Push>>>, _> = refused;
//! assert_eq!(refused.unwrap_err(), PayloadError::Schema);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With [`Data`] the part of the payload is checked that the type is made of. It also goes inside
//! [`Batch`](crate::Batch) and the arms of [`events!`](crate::events!), where it is an event like any other.
//!
//! What does not fit is answered with a `400`. Where, goes to the operator's log as a warning: the place in the
//! payload, as a JSON pointer, in which a name that the schema does not have is written `*`, and the place in the
//! schema. No value of the payload goes there.
//!
//! # What it costs, and what it does not see
//!
//! The payload is parsed a second time, as [`serde_json::Value`], which takes several times its size.
//!
//! - Numbers are compared as `i64`, `u64` or else `f64`. Beyond 64 bits a `maximum` or a `multipleOf` is compared
//!   with the nearest `f64`, and a number that is beyond that, as `1e400`, is
//!   [no JSON](crate::PayloadError::Syntax). The handler's type reads the text itself: a
//!   [`RawValue`](serde_json::value::RawValue) in it has every digit.
//! - A payload in which a name stands twice [does not fit](crate::PayloadError::Unfit), wherever it stands in
//!   what the schema describes.
//! - `pattern` takes what the [`regex`](https://docs.rs/regex) crate does, in linear time, without look-around and
//!   back-references: what a commit's message says must not keep a server busy.
//! - `$ref` stays within the schema: nothing is fetched.
//! - A rule that refers to itself from two branches of an `anyOf`, `allOf` or `oneOf` is checked twice for each level of
//!   the payload, and for twenty levels a million times. Whoever writes the payload chooses how many: let such a rule
//!   refer to itself once.

use std::fmt;
use std::ops::Deref;

use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{PatternOptions, ValidationError, Validator};
use serde_json::Value;

use crate::error::PayloadError;
use crate::event::{By, Data, Event, Json, Payload};
use crate::scheme::Provider;

/// A JSON Schema, of whichever draft its `$schema` names, and of 2020-12 if it names none.
pub struct Schema(Validator);

impl Schema {
    /// Builds it, which is slow: build it once.
    ///
    /// # Errors
    ///
    /// If it is no schema, refers to one that is not in it, or has a pattern that takes more than linear time.
    pub fn new(schema: &Value) -> Result<Self, SchemaError> {
        let options = Validator::options().with_pattern_options(PatternOptions::regex());
        options.build(schema).map(Self).map_err(|error| SchemaError(error.to_string()))
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schema").finish_non_exhaustive()
    }
}

/// Why a schema cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a schema that can be checked: {0}")]
pub struct SchemaError(String);

/// A type of payload that has a schema.
pub trait HasSchema {
    /// The schema, which is built once.
    fn schema() -> &'static Schema;

    /// What of a payload the schema describes: all of the JSON, or that of the item.
    ///
    /// # Errors
    ///
    /// If it is not JSON.
    fn described<P: Provider>(payload: &Payload<'_, P>) -> Result<Value, PayloadError> {
        payload.json()
    }
}

impl<P, T: HasSchema> HasSchema for Json<P, T> {
    fn schema() -> &'static Schema {
        T::schema()
    }
}

/// The schema describes the [data](crate::Scheme::data).
impl<P, T: HasSchema> HasSchema for Data<P, T> {
    fn schema() -> &'static Schema {
        T::schema()
    }

    fn described<Q: Provider>(payload: &Payload<'_, Q>) -> Result<Value, PayloadError> {
        payload.data()
    }
}

impl<E: HasSchema> HasSchema for Box<E> {
    fn schema() -> &'static Schema {
        E::schema()
    }

    fn described<P: Provider>(payload: &Payload<'_, P>) -> Result<Value, PayloadError> {
        E::described(payload)
    }
}

impl<P, E: HasSchema> HasSchema for By<P, E> {
    fn schema() -> &'static Schema {
        E::schema()
    }

    fn described<Q: Provider>(payload: &Payload<'_, Q>) -> Result<Value, PayloadError> {
        E::described(payload)
    }
}

/// An event that fits its [schema](HasSchema) too.
#[derive(Debug, Clone)]
pub struct Checked<E>(E);

impl<E> Checked<E> {
    /// The event.
    #[must_use]
    pub fn into_inner(self) -> E {
        self.0
    }
}

impl<E> Deref for Checked<E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.0
    }
}

impl<E: Event + HasSchema> Event for Checked<E> {
    type Provider = E::Provider;

    fn parse(payload: &Payload<'_, E::Provider>) -> Result<Self, PayloadError> {
        // First, so that an event of another name is passed over and not refused.
        let event = E::parse(payload)?;
        let described = E::described(payload)?;
        E::schema().0.validate(&described).map_err(|error| {
            let provider = payload.receipt().provider();
            let (at, rule) = (place(&error), error.evaluation_path().as_str());
            tracing::warn!(provider, at, rule, "a genuine payload does not fit its schema");
            PayloadError::Schema
        })?;
        Ok(Self(event))
    }
}

/// The JSON pointer to what does not fit. A name that is not in the schema is the sender's own, and kept out.
fn place(error: &ValidationError<'_>) -> String {
    let is_known = |name: &str| names(error.evaluation_path()).any(|known| known == name);
    let segments = error.instance_path().iter().map(|segment| match segment {
        LocationSegment::Index(index) => format!("/{index}"),
        LocationSegment::Property(name) if is_known(&name) => {
            format!("/{}", name.replace('~', "~0").replace('/', "~1"))
        }
        LocationSegment::Property(_) => "/*".to_owned(),
    });
    segments.collect()
}

fn names(location: &Location) -> impl Iterator<Item = String> {
    location.iter().filter_map(|segment| match segment {
        LocationSegment::Property(name) => Some(name.into_owned()),
        LocationSegment::Index(_) => None,
    })
}
