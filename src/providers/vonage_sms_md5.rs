//! <https://github.com/Vonage/vonage-node-sdk>

use super::vonage_sms::of_sms;
use crate::{Provider, Scheme};

/// Vonage's SMS API with signed parameters, where the account's signature method is MD5 hash; else as
/// [`VonageSms`](super::VonageSms).
///
/// It proves little: whoever may choose the text of a message can make two that have one tag. Choose another
/// method in the account's settings.
#[derive(Debug, Clone, Copy)]
pub enum VonageSmsMd5 {}

impl Provider for VonageSmsMd5 {
    const SCHEME: Scheme = of_sms(Scheme::md5_suffixed("vonage_sms_md5", ""));
}
