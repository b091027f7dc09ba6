//! <https://github.com/Vonage/vonage-node-sdk>

use super::vonage_sms::of_sms;
use crate::{Provider, Scheme};

/// Vonage's SMS API with signed parameters, where the account's signature method is SHA-512 HMAC; else as
/// [`VonageSms`](super::VonageSms).
#[derive(Debug, Clone, Copy)]
pub enum VonageSmsSha512 {}

impl Provider for VonageSmsSha512 {
    const SCHEME: Scheme = of_sms(Scheme::hmac_sha512("vonage_sms_sha512", ""));
}
