//! What senders want to be answered where their credentials are refused.

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{Response, StatusCode};

use crate::acceptance::answer;

/// What a sender wants to be answered where its credentials are refused: an empty `401`, unless its scheme
/// [says](crate::Scheme::denial) otherwise.
///
/// It is one answer for all refusals of credentials, whatever was wrong, and a constant: nothing of a delivery
/// gets into it.
///
/// ```
/// use countersign::Denial;
///
/// const CHALLENGE: Denial = Denial::status(401).header("www-authenticate", "Basic realm=\"webhooks\"");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Denial {
    status: u16,
    content: Option<(&'static str, &'static str)>,
    header: Option<(&'static str, &'static str)>,
}

impl Denial {
    /// This status, without a body.
    ///
    /// # Panics
    ///
    /// If it is not from 400 to 599, which in a constant is a compile error.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        assert!(status >= 400 && status <= 599, "what is refused has a status of failure");
        Self { status, content: None, header: None }
    }

    /// With this JSON.
    #[must_use]
    pub const fn json(mut self, text: &'static str) -> Self {
        self.content = Some(("application/json", text));
        self
    }

    /// With this header, by its name in lower case.
    #[must_use]
    pub const fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.header = Some((name, value));
        self
    }

    pub(crate) fn code(self) -> StatusCode {
        StatusCode::from_u16(self.status).expect("a scheme answers with a status of HTTP")
    }

    pub(crate) fn response(self) -> Response<Bytes> {
        let mut response = answer(self.status, self.content);
        if let Some((name, value)) = self.header {
            let name = HeaderName::from_static(name);
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

/// An empty `401`.
impl Default for Denial {
    fn default() -> Self {
        Self::status(401)
    }
}
