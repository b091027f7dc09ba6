//! <https://github.com/clerk/javascript/blob/main/packages/backend/src/webhooks.ts>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Clerk, which delivers through Svix.
#[derive(Debug, Clone, Copy)]
pub enum Clerk {}

impl Provider for Clerk {
    const SCHEME: Scheme = Scheme::hmac_sha256("clerk", "svix-signature")
        .layout(Layout::Versions("v1"))
        .base64()
        .key(KeyForm::Prefixed(&["whsec_"]))
        .timestamp(Source::Header("svix-timestamp"), Unit::Seconds)
        .id(Source::Header("svix-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        .shortest_key(16)
        .event(Source::Field("/type"))
        .time(Source::Field("/timestamp"))
        .account(Source::Field("/instance_id"))
        .data("/data");
}
