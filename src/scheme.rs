//! How a sender authenticates its deliveries, as data.

use time::Duration;

use crate::acceptance::Acceptance;
use crate::algorithm::{self, Algorithm};
use crate::handshake::Handshake;
#[cfg(feature = "jwt")]
use crate::jwt_claim::JwtClaim;
use crate::layout::{Encoding, Layout};
use crate::part::{Part, Source};
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
    checks_only: bool,
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
    pub(crate) family: Option<(&'static str, &'static str)>,
    pub(crate) each: Option<&'static str>,
    pub(crate) requires: &'static [(&'static str, &'static str)],
    pub(crate) handshakes: &'static [Handshake],
    pub(crate) acceptance: Acceptance,
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
    /// Basic credentials in the `Authorization` header
    /// ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)). The secret is `user:password`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, &algorithm::BASIC, Proves::Origin, Source::Header("authorization"))
            .layout(Layout::Word("Basic"))
            .key(KeyForm::Credentials)
    }

    /// ECDSA on the curve P-256 with SHA-1, with the signature in a header, written in DER. The secret is
    /// the sender's public key. For senders that offer nothing better.
    #[cfg(feature = "ecdsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
    #[must_use]
    pub const fn ecdsa_p256_sha1(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::ECDSA_P256_SHA1, header)
    }

    /// ECDSA on the curve P-256 with SHA-256, with the signature in a header, written in DER
    /// ([RFC 3279](https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3)). The secret is the sender's
    /// public key.
    #[cfg(feature = "ecdsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
    #[must_use]
    pub const fn ecdsa_p256_sha256(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::ECDSA_P256_SHA256, header)
    }

    /// The same with `r` and `s` in 32 bytes each, as
    /// [RFC 7518](https://www.rfc-editor.org/rfc/rfc7518#section-3.4) has them.
    #[cfg(feature = "ecdsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
    #[must_use]
    pub const fn ecdsa_p256_sha256_fixed(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::ECDSA_P256_SHA256_FIXED, header)
    }

    /// Ed25519 ([RFC 8032](https://www.rfc-editor.org/rfc/rfc8032)), with the signature in a header. The
    /// secret is the sender's public key; one of small order is refused.
    #[cfg(feature = "ed25519")]
    #[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
    #[must_use]
    pub const fn ed25519(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::ED25519, header)
    }

    /// HMAC-MD5, with the tag in a header. For senders that offer nothing better.
    #[must_use]
    pub const fn hmac_md5(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::HMAC_MD5, Proves::Message, Source::Header(header))
    }

    /// HMAC-SHA-1, with the tag in a header. For senders that offer nothing better.
    #[must_use]
    pub const fn hmac_sha1(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::HMAC_SHA1, Proves::Message, Source::Header(header))
    }

    /// HMAC-SHA-256, with the tag in a header.
    #[must_use]
    pub const fn hmac_sha256(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::HMAC_SHA256, Proves::Message, Source::Header(header))
    }

    /// HMAC-SHA-384, with the tag in a header.
    #[must_use]
    pub const fn hmac_sha384(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::HMAC_SHA384, Proves::Message, Source::Header(header))
    }

    /// HMAC-SHA-512, with the tag in a header.
    #[must_use]
    pub const fn hmac_sha512(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::HMAC_SHA512, Proves::Message, Source::Header(header))
    }

    /// Keccak-256, as Ethereum has it, of the message followed by the secret, with the tag in a header. It is
    /// not SHA3-256, whose padding differs. Not an HMAC: for senders that offer nothing better.
    #[must_use]
    pub const fn keccak256_suffixed(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::KECCAK256_SUFFIXED, Proves::Message, Source::Header(header))
    }

    /// MD5 of the message followed by the secret, with the tag in a header. Not an HMAC: two messages with one
    /// MD5 can be made at will, and then have one tag under every secret. For senders that offer nothing
    /// better, and only where those do not send what others write.
    #[must_use]
    pub const fn md5_suffixed(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::MD5_SUFFIXED, Proves::Message, Source::Header(header))
    }

    /// A token in a header, signed with ECDSA on the curve P-256 and SHA-256, `ES256`; otherwise like
    /// [`jws_hs256`](Self::jws_hs256). The secret is the sender's public key.
    #[cfg(all(feature = "jwt", feature = "ecdsa"))]
    #[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "ecdsa"))))]
    #[must_use]
    pub const fn jws_es256(name: &'static str, header: &'static str, claims: &'static [JwtClaim]) -> Self {
        Self::jws(name, &algorithm::JWS_ES256, header, claims).with_public_key()
    }

    /// A token in a header, signed with HMAC-SHA-256: the compact form of
    /// [RFC 7515](https://www.rfc-editor.org/rfc/rfc7515#section-7.1) with `HS256`, and with no other algorithm
    /// whatever it says itself. All of `claims` have to stand in it; what
    /// they bind to the token is what the proof covers.
    #[cfg(feature = "jwt")]
    #[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
    #[must_use]
    pub const fn jws_hs256(name: &'static str, header: &'static str, claims: &'static [JwtClaim]) -> Self {
        Self::jws(name, &algorithm::JWS_HS256, header, claims)
    }

    /// The same with HMAC-SHA-384, `HS384`.
    #[cfg(feature = "jwt")]
    #[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
    #[must_use]
    pub const fn jws_hs384(name: &'static str, header: &'static str, claims: &'static [JwtClaim]) -> Self {
        Self::jws(name, &algorithm::JWS_HS384, header, claims)
    }

    /// The same with HMAC-SHA-512, `HS512`.
    #[cfg(feature = "jwt")]
    #[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
    #[must_use]
    pub const fn jws_hs512(name: &'static str, header: &'static str, claims: &'static [JwtClaim]) -> Self {
        Self::jws(name, &algorithm::JWS_HS512, header, claims)
    }

    /// A token in a header, signed with RSA by PKCS #1 v1.5 and SHA-256, `RS256`; otherwise like
    /// [`jws_hs256`](Self::jws_hs256). The secret is the sender's public key.
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    #[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "rsa"))))]
    #[must_use]
    pub const fn jws_rs256(name: &'static str, header: &'static str, claims: &'static [JwtClaim]) -> Self {
        Self::jws(name, &algorithm::JWS_RS256, header, claims).with_public_key()
    }

    /// A token in a header, signed with RSA by PKCS #1 v1.5 and SHA-512, `RS512`, whose payload was left out: it
    /// is the message ([RFC 7515, appendix F](https://www.rfc-editor.org/rfc/rfc7515#appendix-F)). The secret is
    /// the sender's public key.
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    #[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "rsa"))))]
    #[must_use]
    pub const fn jws_rs512_detached(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::JWS_RS512_DETACHED, header)
    }

    /// RSA by PKCS #1 v1.5 ([RFC 8017](https://www.rfc-editor.org/rfc/rfc8017#section-8.2)) with SHA-1, with the
    /// signature in a header. The secret is the sender's public key, of 2048 to 8192 bits, or its
    /// certificate. For senders that offer nothing better.
    #[cfg(feature = "rsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
    #[must_use]
    pub const fn rsa_sha1(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::RSA_SHA1, header)
    }

    /// RSA by PKCS #1 v1.5 ([RFC 8017](https://www.rfc-editor.org/rfc/rfc8017#section-8.2)) with SHA-256, with the
    /// signature in a header. The secret is the sender's public key, of 2048 to 8192 bits, or its
    /// certificate.
    #[cfg(feature = "rsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
    #[must_use]
    pub const fn rsa_sha256(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::RSA_SHA256, header)
    }

    /// RSA by PKCS #1 v1.5 ([RFC 8017](https://www.rfc-editor.org/rfc/rfc8017#section-8.2)) with SHA-512, with the
    /// signature in a header. The secret is the sender's public key, of 2048 to 8192 bits, or its
    /// certificate.
    #[cfg(feature = "rsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
    #[must_use]
    pub const fn rsa_sha512(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::RSA_SHA512, header)
    }

    /// SHA-256 of the secret followed by the message, with the tag in a header. Not an HMAC, and open to
    /// extension of the message by its nature: for senders that offer nothing better.
    #[must_use]
    pub const fn sha256_prefixed(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::SHA256_PREFIXED, Proves::Message, Source::Header(header))
    }

    /// SHA-256 of the message followed by the secret, with the tag in a header. Not an HMAC: for senders
    /// that offer nothing better.
    #[must_use]
    pub const fn sha256_suffixed(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::SHA256_SUFFIXED, Proves::Message, Source::Header(header))
    }

    /// A static token, wherever it stands. It says who sends, and nothing about what was sent.
    #[must_use]
    pub const fn token(name: &'static str, stands: Source) -> Self {
        Self::new(name, &algorithm::TOKEN, Proves::Origin, stands)
    }

    #[cfg(any(feature = "ecdsa", feature = "ed25519", feature = "rsa"))]
    const fn public(name: &'static str, algorithm: &'static dyn Algorithm, header: &'static str) -> Self {
        Self::new(name, algorithm, Proves::Message, Source::Header(header)).with_public_key()
    }

    #[cfg(any(feature = "ecdsa", feature = "ed25519", feature = "rsa"))]
    const fn with_public_key(mut self) -> Self {
        self.checks_only = true;
        self.key(KeyForm::PublicKey)
    }

    #[cfg(feature = "jwt")]
    const fn jws(
        name: &'static str,
        algorithm: &'static dyn Algorithm,
        header: &'static str,
        claims: &'static [JwtClaim],
    ) -> Self {
        assert!(!claims.is_empty(), "a token says something");
        let message = JwtClaim::message(claims);
        let proves = if message.is_empty() { Proves::Origin } else { Proves::Message };
        let mut scheme = Self::new(name, algorithm, proves, Source::Header(header)).signs(message);
        scheme.claims = claims;
        scheme
    }

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
            family: None,
            each: None,
            requires: &[],
            handshakes: &[],
            acceptance: Acceptance::status(200),
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

    /// How the bytes of the key are had from the secret.
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

    /// Where the signed timestamp is and what it counts. [`signs`](Self::signs) has to have it: a
    /// timestamp without a signature says nothing.
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

    /// The name under which the catalogue knows this scheme, and the first word of its idempotency keys.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// All messages of which one may be signed.
    pub(crate) fn messages(&self) -> impl Iterator<Item = &'static [Part]> {
        std::iter::once(self.signs).chain(self.or_signs.iter().copied())
    }

    /// The scheme, if it makes sense.
    ///
    /// # Panics
    ///
    /// If it makes none, which in a constant is a compile error.
    pub(crate) const fn checked(self) -> Self {
        let mut at = 0;
        check_message(&self, self.signs);
        while at < self.or_signs.len() {
            check_message(&self, self.or_signs[at]);
            at += 1;
        }
        assert!(
            match self.timestamp {
                Some(source) => signs_timestamp(self.signs, source),
                None => true,
            },
            "a timestamp that is not signed says nothing"
        );
        assert!(
            self.more.is_empty() || matches!(self.signature, Source::Header(_)),
            "further headers need a first one"
        );
        assert!(
            !self.repeats_signature || matches!(self.signature, Source::Header(_)),
            "only a header is repeated"
        );
        assert!(
            !(self.checks_only && matches!(self.encoding, Encoding::HexOrBase64)),
            "the signatures of public keys vary in length"
        );
        if self.each.is_some() {
            assert!(self.signature.is_in_body(), "an item that is proven alone has its own tag");
            assert!(
                self.timestamp.is_none() && self.or_signs.is_empty(),
                "an item has one message, without a time"
            );
        }
        #[cfg(feature = "jwt")]
        if !self.claims.is_empty() {
            assert!(self.layout.is_single() && self.more.is_empty(), "one token has the claims");
            assert!(
                self.or_signs.is_empty() && JwtClaim::binds(self.claims, self.signs),
                "what a token covers is for its claims to say"
            );
            assert!(self.timestamp.is_none(), "the time of a token is for its claims to say");
            assert!(
                !self.signs.is_empty() || JwtClaim::bound_time(self.claims),
                "a token that has nothing of the delivery ends at some time"
            );
        }
        let mut at = 0;
        while at < self.handshakes.len() {
            assert!(
                !self.handshakes[at].hides_deliveries(),
                "a probe that is a POST differs from a delivery"
            );
            assert!(!(self.checks_only && self.handshakes[at].signs()), "a public key signs no answer");
            at += 1;
        }
        match self.timestamp {
            Some(Source::Label(_)) => {
                assert!(
                    matches!(self.layout, Layout::Pairs(..) | Layout::Groups(_)),
                    "a label stands in a layout that has labels"
                );
            }
            Some(Source::Leading) => {
                assert!(matches!(self.layout, Layout::TimedList(_)), "a leading time stands in a timed list");
            }
            _ => {}
        }
        self
    }
}

const fn check_message(scheme: &Scheme, message: &[Part]) {
    match scheme.proves {
        Proves::Origin => assert!(message.is_empty(), "credentials sign nothing"),
        Proves::Message => assert!(!message.is_empty(), "a signature signs something"),
    }
    assert!(message.len() <= crate::message::MAX_PARTS, "a message has at most 32 parts");
    let mut at = 0;
    while at < message.len() {
        match message[at] {
            Part::Timestamp => assert!(scheme.timestamp.is_some(), "the timestamp signed stands nowhere"),
            Part::Computed(_) => assert!(scheme.each.is_none(), "what is computed is of the whole delivery"),
            Part::Id => assert!(
                matches!(scheme.id, Some(Source::Header(_))),
                "the id signed stands in no header; name its part instead"
            ),
            _ => {}
        }
        at += 1;
    }
}

/// Whether a message covers the timestamp: as a part of its own, or with the body or the query it is in.
const fn signs_timestamp(message: &[Part], stands: Source) -> bool {
    let mut at = 0;
    while at < message.len() {
        match (message[at], stands) {
            (Part::Timestamp, _)
            | (Part::Body | Part::BodySha256, Source::Field(_) | Source::Form(_) | Source::JsonInForm(..))
            | (Part::SortedQuery(_), Source::Query(_)) => return true,
            _ => at += 1,
        }
    }
    false
}
