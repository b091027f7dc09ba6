//! One field of a JSON text, without parsing the rest of it into anything.

/// What a visitor does with a value in which it looks for nothing.
macro_rules! pass_over_scalars {
    () => {
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }

        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }

        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }

        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }

        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    };
}

mod names;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use arrayvec::ArrayVec;
use memchr::memmem;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;
#[cfg(feature = "jwt")]
use serde_json::{Map, Value};

use self::names::Checked;

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

/// Whether an array without items, or an object without members, is at a JSON pointer.
pub(crate) fn is_empty(text: &[u8], pointer: &str) -> bool {
    let found = raw(text, pointer).ok().flatten().map_or("", RawValue::get);
    let between = |open, close| found.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    between('[', ']').or_else(|| between('{', '}')).is_some_and(|inside| inside.trim_ascii().is_empty())
}

/// A text as a type that borrows nothing.
///
/// # Errors
///
/// If it is not JSON, not of the type, or a name that is read stands twice or is `serde_json`'s own.
pub(crate) fn owned<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = T::deserialize(Checked::new(&mut deserializer))?;
    deserializer.end()?;
    Ok(read)
}

/// What is at a JSON pointer, as a type that borrows nothing.
///
/// # Errors
///
/// As [`owned`] and [`at`].
pub(crate) fn owned_at<T: DeserializeOwned>(
    text: &str,
    pointer: &str,
) -> Result<Option<T>, serde_json::Error> {
    at(serde_json::Deserializer::from_str(text), pointer, Checked::new(PhantomData))
}

/// The items at a pointer of which a `*` stands for every item of an array: `/events/*`. What is not there has
/// none, and what is no array is one item.
///
/// # Errors
///
/// If it is not JSON, or a name on the way stands twice.
pub(crate) fn each<'a>(text: &'a str, pointer: &str) -> Result<Vec<&'a str>, serde_json::Error> {
    let mut found = Vec::new();
    add_each(text, pointer, &mut found)?;
    Ok(found)
}

fn add_each<'a>(text: &'a str, pointer: &str, found: &mut Vec<&'a str>) -> Result<(), serde_json::Error> {
    let (before, behind) = match pointer.split_once("/*") {
        None => (pointer, None),
        Some((before, behind)) => (before, Some(behind)),
    };
    let value = match before {
        "" => Some(serde_json::from_str(text)?),
        before => raw(text.as_bytes(), before)?,
    };
    let Some(value) = value.map(RawValue::get) else { return Ok(()) };
    let Some(behind) = behind else {
        found.push(value);
        return Ok(());
    };
    if !value.starts_with('[') {
        return add_each(value, behind, found);
    }
    let items: Vec<&RawValue> = serde_json::from_str(value)?;
    if behind.is_empty() {
        found.extend(items.into_iter().map(RawValue::get));
        return Ok(());
    }
    items.into_iter().try_for_each(|item| add_each(item.get(), behind, found))
}

/// The one name of what `serde_json` hands on for a number that is no integer of 64 bits, its text as the value, where
/// any crate of a build has switched on the feature `arbitrary_precision`.
#[allow(dead_code, reason = "it is typed events that read any number")]
pub(crate) const NUMBER: &str = "$serde_json::private::Number";

/// The most fields that are looked for in one pass.
pub(crate) const MOST_FIELDS: usize = 16;

/// Pointers to fields, each with the text of what was found there.
pub(crate) type Fields<'a> = ArrayVec<(&'static str, Option<Cow<'a, str>>), MOST_FIELDS>;

/// Looks for several fields in one pass, which ends where the last of them was found. What is behind that, also a
/// name that stands twice, or no JSON at all, is not seen: for labels, and not for what is signed.
pub(crate) fn first_fields<'a>(text: &'a [u8], fields: &mut Fields<'a>) {
    let slot = |(pointer, _): &(&'static str, _)| Slot {
        rest: pointer.strip_prefix('/').unwrap_or(pointer),
        found: None,
    };
    let mut slots: ArrayVec<_, MOST_FIELDS> = fields.iter().map(slot).collect();
    if !slots.is_empty() {
        // That it was broken off, or where, changes nothing about what was found.
        let all = AllOf { slots: &mut slots, here: u32::MAX };
        let _ = all.deserialize(&mut serde_json::Deserializer::from_slice(text));
    }
    for ((_, value), slot) in fields.iter_mut().zip(slots) {
        *value = slot.found.and_then(|raw| scalar(raw.get()).ok().flatten());
    }
}

/// The text without the numbers and booleans behind these names, wherever they stand. Something else may stand in front of
/// the JSON, or part of it, as a URL that is signed with it: the text is the same however it was divided.
pub(crate) fn without<'a>(text: Cow<'a, [u8]>, names: &[&str]) -> Cow<'a, [u8]> {
    names.iter().fold(text, |text, name| {
        let name = format!("\"{name}\"");
        let (mut rest, mut kept) = (&text[..], Vec::new());
        while let Some(at) = memmem::find(rest, name.as_bytes()) {
            let (before, behind) = rest.split_at(at + name.len());
            // A quote behind a backslash begins no name.
            let is_name = at == 0 || rest[at - 1] != b'\\';
            kept.extend_from_slice(before);
            rest = if is_name { behind_scalar(behind).unwrap_or(behind) } else { behind };
        }
        kept.extend_from_slice(rest);
        Cow::Owned(kept)
    })
}

/// What is behind a colon and a number or a boolean. Nothing where they are not there.
fn behind_scalar(text: &[u8]) -> Option<&[u8]> {
    let value = text.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start();
    let is_in_scalar = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let length = value.iter().take_while(|byte| is_in_scalar(byte)).count();
    (length > 0).then(|| &value[length..])
}

fn raw<'a>(text: &'a [u8], pointer: &str) -> Result<Option<&'a RawValue>, serde_json::Error> {
    at(serde_json::Deserializer::from_slice(text), pointer, PhantomData)
}

/// What is made of the value at a JSON pointer. `None` if nothing is there.
///
/// # Errors
///
/// If it is not JSON, a name on the way stands twice, or what is there does not fit.
pub(crate) fn at<'de, R: serde_json::de::Read<'de>, S: DeserializeSeed<'de>>(
    mut deserializer: serde_json::Deserializer<R>,
    pointer: &str,
    seed: S,
) -> Result<Option<S::Value>, serde_json::Error> {
    let found = At::new(pointer, seed).deserialize(&mut deserializer)?;
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

/// A name in an object, and what is made of it, without a copy.
pub(crate) struct Name<F>(pub(crate) F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for Name<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Name<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, name: &str) -> Result<T, E> {
        Ok((self.0)(name))
    }
}

/// What is left of a pointer, with what reads the value that it leads to.
struct At<'p, S> {
    /// Nothing where the value is this one.
    pointer: Option<&'p str>,
    seed: S,
}

impl<'p, S> At<'p, S> {
    fn new(pointer: &'p str, seed: S) -> Self {
        Self { pointer: Some(pointer.strip_prefix('/').unwrap_or(pointer)), seed }
    }

    /// The first name in the pointer, and what is behind it.
    fn split(self) -> (&'p str, Self) {
        let pointer = self.pointer.unwrap_or_default();
        let split = pointer.split_once('/');
        let (name, behind) = split.map_or((pointer, None), |(name, behind)| (name, Some(behind)));
        (name, Self { pointer: behind, seed: self.seed })
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for At<'_, S> {
    type Value = Option<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match self.pointer {
            Some(_) => deserializer.deserialize_any(self),
            None => self.seed.deserialize(deserializer).map(Some),
        }
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for At<'_, S> {
    type Value = Option<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (name, rest) = self.split();
        let mut rest = Some(rest);
        let mut found = None;
        while let Some(is_it) = map.next_key_seed(Name(|key: &str| key == name))? {
            if !is_it {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let rest = rest.take().ok_or_else(|| A::Error::custom("a name stands twice"))?;
            found = map.next_value_seed(rest)?;
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let (index, rest) = self.split();
        let mut found = None;
        if let Ok(index) = index.parse::<usize>() {
            for _ in 0..index {
                if sequence.next_element::<IgnoredAny>()?.is_none() {
                    return Ok(None);
                }
            }
            found = sequence.next_element_seed(rest)?.flatten();
        }
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }

    pass_over_scalars!();
}

/// What is left of several pointers, and what was found at those that ended.
struct AllOf<'s, 'p, 'de> {
    slots: &'s mut [Slot<'p, 'de>],
    /// Those that go through here, one bit each.
    here: u32,
}

struct Slot<'p, 'de> {
    rest: &'p str,
    found: Option<&'de RawValue>,
}

impl<'p, 'de> AllOf<'_, 'p, 'de> {
    /// Which pointers end at a name, and which go on behind it.
    fn wanting(&self, name: &str) -> (u32, u32) {
        let (mut end, mut go_on) = (0, 0);
        for (at, slot) in self.slots.iter().enumerate().filter(|(_, slot)| slot.found.is_none()) {
            let bit = self.here & 1 << at;
            match slot.rest.split_once('/') {
                None if slot.rest == name => end |= bit,
                Some((first, _)) if first == name => go_on |= bit,
                _ => {}
            }
        }
        (end, go_on)
    }

    /// Reads on behind a name, by the pointers that do.
    fn behind<T>(&mut self, go_on: u32, read: impl FnOnce(AllOf<'_, 'p, 'de>) -> T) -> T {
        let rests: ArrayVec<&str, MOST_FIELDS> = self.slots.iter().map(|slot| slot.rest).collect();
        for (_, slot) in self.slots.iter_mut().enumerate().filter(|(at, _)| go_on >> at & 1 == 1) {
            slot.rest = slot.rest.split_once('/').map_or("", |(_, rest)| rest);
        }
        let result = read(AllOf { slots: self.slots, here: go_on });
        self.slots.iter_mut().zip(rests).for_each(|(slot, rest)| slot.rest = rest);
        result
    }

    /// Takes what was found where pointers end, and looks into it for those that go on.
    fn take(&mut self, raw: &'de RawValue, (end, go_on): (u32, u32)) {
        for (_, slot) in self.slots.iter_mut().enumerate().filter(|(at, _)| end >> at & 1 == 1) {
            slot.found = Some(raw);
        }
        if go_on != 0 {
            let _ =
                self.behind(go_on, |all| all.deserialize(&mut serde_json::Deserializer::from_str(raw.get())));
        }
    }

    /// An error that breaks off where there is nothing left to find.
    fn unless_done<E: serde::de::Error>(&self) -> Result<(), E> {
        let is_done = self.slots.iter().all(|slot| slot.found.is_some());
        if is_done { Err(E::custom("all is found")) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for AllOf<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AllOf<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(wanting) = map.next_key_seed(Name(|name: &str| self.wanting(name)))? {
            match wanting {
                (0, 0) => drop(map.next_value::<IgnoredAny>()?),
                (0, go_on) => self.behind(go_on, |all| map.next_value_seed(all))?,
                wanting => self.take(map.next_value()?, wanting),
            }
            self.unless_done()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut sequence: A) -> Result<(), A::Error> {
        let mut at = 0_usize;
        while let Some(raw) = sequence.next_element()? {
            let wanting = self.wanting(&at.to_string());
            self.take(raw, wanting);
            self.unless_done()?;
            at += 1;
        }
        Ok(())
    }

    pass_over_scalars!();
}

/// An object of JSON in which no name stands twice.
#[cfg(feature = "jwt")]
pub(crate) struct Object(Map<String, Value>);

#[cfg(feature = "jwt")]
impl Object {
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        owned(str::from_utf8(text).ok()?).ok().map(Self)
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
    fn several_fields_are_found_in_one_pass() {
        let text = br#"{"x": 1, "a": {"b": "one", "c": [ {"d": "two"}, {"d": 3} ]}, "a": {"b": "other"}, "z": {"y": {}}"#;
        let pointers = ["/a/b", "/x", "/a/c/0/d", "/a/c/1/d", "/z/y/w", "/missing", "/x/deeper"];
        let mut fields: Fields<'_> = pointers.into_iter().map(|pointer| (pointer, None)).collect();
        first_fields(text, &mut fields);
        let found: Vec<_> = fields.iter().map(|(_, text)| text.as_deref()).collect();
        assert_eq!(found, [Some("one"), Some("1"), Some("two"), Some("3"), None, None, None]);
    }

    #[test]
    fn a_pass_ends_where_the_last_was_found() {
        let mut fields: Fields<'_> = [("/a", None), ("/b/c", None)].into_iter().collect();
        first_fields(br#"{"a":"x","b":{"c":"y"}, no JSON"#, &mut fields);
        let found: Vec<_> = fields.iter().map(|(_, text)| text.as_deref()).collect();
        assert_eq!(found, [Some("x"), Some("y")]);
    }

    #[test]
    fn depth_does_not_overflow_the_stack() {
        let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
        assert_eq!(field(&[&b"{\"x\":"[..], &deep, b",\"a\":1}"].concat(), "/a").unwrap().unwrap(), "1");
        assert!(field(&deep, "/a").unwrap().is_none());
    }
}
