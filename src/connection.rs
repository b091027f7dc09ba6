//! What a server knows of a connection.

#[cfg(feature = "actix")]
pub(crate) mod actix;
#[cfg(feature = "axum")]
pub(crate) mod axum;

use std::fmt;
#[cfg(any(feature = "limit", all(feature = "inbox", any(feature = "postgres", feature = "sqlite"))))]
use std::net::Ipv6Addr;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// What a server knows of the connection that a request came by, and no request can say of itself: the address of the
/// peer, whether there is TLS, and the client's certificate.
///
/// [Conditions](crate::condition) look at it. What is not known meets no condition.
///
/// With the feature `axum`, the adapter takes the `Connection` in the extensions of a request; with `connect-info` also
/// what axum's `ConnectInfo` has, be it a `Connection` or a `SocketAddr`. With the feature `actix` it takes the
/// `Connection` in the extensions of a request, or else among the data of its connection (`HttpServer::on_connect`), or
/// else the address that actix-web knows and whether its socket has TLS.
///
/// A server that reads the [PROXY protocol](https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt) gives the
/// address that it has from there, once it has made sure that the one before it is its proxy; a server that listens at
/// a Unix socket gives the address by which its [`Proxies`](crate::condition) know the one at the other end, such as
/// `127.0.0.1`.
///
/// ```
/// use std::net::SocketAddr;
///
/// use countersign::Connection;
///
/// let peer: SocketAddr = "192.0.2.7:41872".parse()?;
/// let connection = Connection::from(peer).https();
/// assert_eq!(connection.peer(), Some(peer.ip()));
/// assert_eq!(connection.is_https(), Some(true));
/// assert_eq!(connection.certificate(), None);
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[derive(Clone, Default)]
pub struct Connection(Option<Arc<Known>>);

#[derive(Clone, Default)]
struct Known {
    peer: Option<IpAddr>,
    is_https: Option<bool>,
    certificate: Option<Box<[u8]>>,
}

impl Connection {
    /// One of which nothing is known.
    #[must_use]
    pub const fn unknown() -> Self {
        Self(None)
    }

    /// One with TLS.
    #[must_use]
    pub fn https(self) -> Self {
        self.with(|known| known.is_https = Some(true))
    }

    /// One without TLS.
    #[must_use]
    pub fn http(self) -> Self {
        self.with(|known| known.is_https = Some(false))
    }

    /// One with TLS, where the client presented this certificate, in DER, and the server has verified it: that its
    /// chain leads to a root that the server trusts, that it is valid, and that the client has its key. rustls does all
    /// of that with a [`WebPkiClientVerifier`](https://docs.rs/rustls/0.23/rustls/server/struct.WebPkiClientVerifier.html).
    #[must_use]
    pub fn certified(self, certificate: impl Into<Box<[u8]>>) -> Self {
        self.https().with(|known| known.certificate = Some(certificate.into()))
    }

    /// The address at the other end, be it the sender's or a proxy's.
    #[must_use]
    pub fn peer(&self) -> Option<IpAddr> {
        self.0.as_ref()?.peer
    }

    /// Whether there is TLS.
    #[must_use]
    pub fn is_https(&self) -> Option<bool> {
        self.0.as_ref()?.is_https
    }

    /// The client's certificate, in DER.
    #[must_use]
    pub fn certificate(&self) -> Option<&[u8]> {
        self.0.as_ref()?.certificate.as_deref()
    }

    fn with(mut self, set: impl FnOnce(&mut Known)) -> Self {
        set(Arc::make_mut(self.0.get_or_insert_default()));
        self
    }
}

impl From<IpAddr> for Connection {
    fn from(peer: IpAddr) -> Self {
        Self::unknown().with(|known| known.peer = Some(peer))
    }
}

impl From<SocketAddr> for Connection {
    fn from(peer: SocketAddr) -> Self {
        Self::from(peer.ip())
    }
}

/// Gives a certificate's length, not the certificate.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("peer", &self.peer())
            .field("is_https", &self.is_https())
            .field("certificate", &self.certificate().map(<[u8]>::len))
            .finish()
    }
}

/// Where deliveries come from that one party can send.
#[cfg(any(feature = "limit", all(feature = "inbox", any(feature = "postgres", feature = "sqlite"))))]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Source(IpAddr);

#[cfg(any(feature = "limit", all(feature = "inbox", any(feature = "postgres", feature = "sqlite"))))]
impl Source {
    pub(crate) fn of(address: IpAddr) -> Self {
        /// `64:ff9b::/96`, under which translators write addresses of IPv4 as ones of IPv6
        /// ([RFC 6052, section 2.1](https://www.rfc-editor.org/rfc/rfc6052#section-2.1)).
        const TRANSLATED: u128 = 0x0064_ff9b << 64;
        Self(match address.to_canonical() {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) if address.to_bits() >> 32 == TRANSLATED => address.into(),
            // Whoever has one address of a /64 has all of them.
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (!0 << 64)).into(),
        })
    }
}

#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
