//! What a handler asks for.

mod batch;
mod events;
#[cfg(feature = "form")]
mod form;
mod json;
mod payload;

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

pub use self::batch::{Batch, Item};
#[cfg(feature = "form")]
#[cfg_attr(docsrs, doc(cfg(feature = "form")))]
pub use self::form::Form;
pub use self::json::{Data, Json};
pub use self::payload::Payload;
use crate::error::PayloadError;
use crate::scheme::Provider;
use crate::verified::Verified;
use crate::verifier::AnyProvider;

/// What a handler asks for: a type that is parsed from a genuine delivery of one provider.
///
/// [`Json`] and [`Data`] make one of any type that `serde` can make, [`events!`](macro@crate::events) an enum of
/// several, [`Batch`] all items of a delivery that brings several, and [`Raw`] parses nothing. A type of your own
/// can be one:
///
/// ```
/// use countersign::providers::GitHub;
/// use countersign::{Event, Payload, PayloadError};
///
/// struct Branch(String);
///
/// impl Event for Branch {
///     type Provider = GitHub;
///
///     fn parse(payload: &Payload<'_, GitHub>) -> Result<Self, PayloadError> {
///         #[derive(serde::Deserialize)]
///         struct Push {
///             r#ref: String,
///         }
///         if !payload.is("push") {
///             return Err(PayloadError::Unwanted);
///         }
///         payload.json::<Push>().map(|push| Self(push.r#ref))
///     }
/// }
/// ```
pub trait Event: Sized {
    /// Who sends it.
    type Provider: Provider;

    /// Parses it.
    ///
    /// # Errors
    ///
    /// [`Unwanted`](PayloadError::Unwanted) if it is an event of another name, and another one if the payload
    /// does not fit.
    fn parse(payload: &Payload<'_, Self::Provider>) -> Result<Self, PayloadError>;
}

/// Large ones are boxed, so that an enum of several is not as large as they are.
impl<E: Event> Event for Box<E> {
    type Provider = E::Provider;

    fn parse(payload: &Payload<'_, E::Provider>) -> Result<Self, PayloadError> {
        E::parse(payload).map(Self::new)
    }
}

/// An event of `E`'s that came by another scheme: GitLab's by its signing token, or CloudEvents from a sender that
/// authenticates in a way of its own.
///
/// ```
/// # #[cfg(feature = "events-gitlab")] {
/// use countersign::events::gitlab;
/// use countersign::providers::GitLabSigned;
/// use countersign::{By, Verified};
///
/// fn on_event(event: &Verified<By<GitLabSigned, gitlab::Event>>) {}
/// # }
/// ```
pub struct By<P, E> {
    event: E,
    provider: PhantomData<fn() -> P>,
}

impl<P, E> By<P, E> {
    /// The event.
    #[must_use]
    pub fn into_inner(self) -> E {
        self.event
    }
}

impl<P, E> Deref for By<P, E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.event
    }
}

impl<P, E: Clone> Clone for By<P, E> {
    fn clone(&self) -> Self {
        Self { event: self.event.clone(), provider: PhantomData }
    }
}

impl<P, E: fmt::Debug> fmt::Debug for By<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.event.fmt(f)
    }
}

impl<P: Provider, E: Event> Event for By<P, E> {
    type Provider = P;

    fn parse(payload: &Payload<'_, P>) -> Result<Self, PayloadError> {
        Ok(Self { event: E::parse(&payload.by())?, provider: PhantomData })
    }
}

/// Nothing parsed: the delivery is in the [`Verified`] around it, its bytes in [`Verified::body`].
pub struct Raw<P>(PhantomData<fn() -> P>);

impl<P> Raw<P> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<P> Clone for Raw<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for Raw<P> {}

impl<P> fmt::Debug for Raw<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Raw")
    }
}

impl<P: Provider> Event for Raw<P> {
    type Provider = P;

    fn parse(_: &Payload<'_, P>) -> Result<Self, PayloadError> {
        Ok(Self::new())
    }
}

/// A genuine delivery that is not what was asked for: its payload does not fit the type, or it is an event of
/// another name.
#[derive(thiserror::Error)]
#[error("{error}")]
pub struct Unfit {
    error: PayloadError,
    delivery: Box<Verified<Raw<AnyProvider>>>,
}

impl Unfit {
    pub(crate) fn new(error: PayloadError, delivery: Verified<Raw<AnyProvider>>) -> Self {
        Self { error, delivery: Box::new(delivery) }
    }

    /// Where it does not fit.
    #[must_use]
    pub const fn error(&self) -> PayloadError {
        self.error
    }

    /// The delivery, of which nothing is lost.
    #[must_use]
    pub const fn delivery(&self) -> &Verified<Raw<AnyProvider>> {
        &self.delivery
    }

    /// The delivery, to keep.
    #[must_use]
    pub fn into_delivery(self) -> Verified<Raw<AnyProvider>> {
        *self.delivery
    }
}

impl fmt::Debug for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unfit").field("error", &self.error).finish_non_exhaustive()
    }
}
