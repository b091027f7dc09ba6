//! Reading JSON under no name twice, and under none of `serde_json`'s own.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// What reads JSON, or is read from: a deserializer, a visitor, a seed. It hands on what it wraps, with all that
/// is read below it wrapped as well.
///
/// A struct reads the names that it knows, and sees to it itself that none stands twice. All else that is read from
/// an object reads every name: a map, `serde_json::Value`, a struct that has other names flattened into it, an enum
/// that is not told by an outer name.
pub(crate) struct Checked<'n, 'de, T> {
    inner: T,
    /// The names that were read before this one in its object, if this is a name.
    names: Option<&'n mut Names<'de>>,
    is_struct: bool,
}

type Names<'de> = HashSet<Cow<'de, str>>;

/// By this name `serde_json` takes the text behind it for JSON, to any depth.
const RAW: &str = "$serde_json::private::RawValue";

impl<'n, 'de, T> Checked<'n, 'de, T> {
    pub(crate) const fn new(inner: T) -> Self {
        Self { inner, names: None, is_struct: false }
    }

    const fn of_struct(inner: T) -> Self {
        Self { inner, names: None, is_struct: true }
    }

    /// What is wrapped, and what goes on in its place.
    fn beside<U>(self, other: U) -> (T, Checked<'n, 'de, U>) {
        (self.inner, Checked { inner: other, names: self.names, is_struct: false })
    }

    /// Takes note of a name, if this is one, and gives what reads it.
    fn noted<E: Error>(self, name: impl FnOnce() -> Cow<'de, str>) -> Result<T, E> {
        let Some(names) = self.names else { return Ok(self.inner) };
        let name = name();
        if name == RAW {
            Err(E::custom("a name that is no payload's"))
        } else if names.insert(name) {
            Ok(self.inner)
        } else {
            Err(E::custom("a name stands twice"))
        }
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Checked<'_, 'de, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        let (seed, deserializer) = self.beside(deserializer);
        seed.deserialize(deserializer)
    }
}

macro_rules! deserialize {
    ($($method:ident($($argument:ident: $type:ty)*),)+) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            let (deserializer, visitor) = self.beside(visitor);
            deserializer.$method($($argument,)* visitor)
        })+
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Checked<'_, 'de, D> {
    type Error = D::Error;

    deserialize! {
        deserialize_any(),
        deserialize_bool(),
        deserialize_byte_buf(),
        deserialize_bytes(),
        deserialize_char(),
        deserialize_enum(name: &'static str variants: &'static [&'static str]),
        deserialize_f32(),
        deserialize_f64(),
        deserialize_i128(),
        deserialize_i16(),
        deserialize_i32(),
        deserialize_i64(),
        deserialize_i8(),
        deserialize_identifier(),
        deserialize_map(),
        deserialize_option(),
        deserialize_seq(),
        deserialize_str(),
        deserialize_string(),
        deserialize_tuple(length: usize),
        deserialize_tuple_struct(name: &'static str length: usize),
        deserialize_u128(),
        deserialize_u16(),
        deserialize_u32(),
        deserialize_u64(),
        deserialize_u8(),
        deserialize_unit(),
        deserialize_unit_struct(name: &'static str),
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_ignored_any(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        if name == RAW {
            // A `RawValue`, which the type asks for.
            return self.inner.deserialize_newtype_struct(name, visitor);
        }
        let (deserializer, visitor) = self.beside(visitor);
        deserializer.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_struct(name, fields, Checked::of_struct(visitor))
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

macro_rules! visit {
    ($($method:ident($type:ty),)+) => {
        $(fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.noted(|| Cow::Owned(value.to_string()))?.$method(value)
        })+
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Checked<'_, 'de, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    visit! {
        visit_bool(bool),
        visit_f64(f64),
        visit_i128(i128),
        visit_i64(i64),
        visit_str(&str),
        visit_u128(u128),
        visit_u64(u64),
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<V::Value, E> {
        self.noted(|| Cow::Borrowed(text))?.visit_borrowed_str(text)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<V::Value, E> {
        self.noted(|| Cow::Owned(String::from_utf8_lossy(bytes).into_owned()))?.visit_bytes(bytes)
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<V::Value, E> {
        self.noted(|| String::from_utf8_lossy(bytes))?.visit_borrowed_bytes(bytes)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<V::Value, A::Error> {
        let (visitor, data) = self.beside(data);
        visitor.visit_enum(data)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Members { map, names: (!self.is_struct).then(Names::new) })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        let (visitor, deserializer) = self.beside(deserializer);
        visitor.visit_newtype_struct(deserializer)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.inner.visit_seq(Checked::new(items))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        let (visitor, deserializer) = self.beside(deserializer);
        visitor.visit_some(deserializer)
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Checked<'_, 'de, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.inner.next_element_seed(Checked::new(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'n, 'de, A: EnumAccess<'de>> EnumAccess<'de> for Checked<'n, 'de, A> {
    type Error = A::Error;
    type Variant = Checked<'n, 'de, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        let (data, seed) = self.beside(seed);
        data.variant_seed(seed).map(|(value, variant)| (value, Checked::new(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Checked<'_, 'de, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.newtype_variant_seed(Checked::new(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.inner.tuple_variant(length, Checked::new(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.inner.struct_variant(fields, Checked::of_struct(visitor))
    }
}

/// The members of an object, with the names that were read so far, if all of them are.
struct Members<'de, A> {
    map: A,
    names: Option<Names<'de>>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<'de, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let Self { map, names } = self;
        map.next_key_seed(Checked { inner: seed, names: names.as_mut(), is_struct: false })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(Checked::new(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.map.size_hint()
    }
}
