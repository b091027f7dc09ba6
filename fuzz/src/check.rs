//! Genuine deliveries, and what becomes of them once they are changed.

use std::borrow::Cow;

use arbitrary::{Result, Unstructured};
use bytes::Bytes;
use countersign::{AnyProvider, Assurance, Delivery, Error, Head, Raw, Refusal, Verified, Verifier};
use http::{Request, StatusCode};
use time::{Duration, OffsetDateTime};

use crate::genuine::{self, Genuine, set_length};
use crate::input;

/// Senders whose deliveries we can make: signed here, or taken as their vectors are; then changed.
pub fn check(input: &[u8]) {
    let _ = changed(&mut Unstructured::new(input), genuine::that_sign(true));
}

/// Senders with public keys: their vectors, changed.
pub fn asymmetric(input: &[u8]) {
    let _ = changed(&mut Unstructured::new(input), genuine::that_sign(false));
}

fn changed(u: &mut Unstructured<'_>, of: &'static [&'static Genuine]) -> Result<()> {
    let genuine = *input::one(u, of)?;
    let flags: u8 = u.arbitrary()?;
    let mut at = genuine.at;
    let signed = if flags & 1 == 1 && genuine.can_sign { signed(u, genuine, &mut at)? } else { None };
    let original = match &signed {
        None => Cow::Borrowed(&genuine.verified),
        Some(request) => {
            let accepted = genuine.verifier.verify(Delivery::from_request(request.clone(), at));
            Cow::Owned(accepted.unwrap_or_else(|error| panic!("{}: {error}", genuine.scheme.name())))
        }
    };
    let mut request = signed.unwrap_or_else(|| genuine.request.clone());
    for _ in 0..=flags >> 6 {
        if !input::change(u, &mut request)? {
            return Ok(());
        }
    }
    set_length(&mut request);
    let drift = if flags & 2 == 2 { i64::from(u.arbitrary::<i16>()?) } else { 0 };
    let delivery = Delivery::from_request(request, at + Duration::seconds(drift));
    let answer = genuine.verifier.verify(delivery.clone());
    if let Ok(accepted) = &answer {
        assert_says_the_same(genuine, &original, accepted);
    }
    // One of these at a time, so that there is time for more inputs.
    match flags >> 2 & 7 {
        0 => assert_no_leak(genuine, &delivery, answer),
        1 => {
            let again = genuine.verifier.verify(delivery);
            assert_eq!(brief(&again), brief(&answer), "{}: verified twice", genuine.scheme.name());
        }
        2 | 3 => {}
        _ => assert_agrees(&genuine.verifier, &delivery, &answer, u)?,
    }
    Ok(())
}

/// What the sender would send with a body of the fuzzer's, if it would. It is accepted, then.
fn signed(
    u: &mut Unstructured<'_>,
    genuine: &Genuine,
    at: &mut OffsetDateTime,
) -> Result<Option<Request<Bytes>>> {
    // Where a time stands in the body, it is the vector's.
    let seconds = i64::from(u.arbitrary::<u32>()?);
    // A body in which there is a tag already is signed as it is.
    let has_tag = genuine.essential.is_empty();
    let body = match u.arbitrary::<u8>()? % 4 {
        0 if !has_tag => genuine.request.body().clone(),
        1 => Bytes::copy_from_slice(input::bytes(u, 255)?),
        2 => {
            let text = String::from_utf8_lossy(input::bytes(u, 60)?);
            serde_json::json!({ "id": text, "type": text, "data": { "id": text } }).to_string().into()
        }
        _ => {
            let text = String::from_utf8_lossy(input::bytes(u, 60)?);
            let form = form_urlencoded::Serializer::new(String::new()).append_pair("a", &text).finish();
            form.into()
        }
    };
    let time = OffsetDateTime::from_unix_timestamp(1_000_000_000 + seconds).unwrap();
    let mut signing = genuine.verifier.sign(body).at(time).id("msg_1");
    if !has_tag {
        signing = signing.method(genuine.request.method().clone()).uri(genuine.request.uri().clone());
    }
    for (name, value) in &genuine.given {
        signing = signing.header(name.as_str(), value);
    }
    let Ok(request) = signing.request() else { return Ok(None) };
    // Where the time is the vector's, so is when it arrives.
    if genuine.verifier.verify(Delivery::from_request(request.clone(), genuine.at)).is_err() {
        *at = time;
    }
    Ok(Some(request))
}

/// A delivery that is accepted although it was changed has the same meaning: nothing of what is signed differs.
fn assert_says_the_same(
    genuine: &Genuine,
    original: &Verified<Raw<AnyProvider>>,
    accepted: &Verified<Raw<AnyProvider>>,
) {
    let name = genuine.scheme.name();
    let (before, after) = (original.receipt(), accepted.receipt());
    match before.assurance() {
        Assurance::Origin => {
            for header in &genuine.essential {
                let value =
                    |of: &Verified<Raw<AnyProvider>>| of.delivery().head().headers.get(header).cloned();
                let (Some(ours), Some(theirs)) = (value(original), value(accepted)) else { continue };
                let (ours, theirs) = (ours.as_bytes(), theirs.as_bytes());
                assert!(ours.eq_ignore_ascii_case(theirs), "{name}: {header} was changed");
            }
        }
        assurance => {
            assert_eq!(before.idempotency_key(), after.idempotency_key(), "{name}: another delivery");
            assert_eq!(before.signed_at(), after.signed_at(), "{name}: signed at another time");
            if assurance == Assurance::Body {
                assert_eq!(original.body(), accepted.body(), "{name}: another body");
            }
        }
    }
}

/// However a delivery is checked, it gets one answer.
fn assert_agrees(
    verifier: &Verifier<AnyProvider>,
    delivery: &Delivery,
    answer: &std::result::Result<Verified<Raw<AnyProvider>>, Error>,
    u: &mut Unstructured<'_>,
) -> Result<()> {
    let name = verifier.scheme().name();
    let whole = verifier.receive(delivery.clone());
    match (&whole, answer) {
        (Err(Refusal::Handshake(_)), _) => {}
        // Of several things that are missing or malformed, the one in the head is found first where that is looked at
        // before the body.
        (Err(Refusal::Refused(error, _)), Err(expected)) if is_of_shape(error) && is_of_shape(expected) => {}
        (Err(Refusal::Refused(error, _)), Err(expected)) => assert_eq!(error, expected, "{name}: received"),
        (Err(Refusal::Refused(Error::Handshake, _)), Ok(_)) => {}
        (Ok(_), Ok(_)) => {}
        (whole, answer) => panic!("{name}: received {whole:?}, verified {answer:?}"),
    }
    let arrived = arrive(verifier, delivery.head().clone(), delivery.body(), u)?;
    assert_eq!(outcome(&arrived), outcome(&whole), "{name}: arrived in pieces");
    Ok(())
}

const fn is_of_shape(error: &Error) -> bool {
    matches!(error, Error::Malformed(_) | Error::Missing(_) | Error::Repeated(_))
}

/// Gives a body in pieces.
fn arrive(
    verifier: &Verifier<AnyProvider>,
    head: Head,
    mut body: &[u8],
    u: &mut Unstructured<'_>,
) -> Result<std::result::Result<Verified<Raw<AnyProvider>>, Refusal>> {
    let pending = match verifier.begin(head) {
        Ok(pending) => pending,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut arriving = pending.arriving();
    while !body.is_empty() {
        let length = usize::from(u.arbitrary::<u8>()?);
        let length = if length == 0 { body.len() } else { length.min(body.len()) };
        let (piece, rest) = body.split_at(length);
        arriving.push(piece);
        body = rest;
    }
    Ok(arriving.finish())
}

type Brief = std::result::Result<(usize, Option<OffsetDateTime>), Error>;

fn brief(answer: &std::result::Result<Verified<Raw<AnyProvider>>, Error>) -> Brief {
    answer.as_ref().map(|verified| (verified.receipt().key(), verified.receipt().signed_at())).map_err(|e| *e)
}

/// What was found out: the key and the time, the error, or the status of a handshake's answer.
fn outcome(
    of: &std::result::Result<Verified<Raw<AnyProvider>>, Refusal>,
) -> (Option<Brief>, Option<StatusCode>) {
    match of {
        Ok(verified) => (Some(Ok((verified.receipt().key(), verified.receipt().signed_at()))), None),
        Err(Refusal::Refused(error, _)) => (Some(Err(*error)), None),
        Err(refusal) => (None, Some(refusal.status())),
    }
}

/// Neither an answer nor what is printed has anything of the secret or of what is signed, and all refusals look
/// alike.
fn assert_no_leak(
    genuine: &Genuine,
    delivery: &Delivery,
    answer: std::result::Result<Verified<Raw<AnyProvider>>, Error>,
) {
    let name = genuine.scheme.name();
    let printed = format!("{:?} {delivery:?} {answer:?}", genuine.verifier);
    let error = answer.err();
    let printed = printed + &error.map(|error| error.to_string()).unwrap_or_default();
    // A shorter one may stand in any text.
    if genuine.secret.len() > 10 {
        assert!(!printed.contains(&genuine.secret), "{name}: a secret is printed");
    }
    for header in &genuine.essential {
        let value = delivery.head().headers.get(header).and_then(|value| value.to_str().ok());
        if let Some(value) = value.filter(|value| value.len() > 30) {
            assert!(!printed.contains(value), "{name}: {header} is printed");
        }
    }
    let Err(refusal) = genuine.verifier.receive(delivery.clone()) else { return };
    if !matches!(refusal, Refusal::Refused(error, _) if error.status() == StatusCode::UNAUTHORIZED) {
        return;
    }
    let bare = genuine.verifier.receive(Delivery::from_request(Request::new(Bytes::new()), genuine.at));
    let Err(bare @ Refusal::Refused(..)) = bare else { return };
    let (one, other) = (refusal.into_response(), bare.into_response());
    if other.status() == StatusCode::INTERNAL_SERVER_ERROR {
        return;
    }
    assert_eq!(one.status(), other.status(), "{name}: refusals differ");
    assert_eq!(one.headers(), other.headers(), "{name}: refusals differ");
    assert_eq!(one.body(), other.body(), "{name}: refusals differ");
}
