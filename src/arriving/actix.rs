//! Bodies in actix-web.

use std::cell::RefCell;
use std::future::poll_fn;
use std::mem::take;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderValue};
use actix_web::web::{Data, PayloadConfig};
use actix_web::{FromRequest, HttpRequest};
use bytes::Bytes;
use futures_core::Stream;

use super::{Arrived, Hashes, is_short, join, length_of};
use crate::verifier::Pending;

/// What the framework takes unless another limit is set.
/// <https://docs.rs/actix-web/4/actix_web/web/struct.PayloadConfig.html>
const DEFAULT_LIMIT: usize = 256 * 1024;

/// A short body, all of which is waited for.
pub(crate) enum Short {
    /// As the framework reads it, but that a piece which is all of it is not copied, as it nearly always is.
    AsItComes(Payload, Bytes),
    /// Where it may have to be decoded, or a limit is set: the framework alone can tell.
    ByFramework(<Bytes as FromRequest>::Future),
}

impl Short {
    pub(crate) fn of(request: &HttpRequest, payload: &mut Payload) -> Option<Self> {
        if !is_short(length(request)) {
            return None;
        }
        let has_limit = request.app_data::<PayloadConfig>().is_some()
            || request.app_data::<Data<PayloadConfig>>().is_some();
        Some(if has_limit || is_encoded(request) {
            Self::ByFramework(Bytes::from_request(request, payload))
        } else {
            Self::AsItComes(payload.take(), Bytes::new())
        })
    }
}

impl Future for Short {
    type Output = Result<Bytes, actix_web::Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let (payload, body) = match &mut *self {
            Self::AsItComes(payload, body) => (payload, body),
            Self::ByFramework(body) => return Pin::new(body).poll(context),
        };
        while let Some(piece) = ready!(Pin::new(&mut *payload).poll_next(context)) {
            let piece = piece?;
            if body.len() + piece.len() > DEFAULT_LIMIT {
                return Poll::Ready(Err(PayloadError::Overflow.into()));
            }
            *body = join(take(body), piece);
        }
        Poll::Ready(Ok(take(body)))
    }
}

fn is_encoded(request: &HttpRequest) -> bool {
    request.headers().contains_key(CONTENT_ENCODING)
}

fn length(request: &HttpRequest) -> Option<usize> {
    length_of(request.headers().get(CONTENT_LENGTH).map(HeaderValue::as_bytes))
}

/// Reads a body as the framework does, and hashes it on the way.
pub(crate) async fn read<P>(
    pending: &mut Pending<P>,
    request: &HttpRequest,
    payload: &mut Payload,
) -> Result<(Bytes, Option<Hashes>), actix_web::Error> {
    if let Some(body) = Short::of(request, payload) {
        return Ok((body.await?, None));
    }
    let length = length(request);
    // What is encoded may be decoded by the framework: what is hashed is what the handler gets, and not what was sent.
    let hashes = if is_encoded(request) { None } else { pending.hashes() };
    match (hashes, length) {
        (None, _) => Ok((Bytes::from_request(request, payload).await?, None)),
        (Some(hashes), Some(length)) => {
            // Whether so much is within its limit is for the framework to say, and it looks at the length alone.
            Bytes::from_request(request, &mut Payload::None).await?;
            Box::pin(read_hashing(payload.take(), length, hashes)).await
        }
        (Some(hashes), None) => Box::pin(read_teeing(request, payload.take(), hashes)).await,
    }
}

/// Collects a body of this length here: the framework would copy it again and again as it grows.
async fn read_hashing(
    mut payload: Payload,
    length: usize,
    hashes: Hashes,
) -> Result<(Bytes, Option<Hashes>), actix_web::Error> {
    let mut arrived = Arrived::nothing_yet(length, Some(hashes));
    let mut left = length;
    while let Some(piece) = poll_fn(|context| Pin::new(&mut payload).poll_next(context)).await {
        let piece = piece?;
        left = left.checked_sub(piece.len()).ok_or(PayloadError::Overflow)?;
        arrived.push(&piece);
    }
    Ok(arrived.finish())
}

/// Has the framework collect a body of any length, which knows its limit.
async fn read_teeing(
    request: &HttpRequest,
    stream: Payload,
    hashes: Hashes,
) -> Result<(Bytes, Option<Hashes>), actix_web::Error> {
    let hashes = Rc::new(RefCell::new(hashes));
    let tee = Tee { stream, hashes: Rc::clone(&hashes) };
    let mut payload = Payload::from(Box::pin(tee) as Pin<Box<dyn Stream<Item = _>>>);
    let body = Bytes::from_request(request, &mut payload).await?;
    drop(payload);
    Ok((body, Rc::into_inner(hashes).map(RefCell::into_inner)))
}

/// A stream whose pieces are hashed as they pass.
struct Tee {
    stream: Payload,
    hashes: Rc<RefCell<Hashes>>,
}

impl Stream for Tee {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = Pin::new(&mut self.stream).poll_next(context);
        if let Poll::Ready(Some(Ok(piece))) = &polled {
            self.hashes.borrow_mut().update(piece);
        }
        polled
    }
}
