//! What senders want to be answered once a delivery is accepted.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use http::{Response, StatusCode};

/// What a sender wants to be answered once a delivery is accepted: an empty `200`, unless its scheme
/// [says](crate::Scheme::acceptance) otherwise.
///
/// Most senders take any status from 200 to 299. Some send again until they are answered just so.
#[derive(Debug, Clone, Copy)]
pub struct Acceptance {
    status: u16,
    content: Option<(&'static str, &'static str)>,
}

impl Acceptance {
    /// This status, without a body.
    ///
    /// # Panics
    ///
    /// If it is not from 200 to 299, which in a constant is a compile error.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        assert!(status >= 200 && status <= 299, "what is accepted has a status of success");
        Self { status, content: None }
    }

    /// A `200` with this plain text.
    #[must_use]
    pub const fn text(text: &'static str) -> Self {
        Self { status: 200, content: Some(("text/plain; charset=utf-8", text)) }
    }

    /// A `200` with this JSON.
    #[must_use]
    pub const fn json(text: &'static str) -> Self {
        Self { status: 200, content: Some(("application/json", text)) }
    }

    pub(crate) fn response(self) -> Response<Bytes> {
        answer(self.status, self.content)
    }
}

/// An answer of a status, and a body with its content type, which a browser is not to guess at.
pub(crate) fn answer(status: u16, content: Option<(&'static str, impl Into<Bytes>)>) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::from_u16(status).expect("a scheme answers with a status of HTTP");
    if let Some((content_type, body)) = content {
        *response.body_mut() = body.into();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    }
    response
}
