//! <https://opendocs.alipay.com>

use crate::{Acceptance, Part, Provider, Scheme, Sorted, Source};

/// Alipay: asynchronous notifications with a `sign_type` of `RSA2`. The secret is Alipay's public key, not
/// the application's.
///
/// Forms in another character set than UTF-8 are refused. Alipay wants `success` as the answer's body and
/// sends again without it. Repetitions are told by all of the form, `notify_time` among it.
#[derive(Debug, Clone, Copy)]
pub enum Alipay {}

impl Provider for Alipay {
    const SCHEME: Scheme = Scheme::rsa_sha256("alipay", "")
        .acceptance(Acceptance::text("success"))
        .signature(Source::Form("sign"))
        .base64()
        // Alipay is of two minds about the sign_type.
        .signs(&[Part::SortedForm(Sorted::new("=", "&").without(&["sign", "sign_type"]))])
        .or_signs(&[&[Part::SortedForm(Sorted::new("=", "&").without(&["sign"]))]])
        .event(Source::Join(&[Source::Form("notify_type"), Source::Form("trade_status")]))
        .id(Source::Form("notify_id"))
        .account(Source::Form("seller_id"))
        .version(Source::Form("version"));
}
