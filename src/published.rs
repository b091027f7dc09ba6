//! Where senders publish their public keys, and how a delivery names the one that signed it.

use crate::part::Source;

/// Where a sender publishes its public keys, and how a delivery names the one that signed it.
///
/// The URL is the scheme's. Where a delivery brings one along, it is followed only if it fits one of the
/// scheme's patterns, in which `*` stands for letters, digits, `-` and `_`; in the query also for `.`, `:`,
/// `~` and `%`. In the host it begins with two letters, in lower case: `us-east-1`, and not `s3`.
///
/// ```
/// use countersign::{Published, Source};
///
/// // A set of JSON Web Keys, one of which the token's `kid` names.
/// const SET: Published = Published::at("https://sender.example/jwks.json").named_in_token();
/// // One key at a time, in a field of JSON.
/// const ONE: Published = Published::at("https://sender.example/keys/{}")
///     .named(Source::Header("x-sender-key-id"))
///     .key_at("/data/publicKey");
/// // A certificate at the URL that the delivery says.
/// const LINK: Published =
///     Published::linked(Source::Header("x-sender-cert"), &["https://*.sender.example/certs/*.pem"]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Published {
    pub(crate) named: Named,
    pub(crate) at: At,
    pub(crate) sandbox: At,
    /// Where in what is there the key is, as a JSON pointer; empty for the whole of it.
    #[cfg_attr(not(feature = "https"), allow(dead_code, reason = "it is read by what fetches"))]
    pub(crate) holds: &'static str,
}

/// How a delivery names its key.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "fetch"), allow(dead_code, reason = "it is read by what fetches"))]
pub(crate) enum Named {
    /// By what stands there.
    By(Source),
    /// By a field of the envelope in which the tag is.
    InEnvelope(&'static str),
    /// By the `kid` in the header of the token that is the tag.
    InToken,
    /// Not at all: there is one key, or one set.
    Not,
}

/// Where keys are.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "fetch"), allow(dead_code, reason = "it is read by what fetches"))]
pub(crate) enum At {
    /// Where the delivery says, if that fits one of these.
    Link(&'static [&'static str]),
    /// At no URL that could be got without further ado.
    Nowhere,
    /// There, with the name of the key in place of `{}`.
    Url(&'static str),
}

impl Published {
    const fn new(named: Named, at: At) -> Self {
        Self { named, at, sandbox: At::Nowhere, holds: "" }
    }

    /// At this URL, with the name of the key in place of `{}`. Without a `{}` it is one key, or a set of JSON
    /// Web Keys.
    #[must_use]
    pub const fn at(url: &'static str) -> Self {
        Self::new(Named::Not, At::Url(url))
    }

    /// At the URL that stands there in the delivery, if it fits one of these patterns.
    #[must_use]
    pub const fn linked(stands: Source, patterns: &'static [&'static str]) -> Self {
        Self::new(Named::By(stands), At::Link(patterns))
    }

    /// To whoever asks for them with credentials of its own, in ways that only a
    /// [`KeySource`](crate::fetch::KeySource) of your own knows.
    #[must_use]
    pub const fn on_request() -> Self {
        Self::new(Named::Not, At::Nowhere)
    }

    /// The name of the key stands there.
    #[must_use]
    pub const fn named(mut self, stands: Source) -> Self {
        self.named = Named::By(stands);
        self
    }

    /// The name of the key is the field at this JSON pointer of the
    /// [envelope](crate::Layout::Envelope) in which the tag is.
    #[must_use]
    pub const fn named_in_envelope(mut self, pointer: &'static str) -> Self {
        self.named = Named::InEnvelope(pointer);
        self
    }

    /// The name of the key is the `kid` in the header of the token
    /// ([RFC 7515](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4)).
    #[must_use]
    pub const fn named_in_token(mut self) -> Self {
        self.named = Named::InToken;
        self
    }

    /// What is there is JSON, with the key at this JSON pointer.
    #[must_use]
    pub const fn key_at(mut self, pointer: &'static str) -> Self {
        self.holds = pointer;
        self
    }

    /// Where the keys of the sender's sandbox are, for verifiers with the
    /// [`setting`](crate::Verifier::setting) `environment` of `sandbox`: one URL for a sender whose keys are at
    /// one, else patterns. Whoever may use the sandbox can have anything signed there.
    ///
    /// # Panics
    ///
    /// If there is none, which in a constant is a compile error.
    #[must_use]
    pub const fn sandbox(mut self, urls: &'static [&'static str]) -> Self {
        self.sandbox = match self.at {
            At::Link(_) => At::Link(urls),
            At::Nowhere | At::Url(_) => At::Url(urls[0]),
        };
        self
    }

    /// Where in a delivery the name of the key is, if it stands alone.
    #[cfg(feature = "actix")]
    pub(crate) const fn source(&self) -> Option<Source> {
        match self.named {
            Named::By(source) => Some(source),
            _ => None,
        }
    }

    /// # Panics
    ///
    /// If it makes no sense, which in a constant is a compile error.
    pub(crate) const fn check(&self) {
        check_place(&self.at, &self.named);
        check_place(&self.sandbox, &self.named);
    }

    /// What a page about the scheme says of it.
    #[cfg(test)]
    pub(crate) fn words(&self) -> String {
        match self.at {
            At::Nowhere => "by a source of one's own".to_owned(),
            At::Url(url) => format!("from `{url}`"),
            At::Link(patterns) => {
                let patterns: Vec<_> = patterns.iter().map(|pattern| format!("`{pattern}`")).collect();
                format!("from {}", patterns.join(" or "))
            }
        }
    }
}

const fn check_place(at: &At, named: &Named) {
    match at {
        At::Link(patterns) => {
            assert!(matches!(named, Named::By(_)), "a link stands somewhere in the delivery");
            check_patterns(patterns);
        }
        At::Url(url) => assert!(is_https(url.as_bytes()), "keys come over HTTPS"),
        At::Nowhere => {}
    }
}

const fn check_patterns(patterns: &[&str]) {
    let mut at = 0;
    while at < patterns.len() {
        check_pattern(patterns[at].as_bytes());
        at += 1;
    }
}

/// A pattern has no two ways to fit: what is behind a `*` is none of what it stands for.
const fn check_pattern(pattern: &[u8]) {
    assert!(is_https(pattern), "keys come over HTTPS");
    let mut at = 0;
    while at + 1 < pattern.len() {
        assert!(pattern[at] != b'*' || !is_label(pattern[at + 1]), "what is behind a `*` ends it");
        at += 1;
    }
}

const fn is_https(url: &[u8]) -> bool {
    matches!(url, [b'h', b't', b't', b'p', b's', b':', b'/', b'/', ..])
}

pub(crate) const fn is_label(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Whether a URL fits a pattern. In a host it has to be in lower case, or one place would have many names, and begins
/// with two letters, as regions do: `sns.s3.amazonaws.com` is a bucket of the name `sns`, and has what its owner puts there.
#[cfg(any(feature = "fetch", feature = "rsa"))]
pub(crate) fn fits(url: &str, pattern: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = url.strip_prefix(first) else { return false };
    let mut in_host = !first.trim_start_matches("https://").contains('/');
    let mut in_query = false;
    for piece in pieces {
        let stands = |byte: u8| {
            is_label(byte) && !(in_host && byte.is_ascii_uppercase()) || (in_query && b".:~%".contains(&byte))
        };
        let begins = !in_host || rest.bytes().take(2).all(|byte| byte.is_ascii_lowercase());
        let length = rest.bytes().take_while(|byte| stands(*byte)).count();
        let Some(behind) = rest[length..].strip_prefix(piece).filter(|_| begins && length > 0) else {
            return false;
        };
        in_host &= !piece.contains('/');
        in_query |= piece.contains('?');
        rest = behind;
    }
    rest.is_empty()
}

/// A delivery that asks for its subscription to be confirmed, by following a link.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "fetch"), allow(dead_code, reason = "it is read by what fetches"))]
pub struct Confirmation {
    pub(crate) is: (Source, &'static str),
    pub(crate) of: (Source, &'static str),
    pub(crate) link: Source,
    pub(crate) patterns: &'static [&'static str],
}

impl Confirmation {
    /// It has the value `is.1` at `is.0`, what was subscribed to at `of.0`, which has to be the verifier's
    /// setting `of.1`, and a link that fits one of `patterns`, as of [`Published`].
    #[must_use]
    pub const fn new(
        is: (Source, &'static str),
        of: (Source, &'static str),
        link: Source,
        patterns: &'static [&'static str],
    ) -> Self {
        check_patterns(patterns);
        Self { is, of, link, patterns }
    }
}

#[cfg(all(test, any(feature = "fetch", feature = "rsa")))]
mod tests {
    use super::*;

    const CERTIFICATES: &str = "https://sns.*.amazonaws.com/*.pem";
    const CONFIRMATION: &str = "https://sns.*.amazonaws.com/?Action=ConfirmSubscription&TopicArn=*&Token=*";

    #[test]
    fn a_url_fits_a_pattern_or_it_does_not() {
        // (URL, pattern, fits)
        let cases = [
            ("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem", CERTIFICATES, true),
            ("https://sns.us-east-1.amazonaws.com.evil.example/x.pem", CERTIFICATES, false),
            ("https://sns.us-east-1.amazonaws.com@evil.example/x.pem", CERTIFICATES, false),
            ("https://evil.example/sns.us-east-1.amazonaws.com/x.pem", CERTIFICATES, false),
            ("https://sns.evil.example/x.amazonaws.com/x.pem", CERTIFICATES, false),
            ("https://sns..amazonaws.com/x.pem", CERTIFICATES, false),
            ("https://sns.a.b.amazonaws.com/x.pem", CERTIFICATES, false),
            ("https://sns.us-east-1.amazonaws.com:8443/x.pem", CERTIFICATES, false),
            ("https://sns.us-east-1.amazonaws.com/../x.pem", CERTIFICATES, false),
            ("https://sns.us-east-1.amazonaws.com/a/x.pem", CERTIFICATES, false),
            ("https://sns.us-east-1.amazonaws.com/x.pem?y", CERTIFICATES, false),
            ("https://sns.us-east-1.amazonaws.com/x.pem#y", CERTIFICATES, false),
            ("https://sns.us-east-1.amazonaws.com/%2e.pem", CERTIFICATES, false),
            ("https://sns.us-east-1.amazonaws.com/x.pem\n", CERTIFICATES, false),
            ("https://SNS.us-east-1.amazonaws.com/x.pem", CERTIFICATES, false),
            // Buckets of the name `sns`.
            ("https://sns.s3.amazonaws.com/x.pem", CERTIFICATES, false),
            ("https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-0a.pem", CERTIFICATES, false),
            ("https://sns.s3-accelerate.amazonaws.com/x.pem", CERTIFICATES, false),
            ("https://sns.us-gov-west-1.amazonaws.com/SimpleNotificationService-0a.pem", CERTIFICATES, true),
            ("https://sns.u.amazonaws.com/x.pem", CERTIFICATES, false),
            ("https://sns.-us.amazonaws.com/x.pem", CERTIFICATES, false),
            ("http://sns.us-east-1.amazonaws.com/x.pem", CERTIFICATES, false),
            ("file:///etc/x.pem", CERTIFICATES, false),
            ("https://sns.us-east-1.amazonaws.com/.pem", CERTIFICATES, false),
            (
                "https://sns.eu-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-1:1:a.fifo&Token=2a",
                CONFIRMATION,
                true,
            ),
            (
                "https://sns.eu-1.amazonaws.com/?Action=DeleteTopic&TopicArn=arn:aws:sns:eu-1:1:a&Token=2a",
                CONFIRMATION,
                false,
            ),
            (
                "https://sns.eu-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=a&Token=2a&Action=x",
                CONFIRMATION,
                false,
            ),
            (
                "https://sns.s3.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-1:1:a&Token=2a",
                CONFIRMATION,
                false,
            ),
        ];
        for (url, pattern, expected) in cases {
            assert_eq!(fits(url, pattern), expected, "{url}");
        }
    }
}
