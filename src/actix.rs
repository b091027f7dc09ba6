//! [`Verified`] as an extractor for [actix-web](https://docs.rs/actix-web) 4.
//!
//! The verifier is found in `app_data`, bare or in `Data`. Where it was forgotten the answer is a `500`,
//! and the log says which type is missing. For several endpoints of one provider, register each in a
//! scope or resource with a verifier of its own.
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
//! actix-web speaks version 0.2 of the `http` crate and this crate version 1, so the method, the URI and
//! the headers that the scheme names are copied across; [`Verified::delivery`] has no others.

use std::any::type_name;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use time::OffsetDateTime;

use crate::replay::OnceError;
use crate::{Error, Event, Head, Refusal, Verified, Verifier};

/// Why a handler gets no event, and what the sender is answered instead.
///
/// A handler that takes `Result<Verified<E>, Rejection>` sees it, and returns it as its error: with it go
/// the answers to handshakes.
#[derive(Debug)]
pub enum Rejection {
    /// The body could not be read, or is above the limit.
    Body(actix_web::Error),
    /// No verifier of this type is in `app_data`.
    NoVerifier(&'static str),
    /// The delivery was refused, or was a handshake.
    Refusal(Refusal),
}

impl<E: Event + 'static> FromRequest for Verified<E> {
    type Error = Rejection;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Rejection>>>>;

    #[expect(clippy::disallowed_methods, reason = "the one clock of this adapter")]
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let received_at = OffsetDateTime::now_utc();
        let verifier = find::<Verifier<E::Provider>>(request);
        let head = verifier
            .as_ref()
            .map(|verifier| copy_head(request, &verifier.core().config.headers, received_at));
        let body = Bytes::from_request(request, payload);
        Box::pin(async move {
            let (verifier, head) = verifier.zip(head).ok_or_else(no_verifier::<Verifier<E::Provider>>)?;
            let log = |refusal: Refusal| {
                refusal.log(verifier.scheme().name());
                Rejection::Refusal(refusal)
            };
            let head = head.ok_or(Error::Malformed("the request")).map_err(|error| log(error.into()))?;
            let pending = verifier.begin(head).map_err(log)?;
            let body = body.await.map_err(Rejection::Body)?;
            let delivery = pending.finish(body).map_err(log)?;
            delivery.parse().map_err(|unfit| log(unfit.into()))
        })
    }
}

fn find<V: Clone + 'static>(request: &HttpRequest) -> Option<V> {
    request.app_data::<V>().or_else(|| request.app_data::<Data<V>>().map(|data| &***data)).cloned()
}

fn no_verifier<V>() -> Rejection {
    tracing::error!("no {} in app_data", type_name::<V>());
    Rejection::NoVerifier(type_name::<V>())
}

fn copy_head(request: &HttpRequest, names: &[HeaderName], received_at: OffsetDateTime) -> Option<Head> {
    let mut headers = HeaderMap::new();
    for name in names {
        for value in request.headers().get_all(name.as_str()) {
            headers.append(name, HeaderValue::from_bytes(value.as_bytes()).ok()?);
        }
    }
    let method = Method::from_bytes(request.method().as_str().as_bytes()).ok()?;
    Some(Head::new(method, request.uri().to_string().parse().ok()?, headers, received_at))
}

impl ResponseError for Rejection {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Body(error) => error.as_response_error().status_code(),
            Self::NoVerifier(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Refusal(refusal) => copy_status(refusal.status()),
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::Body(error) => error.error_response(),
            Self::Refusal(Refusal::Handshake(answer)) => {
                let mut response = HttpResponse::build(self.status_code());
                for (name, value) in answer.headers() {
                    response.append_header((name.as_str(), value.as_bytes()));
                }
                response.body(answer.body().clone())
            }
            _ => HttpResponse::new(self.status_code()),
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(error) => error.fmt(f),
            Self::NoVerifier(name) => write!(f, "no {name} in app_data"),
            Self::Refusal(Refusal::Handshake(_)) => f.write_str("answered a handshake"),
            Self::Refusal(Refusal::Refused(error)) => error.fmt(f),
            Self::Refusal(Refusal::Unfit(unfit)) => unfit.fmt(f),
        }
    }
}

/// The work's own response where the work failed, else an empty one of [`OnceError::status`].
impl<E: ResponseError> ResponseError for OnceError<E> {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Work(error) => error.status_code(),
            error => copy_status(error.status()),
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::Work(error) => error.error_response(),
            error => HttpResponse::new(error.status_code()),
        }
    }
}

fn copy_status(status: http::StatusCode) -> StatusCode {
    StatusCode::from_u16(status.as_u16()).expect("both versions know the same statuses")
}
