//! Why a handler gets no event, and what the sender is answered instead.

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::error::Error;
use crate::event::Unfit;

/// Why a handler gets no event, and what the sender is answered instead.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// It was a probe of the endpoint, and this is the answer to it. Nothing was refused.
    Handshake(Box<Response<Bytes>>),
    /// It is not proven to be the sender's, or not fresh.
    Refused(Error),
    /// It is genuine, but its payload does not fit the type that was asked for.
    Unfit(Unfit),
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
            Self::Refused(error) => drop(response.extensions_mut().insert(error)),
            Self::Unfit(unfit) => drop(response.extensions_mut().insert(unfit.error())),
        }
        response
    }

    /// Writes what was wrong to the operator's log.
    #[cfg(any(feature = "actix", feature = "axum"))]
    pub(crate) fn log(&self, provider: &'static str) {
        match self {
            Self::Handshake(_) => tracing::debug!(provider, "answered a handshake"),
            Self::Refused(error @ Error::NotConfigured(_)) => tracing::error!(provider, %error),
            Self::Refused(error) => tracing::debug!(provider, %error, "refused a delivery"),
            Self::Unfit(unfit) => {
                tracing::warn!(provider, error = %unfit.error(), "refused a genuine payload")
            }
        }
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
