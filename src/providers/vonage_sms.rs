//! <https://github.com/Vonage/vonage-node-sdk>

use crate::{Part, Provider, Scheme, Sorted, Source};

/// Vonage's SMS API with signed parameters, where the account's signature method is SHA-256 HMAC. The secret
/// is the account's signature secret.
///
/// Deliveries have to be forms by `POST`. An `&`, `=` or `_` in a value may have been changed into another of
/// these. The field `timestamp` is signed, and no tolerance for it is known, so its age is not checked.
#[derive(Debug, Clone, Copy)]
pub enum VonageSms {}

impl Provider for VonageSms {
    const SCHEME: Scheme = Scheme::hmac_sha256("vonage_sms", "")
        .variant_of("vonage")
        .signature(Source::Form("sig"))
        .signs(SIGNED)
        .event(Source::First(&[Source::Form("status"), Source::Form("type")]))
        .time(Source::Form("message-timestamp"));
}

/// The fields sorted, each behind an ampersand.
pub(super) const SIGNED: &[Part] = &[
    Part::Literal("&"),
    Part::SortedForm(Sorted::new("=", "&").without(&["sig"]).replaced(&['&', '='], "_")),
];
