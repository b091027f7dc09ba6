//! <https://docs.easypost.com>

use crate::{KeyForm, Provider, Scheme, Source};

/// EasyPost.
///
/// EasyPost brings its secret into Unicode's normal form NFKD, and so does this.
#[derive(Debug, Clone, Copy)]
pub enum EasyPost {}

impl Provider for EasyPost {
    const SCHEME: Scheme = Scheme::hmac_sha256("easypost", "x-hmac-signature")
        .prefix("hmac-sha256-hex=")
        .key(KeyForm::Nfkd)
        .id(Source::Field("/id"))
        .event(Source::Field("/description"))
        .time(Source::Field("/created_at"))
        .account(Source::Field("/user_id"))
        .data("/result");
}
