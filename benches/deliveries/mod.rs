//! Genuine deliveries.

use countersign::{AnyProvider, Delivery, Verifier, catalogue};
use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderValue, USER_AGENT};
use time::OffsetDateTime;
use time::macros::datetime;

pub(crate) const AT: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// One scheme of the catalogue, a secret in its form, and bodies that it can have.
#[derive(Clone, Copy)]
pub(crate) struct Sender {
    pub(crate) scheme: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) body: fn(usize) -> Vec<u8>,
}

impl Sender {
    pub(crate) const fn new(scheme: &'static str, secret: &'static str) -> Self {
        Self { scheme, secret, body: text }
    }

    pub(crate) fn verifier(self) -> Verifier<AnyProvider> {
        let scheme = catalogue::find(self.scheme).expect("a scheme of the catalogue");
        let verifier = Verifier::of(scheme, self.secret).expect("a secret in the scheme's form");
        verifier.public_url("https://example.com").expect("a URL")
    }

    /// A delivery whose body has about this many bytes.
    pub(crate) fn delivery(self, size: usize) -> Delivery {
        let signing = self.verifier();
        let signing = signing.sign((self.body)(size)).at(AT).id("msg_2Lh9KRb0pzN4LePd3XiA4v12Axj");
        let mut request = signing.request().expect("a body that the scheme can sign");
        add_usual(request.headers_mut(), size);
        Delivery::from_request(request, AT)
    }
}

/// The headers that nearly every delivery has.
fn add_usual(headers: &mut HeaderMap, size: usize) {
    headers.insert(HOST, HeaderValue::from_static("example.com"));
    headers.insert(USER_AGENT, HeaderValue::from_static("Sender/1.0"));
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_LENGTH, size.into());
}

fn text(size: usize) -> Vec<u8> {
    b"countersign ".iter().copied().cycle().take(size).collect()
}
