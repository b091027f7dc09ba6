//! Networks, as they are written.

use countersign::KeyError;
use countersign::condition::{Networks, Proxies};

use crate::{NOT_ALLOWED, check, genuine, github, ip};

// Rule 39.
#[test]
fn a_network_is_an_address_or_a_prefix() {
    // (networks, address, is it in them)
    let cases: [(&[&str], &str, bool); 22] = [
        (&["192.0.2.0/24"], "192.0.2.0", true),
        (&["192.0.2.0/24"], "192.0.2.255", true),
        (&["192.0.2.0/24"], "192.0.3.0", false),
        (&["192.0.2.0/24"], "192.0.1.255", false),
        (&["192.0.2.0/24"], "::ffff:192.0.2.7", true),
        (&["192.0.2.0/24"], "::ffff:192.0.3.7", false),
        // IPv4 in other ways of IPv6: compatible, translated, 6to4.
        (&["192.0.2.0/24"], "::192.0.2.7", false),
        (&["192.0.2.0/24"], "64:ff9b::c000:207", false),
        (&["192.0.2.0/24"], "2002:c000:207::1", false),
        (&["192.0.2.7"], "192.0.2.7", true),
        (&["192.0.2.7"], "192.0.2.8", false),
        (&["::ffff:192.0.2.7"], "192.0.2.7", true),
        (&["::ffff:192.0.2.0/120"], "192.0.2.7", true),
        (&["::ffff:192.0.2.0/120"], "192.0.3.7", false),
        (&["2001:db8::/32"], "2001:db8:ffff::1", true),
        (&["2001:db8::/32"], "2001:db9::", false),
        (&["2001:db8::1"], "2001:db8::1", true),
        (&["2001:db8::/32"], "192.0.2.7", false),
        (&["0.0.0.0/0"], "2001:db8::1", false),
        (&["198.51.100.0/24", "2001:db8::/32", "192.0.2.0/24", "192.0.2.7"], "192.0.2.200", true),
        (&["198.51.100.0/24", "2001:db8::/32", "192.0.2.0/25", "192.0.2.128/25"], "192.0.2.200", true),
        (&["198.51.100.0/24", "2001:db8::/32", "192.0.2.0/24"], "198.51.99.1", false),
    ];
    for (networks, address, is_in) in cases {
        let name = format!("{address} in {networks:?}");
        let networks = Networks::of(networks).unwrap();
        assert_eq!(networks.contains(ip(address)), is_in, "{name}");
        let verifier = github().requires(networks);
        let expected = if is_in { Ok(()) } else { Err(NOT_ALLOWED) };
        assert_eq!(check(&verifier, &genuine(Some(address), &[]), &name), expected, "{name}");
    }
}

#[test]
fn what_is_no_network_is_an_error_that_says_which() {
    // (networks, error)
    let cases: [(&[&str], KeyError); 13] = [
        (&[], KeyError::NoNetworks),
        (&[""], KeyError::Network { at: 0 }),
        (&["192.0.2.0/24", "192.0.2.7/24"], KeyError::Network { at: 1 }),
        (&["2001:db8::1/32"], KeyError::Network { at: 0 }),
        (&["192.0.2.0/33"], KeyError::Network { at: 0 }),
        (&["192.0.2.0/-1"], KeyError::Network { at: 0 }),
        (&["192.0.2.0/"], KeyError::Network { at: 0 }),
        (&["192.0.2"], KeyError::Network { at: 0 }),
        (&["192.0.2.0/255.255.255.0"], KeyError::Network { at: 0 }),
        (&[" 192.0.2.0/24"], KeyError::Network { at: 0 }),
        (&["192.0.2.0/24,198.51.100.0/24"], KeyError::Network { at: 0 }),
        (&["hooks.example"], KeyError::Network { at: 0 }),
        (&["*"], KeyError::Network { at: 0 }),
    ];
    for (networks, error) in cases {
        assert_eq!(Networks::of(networks).map(drop), Err(error), "{networks:?}");
        assert_eq!(Proxies::forwarded(networks).map(drop), Err(error), "{networks:?}, of proxies");
    }
    for everybody in ["0.0.0.0/0", "::/0"] {
        let proxies = Proxies::x_forwarded_for(["10.0.0.0/8", everybody]).map(drop);
        assert_eq!(proxies, Err(KeyError::Everybody), "{everybody}");
    }
}
