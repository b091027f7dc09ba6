//! Bodies in axum.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum_core::body::Body;
use axum_core::extract::rejection::BytesRejection;
use axum_core::extract::{FromRequest as _, Request};
use axum_core::{BoxError, RequestExt as _};
use bytes::{Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame};
use http_body_util::BodyExt as _;

use super::Hashes;
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

async fn read_hashing(mut body: Body, mut hashes: Hashes) -> Result<(Bytes, Option<Hashes>), BytesRejection> {
    let expected = body.size_hint().upper().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        match frame.map(Frame::into_data) {
            Ok(Ok(piece)) => {
                hashes.update(&piece);
                make_room(&mut bytes, piece.len(), expected);
                bytes.extend_from_slice(&piece);
            }
            // Trailers are no part of it.
            Ok(Err(_)) => {}
            Err(error) => {
                // What to answer is for the framework to say.
                let failed = Body::new(Failed(Some(error.into_inner())));
                return Bytes::from_request(Request::new(failed), &()).await.map(|bytes| (bytes, None));
            }
        }
    }
    Ok((bytes.freeze(), Some(hashes)))
}

/// Makes room for a piece. As soon as a thirty-second part of the body has come there is room for all of it: it is not
/// copied again and again as it grows, and nobody has room made by announcing what does not come.
fn make_room(bytes: &mut BytesMut, piece: usize, expected: usize) {
    if bytes.capacity() - bytes.len() < piece {
        let rest = expected.saturating_sub(bytes.len());
        bytes.reserve(piece.max(rest.min(31 * bytes.len())));
    }
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
