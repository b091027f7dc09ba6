//! The signed message: its pieces, each where it lies in the delivery.

use std::borrow::Cow;

use arrayvec::ArrayVec;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::HeaderName;
use md5::Md5;
use memchr::{memchr, memmem};
use percent_encoding::{percent_decode, percent_decode_str};
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use crate::config::{Config, Family};
use crate::delivery::{Delivery, Head};
use crate::error::Error;
use crate::json;
use crate::layout::MAX_ENTRIES;
use crate::multipart;
use crate::part::{Part, Repeats, Sorted, Source, UrlForm};

/// The most parts that a message can have.
pub(crate) const MAX_PARTS: usize = 32;

/// The pieces of a message, in order.
pub(crate) type Pieces<'a> = ArrayVec<Cow<'a, [u8]>, MAX_PARTS>;

/// What is needed to look into a delivery.
///
/// Handed on by reference where a delivery is checked: copies of it cost more there than what they are for.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) config: &'a Config,
    pub(crate) family: &'a Family,
    pub(crate) head: &'a Head,
}

impl<'a> Reader<'a> {
    /// Checks what a message takes from the head, where the rest of it is still to come.
    pub(crate) fn check(&self, message: &'static [Part], timestamp: &'a [u8]) -> Result<(), Error> {
        for (at, part) in message.iter().enumerate() {
            match part {
                part if part.is_read_in_head() => drop(self.piece_of_head(message, at, timestamp)?),
                // Whether it is that of the body is for the body to say.
                Part::FormOrHash(_, parameter) => drop(self.read(Source::Query(parameter), b"")?),
                _ => {}
            }
        }
        Ok(())
    }

    /// The pieces of a message that has nothing of the body.
    pub(crate) fn pieces_of_head(
        &self,
        message: &'static [Part],
        timestamp: &'a [u8],
        pieces: &mut Pieces<'a>,
    ) -> Result<(), Error> {
        for at in 0..message.len() {
            pieces.push(self.piece_of_head(message, at, timestamp)?);
        }
        Ok(())
    }

    /// The piece that the part at this place of a message has of the head.
    fn piece_of_head(
        &self,
        message: &'static [Part],
        at: usize,
        timestamp: &'a [u8],
    ) -> Result<Cow<'a, [u8]>, Error> {
        match message[at] {
            Part::Literal(literal) => Ok(Cow::Borrowed(literal.as_bytes())),
            Part::Method => Ok(Cow::Borrowed(self.head.method.as_str().as_bytes())),
            Part::Path => Ok(Cow::Borrowed(self.head.target.path().as_bytes())),
            Part::Setting(name) => Ok(Cow::Borrowed(self.setting(name)?.as_bytes())),
            Part::Timestamp => Ok(Cow::Borrowed(timestamp)),
            Part::Url(form) => Ok(Cow::Owned(self.url(form)?.into_bytes())),
            Part::ComputedOfHead(compute) => compute(self.head).map(Cow::Owned).ok_or(COMPUTED),
            Part::ListedHeaders(list) => {
                let names = list(self.head).ok_or(LIST)?;
                self.listed_headers(&names, timestamp).map(Cow::Owned)
            }
            Part::Query(name) => self.decoded(Source::Query(name), b"", "a signed query parameter"),
            Part::SortedQuery(sorted) => sort(self.query(), sorted).map(Cow::Owned),
            Part::Header(_) | Part::Id => self.signed_header(message, at),
            _ => unreachable!("it is not in the head"),
        }
    }

    fn query(&self) -> &'a [u8] {
        self.head.target.query().unwrap_or_default().as_bytes()
    }

    /// The decoded text at `source` of a query or form. What is not UTF-8 is read as the replacement character, so that
    /// several texts would be signed alike.
    fn decoded(&self, source: Source, body: &'a [u8], role: &'static str) -> Result<Cow<'a, [u8]>, Error> {
        let encoded = if source.is_in_body() { body } else { self.query() };
        let value = self.required(source, body, role)?;
        let is_sound = !value.contains('\u{fffd}') || percent_decode(encoded).decode_utf8().is_ok();
        if is_sound { Ok(into_bytes(value)) } else { Err(Error::Malformed(role)) }
    }

    /// The value of the header that the part at this place of a message names.
    ///
    /// It may not hold the text that stands behind it in the message, or one message could be divided in two
    /// ways: `{id}.{timestamp}.` with an id of `a.1` reads like an id of `a`. Nor the text that stands in front of it,
    /// where something of any text is in front of that: `{body}.{id}` can only be divided at the last full stop. Where
    /// nothing stands between it and the time or the body it may not hold what JSON begins with.
    fn signed_header(&self, message: &'static [Part], at: usize) -> Result<Cow<'a, [u8]>, Error> {
        let (value, role) = match message[at] {
            Part::Header(name) if !self.config.is_id(name) => {
                (self.required(Source::Header(name), b"", name).map(into_bytes)?, name)
            }
            _ => {
                let (_, role) = self.family.id.first().expect(NAMED);
                (Cow::Borrowed(self.id()?), *role)
            }
        };
        if let [before @ .., Part::Literal(separator)] = &message[..at]
            && before.iter().any(|part| part.may_hold(separator))
            && runs_out(&value, separator.as_bytes())
        {
            return Err(Error::Malformed(role));
        }
        match message.get(at + 1) {
            Some(Part::Literal(separator)) if runs_into(&value, separator.as_bytes()) => {
                Err(Error::Malformed(role))
            }
            Some(Part::Literal(_)) | None => Ok(value),
            Some(_) if value.iter().any(|byte| b"{[\"".contains(byte)) => Err(Error::Malformed(role)),
            Some(_) => Ok(value),
        }
    }

    /// The pieces of `message`, with `timestamp` as the text of its timestamp, of a delivery or of the one
    /// item of its body that `body` is.
    pub(crate) fn pieces(
        &self,
        delivery: &'a Delivery,
        body: &'a [u8],
        message: &'static [Part],
        timestamp: &'a [u8],
        pieces: &mut Pieces<'a>,
    ) -> Result<(), Error> {
        let text = |source: Source, role| self.required(source, body, role).map(into_bytes);
        for (at, part) in message.iter().enumerate() {
            pieces.push(match *part {
                Part::Body => Cow::Borrowed(body),
                Part::BodyMd5Base64 => Cow::Owned(STANDARD.encode(Md5::digest(body)).into_bytes()),
                Part::BodySha256 => Cow::Owned(Sha256::digest(body).to_vec()),
                Part::BodySha256Hex => Cow::Owned(hex::encode(Sha256::digest(body)).into_bytes()),
                Part::Computed(compute) => Cow::Owned(compute(delivery).ok_or(COMPUTED)?),
                Part::Field(pointer) => text(Source::Field(pointer), "a signed field of the body")?,
                Part::FieldOrEmpty(pointer) => optional_field(body, pointer, None)?,
                Part::FieldOrEmptyWithout(pointer, separator) => {
                    optional_field(body, pointer, Some(separator))?
                }
                Part::Form(name) => self.decoded(Source::Form(name), body, "a signed form field")?,
                Part::JsonInForm(name, pointer) => {
                    self.decoded(Source::JsonInForm(name, pointer), body, "a signed field of the body")?
                }
                Part::FormOrHash(sorted, parameter) => match self.read(Source::Query(parameter), body)? {
                    None => Cow::Owned(sort(body, sorted)?),
                    Some(hash) if is_sha256_of(&hash, body) => Cow::Borrowed(&[]),
                    Some(_) => return Err(Error::Mismatch),
                },
                Part::Payload => Cow::Owned(self.payload(body)?),
                Part::SortedForm(sorted) => Cow::Owned(sort(body, sorted)?),
                // The most frequent ones of the head, without the way through all of these.
                Part::Literal(literal) => Cow::Borrowed(literal.as_bytes()),
                Part::Timestamp => Cow::Borrowed(timestamp),
                _ => self.piece_of_head(message, at, timestamp)?,
            });
        }
        Ok(())
    }

    /// Checks that what tells the receiver's own deliveries from others is what it was set to.
    #[inline]
    pub(crate) fn check_expected(&self, body: &'a [u8]) -> Result<(), Error> {
        for (source, name) in self.config.scheme.expects {
            let setting = self.config.setting(name);
            if let Some(expected) = setting
                && self.required(*source, body, name)? != expected
            {
                return Err(Error::Mismatch);
            }
        }
        Ok(())
    }

    /// The headers of these names, with `timestamp` as the value of the timestamp's. One that is not among them
    /// may be anybody's.
    fn listed_headers(&self, names: &[String], timestamp: &[u8]) -> Result<Vec<u8>, Error> {
        let time = self.family.timestamp.as_ref();
        let mut lines = Vec::new();
        let mut listed = Vec::new();
        for written in names {
            let name = HeaderName::from_bytes(written.as_bytes()).map_err(|_| LIST)?;
            if listed.contains(&name) || listed.len() == MAX_ENTRIES {
                return Err(LIST);
            }
            let value = self.header(&name, SIGNED_HEADER)?.ok_or(Error::Missing(SIGNED_HEADER))?;
            let is_time = time.is_some_and(|(time, _)| *time == name);
            lines
                .extend([written.as_bytes(), b": ", if is_time { timestamp } else { value }, b"\n"].concat());
            listed.push(name);
        }
        match time {
            Some((name, _)) if self.head.headers.first(name).is_some() && !listed.contains(name) => Err(LIST),
            _ => Ok(lines),
        }
    }

    /// The text at `source`, if it is there.
    pub(crate) fn read(&self, source: Source, body: &'a [u8]) -> Result<Option<Cow<'a, str>>, Error> {
        match source {
            Source::Header(name) => {
                let values = self.head.headers.values(&*self.family.rename(name));
                only(values, name)?.map(|value| text(value, name).map(Cow::Borrowed)).transpose()
            }
            Source::Query(name) => parameter(self.query(), name, "a query parameter"),
            Source::Form(name) => form_field(body, name),
            Source::Field(pointer) => json::field(body, pointer).map_err(|_| JSON),
            Source::JsonInForm(name, pointer) => {
                let Some(text) = form_field(body, name)? else { return Ok(None) };
                let found = json::field(text.as_bytes(), pointer).map_err(|_| JSON)?;
                Ok(found.map(|found| Cow::Owned(found.into_owned())))
            }
            Source::PathSegment => {
                let segment = self.head.target.path().rsplit('/').next().unwrap_or_default();
                let segment = percent_decode_str(segment).decode_utf8();
                Ok(segment.ok().filter(|segment| !segment.is_empty()))
            }
            Source::Payload(pointer) => {
                let payload = self.payload(body)?;
                let found = json::field(&payload, pointer).map_err(|_| PAYLOAD)?;
                Ok(found.map(|found| Cow::Owned(found.into_owned())))
            }
            Source::First(sources) => {
                sources.iter().find_map(|source| self.read(*source, body).transpose()).transpose()
            }
            Source::Join(sources) => {
                let Some((first, rest)) = sources.split_first() else { return Ok(None) };
                let Some(mut joined) = self.read(*first, body)? else { return Ok(None) };
                for source in rest {
                    // What cannot be read, as JSON in a form, adds nothing.
                    if let Ok(Some(text)) = self.read(*source, body) {
                        joined = Cow::Owned(format!("{joined}.{text}"));
                    }
                }
                Ok(Some(joined))
            }
            Source::Label(_) | Source::Leading => Ok(None),
        }
    }

    /// The payload of the token that proves the delivery.
    pub(crate) fn payload(&self, body: &'a [u8]) -> Result<Vec<u8>, Error> {
        let scheme = self.config.scheme;
        let text = self.required(scheme.signature, body, scheme.signature.name("the token"))?;
        let mut payload = None;
        scheme.layout.read(
            text.as_bytes(),
            |token| {
                payload = payload_of(token);
                Ok(())
            },
            |_, _| Ok(()),
        )?;
        payload.ok_or(PAYLOAD)
    }

    /// What the receiver knows under this name.
    pub(crate) fn setting(&self, name: &'static str) -> Result<&'a str, Error> {
        self.config.setting(name).ok_or(Error::NotConfigured(name))
    }

    /// The URL under which the sender knows the endpoint.
    pub(crate) fn url(&self, form: UrlForm) -> Result<String, Error> {
        Ok(self.config.url(self.head)?.signed(&self.head.target, form))
    }

    pub(crate) fn required(
        &self,
        source: Source,
        body: &'a [u8],
        role: &'static str,
    ) -> Result<Cow<'a, str>, Error> {
        self.read(source, body)?.ok_or(Error::Missing(role))
    }

    /// The delivery id of the header that the scheme signs.
    pub(crate) fn id(&self) -> Result<&'a [u8], Error> {
        let (name, role) = self.family.id.first().expect(NAMED);
        match self.header(name, role)?.ok_or(Error::Missing(role))? {
            [] => Err(Error::Malformed(role)),
            id => Ok(id),
        }
    }

    /// The text of a header that may stand once.
    pub(crate) fn header(&self, name: &HeaderName, role: &'static str) -> Result<Option<&'a [u8]>, Error> {
        let headers = &self.head.headers;
        // Where no header is repeated, this one is not.
        if headers.are_repeated() && headers.values(name).nth(1).is_some() {
            return Err(Error::Repeated(role));
        }
        headers.first(name).map(|value| ascii(value, role)).transpose()
    }
}

/// The items of a body that are proven one by one, of which there is at least one.
pub(crate) fn items<'a>(body: &'a [u8], pointer: &str) -> Result<Vec<&'a RawValue>, Error> {
    match json::items(body, pointer).map_err(|_| JSON)? {
        Some(items) if !items.is_empty() => Ok(items),
        _ => Err(Error::Missing("an item in the body")),
    }
}

/// Whether a separator begins within the text, where it stands behind it.
fn runs_into(text: &[u8], separator: &[u8]) -> bool {
    match separator {
        [byte] => memchr(*byte, text).is_some(),
        _ => memmem::find(&[text, separator].concat(), separator) != Some(text.len()),
    }
}

/// Whether a separator ends within the text, where it stands in front of it.
fn runs_out(text: &[u8], separator: &[u8]) -> bool {
    match separator {
        [byte] => memchr(*byte, text).is_some(),
        _ => memmem::rfind(&[separator, text].concat(), separator) != Some(0),
    }
}

/// A field of the body, empty where it is not there. It may not hold `without`.
fn optional_field<'a>(body: &'a [u8], pointer: &str, without: Option<&str>) -> Result<Cow<'a, [u8]>, Error> {
    let text = json::optional_field(body, pointer).map_err(|_| JSON)?.unwrap_or_default();
    if without.is_some_and(|without| text.contains(without)) {
        return Err(Error::Malformed("a signed field of the body"));
    }
    Ok(into_bytes(text))
}

fn into_bytes(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

/// The payload of a token in compact form.
pub(crate) fn payload_of(token: &[u8]) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(token.split(|byte| *byte == b'.').nth(1)?).ok()
}

const COMPUTED: Error = Error::Malformed("the signed content");
const PAYLOAD: Error = Error::Malformed("the payload of the token");
const NAMED: &str = "a scheme that signs its id names the header";
const SIGNED_HEADER: &str = "a signed header";
const LIST: Error = Error::Malformed("the list of signed headers");
const JSON: Error = Error::Malformed("the JSON that the scheme reads");

/// The text of a header, which is ASCII.
pub(crate) fn text<'a>(value: &'a [u8], role: &'static str) -> Result<&'a str, Error> {
    str::from_utf8(ascii(value, role)?).map_err(|_| Error::Malformed(role))
}

/// How long the value of a header may be: several times what any sender's is, and short enough to be looked through in
/// microseconds.
const LONGEST: usize = 64 * 1024;

/// The bytes of a header, which are ASCII. Control characters no value has.
pub(crate) fn ascii<'a>(value: &'a [u8], role: &'static str) -> Result<&'a [u8], Error> {
    let text = Some(value).filter(|text| text.len() <= LONGEST && is_ascii(text));
    text.ok_or(Error::Malformed(role))
}

/// What [`slice::is_ascii`] says, which looks at up to 31 bytes one by one: here the last sixteen are looked at together,
/// some of them twice.
fn is_ascii(text: &[u8]) -> bool {
    const HIGH: u128 = u128::from_ne_bytes([0x80; 16]);
    let Some(last) = text.last_chunk() else { return text.is_ascii() };
    let chunks = text.as_chunks().0.iter().chain([last]);
    chunks.fold(0, |seen, chunk| seen | u128::from_ne_bytes(*chunk)) & HIGH == 0
}

/// The decoded parameters of a query or a form. Nothing where they are not UTF-8, or different bytes would all be signed
/// as the replacement character.
pub(crate) fn parameters(text: &[u8]) -> Option<form_urlencoded::Parse<'_>> {
    percent_decode(text).decode_utf8().ok()?;
    Some(form_urlencoded::parse(text))
}

/// The decoded value of the only parameter of this name.
fn parameter<'a>(text: &'a [u8], name: &str, role: &'static str) -> Result<Option<Cow<'a, str>>, Error> {
    only(form_urlencoded::parse(text).filter(|(key, _)| key == name).map(|(_, value)| value), role)
}

/// Whether a body begins like JSON. Then it is no form, though a text in it may be written like one.
pub(crate) fn begins_like_json(body: &[u8]) -> bool {
    matches!(body.trim_ascii_start(), [b'{' | b'[' | b'"', ..])
}

/// The value of the only field of this name in a form, which may be a multipart one.
fn form_field<'a>(body: &'a [u8], name: &str) -> Result<Option<Cow<'a, str>>, Error> {
    const ROLE: &str = "a form field";
    if begins_like_json(body) {
        return Ok(None);
    }
    match multipart::fields(body) {
        None => parameter(body, name, ROLE),
        Some(fields) => {
            let value = only(fields.filter(|(key, _)| *key == name).map(|(_, value)| value), ROLE)?;
            value
                .map(|value| str::from_utf8(value).map(Cow::Borrowed))
                .transpose()
                .map_err(|_| Error::Malformed(ROLE))
        }
    }
}

/// The only one of these.
pub(crate) fn only<T>(mut found: impl Iterator<Item = T>, role: &'static str) -> Result<Option<T>, Error> {
    let first = found.next();
    if found.next().is_some() { Err(Error::Repeated(role)) } else { Ok(first) }
}

/// Whether this is the SHA-256 of `content` in hexadecimal.
pub(crate) fn is_sha256_of(presented: &str, content: &[u8]) -> bool {
    let mut hash = [0; 32];
    hex::decode_to_slice(presented, &mut hash).is_ok() && hash == *Sha256::digest(content)
}

/// Parameters, sorted by name, as the message has them.
fn sort(text: &[u8], sorted: Sorted) -> Result<Vec<u8>, Error> {
    const PARAMETER: Error = Error::Malformed("the text of a parameter");
    let pairs = parameters(text).ok_or(PARAMETER)?;
    let mut pairs: Vec<_> = pairs.filter(|(name, _)| !sorted.without.contains(&name.as_ref())).collect();
    if let Some((characters, with)) = sorted.replaced {
        for (name, value) in &mut pairs {
            if name.contains(characters) {
                return Err(PARAMETER);
            }
            if value.contains(characters) {
                *value = Cow::Owned(value.replace(characters, with));
            }
        }
    }
    match sorted.repeats {
        Repeats::Kept => pairs.sort_by(|(a, _), (b, _)| a.cmp(b)),
        Repeats::Unique => {
            pairs.sort();
            pairs.dedup();
        }
        Repeats::Merged(between) => {
            pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
            pairs.dedup_by(|(name, value), (kept, values)| {
                let same = name == kept;
                if same {
                    let values = values.to_mut();
                    values.push_str(between);
                    values.push_str(value);
                }
                same
            });
        }
    }
    let mut message = String::new();
    for (at, (name, value)) in pairs.iter().enumerate() {
        let join = if at == 0 { "" } else { sorted.join };
        message.extend([join, &**name, sorted.equals, &**value]);
    }
    Ok(message.into_bytes())
}
