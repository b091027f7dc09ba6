//! Which key a delivery names, and where that is.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::Value;

use crate::error::Error;
use crate::json;
use crate::message::Reader;
use crate::published::{At, Confirmation, Named, Published, fits, is_label};

/// The longest name of a key, in bytes.
const LONGEST_NAME: usize = 256;

const NAME: &str = "the name of the key";

/// Where in a URL the name of a key goes.
const PLACE: &str = "{}";

impl Published {
    /// Whether it is a set, of which a delivery names one.
    pub(crate) fn is_set(&self) -> bool {
        matches!(self.at, At::Url(url) if !url.contains(PLACE)) && !matches!(self.named, Named::Not)
    }

    /// The name of the key that signed the delivery, as it says; empty where keys have none.
    pub(crate) fn name<'a>(&self, reader: Reader<'a>, body: &'a [u8]) -> Result<Cow<'a, str>, Error> {
        let scheme = reader.config.scheme;
        let tag = || reader.required(scheme.signature, body, scheme.signature.name("the signature"));
        let name = match self.named {
            Named::Not => return Ok(Cow::Borrowed("")),
            Named::By(source) => reader.required(source, body, source.name(NAME))?,
            Named::InEnvelope(pointer) => name_in(&STANDARD.decode(&*tag()?).unwrap_or_default(), pointer)?,
            Named::InToken => {
                let token = tag()?;
                let token = token.rsplit(' ').next().unwrap_or_default();
                let header = token.split('.').next().unwrap_or_default();
                name_in(&URL_SAFE_NO_PAD.decode(header).unwrap_or_default(), "/kid")?
            }
        };
        let is_visible = name.bytes().all(|byte| byte.is_ascii_graphic());
        if name.is_empty() || name.len() > LONGEST_NAME || !is_visible {
            return Err(Error::Malformed(NAME));
        }
        Ok(name)
    }

    /// Where the key of this name is, if it is anywhere. It is never elsewhere than the scheme says.
    pub(crate) fn url(&self, name: &str, in_sandbox: bool) -> Result<Option<String>, Error> {
        match if in_sandbox { self.sandbox } else { self.at } {
            At::Nowhere => Ok(None),
            At::Link(patterns) if patterns.iter().any(|pattern| fits(name, pattern)) => {
                Ok(Some(name.to_owned()))
            }
            At::Url(url) if !url.contains(PLACE) => Ok(Some(url.to_owned())),
            At::Url(url) if name.bytes().all(is_label) => Ok(Some(url.replace(PLACE, name))),
            At::Link(_) | At::Url(_) => Err(Error::Malformed(NAME)),
        }
    }

    /// The key in what was got from its URL. Nothing if it is not where it should be.
    #[cfg(feature = "https")]
    pub(crate) fn held(&self, text: String) -> Option<String> {
        match self.holds {
            "" => Some(text),
            pointer => json::field(text.as_bytes(), pointer).ok()?.map(Cow::into_owned),
        }
    }

    /// The keys in what was fetched, each with its name. Nothing if they are not where they should be.
    pub(crate) fn keys_in(&self, text: &str, name: &str) -> Option<Vec<(Box<str>, String)>> {
        if !self.is_set() {
            return Some(vec![(name.into(), text.to_owned())]);
        }
        let set: Set = json::owned(text).ok()?;
        Some(set.keys.into_iter().map(Set::named).collect())
    }
}

/// A set of JSON Web Keys ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517#section-5)).
#[derive(Deserialize)]
struct Set {
    keys: Vec<Value>,
}

impl Set {
    fn named(key: Value) -> (Box<str>, String) {
        let name = key.get("kid").and_then(Value::as_str).unwrap_or_default();
        (name.into(), key.to_string())
    }
}

impl Confirmation {
    /// The link of a delivery that is one, and for what the verifier is set to.
    pub(crate) fn link<'a>(&self, reader: Reader<'a>, body: &'a [u8]) -> Option<Cow<'a, str>> {
        let read = |source| reader.read(source, body).ok().flatten();
        let is_asked =
            read(self.is.0)? == self.is.1 && read(self.of.0)? == reader.config.setting(self.of.1)?;
        let link = read(self.link).filter(|_| is_asked)?;
        self.patterns.iter().any(|pattern| fits(&link, pattern)).then_some(link)
    }
}

fn name_in(json: &[u8], pointer: &str) -> Result<Cow<'static, str>, Error> {
    let name = json::field(json, pointer).map_err(|_| Error::Malformed(NAME))?;
    Ok(Cow::Owned(name.ok_or(Error::Missing(NAME))?.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::Source;

    #[test]
    fn a_name_never_leaves_its_place_in_the_url() {
        let published = Published::at("https://api.example/keys/{}").named(Source::Header("x-key"));
        for (name, expected) in [
            ("7f4a-b2", Some("https://api.example/keys/7f4a-b2")),
            ("..", None),
            ("a/../b", None),
            ("a?b", None),
            ("a%2fb", None),
            ("a@b", None),
        ] {
            let url = published.url(name, false).ok().flatten();
            assert_eq!(url.as_deref(), expected, "{name}");
        }
    }
}
