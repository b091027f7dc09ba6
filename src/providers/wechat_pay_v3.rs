//! <https://github.com/wechatpay-apiv3/wechatpay-go>

use crate::{Denial, Part, Provider, Published, Scheme, Source, Unit};

/// WeChat Pay, version 3 of its API. The secret is the platform's certificate that `Wechatpay-Serial` names,
/// or its public key; give several with [`or`](crate::Verifier::or) while they overlap, or have a source of your own
/// [fetch](crate::fetch) them by their serial numbers: WeChat Pay's API encrypts what it answers.
///
/// The resource in the body is encrypted, with another key. WeChat Pay waits for five seconds, takes an
/// empty answer for a yes, and wants JSON with a `code` of `FAIL` for a no.
#[derive(Debug, Clone, Copy)]
pub enum WeChatPayV3 {}

impl Provider for WeChatPayV3 {
    const SCHEME: Scheme = Scheme::rsa_sha256("wechat_pay_v3", "wechatpay-signature")
        .base64()
        .published(Published::on_request().named(Source::Header("wechatpay-serial")))
        .timestamp(Source::Header("wechatpay-timestamp"), Unit::Seconds)
        .signs(&[
            Part::Timestamp,
            Part::Literal("\n"),
            Part::Header("wechatpay-nonce"),
            Part::Literal("\n"),
            Part::Body,
            // Also where the body ends in one.
            Part::Literal("\n"),
        ])
        .denial(Denial::status(401).json(r#"{"code":"FAIL","message":"refused"}"#))
        .id(Source::Field("/id"))
        .event(Source::Field("/event_type"))
        .time(Source::Field("/create_time"))
        .data("/resource");
}
