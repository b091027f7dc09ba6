//! Deliveries to keep and to hand on.

use countersign::providers::{GitHub, GitLab, Stripe};
use countersign::{Assurance, Delivery, Raw, Verified, Verifier, dangerous};
use time::OffsetDateTime;
use time::macros::datetime;

pub(crate) const SIGNED: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const ARRIVED: OffsetDateTime = datetime!(2026-11-22 12:00:01.123456789 UTC);

pub(crate) fn delivery(body: &str) -> Verified<Raw<GitHub>> {
    let request =
        http::Request::post("/github").header("x-github-event", "ping").body(body.to_owned()).unwrap();
    dangerous::assume_verified(Delivery::from_request(request, SIGNED)).unwrap()
}

/// One that has a secret of the receiver's in every header that may hold one.
pub(crate) fn with_secrets() -> Verified<Raw<GitLab>> {
    const TOKEN: &str = "canary-gitlab-token-77aa";
    let request = http::Request::post("/gitlab")
        .header("x-gitlab-token", TOKEN)
        .header("x-gitlab-event", "Push Hook")
        .header("cookie", TOKEN)
        .header("authorization", TOKEN)
        .header("proxy-authorization", TOKEN);
    let delivery = Delivery::from_request(request.body("{}").unwrap(), SIGNED);
    Verifier::<GitLab>::new(TOKEN).unwrap().verify(delivery).unwrap()
}

/// One that has all that is kept of any, signed with the second key.
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
