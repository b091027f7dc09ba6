//! Heads in actix-web, which has another version of `http`.

use std::slice;
use std::sync::{Arc, OnceLock};

use actix_web::HttpRequest;
use actix_web::http::header as theirs;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use time::OffsetDateTime;

use super::{Head, Headers};
use crate::config::Config;
use crate::connection::{self, Connection};

/// What a `CloudEvent` has whose attributes are headers.
/// <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#313-metadata-headers>
const OF_CLOUD_EVENTS: theirs::HeaderName = theirs::HeaderName::from_static("ce-id");

/// The names of headers in both versions, prepared for looking them up.
#[derive(Clone)]
pub(crate) struct Names(Arc<[(HeaderName, theirs::HeaderName)]>);

impl Names {
    /// Those of all families, and that by which events are told from one another whatever the scheme, unless a family
    /// may have any.
    pub(crate) fn of(families: impl Iterator<Item = Option<Vec<HeaderName>>>) -> Option<Self> {
        let mut names = families.collect::<Option<Vec<_>>>()?.concat();
        names.push(CONTENT_TYPE);
        let mut pairs: Vec<(HeaderName, theirs::HeaderName)> = Vec::new();
        for ours in names {
            if pairs.iter().all(|(known, _)| *known != ours) {
                let theirs = theirs::HeaderName::from_bytes(ours.as_str().as_bytes());
                pairs.push((ours, theirs.expect("names of either version are names of both")));
            }
        }
        Some(Self(pairs.into()))
    }
}

/// Headers as actix-web has them. To copy them takes longer than to read them.
#[derive(Clone)]
pub(super) struct Foreign {
    names: Names,
    /// With the places of their names, in the order of these.
    values: Vec<(usize, theirs::HeaderValue)>,
    are_repeated: bool,
    /// The same in our version, once somebody asked.
    map: OnceLock<Box<HeaderMap>>,
}

impl Foreign {
    /// The headers of these names.
    fn find(names: &Names, from: &theirs::HeaderMap) -> Self {
        let mut values = Vec::with_capacity(names.0.len());
        let mut are_repeated = false;
        for (at, (_, name)) in names.0.iter().enumerate() {
            let found = from.get_all(name);
            are_repeated |= found.len() > 1;
            values.extend(found.map(|value| (at, value.clone())));
        }
        Self { names: names.clone(), values, are_repeated, map: OnceLock::new() }
    }

    pub(super) const fn are_repeated(&self) -> bool {
        self.are_repeated
    }

    #[inline]
    pub(super) fn values<N>(&self, name: N) -> ForeignValues<'_>
    where
        HeaderName: PartialEq<N>,
    {
        let at = self.names.0.iter().position(|(known, _)| *known == name);
        ForeignValues { at, rest: self.values.iter() }
    }

    pub(super) fn map(&self) -> &HeaderMap {
        self.map.get_or_init(|| {
            let mut map = HeaderMap::new();
            for (at, value) in &self.values {
                let value = copy(value).expect("values of either version are values of both");
                map.append(&self.names.0[*at].0, value);
            }
            Box::new(map)
        })
    }
}

pub(crate) struct ForeignValues<'a> {
    /// The place of their name, if it is one of those that were looked for.
    at: Option<usize>,
    rest: slice::Iter<'a, (usize, theirs::HeaderValue)>,
}

impl<'a> Iterator for ForeignValues<'a> {
    type Item = &'a [u8];

    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        let name = self.at?;
        self.rest.find(|(at, _)| *at == name).map(|(_, value)| value.as_bytes())
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
    let connection =
        if config.wants_connection() { connection::actix::of(request) } else { Connection::unknown() };
    Some(Box::new(Head { method, target, headers, received_at, connection }))
}

/// The headers that the scheme reads, or all where it or a condition may read any, or a `CloudEvent` by any scheme.
fn headers(from: &theirs::HeaderMap, config: &Config) -> Option<Headers> {
    match &config.names {
        Some(names) if !config.looks_at_origin() && !from.contains_key(OF_CLOUD_EVENTS) => {
            Some(Headers::of_foreign(Foreign::find(names, from)))
        }
        _ => {
            // By its names: that many fit in either version, and of one name HTTP/2 takes more values than there is room for.
            let mut headers = HeaderMap::try_with_capacity(from.len_keys()).ok()?;
            for (name, value) in from {
                let name = HeaderName::from_bytes(name.as_str().as_bytes()).ok()?;
                headers.try_append(name, copy(value)?).ok()?;
            }
            Some(Headers::of(headers))
        }
    }
}
