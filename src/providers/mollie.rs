//! <https://docs.mollie.com/reference/webhooks-new>

use crate::{Layout, Provider, Scheme, Source};

/// Mollie's next-gen webhooks. The classic ones carry an id and no signature, and are refused.
///
/// While a secret changes over Mollie may send the header several times, and each of them is tried.
#[derive(Debug, Clone, Copy)]
pub enum Mollie {}

impl Provider for Mollie {
    const SCHEME: Scheme = Scheme::hmac_sha256("mollie", "x-mollie-signature")
        .layout(Layout::OptionalPrefix("sha256="))
        .repeated_signatures()
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/createdAt"))
        .data("/_embedded/entity");
}
