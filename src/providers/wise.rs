//! <https://docs.wise.com/api-docs/features/webhooks-notifications/event-handling>

use crate::{Provider, Scheme};

/// Wise. The secret is its public key, from its documentation: one for production, one for the sandbox.
///
/// The key is the same for every customer.
#[derive(Debug, Clone, Copy)]
pub enum Wise {}

impl Provider for Wise {
    const SCHEME: Scheme = Scheme::rsa_sha256("wise", "x-signature-sha256").base64();
}
