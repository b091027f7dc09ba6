//! <https://developers.deepgram.com/docs/callback>

use crate::{Provider, Scheme, Source};

/// Deepgram callbacks. The secret is the identifier of the API key with which the request was made.
///
/// That identifier is shown in the console and is not the key: it tells little. With credentials in the
/// callback's URL, [`DeepgramBasic`](super::DeepgramBasic) tells more. Deepgram tries again ten times,
/// 30 seconds apart.
#[derive(Debug, Clone, Copy)]
pub enum Deepgram {}

impl Provider for Deepgram {
    const SCHEME: Scheme = Scheme::token("deepgram", Source::Header("dg-token"));
}
