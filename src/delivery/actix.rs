//! Heads in actix-web, which has another version of `http`.

use actix_web::HttpRequest;
use actix_web::http::header as theirs;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use time::OffsetDateTime;

use super::Head;
use crate::config::Config;
use crate::connection;

/// How many headers few schemes read more of.
const USUAL_HEADERS: usize = 6;

/// What a `CloudEvent` has whose attributes are headers.
/// <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#313-metadata-headers>
const OF_CLOUD_EVENTS: theirs::HeaderName = theirs::HeaderName::from_static("ce-id");

/// The names of headers, prepared for looking them up in both versions.
#[derive(Clone)]
pub(crate) struct Names(Vec<(HeaderName, theirs::HeaderName)>);

/// With that by which events are told from one another whatever the scheme.
impl FromIterator<Vec<HeaderName>> for Names {
    fn from_iter<I: IntoIterator<Item = Vec<HeaderName>>>(names: I) -> Self {
        let mut names: Vec<_> = names.into_iter().flatten().chain([CONTENT_TYPE]).collect();
        names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        names.dedup();
        let theirs = |name: &HeaderName| theirs::HeaderName::from_bytes(name.as_str().as_bytes());
        let both = |name| theirs(&name).ok().map(|theirs| (name, theirs));
        Self(names.into_iter().filter_map(both).collect())
    }
}

/// The head of a request, with what the verifier looks at, unless it has something that this version of `http` does not.
#[expect(clippy::disallowed_methods, reason = "the one clock of this adapter")]
pub(crate) fn head(request: &HttpRequest, config: &Config) -> Option<Head> {
    let received_at = OffsetDateTime::now_utc();
    let method = Method::from_bytes(request.method().as_str().as_bytes()).ok()?;
    let target = request.uri().path_and_query()?.as_str().parse().ok()?;
    let mut head = Head::new(method, target, headers(request.headers(), config)?, received_at);
    if config.wants_connection() {
        head.connection = connection::actix::of(request);
    }
    Some(head)
}

/// The headers that the scheme reads, or all where it or a condition may read any, or a `CloudEvent` by any scheme.
fn headers(from: &theirs::HeaderMap, config: &Config) -> Option<HeaderMap> {
    let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
    let mut copy = |name, value: &theirs::HeaderValue| {
        headers.append(name, HeaderValue::from_bytes(value.as_bytes()).ok()?);
        Some(())
    };
    match &config.names {
        Some(Names(names)) if !config.looks_at_origin() && !from.contains_key(OF_CLOUD_EVENTS) => {
            for (name, theirs) in names {
                from.get_all(theirs).try_for_each(|value| copy(name.clone(), value))?;
            }
        }
        _ => {
            for (name, value) in from {
                copy(HeaderName::from_bytes(name.as_str().as_bytes()).ok()?, value)?;
            }
        }
    }
    Some(headers)
}
