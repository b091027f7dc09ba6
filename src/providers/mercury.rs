//! <https://docs.mercury.com/reference/webhooks>

use crate::{Part, Provider, Scheme, Source};

/// Mercury: transactions and balances. Each endpoint has a secret of its own, used as text.
///
/// Mercury waits for five seconds and tries again up to ten times in about a day, but not after a `4xx`
/// other than `429`.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Mercury {}

impl Provider for Mercury {
    const SCHEME: Scheme = Scheme::hmac_sha256("mercury", "mercury-signature")
        .pairs("t", "v1")
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .id(Source::Field("/id"))
        .event(Source::Join(&[Source::Field("/resourceType"), Source::Field("/operationType")]))
        .time(Source::Field("/occurredAt"));
}
