//! A delivery that has all that is kept of one.

use countersign::providers::Stripe;
use countersign::{Assurance, Delivery, Raw, Verified, Verifier};
use time::OffsetDateTime;
use time::macros::datetime;

pub(crate) const SIGNED: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const ARRIVED: OffsetDateTime = datetime!(2026-11-22 12:00:01.123456789 UTC);

/// Signed with the second key.
pub(crate) fn payment(endpoint: &str, body: &[u8]) -> Verified<Raw<Stripe>> {
    let sender = Verifier::<Stripe>::new("whsec_second").unwrap();
    let verifier = Verifier::<Stripe>::new("whsec_first").unwrap().or("whsec_second").unwrap();
    let request = sender.sign(body.to_vec()).at(SIGNED).uri("/hooks/a?b=c%20d".parse().unwrap());
    let (mut parts, body) = request.request().unwrap().into_parts();
    parts.headers.append("x-twice", "one: a".parse().unwrap());
    parts.headers.append("x-twice", http::HeaderValue::from_bytes(b"\xff two").unwrap());
    let delivery = Delivery::from_request(http::Request::from_parts(parts, body), ARRIVED);
    verifier.endpoint(endpoint).verify(delivery).unwrap()
}

/// One of an invoice that is paid came back as it went.
pub(crate) fn came_back(sent: &Verified<Raw<Stripe>>, again: &Verified<Raw<Stripe>>) {
    let (was, is) = (sent.receipt(), again.receipt());
    assert_eq!(is.provider(), "stripe");
    assert_eq!((is.key(), is.signed_at(), is.received_at()), (1, Some(SIGNED), ARRIVED));
    assert_eq!((is.assurance(), is.id(), is.event()), (Assurance::Body, was.id(), was.event()));
    assert_eq!(is.event().unwrap().covered(), Some("invoice.paid"));
    assert_eq!(is.idempotency_key(), was.idempotency_key());
    assert_eq!(again.body(), sent.body());
    let (was, is) = (sent.delivery().head(), again.delivery().head());
    assert_eq!((&is.method, &is.target, &is.headers), (&was.method, &was.target, &was.headers));
}
