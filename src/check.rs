//! The check: one for every sender.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use http::Response;
use time::{Duration, OffsetDateTime};

use crate::algorithm::Key;
use crate::arriving::Hashes;
use crate::config::Config;
use crate::delivery::{Delivery, Head};
use crate::error::{Error, KeyError};
#[cfg(feature = "fetch")]
use crate::fetch::Supply;
use crate::handshake::Denied;
#[cfg(feature = "jwt")]
use crate::jwt_claim;
use crate::keys::{Entry, Keys};
#[cfg(feature = "jwt")]
use crate::layout::SIGNATURE;
use crate::message::{Pieces, Reader, items};
use crate::part::{Part, Source};
use crate::presented::{Presented, check_age};
use crate::refusal::Refusal;
use crate::scheme::{Proves, Scheme};
use crate::secret::Secret;
use crate::unproven::Unproven;
use crate::verified::Proof;

/// A verifier without its provider's type: what is compiled once. Clones share it.
#[derive(Clone)]
pub(crate) struct Core(Arc<Parts>);

#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) keys: Arc<Keys>,
    /// Where keys are fetched from, if they are.
    #[cfg(feature = "fetch")]
    pub(crate) supply: Option<Arc<Supply>>,
}

impl Deref for Core {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Core({})", self.config.scheme.name)
    }
}

impl Core {
    pub(crate) fn new(scheme: &'static Scheme, secret: Secret) -> Result<Self, KeyError> {
        Self::without_keys(scheme).or(secret)
    }

    pub(crate) fn without_keys(scheme: &'static Scheme) -> Self {
        scheme.checked();
        Self(Arc::new(Parts {
            config: Config::of(scheme),
            keys: Arc::new(Keys::of(Vec::new())),
            #[cfg(feature = "fetch")]
            supply: None,
        }))
    }

    pub(crate) fn or(self, secret: Secret) -> Result<Self, KeyError> {
        let entry = Entry::of(self.config.scheme, &secret)?;
        Ok(self.and(entry))
    }

    pub(crate) fn and(self, entry: Entry) -> Self {
        let mut keys = self.keys.current().to_vec();
        keys.push(entry);
        self.with_keys(keys)
    }

    pub(crate) fn until(self, time: OffsetDateTime) -> Self {
        let mut keys = self.keys.current().to_vec();
        if let Some(last) = keys.last_mut() {
            last.until = Some(time);
        }
        self.with_keys(keys)
    }

    fn with_keys(mut self, keys: Vec<Entry>) -> Self {
        Arc::make_mut(&mut self.0).keys = Arc::new(Keys::of(keys));
        self
    }

    #[cfg(feature = "fetch")]
    pub(crate) fn with_supply(mut self, supply: Supply) -> Self {
        Arc::make_mut(&mut self.0).supply = Some(Arc::new(supply));
        self
    }

    pub(crate) fn with(mut self, set: impl FnOnce(&mut Config)) -> Self {
        set(&mut Arc::make_mut(&mut self.0).config);
        self
    }

    /// Whether a delivery has to be seen whole before its key is at hand.
    #[cfg(feature = "fetch")]
    pub(crate) fn fetches(&self) -> bool {
        self.supply.is_some()
    }

    #[cfg(not(feature = "fetch"))]
    #[expect(clippy::unused_self, reason = "keys are configured")]
    pub(crate) const fn fetches(&self) -> bool {
        false
    }

    /// The keys, the first of which signs.
    pub(crate) fn keys(&self) -> Arc<Vec<Entry>> {
        Arc::clone(&self.keys.current())
    }

    /// Checks a whole delivery.
    pub(crate) fn verify(&self, delivery: &Delivery) -> Result<Proof, Error> {
        self.config.admit(&delivery.head)?;
        // Where nobody is told, it is made in the place where it stays, and not copied there.
        if self.config.conditions.is_empty() {
            return self.prove(delivery, &self.keys.current());
        }
        let proof = self.prove(delivery, &self.keys.current());
        self.config.settle(&delivery.head, &proof);
        proof
    }

    /// Checks a whole delivery that met the conditions.
    pub(crate) fn prove(&self, delivery: &Delivery, keys: &[Entry]) -> Result<Proof, Error> {
        let mut presented = Presented::new();
        self.read(&delivery.head, keys, &mut presented)?;
        self.check(&mut presented, delivery, keys)
    }

    /// The answer, if this is a probe without a signature.
    pub(crate) fn probe(&self, head: &Head) -> Option<Result<Response<Bytes>, Error>> {
        let handshakes = self.config.scheme.handshakes;
        if handshakes.is_empty() {
            return None;
        }
        let keys = self.keys.current();
        let reader = self.config.reader(0, head);
        let key = keys.first().map(|first| &*first.key);
        handshakes.iter().find_map(|handshake| handshake.of_head(reader, key))
    }

    /// The answer, if this delivery, which `key` has verified, is a probe.
    pub(crate) fn signed_probe(
        &self,
        delivery: &Delivery,
        proof: Proof,
        key: &dyn Key,
    ) -> Option<Result<Response<Bytes>, Error>> {
        let reader = self.config.reader(proof.family(), &delivery.head);
        let mut handshakes = self.config.scheme.handshakes.iter();
        handshakes.find_map(|handshake| handshake.of_delivery(reader, &delivery.body, key))
    }

    /// Checks what the signed message takes from the head, where the body is still to come; and where it is decided, what
    /// the head says of itself.
    pub(crate) fn check_head(&self, head: &Head, presented: &Presented) -> Result<(), Error> {
        let scheme = self.config.scheme;
        let reader = self.config.reader(presented.family, head);
        if presented.decided.is_some() {
            return self.check_times(presented, &reader, None).map(drop);
        }
        // Of several messages, one may have what another lacks.
        let mut checked = scheme.messages().map(|message| reader.check(message, &presented.timestamp.text));
        match checked.next() {
            Some(Err(refusal)) if checked.all(|checked| checked.is_err()) => Err(refusal),
            _ => Ok(()),
        }
    }

    /// What the head presents, its shape checked. What needs nothing of the body is decided here.
    pub(crate) fn read(&self, head: &Head, keys: &[Entry], presented: &mut Presented) -> Result<(), Error> {
        let config = &self.config;
        let scheme = config.scheme;
        let mut reader = config.reader(0, head);
        if !config.tags_in_body {
            match presented.read_tags(scheme, &reader, b"") {
                Err(Error::Missing(_)) if config.family_of(head) > 0 => {
                    presented.family = config.family_of(head);
                    reader = config.reader(presented.family, head);
                    presented.read_tags(scheme, &reader, b"")?;
                }
                read => read?,
            }
        }
        for (name, value) in scheme.requires {
            if !reader.required(Source::Header(name), b"", name)?.eq_ignore_ascii_case(value) {
                return Err(Error::Malformed(name));
            }
        }
        if let Some(source) = scheme.timestamp
            && !config.time_in_body
        {
            presented.read_timestamp(source, &reader, b"")?;
        }
        // One that is signed was read with the message, or will be. Where no header is repeated, none is.
        if !config.signs_id && head.headers.are_repeated() {
            for (name, role) in &reader.family.id {
                reader.header(name, role)?;
            }
        }
        if config.decides_by_head && !config.keeps_unproven && !self.fetches() {
            self.decide_by_head(&reader, keys, presented)?;
        }
        Ok(())
    }

    /// Decides under which key the head was signed, where nothing else is.
    fn decide_by_head(
        &self,
        reader: &Reader<'_>,
        keys: &[Entry],
        presented: &mut Presented,
    ) -> Result<(), Error> {
        let scheme = self.config.scheme;
        let received_at = reader.head.received_at;
        let found = if scheme.proves == Proves::Origin || scheme.has_claims() {
            self.find_key(keys, &[], presented, received_at).map(|key| (0, key))
        } else {
            self.find_message(|message| {
                let mut pieces = Pieces::new();
                reader.pieces_of_head(message, &presented.timestamp.text, &mut pieces)?;
                self.config.check_message(&pieces)?;
                self.find_key(keys, &pieces, presented, received_at)
            })
        };
        presented.decided = Some(found.map_err(|error| self.count(error))?);
        Ok(())
    }

    /// Whether what was signed is of the time of its arrival, and its claims hold, of which those about a body that is
    /// still to come may: when it was signed, where it says.
    #[inline]
    fn check_times(
        &self,
        presented: &Presented,
        reader: &Reader<'_>,
        body: Option<&[u8]>,
    ) -> Result<Option<Duration>, Error> {
        let scheme = self.config.scheme;
        let signed_at = presented.timestamp.at;
        if let Some(signed_at) = signed_at {
            check_age(scheme.unit, reader.head.received_at, signed_at, self.config.tolerance)?;
        }
        #[cfg(feature = "jwt")]
        let signed_at = match (scheme.claims, &presented.tags[..]) {
            ([], _) => signed_at,
            // With several, another one may be the one that was signed.
            (claims, [token]) => jwt_claim::check(claims, token, *reader, body)?,
            _ => return Err(SIGNATURE),
        };
        let _ = body;
        Ok(signed_at)
    }

    /// Whether what the head presented proves this delivery, and under which key.
    pub(crate) fn check(
        &self,
        presented: &mut Presented,
        delivery: &Delivery,
        keys: &[Entry],
    ) -> Result<Proof, Error> {
        let config = &self.config;
        let scheme = config.scheme;
        let reader = config.reader(presented.family, &delivery.head);
        if let Some(pointer) = scheme.each {
            return self.check_items(presented.family, &reader, delivery, pointer, keys);
        }
        if config.tags_in_body {
            presented.read_tags(scheme, &reader, &delivery.body)?;
        }
        if let Some(source) = scheme.timestamp
            && config.time_in_body
        {
            presented.read_timestamp(source, &reader, &delivery.body)?;
        }
        #[cfg(feature = "fetch")]
        self.want(presented, delivery, keys)?;
        let received_at = delivery.head.received_at;
        let (message, key) = match presented.decided {
            Some(decided) => decided,
            None => {
                let found = self.find_message(|message| {
                    let mut pieces = Pieces::new();
                    reader.pieces(
                        delivery,
                        &delivery.body,
                        message,
                        &presented.timestamp.text,
                        &mut pieces,
                    )?;
                    config.check_message(&pieces)?;
                    self.find_key(keys, &pieces, presented, received_at)
                });
                found.map_err(|error| self.count(error))?
            }
        };
        reader.check_expected(&delivery.body)?;
        let signed_at = self.check_times(presented, &reader, Some(&delivery.body))?;
        Ok(Proof::new(key, message, presented.family, signed_at))
    }

    /// Whether every item of the body is proven by what it presents itself, and under which key: of several
    /// keys, the one given last. What is signed stands once, or whoever saw it could make other deliveries of it.
    fn check_items(
        &self,
        family: usize,
        reader: &Reader<'_>,
        delivery: &Delivery,
        pointer: &str,
        keys: &[Entry],
    ) -> Result<Proof, Error> {
        let scheme = self.config.scheme;
        let mut key = 0;
        let mut signed = HashSet::new();
        for item in items(&delivery.body, pointer)? {
            let item = item.get().as_bytes();
            let (mut presented, mut pieces) = (Presented::new(), Pieces::new());
            presented.read_tags(scheme, reader, item)?;
            reader.pieces(delivery, item, scheme.signs, b"", &mut pieces)?;
            self.config.check_message(&pieces)?;
            let found = self.find_key(keys, &pieces, &presented, delivery.head.received_at);
            key = key.max(found.map_err(|error| self.count(error))?);
            if scheme.proves == Proves::Message && !signed.insert(pieces.concat()) {
                return Err(Error::Repeated("a signed item"));
            }
        }
        Ok(Proof::new(key, 0, family, None))
    }

    /// The message that was signed, and the key, which `find` finds for a message.
    #[inline]
    fn find_message(
        &self,
        find: impl Fn(&'static [Part]) -> Result<usize, Error>,
    ) -> Result<(usize, usize), Error> {
        let scheme = self.config.scheme;
        if scheme.or_signs.is_empty() {
            return Ok((0, find(scheme.signs)?));
        }
        let mut refusal = None;
        for (index, message) in scheme.messages().enumerate() {
            match find(message) {
                Ok(found) => return Ok((index, found)),
                Err(error) if refusal.is_none_or(|known| weight(error) > weight(known)) => {
                    refusal = Some(error);
                }
                Err(_) => {}
            }
        }
        Err(refusal.unwrap_or(Error::Mismatch))
    }

    /// The hashes under all keys of a message whose body is still to come, with what is signed before it.
    pub(crate) fn hashes(
        &self,
        delivery: &Delivery,
        keys: &[Entry],
        presented: &Presented,
    ) -> Option<Hashes> {
        let scheme = self.config.scheme;
        let at = scheme.body_alone().filter(|_| !self.fetches())?;
        let mut pieces = Pieces::new();
        let reader = self.config.reader(presented.family, &delivery.head);
        reader.pieces(delivery, b"", scheme.signs, &presented.timestamp.text, &mut pieces).ok()?;
        let (before, behind) = pieces.split_at(at);
        let mut running = keys.iter().map(|entry| entry.key.begin()).collect::<Option<Vec<_>>>()?;
        for running in &mut running {
            before.iter().for_each(|piece| running.update(piece));
        }
        Some(Hashes { running, behind: behind.concat() })
    }

    /// The first key that is not retired and matches.
    #[inline]
    fn find_key(
        &self,
        keys: &[Entry],
        pieces: &[Cow<'_, [u8]>],
        presented: &Presented,
        received_at: OffsetDateTime,
    ) -> Result<usize, Error> {
        self.find_matching(keys, received_at, |_, entry| {
            entry.may_prove(presented) && entry.key.matches(pieces, &presented.tags)
        })
    }

    /// The first key that is not retired and matches.
    #[inline]
    pub(crate) fn find_matching(
        &self,
        keys: &[Entry],
        received_at: OffsetDateTime,
        matches: impl Fn(usize, &Entry) -> bool,
    ) -> Result<usize, Error> {
        let mut refusal = Error::Mismatch;
        for (index, entry) in keys.iter().enumerate() {
            if !matches(index, entry) {
                continue;
            }
            if entry.until.is_none_or(|until| received_at < until) && entry.key.is_valid_at(received_at) {
                entry.note_proof();
                return Ok(index);
            }
            refusal = Error::RetiredKey;
        }
        Err(refusal)
    }

    /// The answer to a probe, or a refusal.
    pub(crate) fn answered(&self, head: &Head, answer: Result<Response<Bytes>, Error>) -> Refusal {
        match answer {
            Ok(answer) => {
                if answer.extensions().get::<Denied>().is_some() {
                    self.config.settle::<()>(head, &Err(Error::Handshake));
                }
                Refusal::Handshake(Box::new(answer))
            }
            Err(error) => self.fail(head, error),
        }
    }

    /// Refuses a delivery that met the conditions.
    pub(crate) fn fail(&self, head: &Head, error: Error) -> Refusal {
        self.config.settle::<()>(head, &Err(error));
        self.config.scheme.refuse(error)
    }

    /// Refuses a whole delivery that met the conditions, and gives it back where that was asked for.
    #[cold]
    pub(crate) fn refuse(&self, delivery: &Delivery, error: Error) -> Refusal {
        let refusal = self.fail(&delivery.head, error);
        let is_kept = self.config.keeps_unproven && error.is_for_want_of_a_key();
        if is_kept { Refusal::Unproven(Unproven::new(error, delivery, self)) } else { refusal }
    }

    /// Counts a delivery that was refused because its key is retired.
    pub(crate) fn count(&self, refusal: Error) -> Error {
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
