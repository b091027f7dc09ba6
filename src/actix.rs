//! [`Verified`] as an extractor for [actix-web](https://docs.rs/actix-web) 4.
//!
//! The verifier is found in `app_data`, bare or in `Data`. Where it was forgotten the answer is a `500`,
//! and the log says which type is missing. For several endpoints of one provider, register each in a
//! scope or resource with a verifier of its own; all of them bare or all in `Data`, since a bare one, be it of the whole
//! app, goes before one in `Data`.
//!
//! ```
//! use actix_web::{App, HttpResponse, post};
//! use countersign::providers::Stripe;
//! use countersign::{Raw, Verified, Verifier};
//!
//! #[post("/stripe")]
//! async fn on_stripe(event: Verified<Raw<Stripe>>) -> HttpResponse {
//!     HttpResponse::Ok().finish()
//! }
//!
//! let stripe = Verifier::<Stripe>::new("whsec_8f742231b10e8888abcd99")?;
//! let app = App::new().app_data(stripe).service(on_stripe);
//! # Ok::<(), countersign::KeyError>(())
//! ```
//!
//! The body is read within the limit that is set with
//! [`PayloadConfig`](https://docs.rs/actix-web/4/actix_web/web/struct.PayloadConfig.html): 256 kilobytes
//! unless you say otherwise, which GitHub (25 MB), Shopify, Stripe and Meta may exceed. An endpoint that
//! its sender probes with another method has to be routed for that method too, as with
//! [`web::to`](https://docs.rs/actix-web/4/actix_web/web/fn.to.html).
//!
//! Where actix-web decompresses bodies, which it does with its `compress-*` features, what is verified is not
//! what was sent: a sender that compresses and signs the compressed bytes is refused.
//!
//! actix-web speaks version 0.2 of the `http` crate and this crate version 1, so the method and the path are copied
//! across, and of the headers those that the scheme reads are kept, and [put into a map](crate::Headers) once that is
//! asked for. [`Verified::delivery`] has no others, unless the verifier has conditions, which may read any, or it is a
//! CloudEvent.
//!
//! [Conditions](crate::condition) go by the address of the peer, and by whether the socket has TLS. A server that knows
//! better, as one that takes client certificates, says so by a [`Connection`](crate::Connection) that `on_connect` puts
//! among the data of a connection, or a middleware into the extensions of a request: see the example `mutual_tls_actix`.

use std::any::type_name;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::dev::Payload;
use actix_web::http::{ConnectionType, StatusCode};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError};
use bytes::Bytes;

use crate::arriving::actix::{Short, read};
use crate::arriving::note_unread;
#[cfg(feature = "handoff")]
use crate::handoff::BrokerError;
use crate::replay::{OnceError, StoreError};
use crate::verified::Proof;
use crate::verifier::Pending;
use crate::{Error, Event, Raw, Refusal, Verified, Verifier, delivery};

/// Why a handler gets no event, and what the sender is answered instead.
///
/// A handler that takes `Result<Verified<E>, Rejection>` sees it, and returns it as its error: with it go
/// the answers to handshakes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// The body could not be read, or is above the limit.
    #[error("{0}")]
    Body(actix_web::Error),
    /// No verifier of this type is in `app_data`.
    #[error("no {0} in app_data")]
    NoVerifier(&'static str),
    /// The delivery was refused, or was a handshake.
    #[error(transparent)]
    Refusal(#[from] Refusal),
}

impl<E: Event + 'static> FromRequest for Verified<E> {
    type Error = Rejection;
    type Future = Extraction<E>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let begun = find::<Verifier<E::Provider>>(request).and_then(|verifier| begin(verifier, request));
        let mut pending = match begun {
            Ok(pending) => pending,
            Err(rejection) => return Extraction(Step::Rejected(Some(rejection))),
        };
        // Where no key is fetched there is nothing else to wait for.
        if !pending.core.fetches()
            && let Some(body) = Short::of(request, payload)
        {
            return Extraction(Step::Reading(Some(pending), body));
        }
        let (request, mut payload) = (request.clone(), payload.take());
        Extraction(Step::Proving(Box::pin(async move {
            let proof = prove(&mut pending, &request, &mut payload).await?;
            Ok(pending.verified(proof).event()?)
        })))
    }
}

/// An event that is being extracted.
pub struct Extraction<E: Event>(Step<E>);

enum Step<E: Event> {
    Rejected(Option<Rejection>),
    /// A body that is short and nothing else, as nearly always: without a box.
    Reading(Option<Box<Pending<E::Provider>>>, Short),
    Proving(Pin<Box<dyn Future<Output = Result<Verified<E>, Rejection>>>>),
}

impl<E: Event> fmt::Debug for Extraction<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extraction").finish_non_exhaustive()
    }
}

impl<E: Event> Future for Extraction<E> {
    type Output = Result<Verified<E>, Rejection>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        const OVER: &str = "a future that is over is not polled";
        match &mut self.0 {
            Step::Rejected(rejection) => Poll::Ready(Err(rejection.take().expect(OVER))),
            Step::Reading(pending, body) => {
                let body = ready!(Pin::new(body).poll(context));
                let mut pending = pending.take().expect(OVER);
                let proof = pending.complete_at_once(body.map_err(unread)?, None)?;
                Poll::Ready(Ok(pending.verified(proof).event()?))
            }
            Step::Proving(proving) => proving.as_mut().poll(context),
        }
    }
}

/// Receives a delivery as the extractor does, with a verifier that is at hand: for a provider that is
/// chosen at run time.
///
/// # Errors
///
/// If the handler gets no event; the rejection is the response.
pub async fn receive<P>(
    verifier: &Verifier<P>,
    request: &HttpRequest,
    payload: &mut Payload,
) -> Result<Verified<Raw<P>>, Rejection> {
    let mut pending = begin(verifier, request)?;
    let proof = prove(&mut pending, request, payload).await?;
    Ok(pending.verified(proof))
}

/// Checks what the head says.
fn begin<P>(verifier: &Verifier<P>, request: &HttpRequest) -> Result<Box<Pending<P>>, Rejection> {
    let core = verifier.core();
    let head = delivery::actix::head(request, &core.config);
    let head = head.ok_or_else(|| core.report(core.config.scheme.refuse(Error::Malformed("the request"))))?;
    // In a box, so that no future has its size; made there, since it is large to be moved.
    let mut pending = Box::write(Box::new_uninit(), Pending::new(verifier.clone(), head));
    pending.begin_reporting()?;
    Ok(pending)
}

/// Reads the body, and checks the rest.
async fn prove<P>(
    pending: &mut Pending<P>,
    request: &HttpRequest,
    payload: &mut Payload,
) -> Result<Proof, Rejection> {
    let (body, hashes) = read(pending, request, payload).await.map_err(unread)?;
    Ok(pending.complete(body, hashes).await?)
}

fn unread(error: actix_web::Error) -> Rejection {
    note_unread();
    Rejection::Body(error)
}

fn find<V: 'static>(request: &HttpRequest) -> Result<&V, Rejection> {
    let verifier = request.app_data().or_else(|| request.app_data::<Data<V>>().map(|data| &***data));
    verifier.ok_or(Rejection::NoVerifier(type_name::<V>())).inspect_err(|error| tracing::error!("{error}"))
}

impl ResponseError for Rejection {
    fn status_code(&self) -> StatusCode {
        self.error_response().status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = match self {
            Self::Body(error) => return error.error_response(),
            Self::NoVerifier(_) => HttpResponse::InternalServerError().finish(),
            Self::Refusal(refusal) => response(refusal.response()),
        };
        // Where the body was not read actix-web closes the connection, so every refusal does.
        if !matches!(self, Self::Refusal(Refusal::Handshake(_))) {
            answer.head_mut().set_connection_type(ConnectionType::Close);
        }
        answer
    }
}

/// An answer of this crate as a response of actix-web.
///
/// ```
/// use actix_web::{HttpResponse, post};
/// use countersign::actix::response;
/// use countersign::providers::Adyen;
/// use countersign::{Raw, Verified};
///
/// #[post("/adyen")]
/// async fn on_adyen(event: Verified<Raw<Adyen>>) -> HttpResponse {
///     // Work, and then:
///     response(event.receipt().acceptance())
/// }
/// ```
#[must_use]
pub fn response(answer: http::Response<Bytes>) -> HttpResponse {
    let mut response = HttpResponse::build(copy_status(answer.status()));
    for (name, value) in answer.headers() {
        response.append_header((name.as_str(), value.as_bytes()));
    }
    response.body(answer.into_body())
}

/// The work's own response where the work failed, else an empty one of [`OnceError::status`].
impl<E: ResponseError> ResponseError for OnceError<E> {
    fn status_code(&self) -> StatusCode {
        if let Self::Work(error) = self { error.status_code() } else { copy_status(self.status()) }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::Work(error) => error.error_response(),
            error => HttpResponse::new(error.status_code()),
        }
    }
}

/// An empty response of [`StoreError::status`].
impl ResponseError for StoreError {
    fn status_code(&self) -> StatusCode {
        copy_status(self.status())
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// An empty response of [`BrokerError::status`].
#[cfg(feature = "handoff")]
#[cfg_attr(docsrs, doc(cfg(feature = "handoff")))]
impl ResponseError for BrokerError {
    fn status_code(&self) -> StatusCode {
        copy_status(self.status())
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

fn copy_status(status: http::StatusCode) -> StatusCode {
    StatusCode::from_u16(status.as_u16()).expect("both versions know the same statuses")
}
