//! Why a handler gets no event, and what the sender is answered instead.

use std::fmt;
#[cfg(any(feature = "actix", feature = "axum"))]
use std::sync::atomic::Ordering;

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{Response, StatusCode};

use crate::acceptance::answer;
#[cfg(any(feature = "actix", feature = "axum"))]
use crate::check::Core;
use crate::denial::Denial;
use crate::error::{Error, PayloadError};
use crate::event::Unfit;
use crate::handshake::Offered;
use crate::scheme::Scheme;
use crate::unproven::Unproven;

/// Why a handler gets no event, and what the sender is answered instead.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It was a probe of the endpoint, and this is the answer to it. Nothing was refused.
    #[error("the request was a handshake, to which there is an answer")]
    Handshake(Box<Response<Bytes>>),
    /// It is not proven to be the sender's, or not fresh, and what its sender wants to be answered then. A refusal
    /// made of an [`Error`] alone is answered with an empty `401`.
    #[error("{0}")]
    Refused(Error, Denial),
    /// It is genuine, but its payload does not fit the type that was asked for. The sender is made to try again.
    #[error(transparent)]
    Unfit(Unfit),
    /// It was refused for want of a key, by a verifier that [gives it back](crate::Verifier::keep_unproven). It is
    /// answered as [`Refused`](Self::Refused) is.
    #[error(transparent)]
    Unproven(Unproven),
    /// It is genuine, but an event of another name than those that were asked for. It is answered like one that
    /// was handled.
    #[error(transparent)]
    Unwanted(Unfit),
}

/// Gives an answer's status, not what it echoes or signs.
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handshake(answer) => f.debug_tuple("Handshake").field(&answer.status()).finish(),
            Self::Refused(error, _) => f.debug_tuple("Refused").field(error).finish(),
            Self::Unfit(unfit) => f.debug_tuple("Unfit").field(unfit).finish(),
            Self::Unproven(unproven) => f.debug_tuple("Unproven").field(unproven).finish(),
            Self::Unwanted(unfit) => f.debug_tuple("Unwanted").field(unfit).finish(),
        }
    }
}

impl Refusal {
    /// The status to answer with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Handshake(answer) => answer.status(),
            Self::Refused(error, denial) if error.status() == StatusCode::UNAUTHORIZED => denial.code(),
            Self::Refused(error, _) => error.status(),
            Self::Unfit(unfit) => unfit.error().status(),
            Self::Unproven(unproven) => unproven.refused().status(),
            Self::Unwanted(unfit) => unfit.delivery().receipt().acceptance().status(),
        }
    }

    /// The secret that a handshake proposes, where a sender does that: Notion's verification token, Asana's
    /// `X-Hook-Secret`.
    ///
    /// Nobody vouches for it: such a handshake has no signature, and anybody can send one. Show it to whoever is
    /// setting the webhook up at the sender, and who knows that it is due; do not put it in place by itself.
    #[must_use]
    pub fn offered(&self) -> Option<&str> {
        match self {
            Self::Handshake(answer) => answer.extensions().get().map(|Offered(secret)| &**secret),
            _ => None,
        }
    }

    /// The answer to the sender. What was wrong is in its extensions, as [`Error`] or
    /// [`PayloadError`](crate::PayloadError), for the operator. On the wire every refusal is empty, unless the
    /// scheme has a [`Denial`].
    #[must_use]
    pub fn into_response(self) -> Response<Bytes> {
        match self {
            Self::Handshake(answer) => *answer,
            refusal => refusal.response(),
        }
    }

    /// The same, of a refusal that is kept.
    pub(crate) fn response(&self) -> Response<Bytes> {
        let empty = || answer(self.status().as_u16(), None::<(_, Bytes)>);
        match self {
            Self::Handshake(answer) => (**answer).clone(),
            Self::Refused(error, denial) => {
                let is_denied = error.status() == StatusCode::UNAUTHORIZED;
                let mut response = if is_denied { denial.response() } else { empty() };
                if let Some(time) = error.retry_after() {
                    response.headers_mut().insert(RETRY_AFTER, time.whole_seconds().max(1).into());
                }
                response.extensions_mut().insert(*error);
                response
            }
            Self::Unfit(unfit) => {
                let mut response = empty();
                response.extensions_mut().insert(unfit.error());
                response
            }
            Self::Unproven(unproven) => unproven.refused().response(),
            Self::Unwanted(unfit) => unfit.delivery().receipt().acceptance(),
        }
    }
}

impl Unproven {
    /// The refusal without the delivery.
    fn refused(&self) -> Refusal {
        self.scheme().refuse(self.error())
    }
}

impl Scheme {
    /// A refusal with the answer that the sender wants.
    pub(crate) const fn refuse(&self, error: Error) -> Refusal {
        Refusal::Refused(error, self.denial)
    }
}

#[cfg(any(feature = "actix", feature = "axum"))]
impl Core {
    /// Tells the operator's log, and whoever else wants to know, what was wrong.
    pub(crate) fn report(&self, refusal: impl Into<Refusal>) -> Refusal {
        let refusal = refusal.into();
        let provider = self.config.scheme.name();
        match &refusal {
            Refusal::Handshake(_) if refusal.offered().is_some() => {
                tracing::warn!(provider, "answered a handshake that offers a secret: see Refusal::offered");
            }
            Refusal::Handshake(_) => tracing::debug!(provider, "answered a handshake"),
            Refusal::Refused(error, _) => log(provider, *error),
            Refusal::Unproven(unproven) => log(provider, unproven.error()),
            Refusal::Unfit(unfit) => tracing::warn!(provider, error = %unfit, "refused a genuine payload"),
            Refusal::Unwanted(_) => {
                self.keys.unwanted.fetch_add(1, Ordering::Relaxed);
                tracing::debug!(provider, "passed over an event of another name");
            }
        }
        for observer in &self.config.observers {
            observer(&refusal);
        }
        refusal
    }
}

#[cfg(any(feature = "actix", feature = "axum"))]
fn log(provider: &str, error: Error) {
    match error {
        Error::NotConfigured(_) | Error::Undetermined { .. } | Error::Unknown(_) => {
            tracing::error!(provider, %error);
        }
        _ => tracing::debug!(provider, %error, "refused a delivery"),
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Refused(error, Denial::default())
    }
}

impl From<Unfit> for Refusal {
    fn from(unfit: Unfit) -> Self {
        if unfit.error() == PayloadError::Unwanted { Self::Unwanted(unfit) } else { Self::Unfit(unfit) }
    }
}
