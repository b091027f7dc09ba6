//! <https://developers.momo.vn/v3/docs/payment/api/result-handling/notification/>

use crate::{Acceptance, Part, Provider, Scheme, Source};

/// MoMo (Vietnam) payment notifications. The secret is the partner's secret key.
///
/// The access key is signed and not sent, so the verifier needs it as the
/// [`setting`](crate::Verifier::setting) `access_key`. Fields other than the twelve that are signed may
/// have been changed. MoMo wants a `204`, and waits for 15 seconds.
#[derive(Debug, Clone, Copy)]
pub enum MoMo {}

impl Provider for MoMo {
    const SCHEME: Scheme = Scheme::hmac_sha256("momo", "")
        .acceptance(Acceptance::status(204))
        .signature(Source::Field("/signature"))
        .signs(&[
            Part::Literal("accessKey="),
            Part::Setting("access_key"),
            Part::Literal("&amount="),
            Part::FieldOrEmptyWithout("/amount", "&"),
            Part::Literal("&extraData="),
            Part::FieldOrEmptyWithout("/extraData", "&"),
            Part::Literal("&message="),
            Part::FieldOrEmptyWithout("/message", "&"),
            Part::Literal("&orderId="),
            Part::FieldOrEmptyWithout("/orderId", "&"),
            // Of a shop's own words. If another one had an ampersand too, the text could be divided in several ways.
            Part::Literal("&orderInfo="),
            Part::Field("/orderInfo"),
            Part::Literal("&orderType="),
            Part::FieldOrEmptyWithout("/orderType", "&"),
            Part::Literal("&partnerCode="),
            Part::FieldOrEmptyWithout("/partnerCode", "&"),
            Part::Literal("&payType="),
            Part::FieldOrEmptyWithout("/payType", "&"),
            Part::Literal("&requestId="),
            Part::FieldOrEmptyWithout("/requestId", "&"),
            Part::Literal("&responseTime="),
            Part::FieldOrEmptyWithout("/responseTime", "&"),
            Part::Literal("&resultCode="),
            Part::FieldOrEmptyWithout("/resultCode", "&"),
            Part::Literal("&transId="),
            Part::FieldOrEmptyWithout("/transId", "&"),
        ])
        .event(Source::Field("/resultCode"))
        .time(Source::Field("/responseTime"))
        .account(Source::Field("/partnerCode"));
}
