//! Requests made of arbitrary bytes.

use std::sync::OnceLock;

use arbitrary::{Result, Unstructured};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Uri};

use crate::genuine;

/// One of these.
pub(crate) fn one<'a, T>(u: &mut Unstructured<'_>, of: &'a [T]) -> Result<&'a T> {
    Ok(&of[usize::from(u.arbitrary::<u16>()?) % of.len()])
}

/// Up to this many bytes, whose number is written before them.
pub(crate) fn bytes<'a>(u: &mut Unstructured<'a>, most: usize) -> Result<&'a [u8]> {
    let length = usize::from(u.arbitrary::<u8>()?).min(most).min(u.len());
    u.bytes(length)
}

/// All that is left.
pub(crate) fn rest<'a>(u: &mut Unstructured<'a>) -> &'a [u8] {
    u.bytes(u.len()).unwrap_or_default()
}

/// The name of a header that some scheme reads.
pub(crate) fn header_name(u: &mut Unstructured<'_>) -> Result<HeaderName> {
    static NAMES: OnceLock<Vec<HeaderName>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let all = genuine::all().iter().flat_map(|genuine| genuine.request.headers().keys().cloned());
        let mut names: Vec<_> = all.collect();
        names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        names.dedup();
        names
    });
    one(u, names).cloned()
}

/// The value of a header, if it is one.
pub(crate) fn header_value(u: &mut Unstructured<'_>) -> Result<Option<HeaderValue>> {
    Ok(HeaderValue::from_bytes(bytes(u, 255)?).ok())
}

/// A target, if it is one.
pub(crate) fn uri(text: &[u8]) -> Option<Uri> {
    let uri: Uri = std::str::from_utf8(text).ok()?.parse().ok()?;
    // Servers see a path and a query.
    uri.path_and_query()?.as_str().parse().ok()
}

/// A method: those that senders use, and one that nobody does.
pub(crate) fn method(u: &mut Unstructured<'_>) -> Result<Method> {
    let other = Method::from_bytes(b"FUZZ").unwrap();
    one(u, &[Method::POST, Method::GET, Method::HEAD, Method::OPTIONS, Method::PUT, other]).cloned()
}

/// Changes something of a request, and says whether it is still one.
pub(crate) fn change(u: &mut Unstructured<'_>, request: &mut Request<Bytes>) -> Result<bool> {
    match u.arbitrary::<u8>()? % 10 {
        0 => {
            let mut body = request.body().to_vec();
            change_byte(u, &mut body)?;
            *request.body_mut() = body.into();
        }
        1 => {
            let mut body = request.body().to_vec();
            let at = u.int_in_range(0..=body.len())?;
            body.splice(at..at, bytes(u, 40)?.iter().copied());
            *request.body_mut() = body.into();
        }
        2 => {
            let mut body = request.body().to_vec();
            let at = u.int_in_range(0..=body.len())?;
            let end = u.int_in_range(at..=body.len())?;
            body.drain(at..end);
            *request.body_mut() = body.into();
        }
        3 | 4 => {
            let Some((name, mut value)) = header(u, request)? else { return Ok(false) };
            change_byte(u, &mut value)?;
            let Ok(value) = HeaderValue::from_bytes(&value) else { return Ok(false) };
            request.headers_mut().insert(name, value);
        }
        5 => {
            let Some((name, value)) = header(u, request)? else { return Ok(false) };
            let at = u.int_in_range(0..=value.len())?;
            let (before, behind) = value.split_at(at);
            let Ok(value) = HeaderValue::from_bytes(&[before, bytes(u, 40)?, behind].concat()) else {
                return Ok(false);
            };
            request.headers_mut().insert(name, value);
        }
        6 => {
            let Some((name, value)) = header(u, request)? else { return Ok(false) };
            request.headers_mut().append(name, HeaderValue::from_bytes(&value).unwrap());
        }
        7 => {
            let Some((name, _)) = header(u, request)? else { return Ok(false) };
            request.headers_mut().remove(name);
        }
        8 => {
            let name = header_name(u)?;
            let Some(value) = header_value(u)? else { return Ok(false) };
            request.headers_mut().append(name, value);
        }
        _ => {
            let mut target = request.uri().to_string().into_bytes();
            let at = u.int_in_range(0..=target.len())?;
            target.splice(at..at, bytes(u, 20)?.iter().copied());
            let Some(uri) = uri(&target) else { return Ok(false) };
            *request.uri_mut() = uri;
        }
    }
    Ok(true)
}

/// Changes one byte, if there is one.
fn change_byte(u: &mut Unstructured<'_>, of: &mut [u8]) -> Result<()> {
    if !of.is_empty() {
        let at = u.int_in_range(0..=of.len() - 1)?;
        of[at] ^= u.arbitrary::<u8>()?;
    }
    Ok(())
}

/// One of the request's headers.
fn header(u: &mut Unstructured<'_>, request: &Request<Bytes>) -> Result<Option<(HeaderName, Vec<u8>)>> {
    let count = request.headers().len();
    if count == 0 {
        return Ok(None);
    }
    let at = usize::from(u.arbitrary::<u8>()?) % count;
    let (name, value) = request.headers().iter().nth(at).unwrap();
    Ok(Some((name.clone(), value.as_bytes().to_vec())))
}
