//! <https://developer.box.com/guides/webhooks/>

use time::Duration;

use crate::{Part, Provider, Scheme, Source, Unit};

/// Box, webhooks of the second version. Give the primary key, and the secondary one with
/// [`or`](crate::Verifier::or).
#[derive(Debug, Clone, Copy)]
pub enum BoxV2 {}

impl Provider for BoxV2 {
    const SCHEME: Scheme = Scheme::hmac_sha256("box", "box-signature-primary")
        // One a key. Either is enough while keys change over.
        .more_headers(&["box-signature-secondary"])
        .base64()
        .requires(&[("box-signature-version", "1"), ("box-signature-algorithm", "HmacSHA256")])
        .timestamp(Source::Header("box-delivery-timestamp"), Unit::Rfc3339)
        .tolerance(Duration::minutes(10))
        // Over the bytes sent, in which non-ASCII characters and slashes are escaped.
        .signs(&[Part::Body, Part::Timestamp])
        .id(Source::Header("box-delivery-id"))
        .event(Source::Field("/trigger"))
        .time(Source::First(&[Source::Field("/created_at"), Source::Header("box-delivery-timestamp")]))
        .data("/source");
}
