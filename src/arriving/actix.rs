//! Bodies in actix-web.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_LENGTH, HeaderValue};
use actix_web::{FromRequest as _, HttpRequest};
use bytes::Bytes;
use futures_core::Stream;

use super::{Hashes, length_of};
use crate::verifier::Pending;

/// Reads a body as the framework does, and hashes it on the way.
pub(crate) async fn read<P>(
    pending: &Pending<'_, P>,
    request: &HttpRequest,
    payload: &mut Payload,
) -> Result<(Bytes, Option<Hashes>), actix_web::Error> {
    let length = length_of(request.headers().get(CONTENT_LENGTH).map(HeaderValue::as_bytes));
    let Some(hashes) = pending.hashes_if_long(length) else {
        return Ok((Bytes::from_request(request, payload).await?, None));
    };
    let hashes = Rc::new(RefCell::new(hashes));
    let tee = Tee { stream: payload.take(), hashes: Rc::clone(&hashes) };
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
