//! <https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures>

use crate::{KeyForm, Provider, Scheme, Source};

/// Adyen: Balance Platform and Management API. The payments' webhooks, which sign each item, have other
/// rules.
///
/// The secret is hexadecimal.
#[derive(Debug, Clone, Copy)]
pub enum AdyenPlatform {}

impl Provider for AdyenPlatform {
    const SCHEME: Scheme = Scheme::hmac_sha256("adyen_platform", "hmacsignature")
        .base64()
        .key(KeyForm::Hex)
        .event(Source::Field("/type"))
        .time(Source::First(&[Source::Field("/timestamp"), Source::Field("/data/creationDate")]))
        .account(Source::Field("/data/balancePlatform"))
        .data("/data");
}
