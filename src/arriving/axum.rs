//! Bodies in axum.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum_core::body::Body;
use axum_core::extract::rejection::BytesRejection;
use axum_core::extract::{FromRequest as _, Request};
use axum_core::{BoxError, RequestExt as _};
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};
use http_body_util::BodyExt as _;

use super::{Arrived, Hashes};
use crate::verifier::Pending;

/// Reads a body as the framework does, and hashes it on the way.
pub(crate) async fn read<P>(
    pending: &Pending<'_, P>,
    request: Request,
) -> Result<(Bytes, Option<Hashes>), BytesRejection> {
    let length = request.body().size_hint().exact().and_then(|length| length.try_into().ok());
    match pending.hashes_if_long(length) {
        None => Ok((Bytes::from_request(request, &()).await?, None)),
        // Apart, so that nobody else has the size of this future.
        Some(hashes) => Box::pin(read_hashing(request.into_limited_body(), hashes)).await,
    }
}

async fn read_hashing(mut body: Body, hashes: Hashes) -> Result<(Bytes, Option<Hashes>), BytesRejection> {
    let expected = body.size_hint().upper().and_then(|length| usize::try_from(length).ok());
    let mut arrived = Arrived::nothing_yet(expected.unwrap_or(0), Some(hashes));
    while let Some(frame) = body.frame().await {
        match frame.map(Frame::into_data) {
            Ok(Ok(piece)) => arrived.push(&piece),
            // Trailers are no part of it.
            Ok(Err(_)) => {}
            Err(error) => {
                // What to answer is for the framework to say.
                let failed = Body::new(Failed(Some(error.into_inner())));
                return Bytes::from_request(Request::new(failed), &()).await.map(|bytes| (bytes, None));
            }
        }
    }
    Ok(arrived.finish())
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
