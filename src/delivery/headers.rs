//! The headers of a request.

use std::fmt;
use std::ops::{Deref, DerefMut};

use http::header::{AsHeaderName, ValueIter};
use http::{HeaderMap, HeaderName, HeaderValue};

#[cfg(feature = "actix")]
use super::actix::{Foreign, ForeignValues};

/// The headers of a request: a [`HeaderMap`], and used like one.
///
/// Those of actix-web, which has another version of `http`, are put into one when it is first asked for. A verification
/// does not ask.
#[derive(Clone)]
pub struct Headers(Kind);

/// Of up to so many headers the wanted one is found sooner by looking at each of them than by its hash, wherever it
/// stands.
const FEW: usize = 16;

#[derive(Clone)]
enum Kind {
    #[cfg(feature = "actix")]
    Foreign(Foreign),
    Map(HeaderMap),
}

impl Headers {
    pub(crate) const fn of(map: HeaderMap) -> Self {
        Self(Kind::Map(map))
    }

    #[cfg(feature = "actix")]
    pub(super) const fn of_foreign(headers: Foreign) -> Self {
        Self(Kind::Foreign(headers))
    }

    /// The first value of a name.
    #[inline]
    pub(crate) fn first(&self, name: &HeaderName) -> Option<&[u8]> {
        match &self.0 {
            #[cfg(feature = "actix")]
            Kind::Foreign(headers) => headers.values(name).next(),
            Kind::Map(map) if map.len() <= FEW => {
                map.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_bytes())
            }
            Kind::Map(map) => map.get(name).map(HeaderValue::as_bytes),
        }
    }

    /// The values of a name.
    #[inline]
    pub(crate) fn values<N: AsHeaderName>(&self, name: N) -> Values<'_>
    where
        HeaderName: PartialEq<N>,
    {
        match &self.0 {
            #[cfg(feature = "actix")]
            Kind::Foreign(headers) => Values::Foreign(headers.values(name)),
            Kind::Map(map) => Values::Map(map.get_all(name).iter()),
        }
    }

    /// Whether any name stands more than once.
    #[inline]
    pub(crate) fn are_repeated(&self) -> bool {
        match &self.0 {
            #[cfg(feature = "actix")]
            Kind::Foreign(headers) => headers.are_repeated(),
            Kind::Map(map) => map.len() > map.keys_len(),
        }
    }
}

impl Deref for Headers {
    type Target = HeaderMap;

    fn deref(&self) -> &HeaderMap {
        match &self.0 {
            #[cfg(feature = "actix")]
            Kind::Foreign(headers) => headers.map(),
            Kind::Map(map) => map,
        }
    }
}

impl DerefMut for Headers {
    fn deref_mut(&mut self) -> &mut HeaderMap {
        #[cfg(feature = "actix")]
        if let Kind::Foreign(headers) = &self.0 {
            self.0 = Kind::Map(headers.map().clone());
        }
        match &mut self.0 {
            #[cfg(feature = "actix")]
            Kind::Foreign(_) => unreachable!("it is a map now"),
            Kind::Map(map) => map,
        }
    }
}

impl From<HeaderMap> for Headers {
    fn from(map: HeaderMap) -> Self {
        Self::of(map)
    }
}

impl From<Headers> for HeaderMap {
    fn from(headers: Headers) -> Self {
        match headers.0 {
            #[cfg(feature = "actix")]
            Kind::Foreign(headers) => headers.map().clone(),
            Kind::Map(map) => map,
        }
    }
}

impl PartialEq for Headers {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

/// Names no value: it may be a secret.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.keys()).finish()
    }
}

/// The values of one name, in order.
pub(crate) enum Values<'a> {
    #[cfg(feature = "actix")]
    Foreign(ForeignValues<'a>),
    Map(ValueIter<'a, HeaderValue>),
}

impl<'a> Iterator for Values<'a> {
    type Item = &'a [u8];

    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        match self {
            #[cfg(feature = "actix")]
            Self::Foreign(values) => values.next(),
            Self::Map(values) => values.next().map(HeaderValue::as_bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_is_found_among_few_and_among_many() {
        let name = |at: usize| HeaderName::try_from(format!("x-{at}")).expect("a name");
        let mut map = HeaderMap::new();
        for at in 0..3 * FEW {
            for value in ["first", "second"] {
                map.append(name(at), HeaderValue::try_from(format!("{value} of {at}")).expect("a value"));
                let headers = Headers::of(map.clone());
                for known in 0..=at {
                    assert_eq!(headers.first(&name(known)), Some(format!("first of {known}").as_bytes()));
                }
                assert_eq!(headers.first(&name(at + 1)), None);
            }
        }
    }
}
