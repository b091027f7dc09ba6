//! <https://docs.klarna.com/klarna-network-distribution/manage-partners/integration-setup-and-notifications/webhooks>

use crate::{Denial, Encoding, Provider, Scheme, Source};

/// Klarna network webhooks. The secret is the signing key's, shown once when it is created.
///
/// `Klarna-Signing-Key-Id` names the key and is not read: give every key in use with
/// [`or`](crate::Verifier::or). That the tag is in hexadecimal or base64 is presumed, Klarna does not say. Push
/// notifications of Klarna Checkout and Klarna Payments are not signed, and are refused. Klarna tries again for
/// up to twelve hours, and wants a `400` for a bad signature.
#[derive(Debug, Clone, Copy)]
pub enum Klarna {}

impl Provider for Klarna {
    const SCHEME: Scheme = Scheme::hmac_sha256("klarna", "klarna-signature")
        .denial(Denial::status(400))
        .encoding(Encoding::HexOrBase64)
        .id(Source::Field("/metadata/event_id"))
        .event(Source::Field("/metadata/event_type"))
        .time(Source::Field("/metadata/occurred_at"))
        .version(Source::Field("/metadata/event_version"))
        .data("/payload");
}
