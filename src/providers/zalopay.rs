//! <https://docs.zalopay.vn/docs/specs/callback-api>

use crate::{Acceptance, Part, Provider, Scheme, Source};

/// ZaloPay callbacks. The secret is the app's `key2`.
///
/// Only `data` is signed, a text that holds JSON: `type` beside it may have been changed. ZaloPay reads the
/// answer, JSON with a `return_code`.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum ZaloPay {}

impl Provider for ZaloPay {
    const SCHEME: Scheme = Scheme::hmac_sha256("zalopay", "")
        // A `2` says that it came before. Anything else has it sent again.
        .acceptance(Acceptance::json(r#"{"return_code":1,"return_message":"success"}"#))
        .signature(Source::Field("/mac"))
        .signs(&[Part::Field("/data")])
        .event(Source::Field("/type"));
}
