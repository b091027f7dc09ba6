//! <https://supabase.com/docs/guides/auth/auth-hooks>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Supabase Auth Hooks. The secret is shown as `v1,whsec_…`. Database webhooks prove nothing.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Supabase {}

impl Provider for Supabase {
    const SCHEME: Scheme = Scheme::hmac_sha256("supabase", "webhook-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["v1,whsec_", "whsec_"]))
        .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
        .id(Source::Header("webhook-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16);
}
