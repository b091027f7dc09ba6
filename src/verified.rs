//! Proof that a delivery is genuine, carried with what was made of it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::Response;
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};

use crate::check::Core;
use crate::config::Config;
use crate::delivery::Delivery;
use crate::envelope::read_time;
use crate::event::{Event, Payload, Raw, Unfit};
use crate::json;
use crate::message::{Pieces, Reader, items, payload_of};
use crate::part::{Part, Source};
#[cfg(any(feature = "actix", feature = "axum"))]
use crate::refusal::Refusal;
use crate::scheme::{Proves, Provider, Scheme};

/// What came of a delivery that is proven to be genuine.
///
/// Only verification makes one, and the `inbox` and `handoff::receive` make it again of what was kept and handed on, so
/// whoever is handed one needs no further check:
///
/// ```compile_fail,E0451
/// use countersign::Verified;
///
/// let forged = Verified { value: "no signature at all" };
/// ```
///
/// It keeps the whole delivery, whatever type was parsed from it: [`body`](Self::body) has the exact
/// bytes that were verified. For handlers under test,
/// [`dangerous::assume_verified`](crate::dangerous::assume_verified) makes one of anything.
#[derive(Clone)]
pub struct Verified<T> {
    value: T,
    delivery: Delivery,
    proof: Proof,
    core: Core,
}

/// What the check found out. Small, since it is moved with the delivery.
#[derive(Clone, Copy)]
pub(crate) struct Proof {
    key: u32,
    /// Which of the scheme's messages was signed.
    message: u8,
    /// Which family of headers it came with.
    family: u8,
    /// Since the epoch.
    pub(crate) signed_at: Option<Duration>,
}

impl Proof {
    pub(crate) const fn new(key: usize, message: usize, family: usize, signed_at: Option<Duration>) -> Self {
        Self { key: key as u32, message: message as u8, family: family as u8, signed_at }
    }

    pub(crate) const fn key(&self) -> usize {
        self.key as usize
    }

    pub(crate) const fn message(&self) -> usize {
        self.message as usize
    }

    pub(crate) const fn family(&self) -> usize {
        self.family as usize
    }
}

impl<T> Verified<T> {
    // Not inlined, it is put together in the place where it stays, and not copied there.
    #[inline(never)]
    pub(crate) const fn new(value: T, delivery: Delivery, proof: Proof, core: Core) -> Self {
        Self { value, delivery, proof, core }
    }

    /// What the check found out about the delivery.
    #[must_use]
    pub fn receipt(&self) -> Receipt<'_> {
        Receipt { delivery: &self.delivery, proof: self.proof, config: &self.core.config }
    }

    /// The exact bytes that were verified.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.delivery.body
    }

    /// What the sender says: the body, or, where that is no more than the envelope of a token, as Apple's, the
    /// token's payload.
    #[must_use]
    pub fn payload(&self) -> Cow<'_, [u8]> {
        self.receipt().payload()
    }

    /// The payload of a token that stands in the [`payload`](Self::payload) at this JSON pointer, as
    /// `/data/signedTransactionInfo` of Apple's. The proof of the whole covers it, so its own signature is not
    /// checked again.
    ///
    /// Nothing where no token is there, or what it stands in is not signed as a whole.
    #[must_use]
    pub fn nested_payload(&self, pointer: &str) -> Option<Vec<u8>> {
        let payload = self.payload();
        let is_covered =
            self.core.config.scheme.signs_payload() || self.receipt().assurance() == Assurance::Body;
        let token = json::field(&payload, pointer).ok()??;
        is_covered.then(|| payload_of(token.as_bytes()))?
    }

    /// The delivery as it arrived.
    #[must_use]
    pub const fn delivery(&self) -> &Delivery {
        &self.delivery
    }

    #[cfg(any(feature = "actix", feature = "axum"))]
    pub(crate) const fn core(&self) -> &Core {
        &self.core
    }

    /// What the check found out, and with what settings, to keep.
    #[cfg(any(feature = "handoff", all(feature = "inbox", any(feature = "postgres", feature = "sqlite"))))]
    pub(crate) fn parts(&self) -> (Proof, &Config) {
        (self.proof, &self.core.config)
    }

    /// What was parsed, without the proof.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<P> Verified<Raw<P>> {
    /// Parses the payload.
    ///
    /// # Errors
    ///
    /// If the payload does not fit; the error has the delivery.
    pub fn parse<E>(self) -> Result<Verified<E>, Unfit>
    where
        E: Event<Provider = P>,
        P: Provider,
    {
        match E::parse(&Payload::of(self.receipt())) {
            Ok(event) => Ok(Verified::new(event, self.delivery, self.proof, self.core)),
            Err(error) => {
                let raw = Verified::new(Raw::new(), self.delivery, self.proof, self.core);
                Err(Unfit::new(error, raw))
            }
        }
    }

    /// The same for the adapters: what does not fit is reported.
    #[cfg(any(feature = "actix", feature = "axum"))]
    pub(crate) fn event<E>(self) -> Result<Verified<E>, Refusal>
    where
        E: Event<Provider = P>,
        P: Provider,
    {
        self.parse().map_err(|unfit| {
            let core = unfit.delivery().core().clone();
            core.report(unfit)
        })
    }
}

impl<T> Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Gives the receipt, not the payload.
impl<T> fmt::Debug for Verified<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").field("receipt", &self.receipt()).finish_non_exhaustive()
    }
}

/// What the check found out about a delivery.
#[derive(Clone, Copy)]
pub struct Receipt<'a> {
    delivery: &'a Delivery,
    proof: Proof,
    config: &'a Config,
}

/// What the proof of a delivery covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Assurance {
    /// The whole body: nothing in it was changed.
    Body,
    /// Who sent it, by a token or credentials. The body may have been changed by whoever saw it.
    Origin,
    /// Some of it. What is not signed may have been changed.
    Partial,
}

/// What a sender states about a delivery: its id, or the name of its event.
#[derive(Clone, PartialEq, Eq)]
pub struct Label<'a> {
    text: Cow<'a, str>,
    covered: bool,
}

impl<'a> Receipt<'a> {
    /// The name of the scheme in the catalogue.
    #[must_use]
    pub const fn provider(&self) -> &'static str {
        self.config.scheme.name
    }

    /// Which key matched, counted from 0 in the order in which they were given.
    #[must_use]
    pub const fn key(&self) -> usize {
        self.proof.key()
    }

    /// When it was signed, where the scheme signs a time.
    #[must_use]
    pub fn signed_at(&self) -> Option<OffsetDateTime> {
        self.proof.signed_at.map(|signed_at| OffsetDateTime::UNIX_EPOCH + signed_at)
    }

    /// When it arrived.
    #[must_use]
    pub const fn received_at(&self) -> OffsetDateTime {
        self.delivery.head.received_at
    }

    /// What the proof covers, computed from what the scheme signs.
    #[must_use]
    pub fn assurance(&self) -> Assurance {
        match self.config.scheme.proves {
            Proves::Origin => Assurance::Origin,
            // What stands around the items is not signed.
            Proves::Message if self.config.scheme.each.is_some() => Assurance::Partial,
            Proves::Message if self.message().iter().any(|part| self.covers_body(part)) => Assurance::Body,
            Proves::Message => Assurance::Partial,
        }
    }

    /// The delivery's id, where the sender states one.
    #[must_use]
    pub fn id(&self) -> Option<Label<'a>> {
        self.label(self.config.scheme.id?)
    }

    /// The name of the event, where the sender states one.
    #[must_use]
    pub fn event(&self) -> Option<Label<'a>> {
        self.label(self.config.scheme.event?)
    }

    /// Which attempt this is, as the sender counts them, where it states that. A hint: most senders do
    /// not sign it.
    #[must_use]
    pub fn attempt(&self) -> Option<u32> {
        self.label(self.config.scheme.attempt?)?.text.parse().ok()
    }

    /// What the sender wants to be answered once the delivery is accepted: an empty `200`, unless the
    /// provider's page says otherwise. Nothing answers with it by itself: a handler returns it when it has
    /// done its work, and only then.
    ///
    /// ```
    /// use countersign::providers::Adyen;
    /// use countersign::{Raw, Verified};
    ///
    /// fn on_payment(payment: &Verified<Raw<Adyen>>) -> http::Response<bytes::Bytes> {
    ///     payment.receipt().acceptance()
    /// }
    /// # use countersign::{Delivery, dangerous};
    /// # let delivery = Delivery::from_request(http::Request::post("/").body("{}")?, time::OffsetDateTime::UNIX_EPOCH);
    /// # assert_eq!(on_payment(&dangerous::assume_verified(delivery)?).body(), "[accepted]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// In axum a handler returns `acceptance().map(axum::body::Body::from)`, and in actix-web
    /// `countersign::actix::response(acceptance())`.
    #[must_use]
    pub fn acceptance(&self) -> Response<Bytes> {
        self.config.scheme.acceptance.response()
    }

    /// What a repetition of this delivery has in common with it, and no other delivery does.
    ///
    /// It is made of covered material only, so that whoever replays a delivery cannot make it look like
    /// another one: the id where it is signed, else the signed message without its timestamp and what else
    /// is [new in each attempt](crate::Scheme::renews), since senders sign anew when they try again. Where
    /// nothing is signed it is the body, so identical bodies of such senders count as repetitions. It also
    /// holds the provider and the endpoint.
    #[must_use]
    pub fn idempotency_key(&self) -> IdempotencyKey {
        #[cfg(any(feature = "handoff", feature = "inbox"))]
        if let Some(key) = self.config.kept_key {
            return key;
        }
        let mut key = self.begin_key();
        match self.covered_id() {
            Some(id) => key.add([&b"id"[..], id.as_bytes()]),
            None => {
                key.add([b"message"]);
                match self.signed() {
                    Some(messages) => key.add(messages),
                    None => key.add([&self.delivery.body]),
                }
            }
        }
        key.finish()
    }

    /// The id as the proof covers it. Of several places, the first that is covered: what stands at another one, anybody
    /// may have put there.
    fn covered_id(&self) -> Option<Cow<'a, str>> {
        let source = self.config.scheme.id?;
        let sources =
            if let Source::First(sources) = source { sources } else { std::slice::from_ref(&source) };
        let mut covered = sources.iter().filter(|source| self.covers(**source));
        covered.find_map(|source| {
            let text = self.reader().read(*source, &self.delivery.body).ok().flatten();
            text.filter(|id| !id.is_empty())
        })
    }

    /// An idempotency key with the provider and the endpoint in it.
    pub(crate) fn begin_key(&self) -> KeyHash {
        let mut key = KeyHash(Sha256::new());
        key.add([self.config.scheme.sender()]);
        match &self.config.endpoint {
            Some(name) => key.add([&**name]),
            None => {
                // Where a router takes it with a slash at its end and without, it is one endpoint.
                let path = self.delivery.head.target.path().trim_end_matches('/');
                key.add([Cow::<[u8]>::from(percent_encoding::percent_decode_str(path))]);
            }
        }
        key
    }

    /// The text that stands there, found as the [`envelope`](Self::envelope) finds it.
    pub(crate) fn envelope_label(&self, source: Source) -> Option<Cow<'a, str>> {
        let [label] = self.labels([Some(source)]);
        label.map(Label::into_text)
    }

    /// What was signed but for its timestamp and what is new in each attempt: one text, or one an item. Nothing where
    /// nothing is signed.
    pub(crate) fn signed(&self) -> Option<Vec<Vec<u8>>> {
        let reader = self.reader();
        let body = &self.delivery.body[..];
        let bodies = match self.config.scheme.each {
            None => vec![body],
            Some(pointer) => {
                let items = items(body, pointer).ok()?;
                items.iter().map(|item| item.get().as_bytes()).collect()
            }
        };
        let messages = bodies.into_iter().map(|body| {
            let mut pieces = Pieces::new();
            reader.pieces(self.delivery, body, self.message(), b"", &mut pieces).ok()?;
            // As a whole: one text may be divided into pieces in several ways.
            let whole = (!pieces.is_empty()).then(|| pieces.concat())?;
            Some(json::without(whole.into(), self.config.scheme.renews).into_owned())
        });
        messages.collect()
    }

    fn message(&self) -> &'static [Part] {
        self.config.scheme.messages().nth(self.proof.message()).unwrap_or_default()
    }

    pub(crate) const fn scheme(&self) -> &'static Scheme {
        self.config.scheme
    }

    pub(crate) const fn body(&self) -> &'a Bytes {
        &self.delivery.body
    }

    /// What the sender says, as [`Verified::payload`] has it.
    pub(crate) fn payload(&self) -> Cow<'a, [u8]> {
        if self.config.scheme.signs_payload() {
            Cow::Owned(self.reader().payload(&self.delivery.body).unwrap_or_default())
        } else {
            Cow::Borrowed(&self.delivery.body)
        }
    }

    pub(crate) fn reader(&self) -> Reader<'a> {
        self.config.reader(self.proof.family(), &self.delivery.head)
    }

    pub(crate) fn label(&self, source: Source) -> Option<Label<'a>> {
        let reader = self.reader();
        // Of several places, the one that has it says whether it is covered.
        let found = match source {
            Source::First(sources) => *sources
                .iter()
                .find(|source| matches!(reader.read(**source, &self.delivery.body), Ok(Some(_))))?,
            source => source,
        };
        let text = reader.read(found, &self.delivery.body).ok()??;
        Some(Label { text, covered: self.covers(found) })
    }

    /// Whether nothing in the body can change without this part changing.
    ///
    /// Sorted fields do not cover it: written without what separates them, `a=1&b=2` is signed like `a=1b2`.
    fn covers_body(&self, part: &Part) -> bool {
        match part {
            Part::Body | Part::BodySha256 | Part::BodySha256Hex => true,
            Part::FormOrHash(_, parameter) => {
                let reader = self.reader();
                matches!(reader.read(Source::Query(parameter), b""), Ok(Some(_)))
            }
            _ => false,
        }
    }

    /// Whether what stands there is covered by the proof.
    pub(crate) fn covers(&self, source: Source) -> bool {
        // What is signed of an item says nothing about the same place in the body.
        if self.config.scheme.each.is_some() && source.needs_body() {
            return false;
        }
        self.message().iter().any(|part| match (source, part) {
            (source, part) if source.is_in_body() && self.covers_body(part) => true,
            (Source::Field(a), Part::Field(b) | Part::FieldOrEmptyWithout(b, _))
            | (Source::Form(a), Part::Form(b))
            | (Source::Header(a), Part::Header(b))
            | (Source::Query(a), Part::Query(b)) => a == *b,
            (Source::Header(a), Part::ListedHeaders(list)) => list(&self.delivery.head)
                .is_some_and(|names| names.iter().any(|name| name.eq_ignore_ascii_case(a))),
            (Source::Header(a), Part::Id) => {
                matches!(self.config.scheme.id, Some(Source::Header(b)) if a == b)
            }
            (Source::JsonInForm(a, b), Part::JsonInForm(c, d)) => (a, b) == (*c, *d),
            (Source::JsonInForm(a, _), Part::Form(b)) => a == *b,
            (Source::Payload(_), Part::Payload) => true,
            (Source::Query(_), Part::Url(form)) => form.has_query(),
            _ => false,
        }) || match source {
            Source::First(sources) | Source::Join(sources) => {
                sources.iter().all(|source| self.covers(*source))
            }
            _ => false,
        }
    }
}

impl fmt::Debug for Receipt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receipt")
            .field("provider", &self.provider())
            .field("key", &self.key())
            .field("signed_at", &self.signed_at())
            .field("assurance", &self.assurance())
            .finish_non_exhaustive()
    }
}

/// Without its text, which is the sender's.
impl fmt::Debug for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Label").field("covered", &self.covered).finish_non_exhaustive()
    }
}

impl<'a> Label<'a> {
    pub(crate) const fn new(text: Cow<'a, str>, covered: bool) -> Self {
        Self { text, covered }
    }

    /// What is stated, as a time: RFC 3339, RFC 2822, the forms of ISO 8601 that senders use, or a count since the
    /// epoch, whose number of digits says of what. A time without a zone is taken as UTC.
    #[must_use]
    pub fn time(&self) -> Option<OffsetDateTime> {
        read_time(&self.text)
    }

    /// What is stated, as [`text`](Self::text), to keep.
    #[must_use]
    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    /// What is stated. Unless it is [covered](Self::covered), anybody who saw the delivery may have
    /// written it: fit for a log, not for a decision.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is stated, if the proof covers it.
    #[must_use]
    pub fn covered(&self) -> Option<&str> {
        self.covered.then_some(&*self.text)
    }
}

/// An idempotency key in the making.
#[derive(Clone)]
pub(crate) struct KeyHash(Sha256);

impl KeyHash {
    /// Adds texts, each with its length, so that no two lists of them are alike.
    pub(crate) fn add<T: AsRef<[u8]>>(&mut self, pieces: impl IntoIterator<Item = T>) {
        for piece in pieces {
            let piece = piece.as_ref();
            self.0.update((piece.len() as u64).to_be_bytes());
            self.0.update(piece);
        }
    }

    pub(crate) fn finish(self) -> IdempotencyKey {
        IdempotencyKey(self.0.finalize().into())
    }
}

/// What a delivery and its repetitions have in common: the SHA-256 of covered material.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdempotencyKey(pub(crate) [u8; 32]);

impl IdempotencyKey {
    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// In hexadecimal.
impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdempotencyKey({self})")
    }
}
