//! [`Verified`] as an extractor for [axum](https://docs.rs/axum) 0.8.
//!
//! The verifier comes from the router's state, by
//! [`FromRef`](https://docs.rs/axum/0.8/axum/extract/trait.FromRef.html); a router whose state has none
//! does not compile. For several providers in one router, derive `FromRef` for a state that has one
//! verifier each. For several endpoints of one provider, give each a router of its own, with its
//! verifier as the state, and [merge](https://docs.rs/axum/0.8/axum/struct.Router.html#method.merge) them.
//!
//! ```
//! use axum::Router;
//! use axum::routing::post;
//! use countersign::providers::{GitHub, Stripe};
//! use countersign::{Raw, Verified, Verifier};
//!
//! #[derive(Clone, axum::extract::FromRef)]
//! struct Senders {
//!     github: Verifier<GitHub>,
//!     stripe: Verifier<Stripe>,
//! }
//!
//! async fn on_github(event: Verified<Raw<GitHub>>) {}
//! async fn on_stripe(event: Verified<Raw<Stripe>>) {}
//!
//! let senders = Senders {
//!     github: Verifier::new("It's a Secret to Everybody")?,
//!     stripe: Verifier::new("whsec_8f742231b10e8888abcd99")?,
//! };
//! let app: Router = Router::new()
//!     .route("/github", post(on_github))
//!     .route("/stripe", post(on_stripe))
//!     .with_state(senders);
//! # Ok::<(), countersign::KeyError>(())
//! ```
//!
//! A verifier that was forgotten does not compile:
//!
//! ```compile_fail,E0277
//! # use axum::{Router, routing::post};
//! # use countersign::{Raw, Verified, providers::GitHub};
//! async fn on_github(event: Verified<Raw<GitHub>>) {}
//! let app: Router = Router::new().route("/github", post(on_github)).with_state(());
//! ```
//!
//! The body is read within the limit that is set with
//! [`DefaultBodyLimit`](https://docs.rs/axum/0.8/axum/extract/struct.DefaultBodyLimit.html): two megabytes
//! unless you say otherwise, of which GitHub's payloads may have 25. An endpoint that its sender probes
//! with another method has to be routed for that method too, as with
//! [`any`](https://docs.rs/axum/0.8/axum/routing/fn.any.html).
//!
//! [Conditions](crate::condition) go by the [`Connection`](crate::Connection) in the extensions of a request. With the
//! feature `connect-info`, an app that is served with
//! [`into_make_service_with_connect_info`](https://docs.rs/axum/0.8/axum/struct.Router.html#method.into_make_service_with_connect_info)
//! of a `SocketAddr` needs no more for conditions on the address; with a listener that ends TLS itself, see the example
//! `mutual_tls`.

use std::mem;

use axum_core::body::Body;
use axum_core::extract::rejection::BytesRejection;
use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use time::OffsetDateTime;

use crate::arriving::axum::read;
use crate::replay::{OnceError, StoreError};
use crate::verifier::Pending;
use crate::{Event, Head, Raw, Refusal, Verified, Verifier, connection};

/// Why a handler gets no event, and what the sender is answered instead.
///
/// A handler that takes `Result<Verified<E>, Rejection>` sees it, and returns it as its response: with it
/// go the answers to handshakes.
#[derive(Debug, thiserror::Error)]
pub enum Rejection {
    /// The body could not be read, or is above the limit.
    #[error(transparent)]
    Body(BytesRejection),
    /// The delivery was refused, or was a handshake.
    #[error(transparent)]
    Refusal(#[from] Refusal),
}

impl<S, E> FromRequest<S> for Verified<E>
where
    E: Event,
    Verifier<E::Provider>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let verifier = Verifier::<E::Provider>::from_ref(state);
        match receive(&verifier, request).await?.parse() {
            Ok(event) => Ok(event),
            Err(unfit) => Err(verifier.report(unfit).into()),
        }
    }
}

/// Receives a delivery as the extractor does, with a verifier that is at hand: for a provider that is
/// chosen at run time.
///
/// # Errors
///
/// If the handler gets no event; the rejection is the response.
pub async fn receive<P>(verifier: &Verifier<P>, request: Request) -> Result<Verified<Raw<P>>, Rejection> {
    let (pending, rest) = begin(verifier, request)?;
    let (body, hashes) = read(&pending, rest).await.map_err(Rejection::Body)?;
    match pending.complete(body, hashes).await {
        Ok(verified) => Ok(verified),
        Err(refusal) => Err(verifier.report(refusal).into()),
    }
}

/// What the head says, and the rest of the request. Apart and boxed, so that the future of a handler, which axum moves
/// to the heap, has the size of neither.
#[expect(clippy::disallowed_methods, reason = "the one clock of this adapter")]
fn begin<P>(verifier: &Verifier<P>, request: Request) -> Result<(Box<Pending<'_, P>>, Request), Rejection> {
    let received_at = OffsetDateTime::now_utc();
    let (mut parts, body) = request.into_parts();
    let mut rest = Request::new(body);
    // The limit of the body is among them.
    *rest.extensions_mut() = mem::take(&mut parts.extensions);
    let mut head = Head::from_parts(parts, received_at);
    if verifier.core().config.wants_connection() {
        head.connection = connection::axum::of(rest.extensions());
    }
    match verifier.begin(head) {
        Ok(pending) => Ok((Box::new(pending), rest)),
        Err(refusal) => Err(verifier.report(refusal).into()),
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        match self {
            Self::Body(rejection) => rejection.into_response(),
            Self::Refusal(refusal) => refusal.into_response().map(Body::from),
        }
    }
}

/// The work's own response where the work failed, else an empty one of [`OnceError::status`].
impl<E: IntoResponse> IntoResponse for OnceError<E> {
    fn into_response(self) -> Response {
        match self {
            Self::Work(error) => error.into_response(),
            error => error.status().into_response(),
        }
    }
}

/// An empty response of [`StoreError::status`].
impl IntoResponse for StoreError {
    fn into_response(self) -> Response {
        self.status().into_response()
    }
}
