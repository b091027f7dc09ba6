//! Arbitrary requests at every scheme.

use arbitrary::{Result, Unstructured};
use bytes::Bytes;
use countersign::{Delivery, Refusal};
use http::Request;
use time::{Duration, OffsetDateTime};

use crate::genuine::{self, set_length};
use crate::input;

/// Requests of which everything is the fuzzer's, at every scheme. What passes all the same is read as a handler
/// would.
pub fn raw_check(input: &[u8]) {
    let _ = run(&mut Unstructured::new(input));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let genuine = input::one(u, genuine::all())?;
    let at = OffsetDateTime::UNIX_EPOCH + Duration::seconds(u.arbitrary::<u32>()?.into());
    let mut request = Request::new(Bytes::new());
    *request.method_mut() = input::method(u)?;
    let Some(uri) = input::uri(&[b"/", input::bytes(u, 120)?].concat()) else { return Ok(()) };
    *request.uri_mut() = uri;
    let names: Vec<_> = genuine.request.headers().keys().collect();
    for _ in 0..u.arbitrary::<u8>()? % 6 {
        let own = u.arbitrary::<u8>()?;
        let name = match names.get(usize::from(own) % 8) {
            Some(name) => (*name).clone(),
            None => input::header_name(u)?,
        };
        // As it is in the vector, or anything.
        let value = match genuine.request.headers().get(&name) {
            Some(value) if own & 0x80 == 0x80 => Some(value.clone()),
            _ => input::header_value(u)?,
        };
        let Some(value) = value else { continue };
        request.headers_mut().append(name, value);
    }
    *request.body_mut() = Bytes::copy_from_slice(input::rest(u));
    set_length(&mut request);
    let delivery = Delivery::from_request(request, at);
    let verifier = &genuine.verifier;
    if let Ok(verified) = verifier.verify(delivery.clone()) {
        read(&verified);
    }
    match verifier.receive(delivery) {
        Ok(verified) => read(&verified),
        Err(refusal @ Refusal::Handshake(_)) => {
            let _ = refusal.offered().map(str::len);
            let answer = refusal.into_response();
            assert!(answer.body().len() <= 4096, "{}: a long answer", verifier.scheme().name());
        }
        Err(refusal) => drop(refusal.into_response()),
    }
    Ok(())
}

/// Reads all that a handler may.
pub(crate) fn read<T>(verified: &countersign::Verified<T>) {
    let receipt = verified.receipt();
    let envelope = receipt.envelope();
    for label in
        [envelope.account, envelope.attempt, envelope.event, envelope.id, envelope.time, envelope.version]
            .into_iter()
            .flatten()
    {
        let _ = label.time();
        assert!(label.covered().is_none_or(|text| text == label.text()));
    }
    assert_eq!(receipt.idempotency_key(), receipt.idempotency_key());
    let _ = (receipt.id(), receipt.event(), receipt.attempt(), receipt.assurance(), receipt.acceptance());
    let _ = (verified.payload(), verified.nested_payload("/data/signedTransactionInfo"));
}
