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
            self.family.is_none() || matches!(self.signature, Source::Header(_)),
            "a second family of headers has the signature in one"
        );
        assert!(!self.tolerance.is_negative(), "a tolerance is no time in the past");
        self.check_headers();
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
            assert!(
                !self.handshakes[at].is_post()
                    || matches!(self.signature, Source::Header(_))
                    || self.signature.is_in_body(),
                "a probe that is a POST has no signature in its header, or no body for one"
            );
            assert!(!(self.checks_only && self.handshakes[at].signs()), "a public key signs no answer");
            at += 1;
        }
        assert!(self.layout.is_ascii(), "tags are separated by ASCII characters");
        match self.timestamp {
            Some(Source::Label(label)) => {
                assert!(
                    !matches!(self.layout, Layout::Pairs(_, tag) | Layout::Groups(tag) if names(&[tag], label)),
                    "the time and the tag have labels of their own"
                );
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

    /// Sees to it that all names of headers are such names, in lower case, by which they are looked up.
    const fn check_headers(&self) {
        check_sources(&[self.signature]);
        let sources = [
            self.timestamp,
            self.id,
            self.event,
            self.attempt,
            self.account,
            self.time,
            self.version,
            self.item_id,
            self.item_event,
            self.items_with,
        ];
        let mut at = 0;
        while at < sources.len() {
            if let Some(source) = sources[at] {
                check_sources(&[source]);
            }
            at += 1;
        }
        let mut at = 0;
        while at < self.more.len() {
            check_header(self.more[at]);
            at += 1;
        }
        let mut at = 0;
        while at < self.requires.len() {
            check_header(self.requires[at].0);
            at += 1;
        }
        let mut at = 0;
        while at < self.expects.len() {
            check_sources(&[self.expects[at].0]);
            at += 1;
        }
    }
}

const fn check_sources(sources: &[Source]) {
    let mut at = 0;
    while at < sources.len() {
        match sources[at] {
            Source::Header(name) => check_header(name),
            Source::First(sources) | Source::Join(sources) => check_sources(sources),
            _ => {}
        }
        at += 1;
    }
}

/// The tokens of <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2>.
const fn check_header(name: &str) {
    let bytes = name.as_bytes();
    assert!(!bytes.is_empty(), "a header has a name");
    let mut at = 0;
    while at < bytes.len() {
        assert!(
            matches!(bytes[at], b'a'..=b'z' | b'0'..=b'9' | b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~'),
            "a header is named in lower case"
        );
        at += 1;
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
        assert!(!has_tag(message[at], scheme), "a tag is not in what it signs");
        match message[at] {
            Part::Timestamp => assert!(scheme.timestamp.is_some(), "the timestamp signed stands nowhere"),
            Part::Computed(_) | Part::ComputedOfHead(_) => {
                assert!(scheme.each.is_none(), "what is computed is of the whole delivery");
            }
            Part::Literal(text) => assert!(!text.is_empty(), "a literal is some text"),
            Part::Header(name) => check_header(name),
            Part::FormOrHash(_, parameter) => {
                assert!(
                    signs_parameter(message, parameter),
                    "a hash of the body that is not signed says nothing"
                );
            }
            Part::Payload => assert!(scheme.has_claims(), "no token has a payload here"),
            Part::Id => assert!(
                matches!(scheme.id, Some(Source::Header(_))),
                "the id signed stands in no header; name its part instead"
            ),
            _ => {}
        }
        at += 1;
    }
}

/// Whether a part of a message has the tag in it.
const fn has_tag(part: Part, scheme: &Scheme) -> bool {
    match (part, scheme.signature) {
        (
            Part::Body | Part::BodyMd5Base64 | Part::BodySha256 | Part::BodySha256Hex,
            Source::Form(_) | Source::JsonInForm(..),
        ) => !scheme.has_claims(),
        (Part::Path, Source::PathSegment) => true,
        (Part::Url(form), Source::Query(_)) => form.has_query(),
        (Part::SortedQuery(sorted), Source::Query(name)) => !names(sorted.without, name),
        _ => false,
    }
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
