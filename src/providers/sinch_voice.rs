//! <https://github.com/sinch/sinch-sdk-node>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Sinch voice and verification callbacks. The secret is the application's, in base64.
///
/// The path is signed, so a proxy that changes it breaks the signature. Only the MD5 of the body is signed.
#[derive(Debug, Clone, Copy)]
pub enum SinchVoice {}

impl Provider for SinchVoice {
    const SCHEME: Scheme = Scheme::hmac_sha256("sinch_voice", "authorization")
        .layout(Layout::KeyedWord("Application", ':'))
        .base64()
        .key(KeyForm::Base64Lenient)
        .timestamp(Source::Header("x-timestamp"), Unit::Rfc3339)
        .signs(&[
            Part::Method,
            Part::Literal("\n"),
            Part::BodyMd5Base64,
            Part::Literal("\n"),
            Part::Header("content-type"),
            Part::Literal("\nx-timestamp:"),
            Part::Timestamp,
            Part::Literal("\n"),
            Part::Path,
        ])
        .event(Source::Field("/event"))
        .time(Source::Field("/timestamp"))
        .version(Source::Field("/version"));
}
