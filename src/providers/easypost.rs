//! <https://docs.easypost.com>

use crate::{Provider, Scheme, Source};

/// EasyPost.
///
/// A secret that is not ASCII is to be given in Unicode's NFKD form, in which EasyPost uses it.
#[derive(Debug, Clone, Copy)]
pub enum EasyPost {}

impl Provider for EasyPost {
    const SCHEME: Scheme = Scheme::hmac_sha256("easypost", "x-hmac-signature")
        .prefix("hmac-sha256-hex=")
        .id(Source::Field("/id"))
        .event(Source::Field("/description"))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/user_id"))
        .data("/result");
}
