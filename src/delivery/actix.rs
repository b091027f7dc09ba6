//! Heads in actix-web.

use actix_web::HttpRequest;
use http::{HeaderMap, HeaderValue, Method};
use time::OffsetDateTime;

use super::Head;
use crate::config::Config;
use crate::connection;

/// How many headers few schemes read more of.
const USUAL_HEADERS: usize = 6;

/// The head of a request, with what the verifier looks at, unless it has something that this version of `http` does not.
#[expect(clippy::disallowed_methods, reason = "the one clock of this adapter")]
pub(crate) fn head(request: &HttpRequest, config: &Config) -> Option<Head> {
    let received_at = OffsetDateTime::now_utc();
    let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
    for (name, value) in request.headers() {
        if let Some(name) = config.header_name(name.as_str()) {
            headers.append(name, HeaderValue::from_bytes(value.as_bytes()).ok()?);
        }
    }
    let method = Method::from_bytes(request.method().as_str().as_bytes()).ok()?;
    let mut head =
        Head::new(method, request.uri().path_and_query()?.as_str().parse().ok()?, headers, received_at);
    if config.wants_connection() {
        head.connection = connection::actix::of(request);
    }
    Some(head)
}
