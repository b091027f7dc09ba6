//! How a sender authenticates its deliveries, as data.

mod checked;
mod proof;

use time::Duration;

use crate::acceptance::Acceptance;
use crate::algorithm::Algorithm;
use crate::denial::Denial;
use crate::handshake::Handshake;
#[cfg(feature = "jwt")]
use crate::jwt_claim::JwtClaim;
use crate::layout::{Encoding, Layout};
use crate::part::{Part, Source};
use crate::published::{Confirmation, Published};
use crate::secret::KeyForm;

/// Who sends: a type that stands for a sender, with the scheme it authenticates by.
///
/// The providers of the catalogue are such types, and a sender of your own is one more:
///
/// ```
/// use countersign::{Part, Provider, Scheme, Verifier};
/// use time::Duration;
///
/// enum Acme {}
///
/// impl Provider for Acme {
///     const SCHEME: Scheme = Scheme::hmac_sha256("acme", "x-acme-signature")
///         .pairs("ts", "sig")
///         .base64()
///         .signs(&[Part::Literal("v0:"), Part::Timestamp, Part::Literal(":"), Part::Body])
///         .tolerance(Duration::minutes(2));
/// }
///
/// let verifier = Verifier::<Acme>::new("8f742231b10e8888abcd99")?;
/// # Ok::<(), countersign::KeyError>(())
/// ```
pub trait Provider: 'static {
    /// How this sender authenticates.
    const SCHEME: Scheme;
}

/// How a sender authenticates its deliveries, as data.
///
/// It begins as bare hexadecimal tags over the body, keyed with the secret's own text, and every setter
/// changes one of these. A combination that makes no sense does not compile:
///
/// ```compile_fail,E0080
/// use countersign::{Part, Provider, Scheme, Verifier};
///
/// enum Acme {}
///
/// impl Provider for Acme {
///     // Which timestamp?
///     const SCHEME: Scheme =
///         Scheme::hmac_sha256("acme", "x-acme-signature").signs(&[Part::Timestamp, Part::Body]);
/// }
///
/// let verifier = Verifier::<Acme>::new("8f742231b10e8888abcd99");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    pub(crate) name: &'static str,
    pub(crate) variant_of: Option<&'static str>,
    pub(crate) algorithm: &'static dyn Algorithm,
    pub(crate) proves: Proves,
    /// Whether its keys are public, and can check but not sign.
    pub(crate) checks_only: bool,
    pub(crate) signature: Source,
    pub(crate) more: &'static [&'static str],
    pub(crate) repeats_signature: bool,
    pub(crate) layout: Layout,
    pub(crate) encoding: Encoding,
    pub(crate) key: KeyForm,
    pub(crate) shortest: usize,
    pub(crate) signs: &'static [Part],
    pub(crate) or_signs: &'static [&'static [Part]],
    pub(crate) timestamp: Option<Source>,
    pub(crate) unit: Unit,
    pub(crate) tolerance: Duration,
    pub(crate) id: Option<Source>,
    pub(crate) event: Option<Source>,
    pub(crate) attempt: Option<Source>,
    pub(crate) account: Option<Source>,
    pub(crate) time: Option<Source>,
    pub(crate) version: Option<Source>,
    pub(crate) data: &'static str,
    pub(crate) json_in_form: &'static str,
    pub(crate) items: &'static str,
    pub(crate) item_id: Option<Source>,
    pub(crate) item_event: Option<Source>,
    pub(crate) items_with: Option<Source>,
    pub(crate) renews: &'static [&'static str],
    pub(crate) family: Option<(&'static str, &'static str)>,
    pub(crate) each: Option<&'static str>,
    pub(crate) requires: &'static [(&'static str, &'static str)],
    pub(crate) expects: &'static [(Source, &'static str)],
    pub(crate) handshakes: &'static [Handshake],
    pub(crate) acceptance: Acceptance,
    pub(crate) denial: Denial,
    pub(crate) published: Option<Published>,
    pub(crate) confirmation: Option<Confirmation>,
    #[cfg(feature = "jwt")]
    pub(crate) claims: &'static [JwtClaim],
}

/// What a timestamp counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// Milliseconds since the epoch.
    Milliseconds,
    /// A date and time of [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339).
    Rfc3339,
    /// Seconds since the epoch.
    Seconds,
}

/// What the algorithm of a scheme can prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proves {
    /// Who sent it, by credentials that go along with it.
    Origin,
    /// Who sent it and that what was signed is as it was.
    Message,
}

impl Scheme {
    const fn new(
        name: &'static str,
        algorithm: &'static dyn Algorithm,
        proves: Proves,
        signature: Source,
    ) -> Self {
        Self {
            name,
            variant_of: None,
            algorithm,
            proves,
            checks_only: false,
            signature,
            more: &[],
            repeats_signature: false,
            layout: Layout::Bare,
            encoding: Encoding::Hex,
            key: KeyForm::Text,
            shortest: 1,
            signs: match proves {
                Proves::Origin => &[],
                Proves::Message => &[Part::Body],
            },
            or_signs: &[],
            timestamp: None,
            unit: Unit::Seconds,
            tolerance: Duration::minutes(5),
            id: None,
            event: None,
            attempt: None,
            account: None,
            time: None,
            version: None,
            data: "",
            json_in_form: "",
            items: "",
            item_id: None,
            item_event: None,
            items_with: None,
            renews: &[],
            family: None,
            each: None,
            requires: &[],
            expects: &[],
            handshakes: &[],
            acceptance: Acceptance::status(200),
            denial: Denial::status(401),
            published: None,
            confirmation: None,
            #[cfg(feature = "jwt")]
            claims: &[],
        }
    }

    /// What the sender wants to be answered once a delivery is accepted, where that is not an empty `200`.
    #[must_use]
    pub const fn acceptance(mut self, acceptance: Acceptance) -> Self {
        self.acceptance = acceptance;
        self
    }

    /// Where the sender says which account, tenant, shop or workspace the delivery is about.
    #[must_use]
    pub const fn account(mut self, stands: Source) -> Self {
        self.account = Some(stands);
        self
    }

    /// Where the sender says which attempt this is.
    #[must_use]
    pub const fn attempt(mut self, stands: Source) -> Self {
        self.attempt = Some(stands);
        self
    }

    /// Tags in padded base64.
    #[must_use]
    pub const fn base64(self) -> Self {
        self.encoding(Encoding::Base64)
    }

    /// A delivery that asks for its subscription to be confirmed by following a link. It is followed only by
    /// verifiers that were [told to](crate::Verifier::confirm_subscriptions).
    #[must_use]
    pub const fn confirmation(mut self, confirmation: Confirmation) -> Self {
        self.confirmation = Some(confirmation);
        self
    }

    /// Where in the JSON body what the event is about stands, as a JSON pointer: what [`Data`](crate::Data) has.
    #[must_use]
    pub const fn data(mut self, pointer: &'static str) -> Self {
        self.data = pointer;
        self
    }

    /// What the sender wants to be answered where its credentials are refused, where that is not an empty `401`.
    #[must_use]
    pub const fn denial(mut self, denial: Denial) -> Self {
        self.denial = denial;
        self
    }

    /// The body's items are proven one by one: those of the array at this JSON pointer. Where the tag is and
    /// what is signed is then said as if each item were the body, and every item has to pass. A body without
    /// any is refused.
    #[must_use]
    pub const fn each(mut self, items: &'static str) -> Self {
        self.each = Some(items);
        self
    }

    /// How tags are encoded.
    #[must_use]
    pub const fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// Where the name of the event is.
    #[must_use]
    pub const fn event(mut self, stands: Source) -> Self {
        self.event = Some(stands);
        self
    }

    /// What tells the receiver's own deliveries from those of the sender's other customers, where all have one
    /// key: what stands there has to be the verifier's [`setting`](crate::Verifier::setting) of this name, if
    /// it has one. It counts only where it is signed.
    #[must_use]
    pub const fn expects(mut self, values: &'static [(Source, &'static str)]) -> Self {
        self.expects = values;
        self
    }

    /// A second family of headers: where the tag stands in a header of the second prefix, all headers
    /// of the first prefix go by the second.
    #[must_use]
    pub const fn family(mut self, prefix: &'static str, second: &'static str) -> Self {
        self.family = Some((prefix, second));
        self
    }

    /// Probes of an endpoint that the sender makes, and their answers.
    #[must_use]
    pub const fn handshakes(mut self, handshakes: &'static [Handshake]) -> Self {
        self.handshakes = handshakes;
        self
    }

    /// Where the delivery id is.
    #[must_use]
    pub const fn id(mut self, stands: Source) -> Self {
        self.id = Some(stands);
        self
    }

    /// Where the name of an [item](Self::items)'s event is, as if the item were the body.
    #[must_use]
    pub const fn item_event(mut self, stands: Source) -> Self {
        self.item_event = Some(stands);
        self
    }

    /// Where the id of an [item](Self::items) is, as if the item were the body.
    #[must_use]
    pub const fn item_id(mut self, stands: Source) -> Self {
        self.item_id = Some(stands);
        self
    }

    /// Where a delivery that brings several events has them: a JSON pointer in which `*` stands for every item of
    /// an array, as `/events/*`. [`Batch`](crate::Batch) has each by itself.
    #[must_use]
    pub const fn items(mut self, pointer: &'static str) -> Self {
        self.items = pointer;
        self
    }

    /// What of a delivery tells its [items](Self::items) from those of another that are written alike: where they have
    /// neither an id nor a time of their own, and the delivery has one that stays as it is when it is sent again. The place
    /// of an item among the others is told with it. Without effect where the proof does not cover it.
    #[must_use]
    pub const fn items_with(mut self, stands: Source) -> Self {
        self.items_with = Some(stands);
        self
    }

    /// The JSON may come in this field of a form, which is then the first one.
    #[must_use]
    pub const fn json_in_form(mut self, field: &'static str) -> Self {
        self.json_in_form = field;
        self
    }

    /// How the bytes of the key are made of the secret.
    #[must_use]
    pub const fn key(mut self, form: KeyForm) -> Self {
        self.key = form;
        self
    }

    /// How tags stand in the text that holds them.
    #[must_use]
    pub const fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// Further headers in which a tag may stand, for senders that number theirs.
    #[must_use]
    pub const fn more_headers(mut self, headers: &'static [&'static str]) -> Self {
        self.more = headers;
        self
    }

    /// Further messages of which one may be signed instead, for senders that are of several minds.
    #[must_use]
    pub const fn or_signs(mut self, messages: &'static [&'static [Part]]) -> Self {
        self.or_signs = messages;
        self
    }

    /// Labelled pairs separated by commas, `t=1,v1=ab`: the labels of the timestamp, in seconds, and of
    /// the tags.
    #[must_use]
    pub const fn pairs(self, time: &'static str, tag: &'static str) -> Self {
        self.layout(Layout::Pairs(',', tag)).timestamp(Source::Label(time), Unit::Seconds)
    }

    /// A prefix in front of the tag.
    #[must_use]
    pub const fn prefix(self, prefix: &'static str) -> Self {
        self.layout(Layout::Prefix(prefix))
    }

    /// Where the sender publishes its public keys, for verifiers that [fetch](crate::fetch) them.
    #[must_use]
    pub const fn published(mut self, published: Published) -> Self {
        self.published = Some(published);
        self
    }

    /// Names in a JSON body whose numbers or booleans are others in each attempt, as a count of attempts: idempotency keys
    /// are made without them, wherever in the body they stand. Without effect where an id is signed.
    #[must_use]
    pub const fn renews(mut self, names: &'static [&'static str]) -> Self {
        self.renews = names;
        self
    }

    /// The header of the tag may stand several times, each with its tags, all of which are tried: for senders
    /// that repeat it while a secret changes over. Elsewhere a repeated one is malformed.
    #[must_use]
    pub const fn repeated_signatures(mut self) -> Self {
        self.repeats_signature = true;
        self
    }

    /// Headers that have to have certain values, as of a version of the scheme. They are compared without
    /// regard to case.
    #[must_use]
    pub const fn requires(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.requires = headers;
        self
    }

    /// The fewest bytes that the sender's documentation allows a key to have.
    #[must_use]
    pub const fn shortest_key(mut self, bytes: usize) -> Self {
        self.shortest = bytes;
        self
    }

    /// Where the tag is, when not in a header.
    #[must_use]
    pub const fn signature(mut self, stands: Source) -> Self {
        self.signature = stands;
        self
    }

    /// What is signed, in order.
    #[must_use]
    pub const fn signs(mut self, message: &'static [Part]) -> Self {
        self.signs = message;
        self
    }

    /// Where the sender says when it happened, in any form: [`Label::time`](crate::Label::time) reads them all.
    #[must_use]
    pub const fn time(mut self, stands: Source) -> Self {
        self.time = Some(stands);
        self
    }

    /// Where the signed timestamp is and what it counts. Every message that [may be signed](Self::or_signs) has to
    /// have it: a timestamp without a signature says nothing.
    #[must_use]
    pub const fn timestamp(mut self, stands: Source, unit: Unit) -> Self {
        self.timestamp = Some(stands);
        self.unit = unit;
        self
    }

    /// How far from its arrival, in either direction, a delivery may have been signed. Five minutes
    /// unless set; zero means zero.
    #[must_use]
    pub const fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// One more scheme of a sender that has several, with the name of its first one.
    /// [`catalogue::variants`](crate::catalogue::variants) finds it by that name too.
    #[must_use]
    pub const fn variant_of(mut self, name: &'static str) -> Self {
        self.variant_of = Some(name);
        self
    }

    /// Where the sender says by which version of its API the payload is written.
    #[must_use]
    pub const fn version(mut self, stands: Source) -> Self {
        self.version = Some(stands);
        self
    }

    /// The name under which the catalogue knows this scheme. That of its sender's first one is the first word of its
    /// idempotency keys.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name of its sender's first scheme: what a sender signs by several schemes at once is one delivery.
    pub(crate) const fn sender(&self) -> &'static str {
        match self.variant_of {
            Some(name) => name,
            None => self.name,
        }
    }

    /// Whether what the sender says is the payload of a token, and the body its envelope.
    pub(crate) fn signs_payload(&self) -> bool {
        matches!(self.signs, [Part::Payload])
    }

    /// Whether what proves a delivery is a token that makes claims.
    #[cfg(feature = "jwt")]
    pub(crate) const fn has_claims(&self) -> bool {
        !self.claims.is_empty()
    }

    #[cfg(not(feature = "jwt"))]
    #[expect(clippy::unused_self, reason = "no token makes any")]
    pub(crate) const fn has_claims(&self) -> bool {
        false
    }

    /// Whether the head is enough to tell under which key it was signed: a token or credentials in it are signed by
    /// themselves, and a message may have nothing of the body.
    pub(crate) fn is_decided_by_head(&self) -> bool {
        let is_head_alone = || self.messages().flatten().all(Part::is_in_head);
        !self.signature.needs_body()
            && (self.proves == Proves::Origin || self.has_claims() || is_head_alone())
    }

    /// Whether deliveries list themselves which headers are signed, whichever message is.
    pub(crate) fn lists_headers(&self) -> bool {
        self.messages().all(|message| message.iter().any(|part| matches!(part, Part::ListedHeaders(_))))
    }

    /// Whether a delivery can be checked while its body [arrives](crate::Arriving): where the body is signed as it
    /// is, and all else that is signed stands in the head. Others have to be seen whole first.
    #[must_use]
    pub fn checks_as_it_arrives(&self) -> bool {
        self.body_alone().is_some()
    }

    /// Where in the message the body is, if all else that the check needs stands in the head.
    pub(crate) fn body_alone(&self) -> Option<usize> {
        let is_body = |part: &Part| matches!(part, Part::Body);
        let in_head = |source: Option<Source>| source.is_none_or(|source| !source.needs_body());
        let is_alone = self.or_signs.is_empty()
            && self.each.is_none()
            && !self.checks_only
            && in_head(Some(self.signature))
            && in_head(self.timestamp)
            && self.signs.iter().all(|part| is_body(part) || part.is_in_head())
            && self.signs.iter().filter(|part| is_body(part)).count() == 1;
        self.signs.iter().position(is_body).filter(|_| is_alone)
    }

    /// Everywhere where tags stand.
    pub(crate) fn signatures(&self) -> impl Iterator<Item = Source> {
        std::iter::once(self.signature).chain(self.more.iter().map(|name| Source::Header(name)))
    }

    /// All messages of which one may be signed.
    pub(crate) fn messages(&self) -> impl Iterator<Item = &'static [Part]> {
        std::iter::once(self.signs).chain(self.or_signs.iter().copied())
    }
}
