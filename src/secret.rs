//! Secrets, and how a scheme's dashboard writes them.

use std::fmt;

use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD_PAD_INDIFFERENT};
use base64::engine::{DecodePaddingMode, Engine as _};
use sha1::{Digest as _, Sha1};
use unicode_normalization::UnicodeNormalization as _;

use crate::KeyError;

/// A secret as the provider's dashboard shows it.
///
/// Anything that is text or bytes becomes one. It is never printed.
///
/// ```
/// use countersign::Verifier;
/// use countersign::providers::GitHub;
///
/// let github = Verifier::<GitHub>::new(b"It's a Secret to Everybody")?;
/// assert_eq!(format!("{github:?}"), r#"Verifier { scheme: "github", keys: 1, .. }"#);
/// # Ok::<(), countersign::KeyError>(())
/// ```
#[derive(Clone)]
pub struct Secret {
    pub(crate) bytes: Vec<u8>,
    pub(crate) may_be_weak: bool,
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        text.as_bytes().into()
    }
}

impl From<&[u8]> for Secret {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

impl<const N: usize> From<&[u8; N]> for Secret {
    fn from(bytes: &[u8; N]) -> Self {
        bytes[..].into()
    }
}

impl From<Vec<u8>> for Secret {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, may_be_weak: false }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(REDACTED)")
    }
}

/// How the bytes of a key are made of the secret that the dashboard shows.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum KeyForm {
    /// What stands after the first colon: `id:secret`.
    AfterColon,
    /// Base64, with or without padding.
    Base64,
    /// Base64 in either alphabet, with or without padding, whatever its unused bits are: as senders decode
    /// it that use Node.js.
    Base64Lenient,
    /// A user name, a colon and a password, which may have colons of its own.
    Credentials,
    /// Hexadecimal digits.
    Hex,
    /// The text with its HTML entities `&amp;`, `&quot;`, `&#039;`, `&lt;` and `&gt;` decoded.
    Html,
    /// The text in Unicode's normal form NFKD ([UAX #15](https://www.unicode.org/reports/tr15/)).
    Nfkd,
    /// One of these prefixes or none, then base64 with or without padding.
    Prefixed(&'static [&'static str]),
    /// A public key: PEM, with or without line breaks; an X.509 certificate in PEM, with the feature
    /// `rsa`; a `SubjectPublicKeyInfo` in base64; a JWK or a set of them; or the algorithm's bare form in
    /// hexadecimal or base64. White space around PEM and JSON counts for nothing.
    PublicKey,
    /// This prefix, which may not be left out, and then a public key.
    PublicKeyBehind(&'static str),
    /// The SHA-1 of the text.
    Sha1,
    /// The text, then this.
    Suffixed(&'static str),
    /// The text as it is shown.
    Text,
}

impl KeyForm {
    /// The bytes of the key.
    pub(crate) fn read(self, secret: &Secret, minimum: usize) -> Result<Vec<u8>, KeyError> {
        let text = &secret.bytes[..];
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        let ends = String::from_utf8_lossy(text);
        if ends.trim_matches(is_white).len() != ends.len() && !self.may_be_file(text) {
            return Err(KeyError::WhiteSpace);
        }
        let key = match self {
            Self::Nfkd => {
                str::from_utf8(text).map_err(|_| form("UTF-8"))?.nfkd().collect::<String>().into_bytes()
            }
            // The algorithm knows its keys.
            Self::PublicKey | Self::Text => text.to_vec(),
            Self::PublicKeyBehind(prefix) => {
                text.strip_prefix(prefix.as_bytes()).ok_or(form("its prefix and a public key"))?.to_vec()
            }
            Self::Suffixed(suffix) => [text, suffix.as_bytes()].concat(),
            Self::Sha1 => Sha1::digest(text).to_vec(),
            Self::Html => unescape(text),
            Self::Hex => hex::decode(text).map_err(|_| form("hexadecimal digits"))?,
            Self::Base64 => base64(text).ok_or(form("base64, not hexadecimal"))?,
            Self::Base64Lenient => lenient_base64(text).ok_or(form("base64, not hexadecimal"))?,
            Self::Prefixed(_) => {
                base64(self.behind_prefix(text)).ok_or(form("base64 behind its prefix, not hexadecimal"))?
            }
            Self::AfterColon => {
                let secret = after_colon(text).ok_or(form("an id, a colon and the secret"))?;
                if String::from_utf8_lossy(secret).starts_with(is_white) {
                    return Err(KeyError::WhiteSpace);
                }
                secret.to_vec()
            }
            Self::Credentials => {
                after_colon(text).ok_or(form("a user name, a colon and a password"))?;
                text.to_vec()
            }
        };
        let proof = match self {
            Self::Credentials => after_colon(&key).unwrap_or(&key),
            Self::Text => self.behind_prefix(&key),
            _ => &key,
        };
        if proof.is_empty() {
            return Err(KeyError::Empty);
        }
        if !secret.may_be_weak {
            if is_placeholder(self.behind_prefix(text)) || is_placeholder(text) || is_placeholder(proof) {
                return Err(KeyError::Placeholder);
            }
            if proof.len() < minimum {
                return Err(KeyError::Short { minimum });
            }
        }
        Ok(key)
    }

    /// What somebody would replace: all but a prefix that is shown.
    fn behind_prefix(self, text: &[u8]) -> &[u8] {
        let prefixes = match self {
            Self::Prefixed(prefixes) => prefixes,
            // It belongs to the key.
            Self::Text => &["whsec_"],
            _ => &[],
        };
        prefixes.iter().find_map(|prefix| text.strip_prefix(prefix.as_bytes())).unwrap_or(text)
    }

    /// Whether this may be all of a file, which ends in a line break.
    fn may_be_file(self, text: &[u8]) -> bool {
        let text = text.trim_ascii_start();
        matches!(self, Self::PublicKey) && (text.starts_with(b"-----BEGIN ") || text.starts_with(b"{"))
    }
}

/// White space, and what is of no width, which Unicode does not call so: a file may begin with a space like that, and
/// what was copied from a page end in one, or have a mark of its direction at either end.
fn is_white(character: char) -> bool {
    let has_no_width = matches!(
        character,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    );
    has_no_width || character.is_whitespace()
}

const fn form(expected: &'static str) -> KeyError {
    KeyError::Form { expected }
}

/// Base64, but not hexadecimal, which may decode too, to another key than was meant.
fn base64(text: &[u8]) -> Option<Vec<u8>> {
    if is_long_hex(text) { None } else { STANDARD_PAD_INDIFFERENT.decode(text).ok() }
}

fn lenient_base64(text: &[u8]) -> Option<Vec<u8>> {
    const ANY_BITS: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let standard: Vec<u8> = text.iter().copied().map(in_standard_alphabet).collect();
    let engine = GeneralPurpose::new(&alphabet::STANDARD, ANY_BITS);
    if is_long_hex(text) { None } else { engine.decode(standard).ok() }
}

/// A character of either alphabet of base64.
pub(crate) const fn in_standard_alphabet(character: u8) -> u8 {
    match character {
        b'-' => b'+',
        b'_' => b'/',
        character => character,
    }
}

/// Of sixteen characters of base64, once in twenty-six million times all are hexadecimal digits by chance.
fn is_long_hex(text: &[u8]) -> bool {
    text.len() >= 16 && text.iter().all(u8::is_ascii_hexdigit)
}

fn after_colon(text: &[u8]) -> Option<&[u8]> {
    let at = text.iter().position(|byte| *byte == b':')?;
    Some(&text[at + 1..])
}

fn unescape(text: &[u8]) -> Vec<u8> {
    // The ampersand comes last, or what it uncovers would be decoded a second time.
    const ENTITIES: [(&str, &str); 5] =
        [("&quot;", "\""), ("&#039;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    match std::str::from_utf8(text) {
        Ok(text) => ENTITIES.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to)).into(),
        Err(_) => text.to_vec(),
    }
}

/// What is left in configuration files, however its words are set apart, and one byte repeated.
fn is_placeholder(secret: &[u8]) -> bool {
    const PLACEHOLDERS: [&[u8]; 9] = [
        b"changeme",
        b"placeholder",
        b"replaceme",
        b"todo",
        b"yoursecret",
        b"yoursecrethere",
        b"yoursigningsecret",
        b"yourwebhooksecret",
        b"yourwebhooksecrethere",
    ];
    let mut letters = secret.to_ascii_lowercase();
    letters.retain(u8::is_ascii_alphanumeric);
    secret.iter().all(|byte| *byte == secret[0]) || PLACEHOLDERS.contains(&&*letters)
}
