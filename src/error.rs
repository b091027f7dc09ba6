//! What can be wrong: with a delivery, and with a verifier's configuration.

use http::StatusCode;
use time::Duration;

/// Why a delivery was refused.
///
/// The text is for the operator's log. It never holds anything that the sender wrote, and none of it goes
/// on the wire: there, every refusal of credentials is the same empty `401`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It was signed further ahead of its arrival than the tolerance allows: somebody's clock is wrong.
    #[error("the delivery was signed {by} ahead of its arrival, which is more than the tolerance")]
    Early {
        /// How far ahead.
        by: Duration,
    },
    /// A probe of the endpoint did not know the verify token, or its challenge cannot be answered.
    #[error("the handshake was refused: its verify token or its challenge is not acceptable")]
    Handshake,
    /// Something that the scheme needs is there but not in the form that the scheme prescribes.
    #[error("{0} is malformed")]
    Malformed(&'static str),
    /// The timestamp counts milliseconds where the scheme has seconds.
    #[error("the timestamp counts milliseconds, expected seconds")]
    Milliseconds,
    /// No key accepts the credentials: another key, another body, or not the sender at all.
    #[error("no key matches what was presented")]
    Mismatch,
    /// Something that the scheme needs is not there.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// The scheme signs what only the receiver's configuration knows, and it was not given.
    #[error("the verifier lacks {0}, which this scheme signs")]
    NotConfigured(&'static str),
    /// Something that must stand once stands several times.
    #[error("{0} is repeated")]
    Repeated(&'static str),
    /// It is genuine, but under a key that was retired before it arrived, or whose certificate was not
    /// valid then.
    #[error("the key that matches was not valid when the delivery arrived")]
    RetiredKey,
    /// It is genuine, but older than the tolerance allows: slow, or a replay.
    #[error("the delivery was signed {age} before its arrival, which is more than the tolerance")]
    Stale {
        /// How old it was when it arrived; for a token that has expired, how long ago that was.
        age: Duration,
    },
    /// Too many deliveries of the same source failed.
    #[error("too many deliveries of the same source failed")]
    TooManyFailures {
        /// When to try again.
        retry_after: Duration,
    },
    /// The key that the delivery names is not at hand, and could not be fetched: the delivery is neither
    /// accepted nor refused.
    #[error("the key that the delivery names could not be fetched")]
    Undetermined {
        /// When to try again.
        retry_after: Duration,
    },
    /// Something that a [condition](crate::condition) needs is not known of the connection: the server, or a
    /// proxy that it trusts, does not say it.
    #[error("{0} is not known, and a condition needs it")]
    Unknown(&'static str),
    /// The delivery names a key that its sender does not have.
    #[error("the delivery names a key that its sender does not have")]
    UnknownKey,
    /// A [condition](crate::condition) is not met, and in which way.
    #[error("a condition is not met: {0}")]
    Unmet(&'static str),
}

impl Error {
    /// The status to answer with: `401` for every refusal of credentials, `403` for a refused
    /// handshake, `429` where too many failed before, `500` where the verifier lacks a setting, `503` where a key
    /// could not be fetched.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Handshake => StatusCode::FORBIDDEN,
            Self::NotConfigured(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TooManyFailures { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Undetermined { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Early { .. }
            | Self::Malformed(_)
            | Self::Milliseconds
            | Self::Mismatch
            | Self::Missing(_)
            | Self::Repeated(_)
            | Self::RetiredKey
            | Self::Stale { .. }
            | Self::Unknown(_)
            | Self::UnknownKey
            | Self::Unmet(_) => StatusCode::UNAUTHORIZED,
        }
    }

    /// Whether a delivery of the sender's may have been refused so because the verifier lacks a key.
    pub(crate) const fn is_for_want_of_a_key(self) -> bool {
        matches!(self, Self::Mismatch | Self::RetiredKey | Self::Undetermined { .. } | Self::UnknownKey)
    }

    /// When the sender is to try again, where it is told.
    #[must_use]
    pub const fn retry_after(self) -> Option<Duration> {
        match self {
            Self::TooManyFailures { retry_after } | Self::Undetermined { retry_after } => Some(retry_after),
            _ => None,
        }
    }
}

/// Why a verifier cannot be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The secret has no bytes, or none after its prefix. There is no verifier without a secret.
    #[error("the secret is empty")]
    Empty,
    /// A network of trusted proxies is everybody's, so that anybody could say where a delivery comes from.
    #[error("a network of trusted proxies is everybody's")]
    Everybody,
    /// The fingerprint of a certificate or of its key is not a SHA-256 in hexadecimal.
    #[error("a fingerprint is not a SHA-256 in hexadecimal")]
    Fingerprint,
    /// The secret is not written as this scheme's secrets are.
    #[error("the secret is not in the form this scheme expects: {expected}")]
    Form {
        /// The form expected.
        expected: &'static str,
    },
    /// A limit on failures is of none, or its time is not between a millisecond for each failure and a day.
    #[error("a limit on failures needs at least one, and a time from a millisecond for each to a day")]
    Limit,
    /// A network is not written as an address or a prefix.
    #[error("network {at} is neither an address nor a prefix without further bits, such as 192.0.2.0/24")]
    Network {
        /// Which one, from 0.
        at: usize,
    },
    /// The list of networks is empty.
    #[error("there is no network in the list")]
    NoNetworks,
    /// The scheme publishes no keys, so there are none to fetch.
    #[error("this scheme publishes no keys that could be fetched")]
    NotPublished,
    /// The secret is one that anybody would try first.
    /// [`dangerous::weak_secret`](crate::dangerous::weak_secret) lets it through.
    #[error("the secret is a placeholder or one byte repeated")]
    Placeholder,
    /// The scheme signs no message: what a delivery presents is the secret itself, or a token that is good for others
    /// too. Such deliveries are not kept.
    #[error("deliveries of this scheme are proven by a token, and are not kept where that does not fit")]
    ProvenByToken,
    /// The public URL is not an absolute `http` or `https` URL.
    #[error("the public URL is not an absolute http or https URL")]
    PublicUrl,
    /// The secret has fewer bytes than this scheme's shortest.
    /// [`dangerous::weak_secret`](crate::dangerous::weak_secret) lets it through.
    #[error("the secret is shorter than {minimum} bytes, the least for this scheme")]
    Short {
        /// The least number of bytes.
        minimum: usize,
    },
    /// White space at either end, most often a newline that came along when the secret was copied.
    #[error("the secret begins or ends with white space")]
    WhiteSpace,
}

/// Why a genuine payload was not parsed.
///
/// It says where, and keeps what the sender wrote to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PayloadError {
    /// It is a form, but not of this type.
    #[error("the form does not fit its type")]
    Form,
    /// It has nothing where the scheme has what its events are about.
    #[error("the payload has nothing where its data should be")]
    NoData,
    /// It is JSON that is not in UTF-8.
    #[error("the payload is not UTF-8")]
    NotUtf8,
    /// It is of the type, but does not fit the schema that the type has.
    #[error("the payload does not fit its schema")]
    Schema,
    /// It is not JSON.
    #[error("the payload is not JSON at line {line} column {column}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is JSON, but not of this type.
    #[error("the payload does not fit its type at line {line} column {column}")]
    Unfit {
        /// The line, from 1.
        line: usize,
        /// The column, from 1; 0 where the value as a whole does not fit.
        column: usize,
    },
    /// It is an event of another name than those that were asked for. Nothing is wrong with it.
    #[error("the event is not one that was asked for")]
    Unwanted,
}

impl PayloadError {
    /// It is read in no way, or in several.
    pub(crate) const UNREADABLE: Self = Self::Unfit { line: 1, column: 0 };

    /// The status to answer with: `400`, so that the sender tries again, and `200` for an event that was not
    /// asked for.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Unwanted => StatusCode::OK,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    pub(crate) fn of_json(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        if error.is_data() { Self::Unfit { line, column } } else { Self::Syntax { line, column } }
    }
}
