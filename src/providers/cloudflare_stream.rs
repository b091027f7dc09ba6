//! <https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/>

use crate::{Part, Provider, Scheme, Source};

/// Cloudflare Stream. The header's name is that of Standard Webhooks, and nothing else is.
#[derive(Debug, Clone, Copy)]
pub enum CloudflareStream {}

impl Provider for CloudflareStream {
    const SCHEME: Scheme = Scheme::hmac_sha256("cloudflare_stream", "webhook-signature")
        .pairs("time", "sig1")
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Field("/status/state"));
}
