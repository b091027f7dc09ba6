//! Records of JSON, and of whatever else `serde` reads.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Input, Items, Members, Names, Scalar, Stop, Take, Value, required};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::json::{self, Name};
use crate::scheme::Provider;

/// The JSON of a payload.
pub(crate) fn json<P: Provider, T: Value>(payload: &Payload<'_, P>) -> Result<T, PayloadError> {
    at(payload, "")
}

/// What stands at a JSON pointer, and has to.
pub(crate) fn at<P: Provider, T: Value>(payload: &Payload<'_, P>, pointer: &str) -> Result<T, PayloadError> {
    let mut value = None;
    parse(&payload.text()?, pointer, &mut |input| {
        value = Some(required(input)?);
        Ok(())
    })?;
    value.ok_or(PayloadError::NoData)
}

/// Reads what stands at a JSON pointer, if anything does: once for all types.
fn parse(text: &str, pointer: &str, read: &mut Read<'_>) -> Result<(), PayloadError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Reading(read);
    let done = match pointer {
        "" => read.deserialize(&mut json).and_then(|()| json.end()),
        pointer => json::at(json, pointer, read).map(drop),
    };
    done.map_err(|error| PayloadError::of_json(&error))
}

/// What a type of ours is read from by `serde`.
pub(crate) fn from<'de, D: Deserializer<'de>, T: Value>(deserializer: D) -> Result<T, D::Error> {
    let mut value = None;
    let mut read = |input: &mut dyn Input| {
        value = Some(required(input)?);
        Ok(())
    };
    Reading(&mut read).deserialize(deserializer)?;
    value.ok_or_else(|| D::Error::custom("it does not fit"))
}

/// Reads a value.
type Read<'r> = dyn FnMut(&mut dyn Input) -> Result<(), Stop> + 'r;

/// What is to be read.
struct Reading<'a, 'r>(&'a mut Read<'r>);

impl<'de> DeserializeSeed<'de> for Reading<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut whole = Whole { deserializer: Some(deserializer), error: None };
        let done = (self.0)(&mut whole);
        done.map_err(|Stop| whole.error.unwrap_or_else(|| D::Error::custom("it does not fit")))
    }
}

/// A value by itself.
struct Whole<D, E> {
    deserializer: Option<D>,
    error: Option<E>,
}

impl<'de, D: Deserializer<'de>> Input for Whole<D, D::Error> {
    fn read(&mut self, take: &mut dyn Take) -> Result<(), Stop> {
        let Some(deserializer) = self.deserializer.take() else { return Ok(()) };
        Any(take).deserialize(deserializer).map_err(|error| keep(&mut self.error, error))
    }

    fn raw(&mut self) -> Result<Box<RawValue>, Stop> {
        let Some(deserializer) = self.deserializer.take() else { return Err(Stop) };
        Box::deserialize(deserializer).map_err(|error| keep(&mut self.error, error))
    }

    fn stop(&mut self, why: &str) -> Stop {
        keep(&mut self.error, D::Error::custom(why))
    }
}

/// The members of an object, as `serde` has them.
struct Map<A, E> {
    map: A,
    error: Option<E>,
}

impl<'de, A: MapAccess<'de>> Input for Map<A, A::Error> {
    fn read(&mut self, take: &mut dyn Take) -> Result<(), Stop> {
        self.map.next_value_seed(Any(take)).map_err(|error| keep(&mut self.error, error))
    }

    fn raw(&mut self) -> Result<Box<RawValue>, Stop> {
        self.map.next_value().map_err(|error| keep(&mut self.error, error))
    }

    fn stop(&mut self, why: &str) -> Stop {
        keep(&mut self.error, A::Error::custom(why))
    }
}

impl<'de, A: MapAccess<'de>> Members for Map<A, A::Error> {
    fn name(&mut self, take: &mut dyn FnMut(&str)) -> Result<bool, Stop> {
        let name = self.map.next_key_seed(Name(take)).map_err(|error| keep(&mut self.error, error))?;
        Ok(name.is_some())
    }

    /// Without a virtual call for each name that is not known.
    fn next_of(&mut self, names: &Names) -> Result<Option<usize>, Stop> {
        let mut next = || {
            while let Some(found) = self.map.next_key_seed(Name(|name: &str| names.position(name)))? {
                if found.is_some() {
                    return Ok(found);
                }
                self.map.next_value::<IgnoredAny>()?;
            }
            Ok(None)
        };
        next().map_err(|error| keep(&mut self.error, error))
    }
}

/// The items of an array, as `serde` has them.
struct Seq<A, E> {
    seq: A,
    is_done: bool,
    error: Option<E>,
}

impl<'de, A: SeqAccess<'de>> Input for Seq<A, A::Error> {
    fn read(&mut self, take: &mut dyn Take) -> Result<(), Stop> {
        let item = self.seq.next_element_seed(Any(take)).map_err(|error| keep(&mut self.error, error))?;
        self.is_done = item.is_none();
        Ok(())
    }

    fn raw(&mut self) -> Result<Box<RawValue>, Stop> {
        let item: Option<Box<RawValue>> =
            self.seq.next_element().map_err(|error| keep(&mut self.error, error))?;
        self.is_done = item.is_none();
        item.ok_or(Stop)
    }

    fn stop(&mut self, why: &str) -> Stop {
        keep(&mut self.error, A::Error::custom(why))
    }
}

impl<'de, A: SeqAccess<'de>> Items for Seq<A, A::Error> {
    fn is_done(&self) -> bool {
        self.is_done
    }
}

/// Keeps the first error, which says where it is.
fn keep<E>(slot: &mut Option<E>, error: E) -> Stop {
    slot.get_or_insert(error);
    Stop
}

/// Any value, for whoever takes it.
struct Any<'t>(&'t mut dyn Take);

impl<'de> DeserializeSeed<'de> for Any<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.0.skips() {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(drop);
        }
        deserializer.deserialize_any(self)
    }
}

impl Any<'_> {
    fn scalar<E>(self, scalar: Scalar<'_>) -> Result<(), E> {
        self.0.scalar(scalar);
        Ok(())
    }
}

impl<'de> Visitor<'de> for Any<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, is: bool) -> Result<(), E> {
        self.scalar(Scalar::Bool(is))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.scalar(Scalar::Whole(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.scalar(Scalar::Whole(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.scalar(Scalar::Decimal(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.scalar(Scalar::Text(text))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar(Scalar::Null)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let mut map = Map { map, error: None };
        let taken = self.0.members(&mut map);
        taken.map_err(|Stop| map.error.unwrap_or_else(|| A::Error::custom("it does not fit")))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        let mut seq = Seq { seq, is_done: false, error: None };
        let taken = self.0.items(&mut seq);
        taken.map_err(|Stop| seq.error.unwrap_or_else(|| A::Error::custom("it does not fit")))
    }
}
