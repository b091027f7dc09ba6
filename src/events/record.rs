//! Objects of JSON as structs, by one macro for all of them.
//!
//! A struct of `record!` reads the fields that it knows and passes over the others. A field that may be missing is
//! an `Option`, a `Vec` or a map, and is empty also for `null` and for what is there in another form: a sender that
//! writes `""`, `[]` or `{}` for nothing costs nobody a delivery. Numbers are read from texts and texts from numbers,
//! but for `u64`, which is read from numbers alone. A field of another type is required, unless it says `| default`.
//! A field that stands twice is an error.
//!
//! It says what `#[derive(Deserialize)]` would with an attribute at every field. But what that makes anew for each
//! struct is here once, behind trait objects, and what is left of a struct compiles in a fraction of the time.

mod form;
mod names;
mod reading;

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use time::OffsetDateTime;

pub(crate) use self::form::from_form;
pub(crate) use self::names::Names;
pub(crate) use self::reading::{at, from, json};
use crate::envelope::read_time;
use crate::json::NUMBER;

/// Structs whose fields are read from an object of JSON, by their own names or by those behind `=`. One with
/// `| default` may be missing, and then is `false`, 0 or an empty text.
macro_rules! record {
    ($(
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $(
                $(#[$field_meta:meta])*
                $field_vis:vis $field:ident: $type:ty $(= $text:literal)? $(| $default:ident)?,
            )+
        }
    )+) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone)]
            #[non_exhaustive]
            $vis struct $name {
                $($(#[$field_meta])* $field_vis $field: $type,)+
            }

            impl $crate::events::record::Record for $name {
                const NAMES: $crate::events::record::Names = $crate::events::record::Names::new(
                    &[$($crate::events::record::record!(@name $field $($text)?)),+],
                );
                const REQUIRED: &'static [bool] = &[$($crate::events::record::record!(@required $type $(, $default)?)),+];

                fn empty() -> Self {
                    Self { $($field: $crate::events::record::Field::empty()),+ }
                }

                fn set(
                    &mut self,
                    index: usize,
                    value: &mut dyn $crate::events::record::Input,
                ) -> Result<(), $crate::events::record::Stop> {
                    #[allow(non_camel_case_types, reason = "they are names of fields")]
                    enum Index { $($field),+ }
                    $(
                        if index == Index::$field as usize {
                            return $crate::events::record::record!(@read $($default)?)(&mut self.$field, value);
                        }
                    )+
                    Ok(())
                }
            }

            impl $crate::events::record::Value for $name {
                fn read(
                    input: &mut dyn $crate::events::record::Input,
                ) -> Result<Option<Self>, $crate::events::record::Stop> {
                    $crate::events::record::object(input)
                }
            }

            $crate::events::record::deserialize!($name);
        )+
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $text:literal) => { $text };
    (@required $type:ty) => { <$type as $crate::events::record::Field>::REQUIRED };
    (@required $type:ty, default) => { false };
    (@read) => { $crate::events::record::read };
    (@read default) => { $crate::events::record::read_or_leave };
}
pub(crate) use record;

/// Makes a `Value` a type that `serde` reads.
macro_rules! deserialize {
    ($name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::events::record::from(deserializer)
            }
        }
    };
}
pub(crate) use deserialize;

/// A struct of `record!`.
pub(crate) trait Record: Sized {
    /// The names of its fields in JSON.
    const NAMES: Names;
    /// Which of them have to be there.
    const REQUIRED: &'static [bool];
    /// Whether it has to be there itself, where it is a field.
    const IS_REQUIRED: bool = true;

    /// As it is before anything was read.
    fn empty() -> Self;

    /// Reads the value of the field with this index.
    fn set(&mut self, index: usize, value: &mut dyn Input) -> Result<(), Stop>;
}

/// What a field that may be missing holds, if it is there in a form that it can be read from.
pub(crate) trait Value: Sized {
    fn read(input: &mut dyn Input) -> Result<Option<Self>, Stop>;
}

/// A field of a record.
pub(crate) trait Field: Sized {
    /// Whether it has to be there.
    const REQUIRED: bool;

    /// What it is while it has not been read.
    fn empty() -> Self;

    fn read(input: &mut dyn Input) -> Result<Self, Stop>;
}

/// Something did not fit, and the input knows what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stop;

/// A value that is to be read.
pub(crate) trait Input {
    /// Hands it over as what it is.
    fn read(&mut self, take: &mut dyn Take) -> Result<(), Stop>;

    /// As it is written.
    fn raw(&mut self) -> Result<Box<RawValue>, Stop>;

    /// Remembers what is wrong.
    fn stop(&mut self, why: &str) -> Stop;
}

/// The fields of an object, whose values are read one by one.
pub(crate) trait Members: Input {
    /// The next name, if there is one.
    fn name(&mut self, take: &mut dyn FnMut(&str)) -> Result<bool, Stop>;

    /// The place of the next name that is one of these. What stands before it is passed over.
    fn next_of(&mut self, names: &Names) -> Result<Option<usize>, Stop> {
        let mut found = None;
        while self.name(&mut |name| found = names.position(name))? {
            if found.is_some() {
                return Ok(found);
            }
            self.read(&mut Skip)?;
        }
        Ok(None)
    }
}

/// The items of an array, read one by one.
pub(crate) trait Items: Input {
    /// Whether what was read last was behind the last item.
    fn is_done(&self) -> bool;
}

/// What is made of a value. What is not taken is passed over.
pub(crate) trait Take {
    fn scalar(&mut self, _: Scalar<'_>) {}

    fn members(&mut self, members: &mut dyn Members) -> Result<(), Stop> {
        while members.name(&mut |_| {})? {
            members.read(&mut Skip)?;
        }
        Ok(())
    }

    fn items(&mut self, items: &mut dyn Items) -> Result<(), Stop> {
        while !items.is_done() {
            items.read(&mut Skip)?;
        }
        Ok(())
    }

    /// Whether nothing of the value matters.
    fn skips(&self) -> bool {
        false
    }
}

struct Skip;

impl Take for Skip {
    fn skips(&self) -> bool {
        true
    }
}

/// A text, a number, a boolean or `null`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scalar<'a> {
    Bool(bool),
    Decimal(f64),
    Null,
    Text(&'a str),
    Whole(i128),
}

impl Scalar<'_> {
    fn to_text(self) -> Option<String> {
        match self {
            Self::Bool(is) => Some(is.to_string()),
            Self::Decimal(number) => Some(number.to_string()),
            Self::Null => None,
            Self::Text(text) => Some(text.to_owned()),
            Self::Whole(number) => Some(number.to_string()),
        }
    }

    fn to_whole(self) -> Option<i64> {
        match self {
            Self::Decimal(number) => number.to_string().parse().ok(),
            Self::Text(text) => text.parse().ok(),
            Self::Whole(number) => number.try_into().ok(),
            Self::Bool(_) | Self::Null => None,
        }
    }

    /// Not of a text: the senders that count without a sign write numbers.
    fn to_count(self) -> Option<u64> {
        match self {
            Self::Whole(number) => number.try_into().ok(),
            Self::Bool(_) | Self::Decimal(_) | Self::Null | Self::Text(_) => None,
        }
    }

    fn to_number(self) -> Option<f64> {
        match self {
            Self::Decimal(number) => Some(number),
            // What JSON has no number for, as `NaN`, is none.
            Self::Text(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
            Self::Whole(number) => number.to_string().parse().ok(),
            Self::Bool(_) | Self::Null => None,
        }
    }

    fn to_bool(self) -> Option<bool> {
        match self {
            Self::Bool(is) => Some(is),
            Self::Text("true" | "1") | Self::Whole(1) => Some(true),
            Self::Text("false" | "0") | Self::Whole(0) => Some(false),
            Self::Decimal(_) | Self::Null | Self::Text(_) | Self::Whole(_) => None,
        }
    }

    fn to_time(self) -> Option<OffsetDateTime> {
        match self {
            Self::Decimal(number) => read_time(&format!("{number:.6}")),
            Self::Text(text) => read_time(text),
            Self::Whole(number) => read_time(&number.to_string()),
            Self::Bool(_) | Self::Null => None,
        }
    }
}

/// Puts the value of a field in its place.
pub(crate) fn read<F: Field>(field: &mut F, value: &mut dyn Input) -> Result<(), Stop> {
    *field = F::read(value)?;
    Ok(())
}

/// The same, where nothing that can be read leaves the field as it is.
pub(crate) fn read_or_leave<T: Value>(field: &mut T, value: &mut dyn Input) -> Result<(), Stop> {
    if let Some(value) = T::read(value)? {
        *field = value;
    }
    Ok(())
}

/// What is made of a scalar.
pub(crate) fn scalar<T>(
    input: &mut dyn Input,
    make: impl Fn(Scalar<'_>) -> Option<T>,
) -> Result<Option<T>, Stop> {
    struct Made<T, F>(Option<T>, F);

    impl<T, F: Fn(Scalar<'_>) -> Option<T>> Take for Made<T, F> {
        fn scalar(&mut self, scalar: Scalar<'_>) {
            self.0 = (self.1)(scalar);
        }

        fn members(&mut self, members: &mut dyn Members) -> Result<(), Stop> {
            let mut is_number = false;
            while members.name(&mut |name| is_number = name == NUMBER)? {
                if is_number {
                    members.read(&mut Number(self))?;
                } else {
                    members.read(&mut Skip)?;
                }
            }
            Ok(())
        }
    }

    let mut made = Made(None, make);
    input.read(&mut made)?;
    Ok(made.0)
}

/// The text of a number that is handed on as an object.
struct Number<'t>(&'t mut dyn Take);

impl Take for Number<'_> {
    fn scalar(&mut self, scalar: Scalar<'_>) {
        self.0.scalar(scalar.to_number().map_or(Scalar::Null, Scalar::Decimal));
    }
}

/// What is made of a word, and nothing of an empty one.
pub(crate) fn word<T>(input: &mut dyn Input, make: fn(&str) -> T) -> Result<Option<T>, Stop> {
    scalar(input, |scalar| match scalar {
        Scalar::Text(text) => Some(make(text)),
        scalar => scalar.to_text().map(|text| make(&text)),
    })
}

/// A record, if an object is there.
pub(crate) fn object<T: Record>(input: &mut dyn Input) -> Result<Option<T>, Stop> {
    let mut object = Object::<T>(None);
    input.read(&mut object)?;
    Ok(object.0)
}

/// A record where an object is to be.
pub(crate) struct Object<T>(pub(crate) Option<T>);

impl<T: Record> Take for Object<T> {
    fn members(&mut self, members: &mut dyn Members) -> Result<(), Stop> {
        let mut record = T::empty();
        fields(&T::NAMES, T::REQUIRED, members, &mut |index, value| record.set(index, value))?;
        self.0 = Some(record);
        Ok(())
    }
}

/// Reads those fields of an object that are known.
fn fields(
    names: &Names,
    required: &[bool],
    members: &mut dyn Members,
    set: &mut dyn FnMut(usize, &mut dyn Input) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut seen = 0_u128;
    while let Some(index) = members.next_of(names)? {
        if seen >> index & 1 == 1 {
            return Err(members.stop("a field stands twice"));
        }
        seen |= 1 << index;
        set(index, members)?;
    }
    let is_missing = |(index, is_required): (usize, &bool)| *is_required && seen >> index & 1 == 0;
    if required.iter().enumerate().any(is_missing) {
        return Err(members.stop("a field is missing"));
    }
    Ok(())
}

impl<T: Record> Field for T {
    const REQUIRED: bool = T::IS_REQUIRED;

    fn empty() -> Self {
        Record::empty()
    }

    fn read(input: &mut dyn Input) -> Result<Self, Stop> {
        match object(input)? {
            None if T::IS_REQUIRED => Err(input.stop("an object was expected")),
            record => Ok(record.unwrap_or_else(Record::empty)),
        }
    }
}

impl<T: Value> Value for Box<T> {
    fn read(input: &mut dyn Input) -> Result<Option<Self>, Stop> {
        T::read(input).map(|value| value.map(Self::new))
    }
}

impl Value for Box<RawValue> {
    fn read(input: &mut dyn Input) -> Result<Option<Self>, Stop> {
        input.raw().map(|raw| Some(raw).filter(|raw| raw.get() != "null"))
    }
}

/// What is made of scalars, and required where it is no `Option`.
macro_rules! scalars {
    ($($type:ty = $make:ident, $empty:expr;)+) => {
        $(
            impl Value for $type {
                fn read(input: &mut dyn Input) -> Result<Option<Self>, Stop> {
                    scalar(input, |scalar| scalar.$make())
                }
            }

            impl Field for $type {
                const REQUIRED: bool = true;

                fn empty() -> Self {
                    $empty
                }

                fn read(input: &mut dyn Input) -> Result<Self, Stop> {
                    required(input)
                }
            }
        )+
    };
}

scalars! {
    bool = to_bool, false;
    f64 = to_number, 0.0;
    i64 = to_whole, 0;
    OffsetDateTime = to_time, OffsetDateTime::UNIX_EPOCH;
    String = to_text, String::new();
    u64 = to_count, 0;
}

/// What has to be there.
pub(crate) fn required<T: Value>(input: &mut dyn Input) -> Result<T, Stop> {
    T::read(input)?.ok_or_else(|| input.stop("something else was expected"))
}

impl<T: Value> Field for Option<T> {
    const REQUIRED: bool = false;

    fn empty() -> Self {
        None
    }

    fn read(input: &mut dyn Input) -> Result<Self, Stop> {
        T::read(input)
    }
}

/// Those of its items that can be read.
impl<T: Value> Field for Vec<T> {
    const REQUIRED: bool = false;

    fn empty() -> Self {
        Self::new()
    }

    fn read(input: &mut dyn Input) -> Result<Self, Stop> {
        struct All<T>(Vec<T>);

        impl<T: Value> Take for All<T> {
            // One alone, as some senders write it.
            fn scalar(&mut self, scalar: Scalar<'_>) {
                if !matches!(scalar, Scalar::Null | Scalar::Text("")) {
                    self.0.extend(T::read(&mut One(scalar)).ok().flatten());
                }
            }

            fn items(&mut self, items: &mut dyn Items) -> Result<(), Stop> {
                while !items.is_done() {
                    self.0.extend(T::read(items)?);
                }
                Ok(())
            }
        }

        let mut all = All(Self::new());
        input.read(&mut all)?;
        Ok(all.0)
    }
}

/// A scalar by itself.
struct One<'a>(Scalar<'a>);

impl Input for One<'_> {
    fn read(&mut self, take: &mut dyn Take) -> Result<(), Stop> {
        take.scalar(self.0);
        Ok(())
    }

    fn raw(&mut self) -> Result<Box<RawValue>, Stop> {
        Err(Stop)
    }

    fn stop(&mut self, _: &str) -> Stop {
        Stop
    }
}

/// Those of its members that can be read.
impl<T: Value> Field for BTreeMap<String, T> {
    const REQUIRED: bool = false;

    fn empty() -> Self {
        Self::new()
    }

    fn read(input: &mut dyn Input) -> Result<Self, Stop> {
        struct All<T>(BTreeMap<String, T>);

        impl<T: Value> Take for All<T> {
            fn members(&mut self, members: &mut dyn Members) -> Result<(), Stop> {
                let mut name = String::new();
                while members.name(&mut |text| text.clone_into(&mut name))? {
                    let Some(value) = T::read(members)? else { continue };
                    if self.0.insert(std::mem::take(&mut name), value).is_some() {
                        return Err(members.stop("a name stands twice"));
                    }
                }
                Ok(())
            }
        }

        let mut all = All(Self::new());
        input.read(&mut all)?;
        Ok(all.0)
    }
}
