//! <https://vercel.com/docs/webhooks/webhooks-api>

use crate::{Provider, Scheme, Source};

/// Vercel: webhooks of an account, with the secret that was shown once, and of an integration, with its
/// client secret. Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Vercel {}

impl Provider for Vercel {
    const SCHEME: Scheme = Scheme::hmac_sha1("vercel", "x-vercel-signature")
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/createdAt"))
        .account(Source::Field("/payload/team/id"))
        .data("/payload");
}
