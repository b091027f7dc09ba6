//! Networks from which deliveries may come.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net};

use super::{Condition, Origin};
use crate::error::{Error, KeyError};

/// Networks: as a condition, those from which deliveries may come.
///
/// They are written as addresses or as prefixes, of IPv4 and IPv6. An address of IPv4 that is written as one of IPv6
/// (`::ffff:192.0.2.1`) is the same as itself, in the list as in a request.
///
/// ```
/// use countersign::condition::Networks;
/// use countersign::providers::GitHub;
/// use countersign::{Connection, Delivery, Verifier};
/// use time::macros::datetime;
///
/// let github = Verifier::<GitHub>::new("It's a Secret to Everybody")?
///     .requires(Networks::of(["192.30.252.0/22", "2a0a:a440::/29"])?);
///
/// let now = datetime!(2026-11-22 12:00 UTC);
/// let delivery = Delivery::from_request(github.sign("{}").request()?, now);
/// let over = |peer: [u8; 4]| delivery.clone().over(Connection::from(std::net::IpAddr::from(peer)));
/// assert!(github.verify(over([192, 30, 252, 41])).is_ok());
///
/// let refusal = github.verify(over([203, 0, 113, 9])).unwrap_err();
/// assert_eq!(refusal.to_string(), "a condition is not met: it comes from a network that is not allowed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Networks {
    /// Sorted, and none within another.
    nets: Box<[IpNet]>,
}

impl Networks {
    /// These networks.
    ///
    /// # Errors
    ///
    /// If there is none; or if one is neither an address nor a prefix, or has bits behind its prefix, as in
    /// `192.0.2.1/24`, where a mistake is likely.
    pub fn of<T: AsRef<str>>(networks: impl IntoIterator<Item = T>) -> Result<Self, KeyError> {
        let networks = networks.into_iter().enumerate();
        let nets: Result<Vec<_>, _> =
            networks.map(|(at, text)| parse(text.as_ref()).ok_or(KeyError::Network { at })).collect();
        let mut nets = IpNet::aggregate(&nets?);
        nets.sort_unstable_by_key(IpNet::network);
        if nets.is_empty() { Err(KeyError::NoNetworks) } else { Ok(Self { nets: nets.into() }) }
    }

    /// Whether an address is in one of them.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let behind = self.nets.partition_point(|net| net.network() <= address);
        behind.checked_sub(1).is_some_and(|at| self.nets[at].contains(&address))
    }

    /// Whether all addresses of a kind are in one of them.
    pub(super) fn has_everybody(&self) -> bool {
        self.nets.iter().any(|net| net.prefix_len() == 0)
    }
}

fn parse(text: &str) -> Option<IpNet> {
    let net = match text.parse::<IpAddr>() {
        Ok(address) => IpNet::from(address),
        Err(_) => text.parse().ok()?,
    };
    if net.addr() != net.network() {
        return None;
    }
    match (net, net.addr().to_canonical(), net.prefix_len().checked_sub(96)) {
        (IpNet::V6(_), IpAddr::V4(address), Some(prefix)) => {
            Ipv4Net::new(address, prefix).ok().map(IpNet::V4)
        }
        _ => Some(net),
    }
}

impl Condition for Networks {
    fn check(&self, origin: &Origin<'_>) -> Result<(), Error> {
        let is_allowed = self.contains(origin.address()?);
        if is_allowed { Ok(()) } else { Err(Error::Unmet("it comes from a network that is not allowed")) }
    }
}
