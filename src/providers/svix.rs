//! <https://docs.svix.com/receiving/verifying-payloads/how-manual>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Svix, with a shared secret (`v1`): any sender that delivers through it.
///
/// Svix waits for 15 seconds and tries again for some 28 hours.
#[derive(Debug, Clone, Copy)]
pub enum Svix {}

impl Provider for Svix {
    const SCHEME: Scheme = Scheme::hmac_sha256("svix", "svix-signature")
        // The same headers without the brand.
        .family("svix-", "webhook-")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("svix-timestamp"), Unit::Seconds)
        .id(Source::Header("svix-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16)
        // By convention; senders may name their events elsewhere.
        .event(Source::First(&[Source::Field("/type"), Source::Field("/eventType")]));
}
