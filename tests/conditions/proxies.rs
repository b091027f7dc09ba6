//! What proxies say, and who is believed.

use countersign::condition::{Https, Networks, Proxies};
use countersign::providers::{GitHub, Twilio};
use countersign::{Connection, Delivery, Error, Verifier};

use crate::{Headers, NOT_ALLOWED, NOW, PROXIES, add, check, genuine, github, ip};

const HIDDEN: Error = Error::Unknown("the address of the sender, which a proxy hides,");
const ALL_PROXIES: Error = Error::Unknown("the address of the sender, as all that are named are proxies,");
const NO_PEER: Error = Error::Unknown("the address of the peer");
const NO_HTTPS: Error = Error::Unmet("it did not come over HTTPS");

type Outcome = Result<(), Error>;

type Row<'a> = (&'a str, Option<&'a str>, Headers<'a>, Outcome);

/// Proxies in 10.0.0.0/24 and fd00::/64, senders in 192.0.2.0/24 and 2001:db8::/32.
fn check_rows(proxies: Proxies, rows: &[Row<'_>]) {
    let verifier =
        github().behind(proxies).requires(Networks::of(["192.0.2.0/24", "2001:db8::/32"]).unwrap());
    for (name, peer, headers, expected) in rows {
        assert_eq!(check(&verifier, &genuine(*peer, headers), name), *expected, "{name}");
    }
}

const PROXY: Option<&str> = Some("10.0.0.1");
const XFF: &str = "x-forwarded-for";

// Rules 38 and 39.
#[test]
fn the_right_most_hop_that_is_no_proxy_counts() {
    let long = [b"192.0.2.1, ".repeat(10_000), b"203.0.113.9".to_vec()].concat();
    let proxies = [b"10.0.0.2, ".repeat(70), b"10.0.0.3".to_vec()].concat();
    let many = vec![(XFF, &b"10.0.0.3"[..]); 70];
    let malformed = Err(HIDDEN);
    check_rows(
        Proxies::x_forwarded_for(PROXIES).unwrap(),
        &[
            ("a sender behind a proxy", PROXY, &[(XFF, b"192.0.2.1")], Ok(())),
            ("a proxy of IPv4 as one of IPv6", Some("::ffff:10.0.0.1"), &[(XFF, b"192.0.2.1")], Ok(())),
            ("a proxy of IPv6", Some("fd00::1"), &[(XFF, b"192.0.2.1")], Ok(())),
            ("somebody behind a proxy", PROXY, &[(XFF, b"203.0.113.9")], Err(NOT_ALLOWED)),
            ("behind two proxies", PROXY, &[(XFF, b"192.0.2.1, 10.0.0.2")], Ok(())),
            ("behind two proxies, in two lines", PROXY, &[(XFF, b"192.0.2.1"), (XFF, b"10.0.0.2")], Ok(())),
            ("who says to be a sender", PROXY, &[(XFF, b"192.0.2.1, 203.0.113.9")], Err(NOT_ALLOWED)),
            (
                "who says so in a line before",
                PROXY,
                &[(XFF, b"192.0.2.1"), (XFF, b"203.0.113.9")],
                Err(NOT_ALLOWED),
            ),
            (
                "who says so between proxies",
                PROXY,
                &[(XFF, b"192.0.2.1, 10.0.0.2, 203.0.113.9, 10.0.0.3")],
                Err(NOT_ALLOWED),
            ),
            ("a sender that lies", PROXY, &[(XFF, b"203.0.113.9,192.0.2.1,10.0.0.2")], Ok(())),
            ("junk before the sender", PROXY, &[(XFF, b"\xff\"',,unknown, 192.0.2.1")], Ok(())),
            ("a port", PROXY, &[(XFF, b"192.0.2.1:4711")], Ok(())),
            ("IPv6", PROXY, &[(XFF, b"2001:db8::1")], Ok(())),
            ("IPv6 in brackets", PROXY, &[(XFF, b"[2001:db8::1]")], Ok(())),
            ("IPv6 with a port", PROXY, &[(XFF, b"[2001:db8::1]:4711")], Ok(())),
            ("IPv4 as IPv6", PROXY, &[(XFF, b"::ffff:192.0.2.1")], Ok(())),
            ("a proxy of IPv4 as IPv6 in the list", PROXY, &[(XFF, b"192.0.2.1, ::ffff:10.0.0.2")], Ok(())),
            ("a proxy with a port in the list", PROXY, &[(XFF, b"192.0.2.1, 10.0.0.2:80")], Ok(())),
            (
                "a proxy of IPv4 in hexadecimal in the list",
                PROXY,
                &[(XFF, b"192.0.2.1, ::ffff:a00:2")],
                Ok(()),
            ),
            ("IPv4 in another way of IPv6", PROXY, &[(XFF, b"::192.0.2.1")], Err(NOT_ALLOWED)),
            ("IPv4 as one number", PROXY, &[(XFF, b"3221225985")], malformed),
            ("IPv4 in octal", PROXY, &[(XFF, b"0300.0.02.01")], malformed),
            ("quotes", PROXY, &[(XFF, b"\"192.0.2.1\"")], malformed),
            ("another separator", PROXY, &[(XFF, b"192.0.2.1; 10.0.0.2")], malformed),
            ("white space", PROXY, &[(XFF, b" \t192.0.2.1\t , 10.0.0.2 ")], Ok(())),
            ("a sender that is not named", PROXY, &[(XFF, b"unknown")], malformed),
            ("a sender that is hidden", PROXY, &[(XFF, b"192.0.2.1, _hidden")], malformed),
            ("a zone", PROXY, &[(XFF, b"2001:db8::1%eth0")], malformed),
            ("an empty entry", PROXY, &[(XFF, b"192.0.2.1,")], malformed),
            ("an empty header", PROXY, &[(XFF, b"")], malformed),
            ("an empty line behind", PROXY, &[(XFF, b"192.0.2.1"), (XFF, b"")], malformed),
            ("a name", PROXY, &[(XFF, b"hooks.example")], malformed),
            ("no ASCII", PROXY, &[(XFF, b"192.0.2.1, \xff")], Err(Error::Malformed("x-forwarded-for"))),
            ("no header", PROXY, &[], Err(Error::Missing("x-forwarded-for"))),
            (
                "another header",
                PROXY,
                &[("forwarded", b"for=192.0.2.1")],
                Err(Error::Missing("x-forwarded-for")),
            ),
            ("a proxy alone", PROXY, &[(XFF, b"10.0.0.2")], Err(ALL_PROXIES)),
            ("a hundred kilobytes of senders", PROXY, &[(XFF, &long)], Err(NOT_ALLOWED)),
            (
                "more proxies than are looked at",
                PROXY,
                &[(XFF, b"192.0.2.1"), (XFF, &proxies)],
                Err(ALL_PROXIES),
            ),
            ("more lines than are looked at", PROXY, &many, Err(ALL_PROXIES)),
            ("a sender without a proxy", Some("192.0.2.1"), &[], Ok(())),
            (
                "a sender without a proxy, with the header",
                Some("192.0.2.1"),
                &[(XFF, b"203.0.113.9")],
                Ok(()),
            ),
            ("who is no proxy", Some("203.0.113.9"), &[(XFF, b"192.0.2.1")], Err(NOT_ALLOWED)),
            (
                "who says to be behind one",
                Some("203.0.113.9"),
                &[(XFF, b"192.0.2.1, 10.0.0.2")],
                Err(NOT_ALLOWED),
            ),
            ("beside the proxies", Some("10.0.1.1"), &[(XFF, b"192.0.2.1")], Err(NOT_ALLOWED)),
            ("a peer that is not known", None, &[(XFF, b"192.0.2.1")], Err(NO_PEER)),
        ],
    );
}

// Rules 38 and 39.
#[test]
fn forwarded_is_read_like_the_other_header() {
    const NAME: &str = "forwarded";
    let malformed = Err(Error::Malformed("forwarded"));
    check_rows(
        Proxies::forwarded(PROXIES).unwrap(),
        &[
            ("a sender behind a proxy", PROXY, &[(NAME, b"for=192.0.2.1")], Ok(())),
            (
                "with all parameters",
                PROXY,
                &[(NAME, b"by=10.0.0.1;For=192.0.2.1;host=a.example;proto=https")],
                Ok(()),
            ),
            ("a port", PROXY, &[(NAME, b"for=\"192.0.2.1:4711\"")], Ok(())),
            ("IPv6", PROXY, &[(NAME, b"for=\"[2001:db8::1]\"")], Ok(())),
            ("behind two proxies", PROXY, &[(NAME, b"for=192.0.2.1, for=10.0.0.2")], Ok(())),
            (
                "behind two proxies, in two lines",
                PROXY,
                &[(NAME, b"for=192.0.2.1"), (NAME, b"for=10.0.0.2")],
                Ok(()),
            ),
            (
                "who says to be a sender",
                PROXY,
                &[(NAME, b"for=192.0.2.1, for=203.0.113.9")],
                Err(NOT_ALLOWED),
            ),
            (
                "who opens a quote",
                PROXY,
                &[(NAME, b"for=\"192.0.2.1"), (NAME, b"for=203.0.113.9")],
                Err(NOT_ALLOWED),
            ),
            (
                "who opens a quote that is joined",
                PROXY,
                &[(NAME, b"for=\"192.0.2.1, for=203.0.113.9")],
                Err(NOT_ALLOWED),
            ),
            (
                "who ends in an escape that is joined",
                PROXY,
                &[(NAME, b"for=192.0.2.1;by=\"\\, for=203.0.113.9")],
                Err(NOT_ALLOWED),
            ),
            ("an escape", PROXY, &[(NAME, b"for=\"\\[2001:db8::1]\"")], Ok(())),
            ("brackets without quotes", PROXY, &[(NAME, b"for=[2001:db8::1];proto=https")], Ok(())),
            ("a name without a value behind it", PROXY, &[(NAME, b"for=192.0.2.1;proto")], malformed),
            ("white space before the sign", PROXY, &[(NAME, b"for =192.0.2.1")], malformed),
            ("a comma in quotes", PROXY, &[(NAME, b"for=203.0.113.9, for=192.0.2.1;by=\"a, b\"")], Ok(())),
            ("hidden", PROXY, &[(NAME, b"for=_hidden")], Err(HIDDEN)),
            ("not known", PROXY, &[(NAME, b"for=192.0.2.1, for=unknown")], Err(HIDDEN)),
            ("without an address", PROXY, &[(NAME, b"for=192.0.2.1, proto=https")], Err(HIDDEN)),
            ("twice", PROXY, &[(NAME, b"for=192.0.2.1;for=192.0.2.1")], malformed),
            ("no parameter", PROXY, &[(NAME, b"192.0.2.1")], malformed),
            ("an empty element", PROXY, &[(NAME, b"for=192.0.2.1, ")], malformed),
            ("an open quote", PROXY, &[(NAME, b"for=\"192.0.2.1")], malformed),
            ("something behind a quote", PROXY, &[(NAME, b"for=\"192.0.2.1\"x")], malformed),
            ("no header", PROXY, &[], Err(Error::Missing("forwarded"))),
            ("another header", PROXY, &[(XFF, b"192.0.2.1")], Err(Error::Missing("forwarded"))),
            ("who is no proxy", Some("203.0.113.9"), &[(NAME, b"for=192.0.2.1")], Err(NOT_ALLOWED)),
        ],
    );
}

#[test]
fn https_is_what_the_connection_or_a_trusted_proxy_says() {
    const PROTO: &str = "x-forwarded-proto";
    const FORWARDED: &str = "forwarded";
    let not_known = Err(Error::Unknown("whether the sender used HTTPS"));
    let plain = || github().requires(Https);
    let listed = || plain().behind(Proxies::x_forwarded_for(PROXIES).unwrap());
    let with_proto = || plain().behind(Proxies::x_forwarded_for(PROXIES).unwrap().x_forwarded_proto());
    let forwarded = || plain().behind(Proxies::forwarded(PROXIES).unwrap());
    let peer = |text: &str| Connection::from(ip(text));
    let https: &[(&str, &[u8])] = &[(PROTO, b"https")];
    // (name, verifier, connection, headers, expected)
    let cases: [(&str, Verifier<GitHub>, Connection, Headers<'_>, Outcome); 21] = [
        ("TLS", plain(), Connection::unknown().https(), &[], Ok(())),
        ("no TLS", plain(), Connection::unknown().http(), &[], Err(NO_HTTPS)),
        ("not known", plain(), peer("192.0.2.1"), &[], Err(Error::Unknown("whether it came over HTTPS"))),
        ("who says so", plain(), peer("192.0.2.1").http(), https, Err(NO_HTTPS)),
        ("a proxy that says so", with_proto(), peer("10.0.0.1").http(), https, Ok(())),
        ("in capitals", with_proto(), peer("10.0.0.1"), &[(PROTO, b"HTTPS")], Ok(())),
        ("a proxy that says no", with_proto(), peer("10.0.0.1"), &[(PROTO, b"http")], Err(NO_HTTPS)),
        // TLS between the proxy and the server says nothing of the sender.
        (
            "a proxy that says no over TLS",
            with_proto(),
            peer("10.0.0.1").https(),
            &[(PROTO, b"http")],
            Err(NO_HTTPS),
        ),
        ("a proxy that says nothing", with_proto(), peer("10.0.0.1").https(), &[], not_known),
        ("a proxy that is not asked", listed(), peer("10.0.0.1").https(), https, not_known),
        ("two", with_proto(), peer("10.0.0.1"), &[(PROTO, b"https, http")], Err(Error::Malformed(PROTO))),
        (
            "two lines",
            with_proto(),
            peer("10.0.0.1"),
            &[(PROTO, b"https"), (PROTO, b"https")],
            Err(Error::Repeated(PROTO)),
        ),
        ("something else", with_proto(), peer("10.0.0.1"), &[(PROTO, b"wss")], Err(Error::Malformed(PROTO))),
        ("no ASCII", with_proto(), peer("10.0.0.1"), &[(PROTO, b"https\xff")], Err(Error::Malformed(PROTO))),
        ("who is no proxy", with_proto(), peer("10.0.1.1").http(), https, Err(NO_HTTPS)),
        ("who is no proxy, over TLS", with_proto(), peer("10.0.1.1").https(), &[(PROTO, b"http")], Ok(())),
        ("a peer that is not known", with_proto(), Connection::unknown().https(), https, Err(NO_PEER)),
        ("forwarded", forwarded(), peer("10.0.0.1"), &[(FORWARDED, b"for=192.0.2.1;proto=https")], Ok(())),
        (
            "forwarded by the outer proxy",
            forwarded(),
            peer("10.0.0.1"),
            &[(FORWARDED, b"for=192.0.2.1;proto=http, for=10.0.0.2;proto=https")],
            Err(NO_HTTPS),
        ),
        (
            "what a client forwards",
            forwarded(),
            peer("10.0.0.1"),
            &[(FORWARDED, b"for=192.0.2.1;proto=https, for=203.0.113.9;proto=http")],
            Err(NO_HTTPS),
        ),
        ("forwarded without it", forwarded(), peer("10.0.0.1"), &[(FORWARDED, b"for=192.0.2.1")], not_known),
    ];
    for (name, verifier, connection, headers, expected) in cases {
        let delivery = genuine(None, headers).over(connection);
        assert_eq!(check(&verifier, &delivery, name), expected, "{name}");
    }
}

// Rule 38.
#[test]
fn a_signed_url_may_be_what_a_trusted_proxy_says() {
    const HOST: &str = "x-forwarded-host";
    const PROTO: &str = "x-forwarded-proto";
    let twilio = || Verifier::<Twilio>::new("12345").unwrap();
    let behind = || {
        let proxies = Proxies::x_forwarded_for(PROXIES).unwrap().x_forwarded_host().x_forwarded_proto();
        twilio().behind(proxies)
    };
    let forwarded = || twilio().behind(Proxies::forwarded(PROXIES).unwrap()).forwarded_url();
    let good: &[(&str, &[u8])] = &[(HOST, b"hooks.example:8443"), (PROTO, b"https")];
    let malformed = Err(Error::Malformed("the host that the sender named"));
    // (name, verifier, peer, headers, expected)
    let cases: [(&str, Verifier<Twilio>, &str, Headers<'_>, Outcome); 17] = [
        ("from a proxy", behind().forwarded_url(), "10.0.0.1", good, Ok(())),
        ("from anybody", behind().forwarded_url(), "203.0.113.9", good, Err(Error::Unmet("it came by no trusted proxy"))),
        ("from nobody's proxy", twilio().forwarded_url(), "10.0.0.1", good, Err(Error::Unmet("it came by no trusted proxy"))),
        ("not asked for", behind(), "10.0.0.1", good, Err(Error::NotConfigured("the public URL of its endpoint"))),
        ("of another host", behind().forwarded_url(), "10.0.0.1", &[(HOST, b"other.example"), (PROTO, b"https")], Err(Error::Mismatch)),
        ("over HTTP", behind().forwarded_url(), "10.0.0.1", &[(HOST, b"hooks.example:8443"), (PROTO, b"http")], Err(Error::Mismatch)),
        ("without a protocol", behind().forwarded_url(), "10.0.0.1", &[(HOST, b"hooks.example:8443")], Err(Error::Unknown("whether the sender used HTTPS"))),
        ("without a host", behind().forwarded_url(), "10.0.0.1", &[(PROTO, b"https")], Err(Error::Unknown("the host that the sender named"))),
        ("with a path in it", behind().forwarded_url(), "10.0.0.1", &[(HOST, b"hooks.example:8443/twilio"), (PROTO, b"https")], malformed),
        ("with a user in it", behind().forwarded_url(), "10.0.0.1", &[(HOST, b"x@hooks.example:8443"), (PROTO, b"https")], malformed),
        ("with a space in it", behind().forwarded_url(), "10.0.0.1", &[(HOST, b"hooks.example 8443"), (PROTO, b"https")], malformed),
        ("of a host and another one", behind().forwarded_url(), "10.0.0.1", &[(HOST, b"hooks.example:8443,other.example"), (PROTO, b"https")], malformed),
        ("with a backslash in it", behind().forwarded_url(), "10.0.0.1", &[(HOST, b"other.example\\hooks.example:8443"), (PROTO, b"https")], malformed),
        ("of a port that is none", behind().forwarded_url(), "10.0.0.1", &[(HOST, b"hooks.example:84438443"), (PROTO, b"https")], malformed),
        ("two hosts", behind().forwarded_url(), "10.0.0.1", &[(HOST, b"a"), (HOST, b"b"), (PROTO, b"https")], Err(Error::Repeated(HOST))),
        ("forwarded", forwarded(), "10.0.0.1", &[("forwarded", b"for=192.0.2.1;proto=https;host=\"hooks.example:8443\"")], Ok(())),
        ("a client's", forwarded(), "10.0.0.1", &[("forwarded", b"for=192.0.2.1;proto=https;host=\"hooks.example:8443\", for=203.0.113.9;proto=https;host=\"other.example\"")], Err(Error::Mismatch)),
    ];
    for (name, verifier, peer, headers, expected) in cases {
        let mut head_and_body = http::Request::post("/twilio?a=1")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-twilio-signature", TWILIO_TAG)
            .body("Body=Hi&From=%2B491701234567")
            .unwrap();
        add(head_and_body.headers_mut(), headers);
        let delivery = Delivery::from_request(head_and_body, NOW).over(Connection::from(ip(peer)));
        assert_eq!(verifier.verify(delivery.clone()).map(drop), expected, "{name}");
        // What the proxies do not say is known by the head.
        let by_head = verifier.begin(delivery.head().clone());
        let is_of_head = !matches!(expected, Ok(()) | Err(Error::Mismatch | Error::NotConfigured(_)));
        assert_eq!(by_head.is_err(), is_of_head, "{name}, by its head");
    }
}

/// The HMAC with SHA-1 under `12345` of `https://hooks.example:8443/twilio?a=1BodyHiFrom+491701234567`, made by Python's
/// `hmac`.
const TWILIO_TAG: &str = "Tl0OpGOeZ0zx2xOx8fxe9HO68Vc=";
