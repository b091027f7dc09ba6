//! <https://docs.svix.com/receiving/verifying-payloads/how-manual>

use crate::{KeyForm, Layout, Part, Provider, Scheme, Source, Unit};

/// Svix, with a public key (`v1a`): any sender that delivers through it and chose this kind of key.
///
/// The prefix of the key, `whpk_`, may not be left out: it tells this scheme from the one with a shared
/// secret.
#[derive(Debug, Clone, Copy)]
pub enum SvixEd25519 {}

impl Provider for SvixEd25519 {
    const SCHEME: Scheme = Scheme::ed25519("svix_ed25519", "svix-signature")
        .variant_of("svix")
        // The same headers without the brand.
        .family("svix-", "webhook-")
        .layout(Layout::Versions("v1a"))
        .base64()
        .key(KeyForm::PublicKeyBehind("whpk_"))
        .timestamp(Source::Header("svix-timestamp"), Unit::Seconds)
        .id(Source::Header("svix-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
        // By convention; senders may name their events elsewhere.
        .event(Source::First(&[Source::Field("/type"), Source::Field("/eventType")]));
}
