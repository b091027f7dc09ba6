//! Names that no payload may have.

use std::fmt;

use memchr::memmem;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::Name;

/// Checks that nothing has the name of `serde_json`'s own for raw JSON, before something is made of all that a text holds.
///
/// With its feature `raw_value`, [`serde_json::Value`] takes the text under it for JSON, in which it may stand again, and
/// reads each to its whole depth: who writes the text would choose how much of the stack that takes.
///
/// # Errors
///
/// If something has it, at its place.
pub(crate) fn check_names(text: &[u8]) -> Result<(), serde_json::Error> {
    let is_escaped = |at: usize| {
        let mut byte = [0];
        let digits = text.get(at + ESCAPE.len()..at + ESCAPE.len() + 2);
        digits.is_some_and(|digits| hex::decode_to_slice(digits, &mut byte).is_ok() && RAW.contains(&byte[0]))
    };
    // Hardly any text may have it, so hardly any is read a second time.
    if memmem::find(text, RAW).is_some() || memmem::find_iter(text, ESCAPE).any(is_escaped) {
        NotRaw.deserialize(&mut serde_json::Deserializer::from_slice(text))?;
    }
    Ok(())
}

/// `serde_json`'s own name for raw JSON.
const RAW: &[u8] = b"$serde_json::private::RawValue";

/// How the escape of a character of it begins.
const ESCAPE: &[u8] = br"\u00";

/// Whatever has no such name, at any depth.
struct NotRaw;

impl<'de> DeserializeSeed<'de> for NotRaw {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NotRaw {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(is_raw) = map.next_key_seed(Name(|name: &str| name.as_bytes() == RAW))? {
            if is_raw {
                return Err(A::Error::custom("a name that is no payload's"));
            }
            map.next_value_seed(Self)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        while sequence.next_element_seed(Self)?.is_some() {}
        Ok(())
    }

    pass_over_scalars!();
}
