//! Probes of an endpoint, and the answers that senders want to them.

mod probe;

pub(crate) use self::probe::may_be_challenge;
use crate::layout::Encoding;
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

    /// Whether it is a `POST` that is told by its head.
    pub(crate) const fn is_post(&self) -> bool {
        matches!(self.told_by, ToldBy::Method(method) if matches!(method.as_bytes(), b"POST"))
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

    /// Gives everywhere in a probe that it looks at to `add`.
    #[cfg(feature = "actix")]
    pub(crate) fn visit_sources(&self, add: &mut impl FnMut(Source)) {
        let told = self.is.iter().map(|(source, _)| source).chain(self.has).chain(self.lacks);
        told.copied().for_each(&mut *add);
        self.visit_challenges(add);
    }

    /// Gives everywhere to `add` where there is what a probe asks about or wants back.
    fn visit_challenges(&self, add: &mut impl FnMut(Source)) {
        self.token.into_iter().chain(self.offers).for_each(&mut *add);
        match &self.body {
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
    fn visit_sources(&self, add: &mut impl FnMut(Source)) {
        match self {
            Self::Echo(source) | Self::Sign(source, _) => add(*source),
            Self::Join(values) | Self::Sha256(values) => {
                values.iter().for_each(|value| value.visit_sources(add));
            }
            Self::Literal(_) | Self::Setting(_) => {}
        }
    }
}

/// Beside the answer to a probe that is refused with another status than `403`.
#[derive(Clone, Copy)]
pub(crate) struct Denied;

/// The secret that a probe proposed, beside the answer to it.
#[derive(Clone)]
pub(crate) struct Offered(pub(crate) Box<str>);

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
