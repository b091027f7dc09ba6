//! <https://www.rfc-editor.org/rfc/rfc2104>

use crate::{Layout, Provider, Scheme};

/// Any sender that presents the HMAC-SHA-256 of the body in hexadecimal as `X-Signature`, with `sha256=`
/// in front or without.
#[derive(Debug, Clone, Copy)]
pub enum GenericHmac {}

impl Provider for GenericHmac {
    const SCHEME: Scheme =
        Scheme::hmac_sha256("generic_hmac", "x-signature").layout(Layout::OptionalPrefix("sha256="));
}
