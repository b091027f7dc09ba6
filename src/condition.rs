//! What a delivery has to meet before its signature is looked at.
//!
//! A condition goes by what the connection and the head say, so a delivery that does not meet it is refused before any
//! of its body is read, ahead of everything else. [`Verifier::requires`] adds one, to a verifier of any scheme, as many
//! as there are; all have to be met, in the order in which they were added.
//!
//! | condition | met by | feature |
//! |---|---|---|
//! | [`Https`] | what came over HTTPS | |
//! | `Networks` | what comes from one of these networks | `networks` |
//! | `ClientCertificate` | whoever has a client certificate, which the server or a proxy has verified | `client-cert` |
//! | `FailureLimit` | a source that did not fail too often | `limit` |
//! | a closure, or a [`Condition`] of your own | what it says | |
//!
//! ```
//! use countersign::condition::{Https, Origin};
//! use countersign::providers::GitHub;
//! use countersign::{Connection, Delivery, Error, Verifier};
//! use time::macros::datetime;
//!
//! let github = Verifier::<GitHub>::new("It's a Secret to Everybody")?
//!     .requires(Https)
//!     .requires(|origin: &Origin<'_>| match origin.head().headers.get("x-github-hook-id") {
//!         Some(id) if id == "292430182" => Ok(()),
//!         _ => Err(Error::Unmet("it is of another hook")),
//!     });
//!
//! let now = datetime!(2026-11-22 12:00 UTC);
//! let mut request = github.sign("{}").request()?;
//! request.headers_mut().insert("x-github-hook-id", "292430182".parse()?);
//!
//! let delivery = Delivery::from_request(request, now);
//! let refusal = github.verify(delivery.clone()).unwrap_err();
//! assert_eq!(refusal.to_string(), "whether it came over HTTPS is not known, and a condition needs it");
//! let refusal = github.verify(delivery.clone().over(Connection::unknown().http())).unwrap_err();
//! assert_eq!(refusal.to_string(), "a condition is not met: it did not come over HTTPS");
//! github.verify(delivery.over(Connection::unknown().https()))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the connection says
//!
//! The address, TLS and the certificate are those of the [`Connection`](crate::Connection), which the adapters find or
//! are given. **What is not known is never taken as met**: the delivery is refused with [`Error::Unknown`], and the
//! adapters log that as an error, since only a setting of the server mends it.
//!
//! # Behind proxies
//!
//! Behind a proxy, the connection is the proxy's, and what it says of the sender stands in headers, which anybody can
//! write. [`Verifier::behind`], with the feature `networks`, names the proxies that are believed and the headers that
//! they write. Headers from anybody else are not read.
//!
//! # On the wire
//!
//! A condition that is not met is answered like any other refusal of credentials, so that nobody learns which networks
//! are allowed. What `FailureLimit` refuses is answered with `429` and `Retry-After`.
//!
//! # No networks in the catalogue
//!
//! A scheme says nothing of its sender's networks: lists change more often than this crate is updated, and one that is
//! out of date refuses genuine deliveries. Take the list from where the sender publishes it.
//!
//! [`Verifier::behind`]: crate::Verifier
//! [`Verifier::requires`]: crate::Verifier::requires

#[cfg(feature = "client-cert")]
mod certificate;
#[cfg(feature = "limit")]
mod failures;
#[cfg(feature = "networks")]
mod hops;
#[cfg(feature = "networks")]
mod networks;
#[cfg(feature = "networks")]
mod proxies;

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;

use crate::delivery::Head;
use crate::error::Error;
#[cfg(feature = "networks")]
use crate::url::PublicUrl;

#[cfg(feature = "client-cert")]
#[cfg_attr(docsrs, doc(cfg(feature = "client-cert")))]
pub use self::certificate::ClientCertificate;
#[cfg(feature = "limit")]
#[cfg_attr(docsrs, doc(cfg(feature = "limit")))]
pub use self::failures::FailureLimit;
#[cfg(feature = "networks")]
#[cfg_attr(docsrs, doc(cfg(feature = "networks")))]
pub use self::{networks::Networks, proxies::Proxies};

/// What a delivery has to meet before its signature is looked at.
///
/// A closure of an [`Origin`] is one. Errors of your own are [`Error::Unmet`], with a text for the operator.
pub trait Condition: Send + Sync {
    /// Whether a delivery may go on.
    ///
    /// # Errors
    ///
    /// If it may not. Whatever the error, the delivery is refused, and answered as [`Error::status`] says.
    fn check(&self, origin: &Origin<'_>) -> Result<(), Error>;

    /// Is told what came of the credentials of a delivery that met all conditions: genuine, or why not. It is not told
    /// of handshakes that were answered, and of deliveries whose body did not arrive.
    fn settled(&self, origin: &Origin<'_>, outcome: Result<(), Error>) {
        let _ = (origin, outcome);
    }
}

impl<F: Fn(&Origin<'_>) -> Result<(), Error> + Send + Sync> Condition for F {
    fn check(&self, origin: &Origin<'_>) -> Result<(), Error> {
        self(origin)
    }
}

/// Where a delivery comes from, as far as the server and the proxies it trusts know.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    head: &'a Head,
    #[cfg(feature = "networks")]
    proxies: Option<&'a Proxies>,
}

impl<'a> Origin<'a> {
    pub(crate) const fn new(
        head: &'a Head,
        #[cfg(feature = "networks")] proxies: Option<&'a Proxies>,
    ) -> Self {
        Self {
            head,
            #[cfg(feature = "networks")]
            proxies,
        }
    }

    /// The head of the delivery. Its headers are what whoever sent it wrote.
    #[must_use]
    pub const fn head(&self) -> &'a Head {
        self.head
    }

    /// The address of the sender. One of IPv4 is never written as one of IPv6.
    ///
    /// # Errors
    ///
    /// If it is not known.
    pub fn address(&self) -> Result<IpAddr, Error> {
        #[cfg(feature = "networks")]
        if let Some(proxies) = self.passed_on_by()? {
            return proxies.address(self.head);
        }
        peer(self.head)
    }

    /// Whether the sender used HTTPS.
    ///
    /// # Errors
    ///
    /// If it is not known.
    pub fn is_https(&self) -> Result<bool, Error> {
        #[cfg(feature = "networks")]
        if let Some(proxies) = self.passed_on_by()? {
            return proxies.is_https(self.head);
        }
        self.head.connection.is_https().ok_or(Error::Unknown("whether it came over HTTPS"))
    }

    /// The certificate of the sender, in DER, which the server or a proxy has verified.
    ///
    /// # Errors
    ///
    /// If there is none, or it is not known.
    pub fn certificate(&self) -> Result<Cow<'a, [u8]>, Error> {
        #[cfg(feature = "networks")]
        if let Some(proxies) = self.passed_on_by()? {
            return proxies.certificate(self.head).map(Cow::Owned);
        }
        let connection = &self.head.connection;
        match (connection.certificate(), connection.is_https()) {
            (Some(certificate), _) => Ok(Cow::Borrowed(certificate)),
            (None, Some(_)) => Err(NO_CERTIFICATE),
            (None, None) => Err(Error::Unknown("the client's certificate")),
        }
    }

    /// The URL of the server as the sender knows it, without a path.
    #[cfg(feature = "networks")]
    pub(crate) fn url(&self) -> Result<PublicUrl, Error> {
        const HOST: Error = Error::Malformed("the host that the sender named");
        let proxies = self.passed_on_by()?.ok_or(Error::Unmet("it came by no trusted proxy"))?;
        let scheme = if proxies.is_https(self.head)? { "https" } else { "http" };
        let host = proxies.host(self.head)?;
        if host.contains(['/', '@', '?', '#']) {
            return Err(HOST);
        }
        PublicUrl::parse(&format!("{scheme}://{host}")).map_err(|_| HOST)
    }

    /// The proxies, if it came by one of them.
    #[cfg(feature = "networks")]
    fn passed_on_by(&self) -> Result<Option<&'a Proxies>, Error> {
        match self.proxies {
            Some(proxies) if proxies.passed_on(self.head)? => Ok(Some(proxies)),
            _ => Ok(None),
        }
    }
}

/// Names no header value and no path: either may hold a secret.
impl fmt::Debug for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Origin").field("connection", &self.head.connection).finish_non_exhaustive()
    }
}

const NO_CERTIFICATE: Error = Error::Unmet("there is no client certificate");

/// The address at the other end of the connection.
fn peer(head: &Head) -> Result<IpAddr, Error> {
    let peer = head.connection.peer().ok_or(Error::Unknown("the address of the peer"))?;
    Ok(peer.to_canonical())
}

/// That the sender used HTTPS.
///
/// Where TLS ends at a proxy, name the proxy and the header in which it says so.
#[derive(Debug, Clone, Copy)]
pub struct Https;

impl Condition for Https {
    fn check(&self, origin: &Origin<'_>) -> Result<(), Error> {
        if origin.is_https()? { Ok(()) } else { Err(Error::Unmet("it did not come over HTTPS")) }
    }
}
