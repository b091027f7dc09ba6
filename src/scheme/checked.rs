//! Which schemes make sense.

use super::{Proves, Scheme};
#[cfg(feature = "jwt")]
use crate::jwt_claim::JwtClaim;
use crate::layout::{Encoding, Layout};
use crate::part::{Part, Source};
use crate::secret::KeyForm;

impl Scheme {
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
        assert!(self.or_signs.len() < 256, "a receipt names a message by a byte");
        assert!(
            self.more.is_empty() || matches!(self.signature, Source::Header(_)),
            "further headers need a first one"
        );
        assert!(!in_payload(&[self.signature]), "a token does not stand in its own payload");
        assert!(
            !self.repeats_signature || matches!(self.signature, Source::Header(_)),
            "only a header is repeated"
        );
        assert!(
            !(self.checks_only && matches!(self.encoding, Encoding::HexOrBase64)),
            "the signatures of public keys vary in length"
        );
        if let Some(published) = &self.published {
            assert!(self.checks_only, "only public keys are published");
            assert!(matches!(self.key, KeyForm::PublicKey), "a key that is fetched has no prefix");
            published.check();
        }
        if self.each.is_some() {
            assert!(self.signature.is_in_body(), "an item that is proven alone has its own tag");
            assert!(
                self.timestamp.is_none() && self.or_signs.is_empty(),
                "an item has one message, without a time"
            );
            assert!(self.expects.is_empty(), "nothing is signed but the items");
            #[cfg(feature = "jwt")]
            assert!(self.claims.is_empty(), "the claims of a token are about a whole delivery");
        }
        #[cfg(feature = "jwt")]
        if !self.claims.is_empty() {
            assert!(self.layout.is_single() && self.more.is_empty(), "one token has the claims");
            assert!(
                self.or_signs.is_empty()
                    && (matches!(self.signs, [Part::Payload]) || JwtClaim::binds(self.claims, self.signs)),
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
            assert!(
                !self.handshakes[at].is_unsigned() || matches!(self.signature, Source::Header(_)),
                "whether a signature is there is for the head to say"
            );
            assert!(!(self.checks_only && self.handshakes[at].signs()), "a public key signs no answer");
            at += 1;
        }
        assert!(self.layout.is_ascii(), "tags are separated by ASCII characters");
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
    assert!(
        match scheme.timestamp {
            Some(source) => signs_timestamp(message, source),
            None => true,
        },
        "a timestamp that is not signed says nothing"
    );
    let mut at = 0;
    while at < message.len() {
        match message[at] {
            Part::Timestamp => assert!(scheme.timestamp.is_some(), "the timestamp signed stands nowhere"),
            Part::Computed(_) | Part::ComputedOfHead(_) => {
                assert!(scheme.each.is_none(), "what is computed is of the whole delivery");
            }
            Part::Literal(text) => assert!(!text.is_empty(), "a literal is some text"),
            Part::FormOrHash(_, parameter) => {
                assert!(
                    signs_parameter(message, parameter),
                    "a hash of the body that is not signed says nothing"
                );
            }
            Part::Payload => assert!(has_claims(scheme), "no token has a payload here"),
            Part::Id => assert!(
                matches!(scheme.id, Some(Source::Header(_))),
                "the id signed stands in no header; name its part instead"
            ),
            _ => {}
        }
        at += 1;
    }
}

#[cfg(feature = "jwt")]
const fn has_claims(scheme: &Scheme) -> bool {
    !scheme.claims.is_empty()
}

#[cfg(not(feature = "jwt"))]
const fn has_claims(_: &Scheme) -> bool {
    false
}

/// Whether one of these is in the payload of a token.
const fn in_payload(sources: &[Source]) -> bool {
    let mut at = 0;
    while at < sources.len() {
        match sources[at] {
            Source::Payload(_) => return true,
            Source::First(sources) | Source::Join(sources) if in_payload(sources) => return true,
            _ => at += 1,
        }
    }
    false
}

/// Whether a message covers the timestamp: as a part of its own, or with the body or the query it is in.
const fn signs_timestamp(message: &[Part], stands: Source) -> bool {
    let mut at = 0;
    while at < message.len() {
        match (message[at], stands) {
            (Part::Timestamp, _)
            | (Part::ListedHeaders(_), Source::Header(_))
            | (
                Part::Body | Part::BodySha256 | Part::BodySha256Hex,
                Source::Field(_) | Source::Form(_) | Source::JsonInForm(..),
            ) => {
                return true;
            }
            (Part::SortedQuery(sorted), Source::Query(name)) if !names(sorted.without, name) => return true,
            _ => at += 1,
        }
    }
    false
}

/// Whether a message covers a parameter of the query.
const fn signs_parameter(message: &[Part], parameter: &str) -> bool {
    let mut at = 0;
    while at < message.len() {
        match message[at] {
            Part::Query(name) if names(&[name], parameter) => return true,
            Part::SortedQuery(sorted) if !names(sorted.without, parameter) => return true,
            Part::Url(form) if form.has_query() => return true,
            _ => at += 1,
        }
    }
    false
}

/// Whether `name` is among `names`.
const fn names(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        let (a, b) = (names[at].as_bytes(), name.as_bytes());
        let mut same = 0;
        while same < a.len() && same < b.len() && a[same] == b[same] {
            same += 1;
        }
        if same == a.len() && same == b.len() {
            return true;
        }
        at += 1;
    }
    false
}
