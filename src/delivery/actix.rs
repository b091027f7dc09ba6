//! Heads in actix-web, which has another version of `http`.

use actix_web::HttpRequest;
use actix_web::http::header as theirs;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use smallvec::SmallVec;
use time::OffsetDateTime;

use super::Head;
use crate::config::Config;
use crate::connection;

/// What a `CloudEvent` has whose attributes are headers.
/// <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#313-metadata-headers>
const OF_CLOUD_EVENTS: theirs::HeaderName = theirs::HeaderName::from_static("ce-id");

/// The names of headers, prepared for looking them up.
#[derive(Clone)]
pub(crate) struct Names {
    theirs: Vec<theirs::HeaderName>,
    /// The same in the same order, without values. A copy of this is made in less time than one is put together.
    ours: HeaderMap,
}

/// With that by which events are told from one another whatever the scheme.
impl FromIterator<Vec<HeaderName>> for Names {
    fn from_iter<I: IntoIterator<Item = Vec<HeaderName>>>(names: I) -> Self {
        let mut ours = HeaderMap::new();
        for name in names.into_iter().flatten().chain([CONTENT_TYPE]) {
            ours.insert(name, HeaderValue::from_static(""));
        }
        let theirs = ours.keys().map(|name| theirs::HeaderName::from_bytes(name.as_str().as_bytes()));
        Self { theirs: theirs.collect::<Result<_, _>>().expect("names of either are names of both"), ours }
    }
}

impl Names {
    /// The headers of these names.
    fn find(&self, from: &theirs::HeaderMap) -> Option<HeaderMap> {
        let mut headers = self.ours.clone();
        let mut lacking = SmallVec::<[_; 8]>::new();
        let mut is_repeated = false;
        for ((name, theirs), copied) in self.ours.keys().zip(&self.theirs).zip(headers.values_mut()) {
            let mut values = from.get_all(theirs);
            match values.next() {
                Some(value) => *copied = copy(value)?,
                None => lacking.push(name),
            }
            is_repeated |= values.len() > 0;
        }
        for name in lacking {
            headers.remove(name);
        }
        if is_repeated {
            for (name, theirs) in self.ours.keys().zip(&self.theirs) {
                for value in from.get_all(theirs).skip(1) {
                    headers.append(name, copy(value)?);
                }
            }
        }
        Some(headers)
    }
}

fn copy(value: &theirs::HeaderValue) -> Option<HeaderValue> {
    HeaderValue::from_bytes(value.as_bytes()).ok()
}

/// The head of a request, with what the verifier looks at, unless it has something that this version of `http` does not.
#[expect(clippy::disallowed_methods, reason = "the one clock of this adapter")]
pub(crate) fn head(request: &HttpRequest, config: &Config) -> Option<Box<Head>> {
    let received_at = OffsetDateTime::now_utc();
    let method = Method::from_bytes(request.method().as_str().as_bytes()).ok()?;
    let target = request.uri().path_and_query()?.as_str().parse().ok()?;
    let headers = headers(request.headers(), config)?;
    let mut head = Box::new(Head::new(method, target, headers, received_at));
    if config.wants_connection() {
        head.connection = connection::actix::of(request);
    }
    Some(head)
}

/// The headers that the scheme reads, or all where it or a condition may read any, or a `CloudEvent` by any scheme.
fn headers(from: &theirs::HeaderMap, config: &Config) -> Option<HeaderMap> {
    match &config.names {
        Some(names) if !config.looks_at_origin() && !from.contains_key(OF_CLOUD_EVENTS) => names.find(from),
        _ => {
            // By its names: that many fit in either version, and of one name HTTP/2 takes more values than there is room for.
            let mut headers = HeaderMap::try_with_capacity(from.len_keys()).ok()?;
            for (name, value) in from {
                let name = HeaderName::from_bytes(name.as_str().as_bytes()).ok()?;
                headers.try_append(name, copy(value)?).ok()?;
            }
            Some(headers)
        }
    }
}
