//! <https://docs.wise.com/api-docs/features/webhooks-notifications/event-handling>

use crate::{Provider, Scheme, Source};

/// Wise. The secret is its public key, from its documentation: one for production, one for the sandbox.
///
/// The key is the same for every customer. Wise waits for five seconds and tries again up to 25 times in two
/// weeks.
#[derive(Debug, Clone, Copy)]
pub enum Wise {}

impl Provider for Wise {
    const SCHEME: Scheme = Scheme::rsa_sha256("wise", "x-signature-sha256")
        .base64()
        // Not signed.
        .id(Source::Header("x-delivery-id"))
        .event(Source::Field("/event_type"))
        .time(Source::First(&[Source::Field("/sent_at"), Source::Field("/data/occurred_at")]))
        .version(Source::Field("/schema_version"))
        .data("/data");
}
