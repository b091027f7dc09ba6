//! <https://github.com/Vonage/vonage-node-sdk>

use http::Method;

use crate::{Delivery, Part, Provider, Scheme, Sorted, Source};

/// Vonage's SMS API with signed parameters, where the account's signature method is SHA-256 HMAC. The secret
/// is the account's signature secret.
///
/// Deliveries are forms, or parameters of the query by `GET` without a body. An `&`, `=` or `_` in a value may have been changed into another of
/// these. The field `timestamp` is signed, and no tolerance for it is known, so its age is not checked.
#[derive(Debug, Clone, Copy)]
pub enum VonageSms {}

impl Provider for VonageSms {
    const SCHEME: Scheme = of_sms(Scheme::hmac_sha256("vonage_sms", ""));
}

pub(super) const fn of_sms(scheme: Scheme) -> Scheme {
    scheme
        .variant_of("vonage")
        .signature(Source::First(&[Source::Form("sig"), Source::Query("sig")]))
        .signs(&[Part::Literal("&"), Part::SortedForm(SORTED)])
        .or_signs(&[&[Part::Computed(by_get), Part::Literal("&"), Part::SortedQuery(SORTED)]])
        .event(Source::First(&[
            Source::Form("status"),
            Source::Query("status"),
            Source::Form("type"),
            Source::Query("type"),
        ]))
        .time(Source::First(&[Source::Form("message-timestamp"), Source::Query("message-timestamp")]))
}

/// The parameters sorted, each behind an ampersand.
const SORTED: Sorted = Sorted::new("=", "&").without(&["sig"]).replaced(&['&', '='], "_");

/// Nothing, by `GET` without a body: a form beside a signed query would be anybody's.
fn by_get(delivery: &Delivery) -> Option<Vec<u8>> {
    let is_query_alone = delivery.head().method == Method::GET && delivery.body().is_empty();
    is_query_alone.then(Vec::new)
}
