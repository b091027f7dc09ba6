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
//! Below [`nest`](https://docs.rs/axum/0.8/axum/struct.Router.html#method.nest) a request has the rest of its path alone.
//! A verifier there needs the path in its [`public_url`](crate::Verifier::public_url), where its scheme signs the URL, and
//! an [`endpoint`](crate::Verifier::endpoint) of its own. A scheme that signs the path (Sinch's voice callbacks, TrueLayer)
//! is not to be nested: what was signed for the whole path is refused there, and what was signed for the rest is not.
//!
//! [Conditions](crate::condition) go by the [`Connection`](crate::Connection) in the extensions of a request. With the
//! feature `connect-info`, an app that is served with
//! [`into_make_service_with_connect_info`](https://docs.rs/axum/0.8/axum/struct.Router.html#method.into_make_service_with_connect_info)
//! of a `SocketAddr` needs no more for conditions on the address; with a listener that ends TLS itself, see the example
//! `mutual_tls`.

use axum_core::RequestExt as _;
use axum_core::body::Body;
use axum_core::extract::rejection::BytesRejection;
use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use time::OffsetDateTime;

use crate::arriving::axum::Reading;
use crate::delivery::target_of;
#[cfg(feature = "handoff")]
use crate::handoff::BrokerError;
use crate::replay::{OnceError, StoreError};
use crate::verifier::Pending;
use crate::{Event, Head, Raw, Refusal, Verified, Verifier, connection};

/// Why a handler gets no event, and what the sender is answered instead.
///
/// A handler that takes `Result<Verified<E>, Rejection>` sees it, and returns it as its response: with it
/// go the answers to handshakes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
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

    fn from_request(request: Request, state: &S) -> impl Future<Output = Result<Self, Rejection>> + Send {
        let received = Received::of(Verifier::<E::Provider>::from_ref(state), request);
        async move {
            let verified = match received {
                Received::Over(verified) => verified?,
                // Apart, so that nobody else has the size of its future.
                Received::Reading(pending, body) => Box::pin(finish(pending, body)).await?,
            };
            Ok(verified.event()?)
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
    match Received::of(verifier.clone(), request) {
        Received::Over(verified) => verified,
        Received::Reading(pending, body) => finish(pending, body).await,
    }
}

/// What could be found out before there is a future, which axum moves to the heap, and what is checked is large.
enum Received<P> {
    Over(Result<Verified<Raw<P>>, Rejection>),
    Reading(Box<Pending<P>>, Reading),
}

impl<P> Received<P> {
    /// Checks what the head says, and the rest too where a short body has come with it, as it nearly always has. The body is
    /// within the limit that is set, or ends in an error.
    #[expect(clippy::disallowed_methods, reason = "the one clock of this adapter")]
    fn of(verifier: Verifier<P>, request: Request) -> Self {
        let received_at = OffsetDateTime::now_utc();
        let (parts, body) = request.with_limited_body().into_parts();
        let head = Head::new(parts.method, target_of(parts.uri), parts.headers, received_at);
        let mut head = Box::new(head);
        if verifier.core().config.wants_connection() {
            head.connection = connection::axum::of(&parts.extensions);
        }
        let mut pending = Pending::new(verifier, head);
        if let Err(refusal) = pending.begin_reporting() {
            return Self::Over(Err(refusal.into()));
        }
        let mut body = Reading::of(body);
        if !pending.core.fetches()
            && let Some(body) = body.what_has_come()
        {
            return Self::Over(match pending.complete_at_once(body, None) {
                Ok(proof) => Ok(pending.verified(proof)),
                Err(refusal) => Err(refusal.into()),
            });
        }
        Self::Reading(Box::new(pending), body)
    }
}

async fn finish<P>(mut pending: Box<Pending<P>>, body: Reading) -> Result<Verified<Raw<P>>, Rejection> {
    let (body, hashes) = body.finish(&mut pending).await.map_err(Rejection::Body)?;
    let proof = pending.complete(body, hashes).await?;
    Ok(pending.verified(proof))
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

/// An empty response of [`BrokerError::status`].
#[cfg(feature = "handoff")]
#[cfg_attr(docsrs, doc(cfg(feature = "handoff")))]
impl IntoResponse for BrokerError {
    fn into_response(self) -> Response {
        self.status().into_response()
    }
}
