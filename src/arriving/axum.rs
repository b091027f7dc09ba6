//! Bodies in axum.

use std::mem::take;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum_core::body::Body;
use axum_core::extract::rejection::BytesRejection;
use axum_core::extract::{FromRequest as _, Request};
use axum_core::{BoxError, Error};
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};
use http_body_util::BodyExt as _;

use super::{Arrived, Hashes, is_short, join};
use crate::verifier::Pending;

/// Reads a body as the framework does, and hashes it on the way.
pub(crate) async fn read<P>(
    pending: &mut Pending<P>,
    body: Body,
) -> Result<(Bytes, Option<Hashes>), BytesRejection> {
    let length = body.size_hint().exact().and_then(|length| length.try_into().ok());
    // All but the first are apart, so that nobody else has the size of their futures.
    let hashes = if is_short(length) { None } else { pending.hashes() };
    let read = match hashes {
        None => read_whole(body).await.map(|body| (body, None)),
        Some(hashes) => Box::pin(read_hashing(body, hashes)).await,
    };
    match read {
        Ok(read) => Ok(read),
        Err(error) => Box::pin(reject(error)).await,
    }
}

/// Keeps a piece that is all of the body, as it nearly always is, as it came.
async fn read_whole(body: Body) -> Result<Bytes, Error> {
    let mut read = Bytes::new();
    read_pieces(body, |piece| read = join(take(&mut read), piece)).await?;
    Ok(read)
}

async fn read_hashing(body: Body, hashes: Hashes) -> Result<(Bytes, Option<Hashes>), Error> {
    let expected = body.size_hint().upper().and_then(|length| usize::try_from(length).ok());
    let mut arrived = Arrived::nothing_yet(expected.unwrap_or(0), Some(hashes));
    read_pieces(body, |piece| arrived.push(&piece)).await?;
    Ok(arrived.finish())
}

async fn read_pieces(mut body: Body, mut take: impl FnMut(Bytes)) -> Result<(), Error> {
    while let Some(frame) = body.frame().await {
        // Trailers are no part of it.
        if let Ok(piece) = frame?.into_data() {
            take(piece);
        }
    }
    Ok(())
}

/// What to answer is for the framework to say. It looks into no more than two errors for a limit that is exceeded, which
/// those of several bodies around one another may hide.
async fn reject<T>(error: Error) -> Result<(Bytes, Option<T>), BytesRejection> {
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
