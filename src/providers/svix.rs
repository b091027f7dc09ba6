//! <https://docs.svix.com/receiving/verifying-payloads/how-manual>

use crate::{Provider, Scheme, Source};

/// Svix, with a shared secret (`v1`): any sender that delivers through it.
///
/// Svix waits for 15 seconds and tries again for some 28 hours.
#[derive(Debug, Clone, Copy)]
pub enum Svix {}

impl Provider for Svix {
    const SCHEME: Scheme = Scheme::svix("svix")
        // The same headers without the brand.
        .family("svix-", "webhook-")
        // By convention; senders may name their events elsewhere.
        .event(Source::First(&[Source::Field("/type"), Source::Field("/eventType")]));
}
