//! How fields are read.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::{DeserializeOwned, DeserializeSeed as _, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use time::OffsetDateTime;

use crate::envelope::read_time;
use crate::json::{NUMBER, Name};

/// What is made of a text, without a copy of it.
pub(super) fn text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    make: impl FnOnce(&str) -> T,
) -> Result<T, D::Error> {
    Name(make).deserialize(deserializer)
}

/// A time in any form in which senders write one, with nothing for `null`, for an empty text, and for what is no time:
/// for `#[serde(default, deserialize_with = "read::maybe_time")]`.
pub(super) fn maybe_time<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<OffsetDateTime>, D::Error> {
    deserializer.deserialize_any(Time)
}

/// What is there, with the type's default for `null`: for `#[serde(default, deserialize_with = "read::or_default")]`.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

struct Time;

impl<'de> Visitor<'de> for Time {
    type Value = Option<OffsetDateTime>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(read_time(text))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(read_time(&number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(read_time(&number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(read_time(&format!("{number:.6}")))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.visit_f64(number(map)?)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// An open enum, with that of an empty text for `null`: for
/// `#[serde(default = "read::none", deserialize_with = "read::or_none")]`.
pub(super) fn or_none<'de, D: Deserializer<'de>, T: Deserialize<'de> + for<'a> From<&'a str>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(|value| value.unwrap_or_else(none))
}

/// The value of an open enum where none was sent.
pub(super) fn none<T: for<'a> From<&'a str>>() -> T {
    T::from("")
}

/// A text, also of a number or a boolean: for `#[serde(deserialize_with = "read::scalar")]`.
pub(super) fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    deserializer.deserialize_any(Scalar)?.ok_or_else(|| D::Error::custom("nothing"))
}

/// The same, with nothing for `null`: for `#[serde(default, deserialize_with = "read::maybe_scalar")]`.
pub(super) fn maybe_scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    deserializer.deserialize_any(Scalar)
}

/// A number, also of a text, with nothing for what is none: for
/// `#[serde(default, deserialize_with = "read::maybe_number")]`.
pub(super) fn maybe_number<'de, D: Deserializer<'de>, T: FromStr>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    // What JSON has no number for, as `NaN`, is none.
    let is_finite = |text: &String| text.parse().is_ok_and(f64::is_finite);
    maybe_scalar(deserializer).map(|text| text.filter(is_finite)?.parse().ok())
}

/// The number that this is instead of an object.
fn number<'de, A: MapAccess<'de>>(mut map: A) -> Result<f64, A::Error> {
    match map.next_key_seed(Name(|name: &str| name == NUMBER))? {
        Some(true) => map.next_value::<String>()?.parse().map_err(A::Error::custom),
        _ => Err(A::Error::custom("an object")),
    }
}

/// What a part that was set aside is, once it is known what it should be.
pub(super) fn part<T: DeserializeOwned, E: Error>(raw: Option<&RawValue>) -> Result<T, E> {
    // Without the place, which would be one within the part.
    serde_json::from_str(raw.map_or("null", RawValue::get)).map_err(|_| E::custom("a part does not fit"))
}

/// The same, of what borrows from it.
pub(super) fn borrowed_part<'de, T: Deserialize<'de>, E: Error>(raw: &'de RawValue) -> Result<T, E> {
    serde_json::from_str(raw.get()).map_err(|_| E::custom("a part does not fit"))
}

struct Scalar;

impl<'de> Visitor<'de> for Scalar {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number or a boolean")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.visit_f64(number(map)?)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
