//! What a handler asks for.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::DeserializeOwned;

use crate::error::PayloadError;
use crate::scheme::Provider;
use crate::verified::Verified;
use crate::verifier::AnyProvider;

/// What a handler asks for: a type that is parsed from a genuine delivery of one provider.
///
/// [`Raw`] and [`Json`] implement it, and so can a type of your own.
pub trait Event: Sized {
    /// Who sends it.
    type Provider: Provider;

    /// Parses it.
    ///
    /// # Errors
    ///
    /// If the payload does not fit.
    fn parse(delivery: &Verified<Raw<Self::Provider>>) -> Result<Self, PayloadError>;
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

    fn parse(_: &Verified<Self>) -> Result<Self, PayloadError> {
        Ok(Self::new())
    }
}

/// A JSON payload as a type of the user's: the body, or the [payload](Verified::payload) of the token in it.
///
/// ```
/// use countersign::providers::GitHub;
/// use countersign::{Json, Verified};
///
/// #[derive(serde::Deserialize)]
/// struct Push {
///     r#ref: String,
/// }
///
/// fn on_push(push: &Verified<Json<GitHub, Push>>) -> bool {
///     push.r#ref == "refs/heads/main"
/// }
/// ```
pub struct Json<P, T> {
    value: T,
    provider: PhantomData<fn() -> P>,
}

impl<P, T> Json<P, T> {
    /// The payload.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<P, T> Deref for Json<P, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<P, T: Clone> Clone for Json<P, T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), provider: PhantomData }
    }
}

/// Prints nothing of the payload.
impl<P, T> fmt::Debug for Json<P, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Json").finish_non_exhaustive()
    }
}

impl<P: Provider, T: DeserializeOwned> Event for Json<P, T> {
    type Provider = P;

    fn parse(delivery: &Verified<Raw<P>>) -> Result<Self, PayloadError> {
        match serde_json::from_slice(&delivery.payload()) {
            Ok(value) => Ok(Self { value, provider: PhantomData }),
            Err(error) => Err(PayloadError::of_json(&error)),
        }
    }
}

/// A genuine delivery whose payload does not fit the type that was asked for.
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
    pub fn into_delivery(self) -> Verified<Raw<AnyProvider>> {
        *self.delivery
    }
}

impl fmt::Debug for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unfit").field("error", &self.error).finish_non_exhaustive()
    }
}
