//! <https://github.com/plivo/plivo-python>

use crate::{Layout, Part, Provider, Scheme, Source, UrlForm};

/// Plivo with signature V2, which covers neither the query nor the body. Where Plivo sends V3,
/// [`Plivo`](super::Plivo) proves more. The secret is the auth token of the account or the subaccount.
///
/// The URL is signed, so the verifier needs its [`public_url`](crate::Verifier::public_url).
///
/// Repetitions are told by the nonce. Whether what is tried again has the same one is not documented.
#[derive(Debug, Clone, Copy)]
pub enum PlivoV2 {}

impl Provider for PlivoV2 {
    const SCHEME: Scheme = Scheme::hmac_sha256("plivo_v2", "x-plivo-signature-v2")
        .variant_of("plivo")
        .layout(Layout::List(','))
        .base64()
        .signs(&[Part::Url(UrlForm::WithoutQuery), Part::Header("x-plivo-signature-v2-nonce")])
        // A URL that has no path is signed without the slash that its request has.
        .or_signs(&[&[Part::Url(UrlForm::WithoutQueryOrSlash), Part::Header("x-plivo-signature-v2-nonce")]])
        .event(Source::First(&[Source::Form("Event"), Source::Form("Status")]));
}
