//! Proxies that are believed.

use std::fmt;
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::hops::{self, Hop};
use super::{NO_CERTIFICATE, Networks, peer};
use crate::delivery::Head;
use crate::error::{Error, KeyError};
use crate::message;

/// Proxies that are believed, and the headers in which they say where a request comes from. They are for
/// [`Verifier::behind`](crate::Verifier::behind).
///
/// A request whose peer is in one of their networks comes from where its headers say. Of a list, the right-most entry
/// that is not itself one of the proxies counts, since what stands before it was written by whoever that is. A request
/// of any other peer comes from that peer, and its headers are not read.
///
/// Name the headers that the proxies **write**, and no other: one that they pass on untouched is the client's. Every
/// one of them is a setting here because no proxy writes all.
///
/// | header | with | the proxies have to |
/// |---|---|---|
/// | `X-Forwarded-For` | [`x_forwarded_for`](Self::x_forwarded_for) | append the address of their peer |
/// | `Forwarded` | [`forwarded`](Self::forwarded) | append an element with `for`, and with `proto` and `host` where these are wanted |
/// | `X-Forwarded-Proto` | [`x_forwarded_proto`](Self::x_forwarded_proto) | replace what the client wrote |
/// | `X-Forwarded-Host` | [`x_forwarded_host`](Self::x_forwarded_host) | replace what the client wrote |
/// | `Client-Cert` | `client_cert`, with the feature `client-cert` | replace or remove what the client wrote |
///
/// A header that a proxy should have written and that is not there, or is malformed, refuses the delivery; so does an
/// address that the proxy hides (`unknown`, `_hidden`). A sender inside the networks of the proxies cannot be told from
/// a proxy and is refused, so name them narrowly. At most 64 entries are looked at.
///
/// ```
/// use countersign::condition::{Https, Networks, Proxies};
/// use countersign::providers::GitHub;
/// use countersign::{Connection, Delivery, Verifier};
/// use time::macros::datetime;
///
/// let github = Verifier::<GitHub>::new("It's a Secret to Everybody")?
///     .behind(Proxies::x_forwarded_for(["10.0.0.0/24"])?.x_forwarded_proto())
///     .requires(Networks::of(["192.30.252.0/22"])?)
///     .requires(Https);
///
/// let now = datetime!(2026-11-22 12:00 UTC);
/// let mut request = github.sign("{}").request()?;
/// // The client wrote the first entry, the proxy the second one.
/// request.headers_mut().insert("x-forwarded-for", "127.0.0.1, 192.30.252.41".parse()?);
/// request.headers_mut().insert("x-forwarded-proto", "https".parse()?);
/// let over = |peer: [u8; 4]| {
///     let connection = Connection::from(std::net::IpAddr::from(peer));
///     github.verify(Delivery::from_request(request.clone(), now).over(connection))
/// };
/// assert!(over([10, 0, 0, 7]).is_ok());
/// // Who is no proxy is not believed.
/// assert!(over([203, 0, 113, 9]).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Proxies {
    networks: Networks,
    list: List,
    has_proto: bool,
    has_host: bool,
    has_certificate: bool,
}

/// The header in which proxies append where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Forwarded,
    XForwardedFor,
}

impl Proxies {
    /// Proxies in these networks, which append to `Forwarded`
    /// ([RFC 7239](https://www.rfc-editor.org/rfc/rfc7239)).
    ///
    /// # Errors
    ///
    /// As [`Networks::of`]; and if a network is everybody's.
    pub fn forwarded<T: AsRef<str>>(networks: impl IntoIterator<Item = T>) -> Result<Self, KeyError> {
        Self::of(List::Forwarded, Networks::of(networks)?)
    }

    /// Proxies in these networks, which append to `X-Forwarded-For`.
    ///
    /// # Errors
    ///
    /// As [`Networks::of`]; and if a network is everybody's.
    pub fn x_forwarded_for<T: AsRef<str>>(networks: impl IntoIterator<Item = T>) -> Result<Self, KeyError> {
        Self::of(List::XForwardedFor, Networks::of(networks)?)
    }

    fn of(list: List, networks: Networks) -> Result<Self, KeyError> {
        if networks.has_everybody() {
            return Err(KeyError::Everybody);
        }
        Ok(Self { networks, list, has_proto: false, has_host: false, has_certificate: false })
    }

    /// They write `X-Forwarded-Proto`: `http` or `https`, once.
    #[must_use]
    pub fn x_forwarded_proto(self) -> Self {
        Self { has_proto: true, ..self }
    }

    /// They write `X-Forwarded-Host`, once. It is read for
    /// [`Verifier::forwarded_url`](crate::Verifier::forwarded_url) alone.
    #[must_use]
    pub fn x_forwarded_host(self) -> Self {
        Self { has_host: true, ..self }
    }

    /// They write `Client-Cert` ([RFC 9440](https://www.rfc-editor.org/rfc/rfc9440)), and remove it where the client has
    /// no certificate or is not asked for one. Without this setting, whoever comes by a proxy has none, since the one of
    /// the connection is the proxy's.
    #[cfg(feature = "client-cert")]
    #[cfg_attr(docsrs, doc(cfg(feature = "client-cert")))]
    #[must_use]
    pub fn client_cert(self) -> Self {
        Self { has_certificate: true, ..self }
    }

    /// Whether a request was passed on by one of them.
    pub(super) fn passed_on(&self, head: &Head) -> Result<bool, Error> {
        Ok(self.networks.contains(peer(head)?))
    }

    /// The address of the sender.
    pub(super) fn address(&self, head: &Head) -> Result<IpAddr, Error> {
        self.hop(head)?.address.ok_or(Error::Unknown("the address of the sender, which a proxy hides,"))
    }

    /// Whether the sender used HTTPS.
    pub(super) fn is_https(&self, head: &Head) -> Result<bool, Error> {
        let (proto, name) = match self.list {
            _ if self.has_proto => (only(&head.headers, &X_FORWARDED_PROTO)?, X_FORWARDED_PROTO.as_str()),
            List::Forwarded => (self.hop(head)?.proto.map(Into::into), FORWARDED.as_str()),
            List::XForwardedFor => (None, ""),
        };
        let proto: Box<str> = proto.ok_or(Error::Unknown("whether the sender used HTTPS"))?;
        match &*proto {
            _ if proto.eq_ignore_ascii_case("https") => Ok(true),
            _ if proto.eq_ignore_ascii_case("http") => Ok(false),
            _ => Err(Error::Malformed(name)),
        }
    }

    /// The `Host` that the sender wrote.
    pub(super) fn host(&self, head: &Head) -> Result<Box<str>, Error> {
        let host = match self.list {
            _ if self.has_host => only(&head.headers, &X_FORWARDED_HOST)?,
            List::Forwarded => self.hop(head)?.host.map(Into::into),
            List::XForwardedFor => None,
        };
        host.ok_or(Error::Unknown("the host that the sender named"))
    }

    /// The certificate of the sender, in DER.
    pub(super) fn certificate(&self, head: &Head) -> Result<Vec<u8>, Error> {
        const MALFORMED: Error = Error::Malformed("client-cert");
        if !self.has_certificate {
            return Err(Error::Unknown("the client's certificate, which no proxy is said to write,"));
        }
        let value = only(&head.headers, &CLIENT_CERT)?.ok_or(NO_CERTIFICATE)?;
        // A byte sequence of RFC 8941, section 3.3.5.
        let base64 =
            value.trim_matches([' ', '\t']).strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
        STANDARD.decode(base64.ok_or(MALFORMED)?).map_err(|_| MALFORMED)
    }

    /// The right-most hop that is not one of the proxies.
    fn hop(&self, head: &Head) -> Result<Hop, Error> {
        match self.list {
            List::Forwarded => self.first(hops::forwarded(&head.headers, &FORWARDED), FORWARDED.as_str()),
            List::XForwardedFor => {
                self.first(hops::x_forwarded_for(&head.headers, &X_FORWARDED_FOR), X_FORWARDED_FOR.as_str())
            }
        }
    }

    fn first(&self, hops: impl Iterator<Item = Option<Hop>>, name: &'static str) -> Result<Hop, Error> {
        let mut refusal = Error::Missing(name);
        for hop in hops {
            let hop = hop.ok_or(Error::Malformed(name))?;
            match hop.address {
                Some(address) if self.networks.contains(address) => {
                    refusal = Error::Unknown("the address of the sender, as all that are named are proxies,");
                }
                _ => return Ok(hop),
            }
        }
        Err(refusal)
    }
}

/// The value of a header that stands at most once.
fn only(headers: &HeaderMap, name: &'static HeaderName) -> Result<Option<Box<str>>, Error> {
    let value = message::only(headers.get_all(name).iter(), name.as_str())?;
    let text = value.map(HeaderValue::to_str).transpose().map_err(|_| Error::Malformed(name.as_str()))?;
    Ok(text.map(Into::into))
}

static CLIENT_CERT: HeaderName = HeaderName::from_static("client-cert");
static FORWARDED: HeaderName = HeaderName::from_static("forwarded");
static X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
static X_FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
static X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxies")
            .field("networks", &self.networks)
            .field("list", &self.list)
            .finish_non_exhaustive()
    }
}
