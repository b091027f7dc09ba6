//! <https://supabase.com/docs/guides/auth/auth-hooks>

use crate::{KeyForm, Provider, Scheme};

/// Supabase Auth Hooks. The secret is shown as `v1,whsec_…`. Database webhooks prove nothing.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Supabase {}

impl Provider for Supabase {
    const SCHEME: Scheme =
        Scheme::standard_webhooks("supabase").key(KeyForm::Prefixed(&["v1,whsec_", "whsec_"]));
}
