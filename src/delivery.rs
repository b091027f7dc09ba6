//! A request as it arrived.

#[cfg(feature = "actix")]
pub(crate) mod actix;
mod headers;

use std::fmt;

use bytes::Bytes;
use http::uri::PathAndQuery;
use http::{HeaderMap, Method, Uri, request};
use time::OffsetDateTime;

pub use self::headers::Headers;
use crate::connection::Connection;

/// All of a request but its body, how it came, and when it arrived.
///
/// Whatever condemns a delivery here is refused before its body is read. The time is an argument of
/// every constructor because the core reads no clock: a verification can be repeated, a day later or in
/// a test, as of the moment the delivery came in.
#[derive(Clone)]
#[non_exhaustive]
pub struct Head {
    /// The method of the request.
    pub method: Method,
    /// The path and the query of the request as it was received.
    pub target: PathAndQuery,
    /// The headers, at the least those that the scheme reads.
    pub headers: Headers,
    /// When the head arrived.
    pub received_at: OffsetDateTime,
    /// What is known of the connection that it came by. Adapters fill it in where a verifier has conditions.
    pub connection: Connection,
}

impl Head {
    /// A head of its pieces.
    #[must_use]
    pub const fn new(
        method: Method,
        target: PathAndQuery,
        headers: HeaderMap,
        received_at: OffsetDateTime,
    ) -> Self {
        Self { method, target, headers: Headers::of(headers), received_at, connection: Connection::unknown() }
    }

    /// The head of a request taken apart, with the [`Connection`] that is in its extensions.
    #[must_use]
    pub fn from_parts(mut parts: request::Parts, received_at: OffsetDateTime) -> Self {
        let connection = parts.extensions.remove().unwrap_or_default();
        Self::new(parts.method, target_of(parts.uri), parts.headers, received_at).over(connection)
    }

    /// With what is known of the connection that it came by.
    #[must_use]
    pub fn over(self, connection: Connection) -> Self {
        Self { connection, ..self }
    }
}

/// The path and the query of a URI. One of a mere authority, which is for `CONNECT`, has the root's.
pub(crate) fn target_of(uri: Uri) -> PathAndQuery {
    uri.into_parts().path_and_query.unwrap_or_else(|| PathAndQuery::from_static("/"))
}

/// Names no header value and no path: either may hold a secret.
impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("method", &self.method)
            .field("headers", &self.headers.len())
            .field("received_at", &self.received_at)
            .finish_non_exhaustive()
    }
}

/// A request as it arrived: its [`Head`] and the exact bytes of its body.
///
/// It is moved through verification into the [`Verified`](crate::Verified) that comes of it, so that
/// nothing is copied and nothing is lost.
#[derive(Clone)]
pub struct Delivery {
    /// Apart: a delivery is moved a dozen times until its handler has it, and with its head it would have 216 bytes.
    pub(crate) head: Box<Head>,
    pub(crate) body: Bytes,
}

impl Delivery {
    /// A delivery of a head and the body behind it.
    ///
    /// A `Vec<u8>`, a `String` and [`Bytes`] become the body without a copy. A body that was decoded,
    /// re-encoded or re-serialised on the way is another body, and will be refused.
    #[must_use]
    pub fn new(head: Head, body: impl Into<Bytes>) -> Self {
        Self { head: Box::new(head), body: body.into() }
    }

    /// A delivery of a whole request.
    #[must_use]
    pub fn from_request<B: Into<Bytes>>(request: http::Request<B>, received_at: OffsetDateTime) -> Self {
        let (parts, body) = request.into_parts();
        Self::new(Head::from_parts(parts, received_at), body)
    }

    /// With what is known of the connection that it came by.
    #[must_use]
    pub fn over(mut self, connection: Connection) -> Self {
        self.head.connection = connection;
        self
    }

    /// All but the body.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// The exact bytes of the body.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }
}

/// Gives the body's length, not the body.
impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery").field("head", &self.head).field("body", &self.body.len()).finish()
    }
}
