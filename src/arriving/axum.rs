//! Bodies in axum.

use std::future::poll_fn;
use std::mem::take;
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};

use axum_core::body::Body;
use axum_core::extract::rejection::BytesRejection;
use axum_core::extract::{FromRequest as _, Request};
use axum_core::{BoxError, Error};
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};

use super::{Arrived, Hashes, is_short, join, note_unread};
use crate::verifier::Pending;

/// A body that is read as the framework does it.
pub(crate) struct Reading {
    body: Body,
    is_short: bool,
    read: Bytes,
}

impl Reading {
    pub(crate) fn of(body: Body) -> Self {
        let length = body.size_hint().exact().and_then(|length| length.try_into().ok());
        Self { body, is_short: is_short(length), read: Bytes::new() }
    }

    /// All of it, if it is short and has come. Else nobody is woken for the rest: who waits for that asks for it again.
    pub(crate) fn what_has_come(&mut self) -> Option<Bytes> {
        if !self.is_short {
            return None;
        }
        match self.poll_whole(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(read)) => Some(read),
            Poll::Ready(Err(error)) => {
                // It ends in the same error again where that is told to the sender.
                self.body = Body::new(Failed(Some(error.into_inner())));
                None
            }
            Poll::Pending => None,
        }
    }

    /// Waits for all of it, and hashes it on the way if it is long.
    pub(crate) async fn finish<P>(
        mut self,
        pending: &mut Pending<P>,
    ) -> Result<(Bytes, Option<Hashes>), BytesRejection> {
        // All but the first are apart, so that nobody else has the size of their futures.
        let hashes = if self.is_short { None } else { pending.hashes() };
        let read = match hashes {
            None => poll_fn(|context| self.poll_whole(context)).await.map(|body| (body, None)),
            Some(hashes) => Box::pin(read_hashing(self.body, hashes)).await,
        };
        match read {
            Ok(read) => Ok(read),
            Err(error) => Box::pin(reject(error)).await,
        }
    }

    /// Keeps a piece that is all of the body, as it nearly always is, as it came.
    fn poll_whole(&mut self, context: &mut Context<'_>) -> Poll<Result<Bytes, Error>> {
        while let Some(piece) = ready!(poll_piece(&mut self.body, context)) {
            self.read = join(take(&mut self.read), piece?);
        }
        Poll::Ready(Ok(take(&mut self.read)))
    }
}

async fn read_hashing(mut body: Body, hashes: Hashes) -> Result<(Bytes, Option<Hashes>), Error> {
    let expected = body.size_hint().upper().and_then(|length| usize::try_from(length).ok());
    let mut arrived = Arrived::nothing_yet(expected.unwrap_or(0), Some(hashes));
    while let Some(piece) = poll_fn(|context| poll_piece(&mut body, context)).await {
        arrived.push(&piece?);
    }
    Ok(arrived.finish())
}

/// The next piece. Trailers are no part of it.
fn poll_piece(body: &mut Body, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
    let frame = ready!(Pin::new(body).poll_frame(context));
    Poll::Ready(frame.map(|frame| Ok(frame?.into_data().unwrap_or_default())))
}

/// What to answer is for the framework to say. It looks into no more than two errors for a limit that is exceeded, which
/// those of several bodies around one another may hide.
async fn reject<T>(error: Error) -> Result<(Bytes, Option<T>), BytesRejection> {
    note_unread();
    let mut outer = error.into_inner();
    let cause = loop {
        match outer.downcast::<Error>() {
            Ok(error) => outer = error.into_inner(),
            Err(cause) => break cause,
        }
    };
    let failed = Body::new(Failed(Some(cause)));
    Bytes::from_request(Request::new(failed), &()).await.map(|bytes| (bytes, None))
}

/// A body that ends in an error.
struct Failed(Option<BoxError>);

impl HttpBody for Failed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Poll::Ready(self.0.take().map(Err))
    }
}
