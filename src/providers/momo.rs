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
            Part::Field("/amount"),
            Part::Literal("&extraData="),
            Part::Field("/extraData"),
            Part::Literal("&message="),
            Part::Field("/message"),
            Part::Literal("&orderId="),
            Part::Field("/orderId"),
            Part::Literal("&orderInfo="),
            Part::Field("/orderInfo"),
            Part::Literal("&orderType="),
            Part::Field("/orderType"),
            Part::Literal("&partnerCode="),
            Part::Field("/partnerCode"),
            Part::Literal("&payType="),
            Part::Field("/payType"),
            Part::Literal("&requestId="),
            Part::Field("/requestId"),
            Part::Literal("&responseTime="),
            Part::Field("/responseTime"),
            Part::Literal("&resultCode="),
            Part::Field("/resultCode"),
            Part::Literal("&transId="),
            Part::Field("/transId"),
        ])
        .event(Source::Field("/resultCode"))
        .time(Source::Field("/responseTime"))
        .account(Source::Field("/partnerCode"));
}
