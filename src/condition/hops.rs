//! What proxies say of where a request comes from, read from its end: what a client wrote stands before what the
//! proxies wrote, and never reaches into it.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv6Addr};

use http::{HeaderMap, HeaderName};

/// The most entries that are looked at.
const MAX_HOPS: usize = 64;

/// One step on the way of a request, as the proxy that it came to says it. `None` for what is malformed.
#[derive(Default)]
pub(super) struct Hop {
    /// Where it came from, if that is an address.
    pub(super) address: Option<IpAddr>,
    /// The protocol by which it came.
    pub(super) proto: Option<String>,
    /// The `Host` that it came with.
    pub(super) host: Option<String>,
}

/// The hops of all lines of `X-Forwarded-For`, the last one first.
pub(super) fn x_forwarded_for<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> impl Iterator<Item = Option<Hop>> + use<'a> {
    let lines = headers.get_all(name).into_iter().rev();
    let entries = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    entries.take(MAX_HOPS).map(|entry| {
        let address = node(str::from_utf8(entry).ok()?.trim_matches(WHITE));
        Some(Hop { address, ..Hop::default() })
    })
}

/// The hops of all lines of `Forwarded` ([RFC 7239](https://www.rfc-editor.org/rfc/rfc7239)), the last one first.
pub(super) fn forwarded<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> impl Iterator<Item = Option<Hop>> + use<'a> {
    let lines = headers.get_all(name).into_iter().rev();
    let entries = lines.flat_map(|line| {
        let mut rest = Some(line.as_bytes());
        std::iter::from_fn(move || {
            let (before, last) = split_last(rest?);
            rest = before;
            Some(last)
        })
    });
    entries.take(MAX_HOPS).map(|entry| element(str::from_utf8(entry).ok()?))
}

/// The last of a list of elements, and what stands before it: parted by the last comma that is in no quotes.
fn split_last(list: &[u8]) -> (Option<&[u8]>, &[u8]) {
    let mut is_quoted = false;
    for (at, byte) in list.iter().enumerate().rev() {
        match byte {
            b'"' => {
                let escapes = list[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
                is_quoted ^= escapes % 2 == 0;
            }
            b',' if !is_quoted => return (Some(&list[..at]), &list[at + 1..]),
            _ => {}
        }
    }
    (None, list)
}

/// One element of `Forwarded`: pairs, none of them twice.
fn element(text: &str) -> Option<Hop> {
    let [mut origin, mut proto, mut host] = [const { None }; 3];
    let mut rest = text;
    while let Some((name, behind)) = rest.trim_start_matches(BETWEEN).split_once('=') {
        let (value, behind) = value(behind)?;
        let slot = match name {
            _ if name.eq_ignore_ascii_case("for") => &mut origin,
            _ if name.eq_ignore_ascii_case("proto") => &mut proto,
            _ if name.eq_ignore_ascii_case("host") => &mut host,
            _ if name.bytes().all(is_of_token) => &mut None,
            _ => return None,
        };
        if slot.replace(value).is_some() {
            return None;
        }
        rest = behind.trim_start_matches(WHITE);
        if !rest.is_empty() && !rest.starts_with(';') {
            return None;
        }
    }
    if text.trim_matches(WHITE).is_empty() || !rest.trim_matches(BETWEEN).is_empty() {
        return None;
    }
    let address = origin.and_then(|origin| node(&origin));
    Some(Hop { address, proto: proto.map(Cow::into_owned), host: host.map(Cow::into_owned) })
}

/// A token or a quoted text, and what stands behind it.
fn value(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ' ', '\t', '"', '=']).unwrap_or(text.len());
        return Some((Cow::Borrowed(&text[..end]), &text[end..]));
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return Some((Cow::Owned(value), &quoted[at + 1..])),
            '\\' => value.push(chars.next()?.1),
            char => value.push(char),
        }
    }
    None
}

/// The address of a node, which may have a port: `192.0.2.1`, `192.0.2.1:80`, `[2001:db8::1]`, `[2001:db8::1]:80` and
/// `2001:db8::1`. `unknown` and `_hidden` are none.
fn node(text: &str) -> Option<IpAddr> {
    let (address, port) = match text.strip_prefix('[') {
        Some(text) => {
            let (address, port) = text.split_once(']')?;
            (
                IpAddr::V6(address.parse::<Ipv6Addr>().ok()?),
                if port.is_empty() { None } else { Some(port.strip_prefix(':')?) },
            )
        }
        None => match (text.parse(), text.split_once(':')) {
            (Ok(address), _) => (address, None),
            (Err(_), Some((address, port))) => (IpAddr::V4(address.parse().ok()?), Some(port)),
            (Err(_), None) => return None,
        },
    };
    port.is_none_or(is_port).then(|| address.to_canonical())
}

/// Digits, or a name in place of them (RFC 7239, section 6.2).
fn is_port(text: &str) -> bool {
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    match text.strip_prefix('_') {
        Some(name) => !name.is_empty() && name.bytes().all(is_of_name),
        None => text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok(),
    }
}

/// Of what the names of parameters are made (RFC 9110, section 5.6.2).
const fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

const WHITE: [char; 2] = [' ', '\t'];

/// Between two parameters there may be none.
const BETWEEN: [char; 3] = [' ', '\t', ';'];

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_node_is_an_address_that_may_have_a_port() {
        // (text, address)
        let cases = [
            ("192.0.2.43", Some("192.0.2.43")),
            ("192.0.2.43:47011", Some("192.0.2.43")),
            ("192.0.2.43:_x-1", Some("192.0.2.43")),
            ("[2001:db8:cafe::17]", Some("2001:db8:cafe::17")),
            ("[2001:db8:cafe::17]:47011", Some("2001:db8:cafe::17")),
            ("2001:db8:cafe::17", Some("2001:db8:cafe::17")),
            ("::ffff:192.0.2.43", Some("192.0.2.43")),
            ("[::ffff:192.0.2.43]:1", Some("192.0.2.43")),
            ("", None),
            ("unknown", None),
            ("_hidden", None),
            ("_SEVKISEK", None),
            ("localhost", None),
            ("192.0.2", None),
            ("192.0.2.256", None),
            ("192.0.2.043", None),
            ("192.0.2.43:", None),
            ("192.0.2.43:65536", None),
            ("192.0.2.43:+1", None),
            ("192.0.2.43:_", None),
            ("192.0.2.43:1:2", None),
            ("[192.0.2.43]", None),
            ("[2001:db8::17", None),
            ("2001:db8::17]", None),
            ("[2001:db8::17]47011", None),
            ("[fe80::1%eth0]", None),
            ("192.0.2.0/24", None),
            ("192.0.2.43 ", None),
        ];
        for (text, address) in cases {
            assert_eq!(node(text), address.map(|address| address.parse().unwrap()), "{text:?}");
        }
    }

    fn headers(lines: &[&[u8]]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("forwarded", HeaderValue::from_bytes(line).unwrap());
        }
        headers
    }

    #[test]
    fn elements_are_read_from_the_end() {
        // (lines, each element: for, proto, host; or nothing where it is malformed)
        type Read<'a> = Option<(Option<&'a str>, Option<&'a str>, Option<&'a str>)>;
        let cases: [(&[&[u8]], &[Read<'_>]); 19] = [
            (&[b"for=192.0.2.43"], &[Some((Some("192.0.2.43"), None, None))]),
            // The examples of RFC 7239, section 4.
            (&[b"for=\"_gazonk\""], &[Some((None, None, None))]),
            (&[b"For=\"[2001:db8:cafe::17]:4711\""], &[Some((Some("2001:db8:cafe::17"), None, None))]),
            (
                &[b"for=192.0.2.60;proto=http;by=203.0.113.43"],
                &[Some((Some("192.0.2.60"), Some("http"), None))],
            ),
            (
                &[b"for=192.0.2.43, for=198.51.100.17"],
                &[Some((Some("198.51.100.17"), None, None)), Some((Some("192.0.2.43"), None, None))],
            ),
            (
                &[b"for=192.0.2.43", b"for=198.51.100.17;host=a.example"],
                &[
                    Some((Some("198.51.100.17"), None, Some("a.example"))),
                    Some((Some("192.0.2.43"), None, None)),
                ],
            ),
            (&[b"for=192.0.2.43;by=\"a,b\\\",c\""], &[Some((Some("192.0.2.43"), None, None))]),
            (
                &[b"for=192.0.2.43; proto=https ;host=\"a.example:1\""],
                &[Some((Some("192.0.2.43"), Some("https"), Some("a.example:1")))],
            ),
            (&[b";;for=192.0.2.43;"], &[Some((Some("192.0.2.43"), None, None))]),
            // A quote that a client left open.
            (&[b"for=\"192.0.2.1", b"for=192.0.2.2"], &[Some((Some("192.0.2.2"), None, None)), None]),
            (&[b"for=\"192.0.2.1, for=192.0.2.2"], &[Some((Some("192.0.2.2"), None, None)), None]),
            (&[b"for=\"x\\, for=192.0.2.2"], &[Some((Some("192.0.2.2"), None, None)), None]),
            (&[b"for=192.0.2.1;for=192.0.2.2"], &[None]),
            (&[b"proto=http;PROTO=https"], &[None]),
            (&[b"for"], &[None]),
            (&[b"for=a b"], &[None]),
            (&[b""], &[None]),
            (&[b"for=192.0.2.1,"], &[None, Some((Some("192.0.2.1"), None, None))]),
            (&[b"for=\xff"], &[None]),
        ];
        for (lines, expected) in cases {
            let headers = headers(lines);
            let hops: Vec<_> = forwarded(&headers, &HeaderName::from_static("forwarded")).collect();
            let read: Vec<_> = hops
                .iter()
                .map(|hop| hop.as_ref().map(|hop| (hop.address, hop.proto.as_deref(), hop.host.as_deref())))
                .collect();
            let parse = |address: &str| address.parse().unwrap();
            let expected: Vec<_> = expected
                .iter()
                .map(|hop| hop.map(|(address, proto, host)| (address.map(parse), proto, host)))
                .collect();
            let name = String::from_utf8_lossy(&lines.concat()).into_owned();
            assert_eq!(read, expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_list_panics_or_reaches_into_what_is_behind_it(line in "[ -~\u{80}-\u{ff}\t]{0,80}") {
            let headers = headers(&[line.as_bytes(), b"for=192.0.2.2"]);
            let name = HeaderName::from_static("forwarded");
            let hops: Vec<_> = forwarded(&headers, &name).map(|hop| hop.and_then(|hop| hop.address)).collect();
            prop_assert_eq!(hops[0], Some("192.0.2.2".parse().unwrap()));
            prop_assert!(x_forwarded_for(&headers, &name).count() <= MAX_HOPS);

            let joined = [line.as_bytes(), b", for=192.0.2.2"].concat();
            let headers = self::headers(&[&joined]);
            let last = forwarded(&headers, &name).next().flatten().and_then(|hop| hop.address);
            prop_assert_eq!(last, Some("192.0.2.2".parse().unwrap()));
        }
    }
}
