//! <https://www.quicknode.com/guides/quicknode-products/streams/validating-incoming-streams-webhook-messages>

use crate::{Part, Provider, Scheme, Source, Unit};

/// QuickNode Streams and Webhooks. The secret is the stream's security token.
///
/// Where a stream is compressed, the text before compression is signed: decompress it in front, with a
/// bound.
///
/// Repetitions are told by the nonce. Whether what is tried again has the same one is not documented.
#[derive(Debug, Clone, Copy)]
pub enum QuickNode {}

impl Provider for QuickNode {
    const SCHEME: Scheme = Scheme::hmac_sha256("quicknode", "x-qn-signature")
        .timestamp(Source::Header("x-qn-timestamp"), Unit::Seconds)
        .signs(&[Part::Id, Part::Timestamp, Part::Body])
        .id(Source::Header("x-qn-nonce"));
}
