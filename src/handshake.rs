//! Probes of an endpoint, and the answers that senders want to them.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{Method, Response};
use sha2::{Digest as _, Sha256};

use crate::acceptance::answer;
use crate::algorithm::{self, Key};
use crate::check::Core;
use crate::delivery::{Delivery, Head};
use crate::error::Error;
use crate::json;
use crate::layout::Encoding;
use crate::message::Reader;
use crate::part::Source;

/// The longest challenge that is answered, in bytes.
pub const MAX_CHALLENGE: usize = 512;

/// The longest body of a probe that is told by its body and has no signature, in bytes.
pub const MAX_UNSIGNED_PROBE: usize = 4096;

/// A probe of an endpoint: how it is told from a delivery, and how it is answered.
///
/// It is answered without the handler, so whatever else stands in it is not acted on. A `POST` that presents a
/// signature is no probe unless it is [verified](Self::signed).
///
/// ```
/// use countersign::{Handshake, Source, Value};
///
/// const ECHO: Handshake = Handshake::get()
///     .is(&[(Source::Query("hub.mode"), "subscribe")])
///     .token(Source::Query("hub.verify_token"))
///     .text(Value::Echo(Source::Query("hub.challenge")));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Handshake {
    pub(crate) told_by: ToldBy,
    pub(crate) is: &'static [(Source, &'static str)],
    pub(crate) has: &'static [Source],
    pub(crate) empty: Option<&'static str>,
    pub(crate) lacks: &'static [Source],
    pub(crate) token: Option<Source>,
    pub(crate) offers: Option<Source>,
    refusal: u16,
    pub(crate) status: u16,
    pub(crate) body: Body,
    pub(crate) headers: &'static [(&'static str, Value)],
}

/// What comes in an answer.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Value {
    /// What stands there in the probe.
    Echo(Source),
    /// These, one after the other.
    Join(&'static [Self]),
    /// Text of the sender's choice.
    Literal(&'static str),
    /// The verifier's [`setting`](crate::Verifier::setting) of this name.
    Setting(&'static str),
    /// The SHA-256 of these, one after the other, in hexadecimal.
    Sha256(&'static [Self]),
    /// The tag of what stands there, made with the key. Only challenges of letters, digits and
    /// `-._~+/=` are signed, and no delivery whose signed message is as short and has no other characters is
    /// accepted: what an unsigned probe has signed must not pass for a delivery.
    Sign(Source, Encoding),
}

/// How a probe is told from a delivery.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ToldBy {
    /// By its method, and what its head must hold, whatever else is in it. A `POST` with a signature is a
    /// delivery.
    Method(&'static str),
    /// By its body, where it is a `POST` without a signature.
    Body,
    /// By what it must hold, once it is verified like a delivery.
    Signature,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Body {
    Empty,
    Fixed(&'static str, &'static str),
    Json(&'static [(&'static str, Value)]),
    Text(Value),
}

impl Handshake {
    /// Every `GET`, without a signature. Answered with an empty `200` unless set otherwise.
    #[must_use]
    pub const fn get() -> Self {
        Self::new(ToldBy::Method("GET"))
    }

    /// Every `HEAD`, without a signature.
    #[must_use]
    pub const fn head() -> Self {
        Self::new(ToldBy::Method("HEAD"))
    }

    /// Every `OPTIONS`, without a signature. Its answer allows `POST` unless it has other headers.
    #[must_use]
    pub const fn options() -> Self {
        Self::new(ToldBy::Method("OPTIONS")).headers(&[("allow", Value::Literal("POST"))])
    }

    /// A `POST` without a signature, told by its head: [`is`](Self::is), [`has`](Self::has), or what the answer
    /// needs.
    #[must_use]
    pub const fn post() -> Self {
        Self::new(ToldBy::Method("POST"))
    }

    /// A `POST` without a signature, told by its body: [`is`](Self::is), [`has`](Self::has), or what the answer
    /// needs. It is at most [`MAX_UNSIGNED_PROBE`] bytes long, and says so in its `Content-Length`; the body of
    /// any other request without a signature is not read. Signatures of such a scheme stand in a header.
    #[must_use]
    pub const fn unsigned() -> Self {
        Self::new(ToldBy::Body)
    }

    /// A delivery, which is verified like any other.
    #[must_use]
    pub const fn signed() -> Self {
        Self::new(ToldBy::Signature)
    }

    const fn new(told_by: ToldBy) -> Self {
        Self {
            told_by,
            is: &[],
            has: &[],
            empty: None,
            lacks: &[],
            token: None,
            offers: None,
            refusal: 403,
            status: 200,
            body: Body::Empty,
            headers: &[],
        }
    }

    /// A probe has these values there.
    #[must_use]
    pub const fn is(mut self, values: &'static [(Source, &'static str)]) -> Self {
        self.is = values;
        self
    }

    /// A probe has something there.
    #[must_use]
    pub const fn has(mut self, stands: &'static [Source]) -> Self {
        self.has = stands;
        self
    }

    /// A probe has an array without items, or an object without members, at this JSON pointer into its body.
    #[must_use]
    pub const fn empty(mut self, pointer: &'static str) -> Self {
        self.empty = Some(pointer);
        self
    }

    /// A probe has nothing there.
    #[must_use]
    pub const fn lacks(mut self, stands: &'static [Source]) -> Self {
        self.lacks = stands;
        self
    }

    /// Answered only if the [`verify_token`](crate::Verifier::verify_token) stands there, else refused
    /// with `403`.
    #[must_use]
    pub const fn token(mut self, stands: Source) -> Self {
        self.token = Some(stands);
        self
    }

    /// A probe proposes a secret there, which [`Refusal::offered`](crate::Refusal::offered) has.
    #[must_use]
    pub const fn offers(mut self, stands: Source) -> Self {
        self.offers = Some(stands);
        self
    }

    /// Refused with another status than `403`.
    #[must_use]
    pub const fn refusal(mut self, status: u16) -> Self {
        self.refusal = status;
        self
    }

    /// Answered with another status than `200`.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Answered with plain text.
    #[must_use]
    pub const fn text(mut self, value: Value) -> Self {
        self.body = Body::Text(value);
        self
    }

    /// Answered with a JSON object of these members.
    #[must_use]
    pub const fn json(mut self, members: &'static [(&'static str, Value)]) -> Self {
        self.body = Body::Json(members);
        self
    }

    /// Answered with this, of this content type.
    #[must_use]
    pub const fn fixed(mut self, content_type: &'static str, text: &'static str) -> Self {
        self.body = Body::Fixed(content_type, text);
        self
    }

    /// Answered with these headers, by their names in lower case.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, Value)]) -> Self {
        self.headers = headers;
        self
    }

    /// Whether every delivery would be taken for this probe.
    pub(crate) const fn hides_deliveries(&self) -> bool {
        let is_post = match self.told_by {
            ToldBy::Method(method) => matches!(method.as_bytes(), b"POST"),
            ToldBy::Body | ToldBy::Signature => true,
        };
        let needs = matches!(self.body, Body::Text(_) | Body::Json(_))
            || !self.headers.is_empty()
            || self.offers.is_some()
            || self.token.is_some();
        is_post && !self.is_told() && !needs && self.lacks.is_empty()
    }

    /// Whether it is told by its body alone.
    pub(crate) const fn is_unsigned(&self) -> bool {
        matches!(self.told_by, ToldBy::Body)
    }

    /// Whether its answer has a tag, which takes a key that can sign.
    pub(crate) const fn signs(&self) -> bool {
        let in_body = match self.body {
            Body::Empty | Body::Fixed(..) => false,
            Body::Json(members) => any_signs(members),
            Body::Text(value) => value.signs(),
        };
        in_body || any_signs(self.headers)
    }

    /// Whether anybody can have a text signed by it.
    pub(crate) const fn signs_for_anybody(&self) -> bool {
        !matches!(self.told_by, ToldBy::Signature) && self.signs()
    }

    /// The answer, if this is a probe without a signature.
    pub(crate) fn of_head(
        &self,
        reader: Reader<'_>,
        key: Option<&dyn Key>,
    ) -> Option<Result<Response<Bytes>, Error>> {
        match self.told_by {
            ToldBy::Method(method) if reader.head.method == method && !is_signed_post(reader) => {
                self.of(reader, b"", key)
            }
            _ => None,
        }
    }

    /// The answer, if this is a probe without a signature that its body tells.
    fn of_unsigned(
        &self,
        reader: Reader<'_>,
        body: &[u8],
        key: Option<&dyn Key>,
    ) -> Option<Result<Response<Bytes>, Error>> {
        if self.is_unsigned() { self.of(reader, body, key) } else { None }
    }

    /// The answer, if this is a probe that came as a delivery, which `key` has verified.
    pub(crate) fn of_delivery(
        &self,
        reader: Reader<'_>,
        body: &[u8],
        key: &dyn Key,
    ) -> Option<Result<Response<Bytes>, Error>> {
        match self.told_by {
            ToldBy::Signature => self.of(reader, body, Some(key)),
            ToldBy::Body | ToldBy::Method(_) => None,
        }
    }

    fn of(
        &self,
        reader: Reader<'_>,
        body: &[u8],
        key: Option<&dyn Key>,
    ) -> Option<Result<Response<Bytes>, Error>> {
        let probe = Probe { reader, body, key };
        if !self.is.iter().all(|(source, value)| probe.read(*source).is_some_and(|text| text == *value)) {
            return None;
        }
        if self.has.iter().any(|source| probe.read(*source).is_none()) {
            return None;
        }
        if self.empty.is_some_and(|pointer| !json::is_empty(body, pointer)) {
            return None;
        }
        if self.lacks.iter().any(|source| probe.read(*source).is_some()) {
            return None;
        }
        // A probe that is told by nothing else is told by its challenge.
        if !self.is_told() && self.challenges().any(|source| probe.read(source).is_none()) {
            return None;
        }
        let known = self.token.is_none_or(|source| probe.knows_token(source));
        Some(match known.then(|| self.answer(&probe)).flatten() {
            Some(answer) => Ok(answer),
            None if self.refusal == 403 => Err(Error::Handshake),
            None => {
                let mut refusal = answer(self.refusal, None::<(_, Bytes)>);
                refusal.extensions_mut().insert(Denied);
                Ok(refusal)
            }
        })
    }

    /// Gives everywhere in a probe that it looks at to `add`.
    #[cfg(feature = "actix")]
    pub(crate) fn visit_sources(&self, add: &mut impl FnMut(Source)) {
        let told = self.is.iter().map(|(source, _)| source).chain(self.has).chain(self.lacks);
        told.chain(&self.token).chain(&self.offers).copied().for_each(&mut *add);
        match self.body {
            Body::Empty | Body::Fixed(..) => {}
            Body::Json(members) => members.iter().for_each(|(_, value)| value.visit_sources(add)),
            Body::Text(value) => value.visit_sources(add),
        }
        self.headers.iter().for_each(|(_, value)| value.visit_sources(add));
    }

    /// Whether it is told by something else than its challenges.
    const fn is_told(&self) -> bool {
        !self.is.is_empty() || !self.has.is_empty() || self.empty.is_some()
    }

    /// Where the probe's challenges are.
    fn challenges(&self) -> impl Iterator<Item = Source> {
        let in_body = match self.body {
            Body::Empty | Body::Fixed(..) => None,
            Body::Json(members) => members.iter().find_map(|(_, value)| value.source()),
            Body::Text(value) => value.source(),
        };
        in_body
            .into_iter()
            .chain(self.token)
            .chain(self.offers)
            .chain(self.headers.iter().filter_map(|(_, value)| value.source()))
    }

    fn answer(&self, probe: &Probe<'_>) -> Option<Response<Bytes>> {
        let content = match self.body {
            Body::Empty => None,
            Body::Fixed(content_type, text) => Some((content_type, text.to_owned())),
            Body::Text(value) => Some(("text/plain; charset=utf-8", probe.value(value)?)),
            Body::Json(members) => {
                let members = members
                    .iter()
                    .map(|(name, value)| Some(((*name).to_owned(), probe.value(*value)?.into())));
                let object: serde_json::Map<_, _> = members.collect::<Option<_>>()?;
                Some(("application/json", serde_json::Value::Object(object).to_string()))
            }
        };
        let mut response = answer(self.status, content);
        if let Some(source) = self.offers {
            let offered = probe.challenge(source)?;
            response.extensions_mut().insert(Offered(offered.into()));
        }
        for (name, value) in self.headers {
            let value = HeaderValue::from_str(&probe.value(*value)?).ok()?;
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
        Some(response)
    }
}

impl Value {
    /// Whether it takes a key that can sign.
    const fn signs(&self) -> bool {
        match self {
            Self::Sign(..) => true,
            Self::Join(values) | Self::Sha256(values) => {
                let mut at = 0;
                while at < values.len() {
                    if values[at].signs() {
                        return true;
                    }
                    at += 1;
                }
                false
            }
            Self::Echo(_) | Self::Literal(_) | Self::Setting(_) => false,
        }
    }

    /// Gives everywhere that it looks at to `add`.
    #[cfg(feature = "actix")]
    fn visit_sources(&self, add: &mut impl FnMut(Source)) {
        match self {
            Self::Echo(source) | Self::Sign(source, _) => add(*source),
            Self::Join(values) | Self::Sha256(values) => {
                values.iter().for_each(|value| value.visit_sources(add));
            }
            Self::Literal(_) | Self::Setting(_) => {}
        }
    }

    /// Where the challenge in it is.
    fn source(&self) -> Option<Source> {
        match self {
            Self::Echo(source) | Self::Sign(source, _) => Some(*source),
            Self::Join(values) | Self::Sha256(values) => values.iter().find_map(Self::source),
            Self::Literal(_) | Self::Setting(_) => None,
        }
    }
}

/// Beside the answer to a probe that is refused with another status than `403`.
#[derive(Clone, Copy)]
pub(crate) struct Denied;

/// The secret that a probe proposed, beside the answer to it.
#[derive(Clone)]
pub(crate) struct Offered(pub(crate) Box<str>);

impl Core {
    /// Whether the body of a request that its head condemns may still show that it is a probe. `length` is that
    /// of its body.
    pub(crate) fn may_be_unsigned_probe(&self, head: &Head, length: Option<usize>) -> bool {
        self.config.scheme.handshakes.iter().any(Handshake::is_unsigned)
            && head.method == Method::POST
            && !self.config.presents_tag(head)
            && length.is_some_and(|length| length <= MAX_UNSIGNED_PROBE)
    }

    /// The answer, if this request without a signature is a probe.
    pub(crate) fn unsigned_probe(&self, delivery: &Delivery) -> Option<Result<Response<Bytes>, Error>> {
        if delivery.body.len() > MAX_UNSIGNED_PROBE {
            return None;
        }
        let keys = self.keys();
        let reader = self.config.reader(0, &delivery.head);
        let mut handshakes = self.config.scheme.handshakes.iter();
        let key = keys.first().map(|first| &*first.key);
        handshakes.find_map(|handshake| handshake.of_unsigned(reader, &delivery.body, key))
    }
}

/// Whether a challenge may have this byte, if it is signed.
const fn is_signable(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
}

/// Whether a message might have been signed as a challenge.
pub(crate) fn may_be_challenge(message: &[Cow<'_, [u8]>]) -> bool {
    let length: usize = message.iter().map(|piece| piece.len()).sum();
    length <= MAX_CHALLENGE && message.iter().all(|piece| piece.iter().copied().all(is_signable))
}

/// Whether it is a delivery by its looks, which is verified whatever else is in it.
fn is_signed_post(reader: Reader<'_>) -> bool {
    reader.head.method == Method::POST && reader.config.presents_tag(reader.head)
}

/// A probe, and what its answer is made with.
struct Probe<'a> {
    reader: Reader<'a>,
    body: &'a [u8],
    key: Option<&'a dyn Key>,
}

impl<'a> Probe<'a> {
    fn read(&self, source: Source) -> Option<Cow<'a, str>> {
        self.reader.read(source, self.body).ok().flatten()
    }

    fn challenge(&self, source: Source) -> Option<Cow<'a, str>> {
        self.read(source).filter(|text| (1..=MAX_CHALLENGE).contains(&text.len()))
    }

    fn knows_token(&self, source: Source) -> bool {
        let presented = self.read(source).map(|token| algorithm::digest_of(token.as_bytes()));
        let expected = self.reader.config.verify_token.as_ref();
        presented
            .zip(expected)
            .is_some_and(|(presented, expected)| algorithm::is_among(expected, &[presented]))
    }

    fn value(&self, value: Value) -> Option<String> {
        match value {
            Value::Echo(source) => self.challenge(source).map(Cow::into_owned),
            Value::Join(values) => values.iter().map(|value| self.value(*value)).collect(),
            Value::Literal(text) => Some(text.to_owned()),
            Value::Setting(name) => self.reader.config.setting(name).map(str::to_owned),
            Value::Sha256(values) => {
                self.value(Value::Join(values)).map(|text| hex::encode(Sha256::digest(text)))
            }
            Value::Sign(source, encoding) => {
                let challenge = self.challenge(source).filter(|text| text.bytes().all(is_signable))?;
                Some(encoding.encode(&self.key?.sign(&[Cow::Borrowed(challenge.as_bytes())])?))
            }
        }
    }
}

const fn any_signs(named: &[(&str, Value)]) -> bool {
    let mut at = 0;
    while at < named.len() {
        if named[at].1.signs() {
            return true;
        }
        at += 1;
    }
    false
}
