//! <https://docs.affirm.com/developers/docs/checking-webhook-signatures>

use crate::{Part, Provider, Scheme, Source};

/// Affirm, where Affirm has switched signing on. Deliveries are forms.
///
/// A delivery that is tried again is signed anew.
#[derive(Debug, Clone, Copy)]
pub enum Affirm {}

impl Provider for Affirm {
    const SCHEME: Scheme = Scheme::hmac_sha512("affirm", "x-affirm-signature")
        .pairs("t", "v0")
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Form("event"));
}
