//! One field of a JSON text, without parsing the rest of it into anything.

use std::borrow::Cow;
use std::fmt;

#[cfg(feature = "jwt")]
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
#[cfg(feature = "jwt")]
use serde_json::{Map, Value};

/// The field at a JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901), without its escapes):
/// a string's content, or the text of a number or a boolean. `None` for what is not there and for `null`,
/// arrays and objects.
///
/// # Errors
///
/// If `text` is not JSON, or a name on the way to the field stands twice.
pub(crate) fn field<'a>(text: &'a [u8], pointer: &str) -> Result<Option<Cow<'a, str>>, serde_json::Error> {
    raw(text, pointer)?.map_or(Ok(None), |raw| scalar(raw.get()))
}

/// The same, with nothing for `null` and for what is not there.
///
/// # Errors
///
/// As [`field`], and if it is an array or an object: whoever reads the payload would not see nothing there.
pub(crate) fn optional_field<'a>(
    text: &'a [u8],
    pointer: &str,
) -> Result<Option<Cow<'a, str>>, serde_json::Error> {
    match raw(text, pointer)? {
        Some(raw) if raw.get().starts_with(['{', '[']) => {
            Err(serde_json::Error::custom("an array or an object"))
        }
        found => found.map_or(Ok(None), |raw| scalar(raw.get())),
    }
}

/// The items of the array at a JSON pointer, each as it is written. `None` if nothing is there.
///
/// # Errors
///
/// As [`field`], and if it is no array.
pub(crate) fn items<'a>(
    text: &'a [u8],
    pointer: &str,
) -> Result<Option<Vec<&'a RawValue>>, serde_json::Error> {
    raw(text, pointer)?.map(|raw| serde_json::from_str(raw.get())).transpose()
}

fn raw<'a>(text: &'a [u8], pointer: &str) -> Result<Option<&'a RawValue>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let found = At(pointer.strip_prefix('/').unwrap_or(pointer)).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(found)
}

fn scalar(raw: &str) -> Result<Option<Cow<'_, str>>, serde_json::Error> {
    match raw.as_bytes()[0] {
        b'{' | b'[' | b'n' => Ok(None),
        b'"' => match serde_json::from_str::<&str>(raw) {
            Ok(text) => Ok(Some(Cow::Borrowed(text))),
            Err(_) => serde_json::from_str(raw).map(|text| Some(Cow::Owned(text))),
        },
        _ => Ok(Some(Cow::Borrowed(raw))),
    }
}

/// What is left of the pointer.
struct At<'p>(&'p str);

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = Option<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (name, rest) = self.0.split_once('/').map_or((self.0, None), |(name, rest)| (name, Some(rest)));
        let mut found = None;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key != name {
                map.next_value::<IgnoredAny>()?;
            } else if found.is_some() {
                return Err(A::Error::custom("a name stands twice"));
            } else {
                found = Some(match rest {
                    Some(rest) => map.next_value_seed(At(rest))?,
                    None => Some(map.next_value()?),
                });
            }
        }
        Ok(found.flatten())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let (index, rest) = self.0.split_once('/').map_or((self.0, None), |(at, rest)| (at, Some(rest)));
        let mut found = None;
        if let Ok(index) = index.parse::<usize>() {
            for _ in 0..index {
                if sequence.next_element::<IgnoredAny>()?.is_none() {
                    return Ok(None);
                }
            }
            found = match rest {
                Some(rest) => sequence.next_element_seed(At(rest))?.flatten(),
                None => sequence.next_element()?,
            };
        }
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// An object of JSON in which no name stands twice.
#[cfg(feature = "jwt")]
pub(crate) struct Object(Map<String, Value>);

#[cfg(feature = "jwt")]
impl Object {
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// What is at a JSON pointer, unless that is `null`.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Value> {
        let pointer = pointer.strip_prefix('/')?;
        let found = match pointer.find('/') {
            Some(end) => self.0.get(&pointer[..end])?.pointer(&pointer[end..]),
            None => self.0.get(pointer),
        };
        found.filter(|found| !found.is_null())
    }
}

#[cfg(feature = "jwt")]
impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Map::new();
                while let Some((name, value)) = map.next_entry()? {
                    if members.insert(name, value).is_some() {
                        return Err(A::Error::custom("a name stands twice"));
                    }
                }
                Ok(Object(members))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_pointer() {
        let text = br#" {"a": {"b": [1, {"c": "x\u00e9"}, true]}, "n": 123456789012345678901234567890.50,
                          "s": "plain", "o": {}, "z": null} "#;
        // (pointer, expected)
        let cases = [
            ("/a/b/0", Some("1")),
            ("/a/b/1/c", Some("xé")),
            ("/a/b/2", Some("true")),
            ("/a/b/3", None),
            ("/a/b/x", None),
            ("/n", Some("123456789012345678901234567890.50")),
            ("/s", Some("plain")),
            ("/s/t", None),
            ("/o", None),
            ("/z", None),
            ("/a", None),
            ("/missing/deep", None),
        ];
        for (pointer, expected) in cases {
            assert_eq!(field(text, pointer).unwrap().as_deref(), expected, "{pointer}");
        }
    }

    #[test]
    fn what_is_not_json_or_says_a_name_twice_is_an_error() {
        for text in [&b""[..], b"{", b"{}x", b"\xff", br#"{"a":1,"a":2}"#, br#"{"a":1,"\u0061":2}"#] {
            assert!(field(text, "/a").is_err(), "{text:?}");
        }
        assert!(field(br#"{"a":{"b":1,"b":1}}"#, "/a/b").is_err());
    }

    #[test]
    fn items_are_as_they_are_written() {
        let text = br#"{"a": [ {"b": 1} , "x",[ ] ], "n": null, "s": "x"}"#;
        let found = items(text, "/a").unwrap().unwrap();
        assert_eq!(found.iter().map(|raw| raw.get()).collect::<Vec<_>>(), [r#"{"b": 1}"#, r#""x""#, "[ ]"]);
        assert!(items(text, "/missing").unwrap().is_none());
        for pointer in ["/n", "/s", "/a/0"] {
            assert!(items(text, pointer).is_err(), "{pointer}");
        }
        assert!(items(br#"{"a":[1],"a":[2]}"#, "/a").is_err());
    }

    #[test]
    fn an_optional_field_is_nothing_or_a_scalar() {
        let text = br#"{"s": "x", "z": null, "o": {}, "l": []}"#;
        for (pointer, expected) in [("/s", Some("x")), ("/z", None), ("/missing", None), ("/s/deep", None)] {
            assert_eq!(optional_field(text, pointer).unwrap().as_deref(), expected, "{pointer}");
        }
        for pointer in ["/o", "/l"] {
            assert!(optional_field(text, pointer).is_err(), "{pointer}");
        }
    }

    #[test]
    fn depth_does_not_overflow_the_stack() {
        let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
        assert_eq!(field(&[&b"{\"x\":"[..], &deep, b",\"a\":1}"].concat(), "/a").unwrap().unwrap(), "1");
        assert!(field(&deep, "/a").unwrap().is_none());
    }
}
