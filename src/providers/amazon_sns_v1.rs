//! <https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html>

use super::amazon_sns::{Kind, confirmation, guard, of_both_versions, titled, untitled};
use crate::{Provider, Scheme};

/// Amazon SNS, with a `SignatureVersion` of 1: as [`AmazonSns`](super::AmazonSns), with SHA-1.
#[derive(Debug, Clone, Copy)]
pub enum AmazonSnsV1 {}

impl Provider for AmazonSnsV1 {
    const SCHEME: Scheme = of_both_versions(Scheme::rsa_sha1("amazon_sns_v1", ""))
        .variant_of("amazon_sns")
        .signs(&titled(|delivery| guard(delivery, "1", Kind::Titled)))
        .or_signs(&[
            &untitled(|delivery| guard(delivery, "1", Kind::Untitled)),
            &confirmation(|delivery| guard(delivery, "1", Kind::Confirmation)),
        ]);
}
