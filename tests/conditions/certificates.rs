//! Client certificates. `client.pem` and its fingerprints were made with OpenSSL; its names are the DNS names
//! `Hooks.example` and `*.wild.example`, the URI `spiffe://sender.example/hooks`, a mail address and an IP address, and
//! its common name is `common.example`.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use countersign::condition::{ClientCertificate, Proxies};
use countersign::{Connection, Error, KeyError};

use crate::{PROXIES, check, genuine, github, ip};

const PEM: &str = include_str!("client.pem");
const FINGERPRINT: &str =
    "3F:E2:53:54:6F:D9:BD:BE:91:A6:AC:CD:15:70:D8:A9:DC:7F:F6:5A:FE:49:1B:8A:DF:AE:5F:2B:9A:AB:0B:6E";
const KEY_FINGERPRINT: &str = "af8070524500dc69168662b21f77c72faba4632b49a989a947b722d7ae45052e";
const NOT_NAMED: Error = Error::Unmet("the client certificate is not one of those named");
const NONE: Error = Error::Unmet("there is no client certificate");

fn base64() -> String {
    PEM.lines().filter(|line| !line.starts_with('-')).collect()
}

fn der() -> Vec<u8> {
    STANDARD.decode(base64()).unwrap()
}

#[test]
fn a_client_certificate_is_told_by_its_names_and_fingerprints() {
    let verified = ClientCertificate::verified;
    let other = FINGERPRINT.replace("3F", "3E");
    // (name, condition, expected)
    let cases = [
        ("any", verified(), Ok(())),
        ("its fingerprint", verified().fingerprint(FINGERPRINT).unwrap(), Ok(())),
        ("without colons", verified().fingerprint(&FINGERPRINT.replace(':', "")).unwrap(), Ok(())),
        ("in lower case", verified().fingerprint(&FINGERPRINT.to_lowercase()).unwrap(), Ok(())),
        ("another fingerprint", verified().fingerprint(&other).unwrap(), Err(NOT_NAMED)),
        ("that of its key", verified().key_fingerprint(KEY_FINGERPRINT).unwrap(), Ok(())),
        ("that of its key for its own", verified().fingerprint(KEY_FINGERPRINT).unwrap(), Err(NOT_NAMED)),
        ("its own for that of its key", verified().key_fingerprint(FINGERPRINT).unwrap(), Err(NOT_NAMED)),
        ("a DNS name", verified().dns_name("hooks.example"), Ok(())),
        ("in capitals", verified().dns_name("HOOKS.EXAMPLE"), Ok(())),
        ("another DNS name", verified().dns_name("example"), Err(NOT_NAMED)),
        ("below its DNS name", verified().dns_name("a.hooks.example"), Err(NOT_NAMED)),
        ("no name", verified().dns_name(""), Err(NOT_NAMED)),
        ("below its wildcard", verified().dns_name("a.wild.example"), Err(NOT_NAMED)),
        ("its wildcard", verified().dns_name("*.wild.example"), Ok(())),
        ("a wildcard for it", verified().dns_name("*.example"), Err(NOT_NAMED)),
        ("its common name", verified().dns_name("common.example"), Err(NOT_NAMED)),
        ("its mail's domain", verified().dns_name("mail.example"), Err(NOT_NAMED)),
        ("its URI", verified().uri("spiffe://sender.example/hooks"), Ok(())),
        ("another URI", verified().uri("spiffe://sender.example/hook"), Err(NOT_NAMED)),
        ("its URI in capitals", verified().uri("spiffe://sender.example/HOOKS"), Err(NOT_NAMED)),
        ("its URI for a DNS name", verified().dns_name("spiffe://sender.example/hooks"), Err(NOT_NAMED)),
        ("its DNS name for a URI", verified().uri("Hooks.example"), Err(NOT_NAMED)),
        (
            "one of several",
            verified().fingerprint(&other).unwrap().uri("x:y").dns_name("hooks.example"),
            Ok(()),
        ),
        ("none of several", verified().fingerprint(&other).unwrap().uri("x:y").dns_name("a"), Err(NOT_NAMED)),
    ];
    for (name, condition, expected) in cases {
        let verifier = github().requires(condition);
        let delivery = genuine(None, &[]).over(Connection::unknown().certified(der()));
        assert_eq!(check(&verifier, &delivery, name), expected, "{name}");
    }
}

#[test]
fn what_is_no_fingerprint_is_an_error() {
    for text in ["", "3F", &FINGERPRINT[3..], &format!("{FINGERPRINT}:00"), &FINGERPRINT.replace('F', "G")] {
        let refused = Err(KeyError::Fingerprint);
        assert_eq!(ClientCertificate::verified().fingerprint(text).map(drop), refused, "{text:?}");
        assert_eq!(
            ClientCertificate::verified().key_fingerprint(text).map(drop),
            refused,
            "{text:?}, of a key"
        );
    }
}

// Rule 38.
#[test]
fn a_client_certificate_is_what_the_connection_or_a_trusted_proxy_says() {
    const NAME: &str = "client-cert";
    let unknown = Error::Unknown("the client's certificate");
    let not_written = Error::Unknown("the client's certificate, which no proxy is said to write,");
    let malformed = Err(Error::Malformed(NAME));
    let alone = || github().requires(ClientCertificate::verified());
    let behind = || alone().behind(Proxies::forwarded(PROXIES).unwrap().client_cert());
    let unasked = || alone().behind(Proxies::forwarded(PROXIES).unwrap());
    let peer = |text: &str| Connection::from(ip(text));
    let header = format!(":{}:", base64());
    let header = header.as_bytes();
    let with = |value: &str| value.as_bytes().to_vec();
    let unpadded = format!(":{}:", STANDARD_NO_PAD.encode(der()));
    let cut = format!(":{}:", STANDARD.encode(&der()[..500]));
    let longer = format!(":{}:", STANDARD.encode([der(), vec![0]].concat()));
    let given = || vec![header.to_vec()];
    // (name, verifier, connection, lines of the header, expected)
    let cases = [
        ("the connection's", alone(), Connection::unknown().certified(der()), vec![], Ok(())),
        ("none over TLS", alone(), Connection::unknown().https(), vec![], Err(NONE)),
        ("none over HTTP", alone(), Connection::unknown().http(), vec![], Err(NONE)),
        ("not known", alone(), peer("192.0.2.1"), vec![], Err(unknown)),
        (
            "junk",
            alone(),
            Connection::unknown().certified(*b"junk"),
            vec![],
            Err(Error::Malformed("the client's certificate")),
        ),
        ("a header without proxies", alone(), peer("10.0.0.1").https(), given(), Err(NONE)),
        ("a header from a proxy", behind(), peer("10.0.0.1"), given(), Ok(())),
        ("a header from anybody", behind(), peer("203.0.113.9").https(), given(), Err(NONE)),
        ("a header that is not asked for", unasked(), peer("10.0.0.1").https(), given(), Err(not_written)),
        ("a proxy's own", unasked(), peer("10.0.0.1").certified(der()), vec![], Err(not_written)),
        ("a proxy's own beside no header", behind(), peer("10.0.0.1").certified(der()), vec![], Err(NONE)),
        ("beside the proxies", behind(), peer("192.0.2.1").certified(der()), vec![], Ok(())),
        ("white space", behind(), peer("10.0.0.1"), vec![[b" ", header, b" "].concat()], Ok(())),
        ("two", behind(), peer("10.0.0.1"), [given(), given()].concat(), Err(Error::Repeated(NAME))),
        ("two in a line", behind(), peer("10.0.0.1"), vec![[header, b", ", header].concat()], malformed),
        ("an empty one", behind(), peer("10.0.0.1"), vec![vec![]], malformed),
        ("no colons", behind(), peer("10.0.0.1"), vec![with(&base64())], malformed),
        ("one colon", behind(), peer("10.0.0.1"), vec![with(":")], malformed),
        ("PEM", behind(), peer("10.0.0.1"), vec![with(&PEM.replace('\n', " "))], malformed),
        ("a parameter", behind(), peer("10.0.0.1"), vec![[header, b";a=1"].concat()], malformed),
        ("no padding", behind(), peer("10.0.0.1"), vec![with(&unpadded)], malformed),
        (
            "nothing",
            behind(),
            peer("10.0.0.1"),
            vec![with("::")],
            Err(Error::Malformed("the client's certificate")),
        ),
        (
            "cut",
            behind(),
            peer("10.0.0.1"),
            vec![with(&cut)],
            Err(Error::Malformed("the client's certificate")),
        ),
        (
            "longer",
            behind(),
            peer("10.0.0.1"),
            vec![with(&longer)],
            Err(Error::Malformed("the client's certificate")),
        ),
        ("no ASCII", behind(), peer("10.0.0.1"), vec![b":\xff:".to_vec()], malformed),
    ];
    for (name, verifier, connection, lines, expected) in cases {
        let lines: Vec<_> = lines.iter().map(|line| (NAME, &line[..])).collect();
        let delivery = genuine(None, &lines).over(connection);
        assert_eq!(check(&verifier, &delivery, name), expected, "{name}");
    }
}
