//! <https://github.com/Vonage/vonage-node-sdk>

use super::vonage_sms::SIGNED;
use crate::{Provider, Scheme, Source};

/// Vonage's SMS API with signed parameters, where the account's signature method is SHA-512 HMAC; else as
/// [`VonageSms`](super::VonageSms).
#[derive(Debug, Clone, Copy)]
pub enum VonageSmsSha512 {}

impl Provider for VonageSmsSha512 {
    const SCHEME: Scheme = Scheme::hmac_sha512("vonage_sms_sha512", "")
        .variant_of("vonage")
        .signature(Source::Form("sig"))
        .signs(SIGNED)
        .event(Source::First(&[Source::Form("status"), Source::Form("type")]))
        .time(Source::Form("message-timestamp"));
}
