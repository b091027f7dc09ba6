//! How a tag is written: around it ([`Layout`]), and itself ([`Encoding`]).

use std::hint::black_box;
use std::iter;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use memchr::{memchr, memrchr};
use smallvec::SmallVec;
use subtle::{Choice, ConstantTimeEq};

use crate::{Error, json};

/// The greatest number of tags tried in one delivery. One with more is malformed.
///
/// Senders present two or three while a secret changes over.
pub const MAX_TAGS: usize = 8;

/// The greatest number of entries of any kind in a header that lists tags. One with more is malformed.
pub(crate) const MAX_ENTRIES: usize = 64;

/// How tags stand in the text that holds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// The text is the tag.
    Bare,
    /// Base64 of JSON, with the tag in the field at this JSON pointer. What else the JSON says, as of a
    /// key or an algorithm, counts for nothing.
    Envelope(&'static str),
    /// Groups of labelled pairs separated by spaces, `t=1,v1=ab t=1,v1=cd`, with tags under this label.
    /// All groups state the same time.
    Groups(&'static str),
    /// Entries separated by the first character, each with its tag behind the second one:
    /// `key|ab&key|cd`.
    Keyed(char, char),
    /// An authentication scheme in upper or lower case, a space, the name of a key, this character, then
    /// the tag: `Application key:ab`. What the key is called counts for nothing, and has no space or comma in it.
    KeyedWord(&'static str, char),
    /// Tags separated by this character.
    List(char),
    /// A prefix that may be left out, then the tag.
    OptionalPrefix(&'static str),
    /// Labelled pairs separated by this character, `t=1,v1=ab`, with tags under this label. White space
    /// around a pair counts for nothing; other labels are passed over.
    Pairs(char, &'static str),
    /// A prefix, then the tag.
    Prefix(&'static str),
    /// A time, then tags, all separated by this character.
    TimedList(char),
    /// Entries of a version, a comma and a tag, separated by spaces: `v1,ab v1,cd`. Other versions are
    /// passed over.
    Versions(&'static str),
    /// An authentication scheme in upper or lower case, a space, then the tag
    /// ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-11.1)).
    Word(&'static str),
}

impl Layout {
    /// Gives every presented tag in `text` to `tag`, and every other label with its value to `label`.
    pub(crate) fn read<'a>(
        self,
        text: &'a [u8],
        mut tag: impl FnMut(&[u8]) -> Result<(), Error>,
        mut label: impl FnMut(&'a [u8], &'a [u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match self {
            Self::Bare => tag(text),
            Self::Envelope(pointer) => {
                let json = STANDARD.decode(text).map_err(|_| SIGNATURE)?;
                let field = json::field(&json, pointer).map_err(|_| SIGNATURE)?;
                tag(field.ok_or(SIGNATURE)?.as_bytes())
            }
            Self::OptionalPrefix(prefix) => tag(text.strip_prefix(prefix.as_bytes()).unwrap_or(text)),
            Self::Prefix(prefix) => tag(text.strip_prefix(prefix.as_bytes()).ok_or(SIGNATURE)?),
            Self::Word(word) => tag(behind_word(text, word)?),
            Self::KeyedWord(word, behind) => {
                let (key, value) = split_at_last(behind_word(text, word)?, behind as u8).ok_or(SIGNATURE)?;
                // What a proxy makes of a header that stood twice.
                if key.iter().any(|byte| b" ,".contains(byte)) { Err(SIGNATURE) } else { tag(value) }
            }
            Self::Keyed(separator, behind) => entries(text, separator as u8).try_for_each(|entry| {
                split_at_last(entry?, behind as u8).map_or(Ok(()), |(_, value)| tag(value))
            }),
            Self::List(separator) => entries(text, separator as u8).try_for_each(|entry| tag(entry?)),
            Self::TimedList(separator) => {
                let mut entries = entries(text, separator as u8);
                label(b"", entries.next().ok_or(SIGNATURE)??)?;
                entries.try_for_each(|entry| tag(entry?))
            }
            Self::Versions(version) => {
                entries(text, b' ').try_for_each(|entry| match split_at_first(entry?, b',') {
                    Some((found, value)) if found == version.as_bytes() => tag(value),
                    _ => Ok(()),
                })
            }
            Self::Pairs(separator, name) => {
                entries(text, separator as u8).try_for_each(|entry| pair(entry?, name, &mut tag, &mut label))
            }
            Self::Groups(name) => {
                // What the first group says, the others may repeat.
                let first = split_at_first(text, b' ').map_or(text, |(first, _)| first);
                let mut left = MAX_ENTRIES;
                entries(text, b' ').enumerate().try_for_each(|(at, group)| {
                    entries(group?, b',').try_for_each(|entry| {
                        let entry = entry?;
                        left = left.checked_sub(1).ok_or(SIGNATURE)?;
                        let is_repeated = at > 0 && entries(first, b',').any(|said| said == Ok(entry));
                        if is_repeated { Ok(()) } else { pair(entry, name, &mut tag, &mut label) }
                    })
                })
            }
        }
    }

    /// Writes a tag as [`read`](Self::read) finds it, with the time that stands beside it and its label.
    pub(crate) fn write(self, tag: &str, time: Option<(&str, &str)>) -> String {
        match self {
            Self::Bare | Self::List(_) => tag.to_owned(),
            Self::Envelope(pointer) => {
                let names = pointer.trim_start_matches('/').rsplit('/');
                let json =
                    names.fold(serde_json::json!(tag), |value, name| serde_json::json!({ name: value }));
                STANDARD.encode(json.to_string())
            }
            Self::OptionalPrefix(prefix) | Self::Prefix(prefix) => format!("{prefix}{tag}"),
            Self::Word(word) => format!("{word} {tag}"),
            Self::KeyedWord(word, behind) => format!("{word} key{behind}{tag}"),
            Self::Keyed(_, behind) => format!("key{behind}{tag}"),
            Self::TimedList(separator) => format!("{}{separator}{tag}", time.unwrap_or_default().1),
            Self::Versions(version) => format!("{version},{tag}"),
            Self::Groups(name) => Self::Pairs(',', name).write(tag, time),
            Self::Pairs(separator, name) => {
                let time = time.map(|(label, time)| format!("{label}={time}{separator}"));
                format!("{}{name}={tag}", time.unwrap_or_default())
            }
        }
    }

    /// Whether texts can be divided at its characters byte by byte.
    pub(crate) const fn is_ascii(self) -> bool {
        match self {
            Self::Keyed(separator, behind) => separator.is_ascii() && behind.is_ascii(),
            Self::KeyedWord(_, separator)
            | Self::List(separator)
            | Self::Pairs(separator, _)
            | Self::TimedList(separator) => separator.is_ascii(),
            _ => true,
        }
    }

    /// Whether it holds one tag only.
    pub(crate) const fn is_single(self) -> bool {
        matches!(
            self,
            Self::Bare
                | Self::Envelope(_)
                | Self::KeyedWord(..)
                | Self::OptionalPrefix(_)
                | Self::Prefix(_)
                | Self::Word(_)
        )
    }
}

/// How the bytes of a tag are written as text. Each is read strictly: no stray characters, no trailing
/// bits, the padding that it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// Base64 with padding ([RFC 4648, section 4](https://www.rfc-editor.org/rfc/rfc4648#section-4)).
    Base64,
    /// The URL-safe alphabet without padding
    /// ([RFC 4648, section 5](https://www.rfc-editor.org/rfc/rfc4648#section-5)).
    Base64Url,
    /// The URL-safe alphabet with padding.
    Base64UrlPadded,
    /// Hexadecimal digits of either case.
    Hex,
    /// Either hexadecimal digits or padded base64, told apart by their number, for senders of which nobody
    /// says which. Written as hexadecimal digits. Not for signatures by public keys.
    HexOrBase64,
}

impl Encoding {
    /// The tag of exactly `length` bytes, at most 64, that `text` stands for.
    pub(crate) fn decode(self, text: &[u8], length: usize) -> Option<Tag> {
        let mut tag = Tag::zeroed(length)?;
        let decoded = match self {
            Self::Hex => return decode_hex(text, tag.as_mut()).then_some(tag),
            // No digest is so short that its hexadecimal digits are as many as its characters of base64.
            Self::HexOrBase64 if text.len() == 2 * length => {
                return decode_hex(text, tag.as_mut()).then_some(tag);
            }
            Self::Base64 | Self::HexOrBase64 => decode_base64(&STANDARD, text, length, tag.as_mut()),
            Self::Base64Url => decode_base64(&URL_SAFE_NO_PAD, text, length, tag.as_mut()),
            Self::Base64UrlPadded => decode_base64(&URL_SAFE, text, length, tag.as_mut()),
        };
        decoded.then_some(tag)
    }

    /// The bytes that `text` stands for, where their number is not known beforehand. Too long a text
    /// stands for none.
    #[cfg(any(feature = "ecdsa", feature = "rsa"))]
    pub(crate) fn decode_any(self, text: &[u8]) -> Option<Vec<u8>> {
        // Twice the 1024 bytes of an RSA signature of 8192 bits.
        if text.len() > 2048 {
            return None;
        }
        match self {
            Self::Hex => hex::decode(text).ok(),
            // What it is cannot be told from its length.
            Self::HexOrBase64 => None,
            Self::Base64 => STANDARD.decode(text).ok(),
            Self::Base64Url => URL_SAFE_NO_PAD.decode(text).ok(),
            Self::Base64UrlPadded => URL_SAFE.decode(text).ok(),
        }
    }

    pub(crate) fn encode(self, tag: &[u8]) -> String {
        match self {
            Self::Hex | Self::HexOrBase64 => hex::encode(tag),
            Self::Base64 => STANDARD.encode(tag),
            Self::Base64Url => URL_SAFE_NO_PAD.encode(tag),
            Self::Base64UrlPadded => URL_SAFE.encode(tag),
        }
    }
}

/// A decoded tag.
#[derive(Clone)]
pub(crate) enum Tag {
    /// More than 64 bytes, as only those of RSA and P-521 and tokens are: on the heap, so that no other tag pays
    /// for their size.
    #[cfg(any(feature = "ecdsa", feature = "jwt", feature = "rsa"))]
    Long(Box<[u8]>),
    /// At most 64 bytes.
    Short { bytes: [u8; MAX_TAG], length: u8 },
}

impl Tag {
    fn zeroed(length: usize) -> Option<Self> {
        let length = u8::try_from(length).ok().filter(|length| usize::from(*length) <= MAX_TAG)?;
        Some(Self::Short { bytes: [0; MAX_TAG], length })
    }
}

/// Compares in a time that says nothing about where two tags differ: every byte goes into one difference,
/// and only that is looked at. The bytes beyond the length are zero in both. No digest is long.
impl ConstantTimeEq for Tag {
    #[inline]
    fn ct_eq(&self, other: &Self) -> Choice {
        match (self, other) {
            (Self::Short { bytes: ours, length }, Self::Short { bytes: theirs, length: other }) => {
                let pairs = ours.iter().zip(theirs);
                let difference = pairs.fold(length ^ other, |difference, (a, b)| difference | (a ^ b));
                black_box(difference).ct_eq(&0)
            }
            #[cfg(any(feature = "ecdsa", feature = "jwt", feature = "rsa"))]
            _ => Choice::from(0),
        }
    }
}

/// The tag of a digest, or of another signature of a fixed size.
impl From<&[u8]> for Tag {
    #[inline]
    fn from(digest: &[u8]) -> Self {
        #[cfg(any(feature = "ecdsa", feature = "jwt", feature = "rsa"))]
        if digest.len() > MAX_TAG {
            return Self::Long(digest.into());
        }
        let mut bytes = [0; MAX_TAG];
        bytes[..digest.len()].copy_from_slice(digest);
        Self::Short { bytes, length: digest.len() as u8 }
    }
}

impl AsMut<[u8]> for Tag {
    fn as_mut(&mut self) -> &mut [u8] {
        match self {
            #[cfg(any(feature = "ecdsa", feature = "jwt", feature = "rsa"))]
            Self::Long(bytes) => bytes,
            Self::Short { bytes, length } => &mut bytes[..usize::from(*length)],
        }
    }
}

impl AsRef<[u8]> for Tag {
    fn as_ref(&self) -> &[u8] {
        match self {
            #[cfg(any(feature = "ecdsa", feature = "jwt", feature = "rsa"))]
            Self::Long(bytes) => bytes,
            Self::Short { bytes, length } => &bytes[..usize::from(*length)],
        }
    }
}

/// The most bytes that a tag has.
const MAX_TAG: usize = 64;

/// The tags of one delivery: at most [`MAX_TAGS`], of which more than two, as few deliveries have, are on the heap.
pub(crate) type Tags = SmallVec<[Tag; 2]>;

pub(crate) const SIGNATURE: Error = Error::Malformed("the signature");

/// What stands behind an authentication scheme and its space.
fn behind_word<'a>(text: &'a [u8], word: &str) -> Result<&'a [u8], Error> {
    match split_at_first(text, b' ') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case(word.as_bytes()) => Ok(rest),
        _ => Err(SIGNATURE),
    }
}

/// What stands before and behind the first of these bytes.
fn split_at_first(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    memchr(byte, text).map(|at| (&text[..at], &text[at + 1..]))
}

/// What stands before and behind the last of these bytes.
fn split_at_last(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    memrchr(byte, text).map(|at| (&text[..at], &text[at + 1..]))
}

/// Divides `text` at every one of these bytes. Where there is too much of it, the last entry is an error.
fn entries(text: &[u8], separator: u8) -> impl Iterator<Item = Result<&[u8], Error>> {
    let mut rest = Some(text);
    let mut left = MAX_ENTRIES;
    iter::from_fn(move || {
        let text = rest.take()?;
        if left == 0 {
            return Some(Err(SIGNATURE));
        }
        left -= 1;
        let entry = match split_at_first(text, separator) {
            None => text,
            Some((entry, behind)) => {
                rest = Some(behind);
                entry
            }
        };
        Some(Ok(entry.trim_ascii()))
    })
}

/// One entry of a list of pairs. What is not a pair is passed over.
fn pair<'a>(
    entry: &'a [u8],
    name: &str,
    tag: &mut impl FnMut(&[u8]) -> Result<(), Error>,
    label: &mut impl FnMut(&'a [u8], &'a [u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    match split_at_first(entry, b'=') {
        Some((key, value)) if key == name.as_bytes() => tag(value),
        Some((key, value)) => label(key, value),
        None => Ok(()),
    }
}

fn decode_base64(engine: &impl base64::Engine, text: &[u8], length: usize, tag: &mut [u8]) -> bool {
    // Room for what is too long by less than a quantum, so that its length tells it apart.
    let mut decoded = [0; MAX_TAG + 3];
    match engine.decode_slice(text, &mut decoded) {
        Ok(found) if found == length => {
            tag.copy_from_slice(&decoded[..length]);
            true
        }
        _ => false,
    }
}

/// Reads hexadecimal digits without a branch on what they are, and looks once, at the end, whether they were.
fn decode_hex(text: &[u8], tag: &mut [u8]) -> bool {
    if text.len() != 2 * tag.len() {
        return false;
    }
    let mut digits = [0; 2 * MAX_TAG];
    let mut seen = 0;
    for (value, byte) in digits.iter_mut().zip(text) {
        *value = digit(*byte);
        seen |= *value;
    }
    for (byte, pair) in tag.iter_mut().zip(digits.as_chunks().0) {
        let pair = u16::from_be_bytes(*pair);
        *byte = (pair >> 4 | pair) as u8;
    }
    seen < 16
}

/// The value of a hexadecimal digit; `0xff` for every other byte.
const fn digit(byte: u8) -> u8 {
    let number = byte.wrapping_sub(b'0');
    let letter = (byte | 0x20).wrapping_sub(b'a');
    if number < 10 {
        number
    } else if letter < 6 {
        letter + 10
    } else {
        0xff
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_agrees_with_the_hex_crate_on_every_pair_of_bytes() {
        for high in 0..=u8::MAX {
            for low in 0..=u8::MAX {
                let text = [high, low];
                let ours = Encoding::Hex.decode(&text, 1).map(|tag| tag.as_ref().to_vec());
                assert_eq!(ours, hex::decode(text).ok(), "{text:?}");
            }
        }
    }

    #[test]
    fn base64_is_read_strictly() {
        // (text, encoding, what it decodes to)
        let cases: [(&str, Encoding, Option<&[u8]>); 8] = [
            ("AQI=", Encoding::Base64, Some(&[1, 2])),
            ("AQI", Encoding::Base64, None),
            ("AQJ=", Encoding::Base64, None),
            ("AQI=\n", Encoding::Base64, None),
            ("A QI=", Encoding::Base64, None),
            ("-_8", Encoding::Base64Url, Some(&[0xfb, 0xff])),
            ("+/8", Encoding::Base64Url, None),
            ("-_8=", Encoding::Base64UrlPadded, Some(&[0xfb, 0xff])),
        ];
        for (text, encoding, expected) in cases {
            let decoded = encoding.decode(text.as_bytes(), 2);
            assert_eq!(decoded.as_ref().map(AsRef::as_ref), expected, "{text}");
        }
    }

    #[test]
    fn the_room_for_long_tags_costs_other_tags_nothing() {
        assert!(size_of::<Tag>() <= 72);
    }

    #[test]
    fn a_tag_of_another_length_is_not_decoded() {
        for (text, length) in [("ab", 2), ("abcdef", 2), ("", 1), ("abc", 1)] {
            assert!(Encoding::Hex.decode(text.as_bytes(), length).is_none(), "{text}");
        }
        for (text, length) in [("AQ==", 2), ("AQID", 2), ("", 1), ("AQIDBAUGBwg=", 2)] {
            assert!(Encoding::Base64.decode(text.as_bytes(), length).is_none(), "{text}");
        }
    }
}
