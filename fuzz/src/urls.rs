//! URLs: the one that is configured, and the one to which a request comes.

use arbitrary::{Result, Unstructured};
use countersign::{Delivery, Part, Scheme, Sorted, UrlForm, Verifier};
use time::OffsetDateTime;

use crate::input;

/// A URL that can be configured is signed and accepted, in every form, and another one is not.
pub fn urls(input: &[u8]) {
    let _ = run(&mut Unstructured::new(input));
}

const fn scheme(signs: &'static [Part]) -> Scheme {
    Scheme::hmac_sha256("fuzz", "x-signature").signs(signs)
}

static SCHEMES: [Scheme; 10] = [
    scheme(&[Part::Url(UrlForm::AsConfigured), Part::Body]),
    scheme(&[Part::Url(UrlForm::WithPort), Part::Body]),
    scheme(&[Part::Url(UrlForm::WithPortQuoted), Part::Body]),
    scheme(&[Part::Url(UrlForm::WithoutQuery), Part::Body]),
    scheme(&[Part::Url(UrlForm::WithoutQueryOrSlash), Part::Body]),
    scheme(&[Part::Url(UrlForm::WithoutPort), Part::Body]),
    scheme(&[Part::Url(UrlForm::WithoutPortQuoted), Part::Body]),
    scheme(&[Part::Path, Part::Literal("\n"), Part::SortedQuery(Sorted::new("=", "&"))]),
    scheme(&[Part::Method, Part::Path, Part::Query("a"), Part::Body]),
    scheme(&[Part::Url(UrlForm::AsConfigured)]).or_signs(&[&[Part::Url(UrlForm::WithPort)]]),
];

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let scheme = input::one(u, &SCHEMES)?;
    let public = input::bytes(u, 120)?;
    let target = [b"/", input::bytes(u, 120)?].concat();
    let other = [b"/", input::bytes(u, 120)?].concat();
    let (Some(target), Some(other)) = (input::uri(&target), input::uri(&other)) else { return Ok(()) };
    let Ok(public) = std::str::from_utf8(public) else { return Ok(()) };
    let verifier = Verifier::of(scheme, "a secret of the fuzzer's").unwrap().endpoint("fuzz");
    let verifier = match verifier.clone().public_url(public) {
        Ok(verifier) => verifier,
        Err(_) => verifier.public_url("https://example.com").unwrap(),
    };
    let at = OffsetDateTime::UNIX_EPOCH;
    let Ok(mut request) = verifier.sign("{}").uri(target).request() else { return Ok(()) };
    let verified = verifier.verify(Delivery::from_request(request.clone(), at));
    let verified = verified.unwrap_or_else(|error| panic!("{public}: {error}"));
    *request.uri_mut() = other;
    if let Ok(accepted) = verifier.verify(Delivery::from_request(request, at)) {
        let (one, two) = (verified.receipt(), accepted.receipt());
        assert_eq!(one.idempotency_key(), two.idempotency_key(), "another URL");
    }
    Ok(())
}
