//! <https://github.com/Vonage/vonage-node-sdk>

use super::vonage_sms::of_sms;
use crate::{Provider, Scheme};

/// Vonage's SMS API with signed parameters, where the account's signature method is SHA-1 HMAC; else as
/// [`VonageSms`](super::VonageSms).
///
/// Choose SHA-256 or SHA-512 in the account's settings where that is possible.
#[derive(Debug, Clone, Copy)]
pub enum VonageSmsSha1 {}

impl Provider for VonageSmsSha1 {
    const SCHEME: Scheme = of_sms(Scheme::hmac_sha1("vonage_sms_sha1", ""));
}
