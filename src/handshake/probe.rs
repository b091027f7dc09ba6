//! Telling probes from deliveries, and answering them.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{Method, Response};
use sha2::{Digest as _, Sha256};

use super::{Body, Denied, Handshake, MAX_CHALLENGE, MAX_UNSIGNED_PROBE, Offered, ToldBy, Value};
use crate::acceptance::answer;
use crate::algorithm::{self, Key};
use crate::check::Core;
use crate::delivery::{Delivery, Head};
use crate::error::Error;
use crate::json;
use crate::message::Reader;
use crate::part::Source;

impl Handshake {
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
        // What cannot be read is there.
        if self.lacks.iter().any(|source| !matches!(reader.read(*source, body), Ok(None))) {
            return None;
        }
        // A probe that is told by nothing else is told by its challenge.
        if !self.is_told() && self.lacks_a_challenge(&probe) {
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

    fn lacks_a_challenge(&self, probe: &Probe<'_>) -> bool {
        let mut lacks = false;
        self.visit_challenges(&mut |source| lacks |= probe.read(source).is_none());
        lacks
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
