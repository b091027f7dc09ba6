//! Why a handler gets no event, and what the sender is answered instead.

use std::fmt;

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{Response, StatusCode};

use crate::error::Error;
use crate::event::Unfit;
#[cfg(any(feature = "actix", feature = "axum"))]
use crate::verifier::Verifier;

/// Why a handler gets no event, and what the sender is answered instead.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It was a probe of the endpoint, and this is the answer to it. Nothing was refused.
    #[error("the request was a handshake, to which there is an answer")]
    Handshake(Box<Response<Bytes>>),
    /// It is not proven to be the sender's, or not fresh.
    #[error(transparent)]
    Refused(Error),
    /// It is genuine, but its payload does not fit the type that was asked for.
    #[error(transparent)]
    Unfit(Unfit),
}

/// Gives an answer's status, not what it echoes or signs.
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handshake(answer) => f.debug_tuple("Handshake").field(&answer.status()).finish(),
            Self::Refused(error) => f.debug_tuple("Refused").field(error).finish(),
            Self::Unfit(unfit) => f.debug_tuple("Unfit").field(unfit).finish(),
        }
    }
}

impl Refusal {
    /// The status to answer with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Handshake(answer) => answer.status(),
            Self::Refused(error) => error.status(),
            Self::Unfit(unfit) => unfit.error().status(),
        }
    }

    /// The answer to the sender. What was wrong is in its extensions, as [`Error`] or
    /// [`PayloadError`](crate::PayloadError), for the operator; on the wire every refusal is empty.
    #[must_use]
    pub fn into_response(self) -> Response<Bytes> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = self.status();
        match self {
            Self::Handshake(answer) => return *answer,
            Self::Refused(error) => {
                if let Some(time) = error.retry_after() {
                    response.headers_mut().insert(RETRY_AFTER, time.whole_seconds().max(1).into());
                }
                response.extensions_mut().insert(error);
            }
            Self::Unfit(unfit) => drop(response.extensions_mut().insert(unfit.error())),
        }
        response
    }
}

#[cfg(any(feature = "actix", feature = "axum"))]
impl<P> Verifier<P> {
    /// Writes what was wrong to the operator's log.
    pub(crate) fn log(&self, refusal: impl Into<Refusal>) -> Refusal {
        let refusal = refusal.into();
        let provider = self.scheme().name();
        match &refusal {
            Refusal::Handshake(_) => tracing::debug!(provider, "answered a handshake"),
            Refusal::Refused(error @ (Error::NotConfigured(_) | Error::Undetermined { .. })) => {
                tracing::error!(provider, %error)
            }
            Refusal::Refused(error) => tracing::debug!(provider, %error, "refused a delivery"),
            Refusal::Unfit(unfit) => tracing::warn!(provider, error = %unfit, "refused a genuine payload"),
        }
        refusal
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<Unfit> for Refusal {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(unfit)
    }
}
