//! <https://github.com/Vonage/vonage-node-sdk>

use super::vonage_sms::of_sms;
use crate::{Provider, Scheme};

/// Vonage's SMS API with signed parameters, where the account's signature method is MD5 HMAC; else as
/// [`VonageSms`](super::VonageSms).
///
/// Choose SHA-256 or SHA-512 in the account's settings where that is possible.
#[derive(Debug, Clone, Copy)]
pub enum VonageSmsHmacMd5 {}

impl Provider for VonageSmsHmacMd5 {
    const SCHEME: Scheme = of_sms(Scheme::hmac_md5("vonage_sms_hmac_md5", ""));
}
