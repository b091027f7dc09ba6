//! Payloads of JSON as types of the user's.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::DeserializeOwned;

use super::{Event, Payload};
use crate::error::PayloadError;
use crate::scheme::Provider;

/// A JSON payload as a type of your own: the body, or the [payload](crate::Verified::payload) of the token in it.
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

/// What an event is about, as a type of your own: the part of the JSON payload that the scheme calls its
/// [`data`](crate::Scheme::data), such as Stripe's `data.object`, and the whole of it where it calls none.
///
/// ```
/// use countersign::providers::Stripe;
/// use countersign::{Data, Verified};
///
/// #[derive(serde::Deserialize)]
/// struct Invoice {
///     id: String,
///     amount_paid: i64,
/// }
///
/// fn on_invoice(invoice: &Verified<Data<Stripe, Invoice>>) -> i64 {
///     invoice.amount_paid
/// }
/// ```
pub struct Data<P, T> {
    value: T,
    provider: PhantomData<fn() -> P>,
}

macro_rules! wrapper {
    ($name:ident, $read:ident) => {
        impl<P, T> $name<P, T> {
            /// What was parsed.
            #[must_use]
            pub fn into_inner(self) -> T {
                self.value
            }
        }

        impl<P, T> Deref for $name<P, T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.value
            }
        }

        impl<P, T: Clone> Clone for $name<P, T> {
            fn clone(&self) -> Self {
                Self { value: self.value.clone(), provider: PhantomData }
            }
        }

        /// Prints nothing of the payload.
        impl<P, T> fmt::Debug for $name<P, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        impl<P: Provider, T: DeserializeOwned> Event for $name<P, T> {
            type Provider = P;

            fn parse(payload: &Payload<'_, P>) -> Result<Self, PayloadError> {
                Ok(Self { value: payload.$read()?, provider: PhantomData })
            }
        }
    };
}
#[cfg(feature = "form")]
pub(super) use wrapper;

wrapper!(Json, json);
wrapper!(Data, data);
