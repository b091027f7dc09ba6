//! The check: one for every sender.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arc_swap::ArcSwap;
use arrayvec::ArrayVec;
use bytes::Bytes;
use http::Response;
use time::OffsetDateTime;

use crate::algorithm::Key;
use crate::config::Config;
use crate::delivery::{Delivery, Head};
use crate::error::{Error, KeyError};
use crate::layout::Tags;
use crate::message::{MAX_PARTS, Reader};
use crate::part::Source;
use crate::presented::{Presented, check_age};
use crate::scheme::{Proves, Scheme};
use crate::secret::Secret;
use crate::verified::Proof;

/// A verifier without its provider's type: what is compiled once.
#[derive(Clone)]
pub(crate) struct Core {
    pub(crate) config: Arc<Config>,
    pub(crate) keys: Arc<Keys>,
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Core({})", self.config.scheme.name)
    }
}

/// Keys that can be exchanged while they are in use.
pub(crate) struct Keys {
    pub(crate) current: ArcSwap<Vec<Entry>>,
    pub(crate) retired_uses: AtomicU64,
}

/// One key and its end.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) key: Arc<dyn Key>,
    until: Option<OffsetDateTime>,
}

/// A key that matches, and which of all it is.
pub(crate) struct Found {
    index: usize,
    key: Arc<dyn Key>,
}

impl Core {
    pub(crate) fn new(scheme: &'static Scheme, secret: Secret) -> Result<Self, KeyError> {
        scheme.checked();
        let config = Arc::new(Config::of(scheme));
        let nobody = Self { config, keys: Arc::new(Keys::of(Vec::new())) };
        nobody.or(secret)
    }

    pub(crate) fn or(self, secret: Secret) -> Result<Self, KeyError> {
        let scheme = self.config.scheme;
        let key = scheme.algorithm.key(&scheme.key.read(&secret, scheme.shortest)?)?;
        let mut keys = self.keys.current.load().to_vec();
        keys.push(Entry { key, until: None });
        Ok(Self { keys: Arc::new(Keys::of(keys)), ..self })
    }

    pub(crate) fn until(self, time: OffsetDateTime) -> Self {
        let mut keys = self.keys.current.load().to_vec();
        if let Some(last) = keys.last_mut() {
            last.until = Some(time);
        }
        Self { keys: Arc::new(Keys::of(keys)), ..self }
    }

    pub(crate) fn with(mut self, set: impl FnOnce(&mut Config)) -> Self {
        set(Arc::make_mut(&mut self.config));
        self
    }

    /// The keys, the first of which signs.
    pub(crate) fn keys(&self) -> Arc<Vec<Entry>> {
        self.keys.current.load_full()
    }

    /// The answer, if this is a probe without a signature.
    pub(crate) fn probe(&self, head: &Head) -> Option<Result<Response<Bytes>, Error>> {
        let handshakes = self.config.scheme.handshakes;
        if handshakes.is_empty() {
            return None;
        }
        let keys = self.keys.current.load();
        let reader = self.config.reader(0, head);
        handshakes.iter().find_map(|handshake| handshake.of_head(reader, &*keys[0].key))
    }

    /// The answer, if this delivery, which `key` has verified, is a probe.
    pub(crate) fn signed_probe(
        &self,
        delivery: &Delivery,
        proof: Proof,
        key: &dyn Key,
    ) -> Option<Result<Response<Bytes>, Error>> {
        let reader = self.config.reader(proof.family, &delivery.head);
        let mut handshakes = self.config.scheme.handshakes.iter();
        handshakes.find_map(|handshake| handshake.of_delivery(reader, &delivery.body, key))
    }

    /// What the head presents, its shape checked. Credentials that stand in the head are decided here.
    pub(crate) fn read(&self, head: &Head) -> Result<Presented, Error> {
        let config = &*self.config;
        let scheme = config.scheme;
        let index = config.family_of(head);
        let reader = config.reader(index, head);
        for (name, value) in scheme.requires {
            if !reader.required(Source::Header(name), b"", name)?.eq_ignore_ascii_case(value) {
                return Err(Error::Malformed(name));
            }
        }
        let mut presented = Presented::new(index);
        if !scheme.signature.needs_body() {
            presented.read_tags(scheme, reader, b"")?;
        }
        if let Some(source) = scheme.timestamp
            && !source.needs_body()
        {
            presented.read_timestamp(source, reader, b"")?;
        }
        if let Some((name, role)) = &reader.family.id {
            reader.header(name, role)?;
        }
        if scheme.or_signs.is_empty() {
            reader.check(scheme.signs)?;
        }
        if scheme.proves == Proves::Origin && !scheme.signature.needs_body() {
            let found = self.find_key(&[], &presented.tags, head.received_at);
            presented.decided = Some(found.map_err(|error| self.count(error))?);
        }
        Ok(presented)
    }

    /// Whether what the head presented proves this delivery, and under which key.
    pub(crate) fn check(
        &self,
        mut presented: Presented,
        delivery: &Delivery,
    ) -> Result<(Proof, Arc<dyn Key>), Error> {
        let config = &*self.config;
        let scheme = config.scheme;
        let reader = config.reader(presented.family, &delivery.head);
        if scheme.signature.needs_body() {
            presented.read_tags(scheme, reader, &delivery.body)?;
        }
        if let Some(source) = scheme.timestamp
            && source.needs_body()
        {
            presented.read_timestamp(source, reader, &delivery.body)?;
        }
        let received_at = delivery.head.received_at;
        let (message, found) = match presented.decided {
            Some(found) => (0, found),
            None => self.find_message(&presented, reader, delivery).map_err(|error| self.count(error))?,
        };
        if let Some(signed_at) = presented.timestamp.at {
            check_age(scheme.unit, received_at, signed_at, config.tolerance)?;
        }
        let signed_at = presented.timestamp.at;
        Ok((Proof { key: found.index, signed_at, message, family: presented.family }, found.key))
    }

    /// The message that was signed, and the key.
    fn find_message(
        &self,
        presented: &Presented,
        reader: Reader<'_>,
        delivery: &Delivery,
    ) -> Result<(usize, Found), Error> {
        let mut refusal = None;
        for (index, message) in self.config.scheme.messages().enumerate() {
            let found = reader
                .pieces(delivery, message, &presented.timestamp.text)
                .and_then(|pieces| self.find_key(&pieces, &presented.tags, delivery.head.received_at));
            match found {
                Ok(found) => return Ok((index, found)),
                Err(error) if refusal.is_none_or(|known| weight(error) > weight(known)) => {
                    refusal = Some(error);
                }
                Err(_) => {}
            }
        }
        Err(refusal.unwrap_or(Error::Mismatch))
    }

    /// The first key that is not retired and matches.
    fn find_key(
        &self,
        pieces: &[Cow<'_, [u8]>],
        tags: &Tags,
        received_at: OffsetDateTime,
    ) -> Result<Found, Error> {
        let pieces: ArrayVec<&[u8], MAX_PARTS> = pieces.iter().map(AsRef::as_ref).collect();
        let keys = self.keys.current.load();
        let mut refusal = Error::Mismatch;
        for (index, entry) in keys.iter().enumerate() {
            if !entry.key.matches(&pieces, tags) {
                continue;
            }
            if entry.until.is_none_or(|until| received_at < until) && entry.key.is_valid_at(received_at) {
                return Ok(Found { index, key: Arc::clone(&entry.key) });
            }
            refusal = Error::RetiredKey;
        }
        Err(refusal)
    }

    /// Counts a delivery that was refused because its key is retired.
    fn count(&self, refusal: Error) -> Error {
        if refusal == Error::RetiredKey {
            self.keys.retired_uses.fetch_add(1, Ordering::Relaxed);
        }
        refusal
    }
}

/// How much a refusal says where one of several messages may be signed: those that do not fit the delivery
/// say the least.
const fn weight(refusal: Error) -> u8 {
    match refusal {
        Error::Malformed(_) | Error::Missing(_) | Error::Repeated(_) => 0,
        Error::Mismatch => 1,
        _ => 2,
    }
}

impl Keys {
    fn of(keys: Vec<Entry>) -> Self {
        Self { current: ArcSwap::from_pointee(keys), retired_uses: AtomicU64::new(0) }
    }
}
