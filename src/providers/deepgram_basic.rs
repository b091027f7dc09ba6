//! <https://developers.deepgram.com/docs/callback>

use crate::{Provider, Scheme};

/// Deepgram callbacks with credentials in the callback's URL. The secret is `user:password`.
///
/// Deepgram tries again ten times, 30 seconds apart.
#[derive(Debug, Clone, Copy)]
pub enum DeepgramBasic {}

impl Provider for DeepgramBasic {
    const SCHEME: Scheme = Scheme::basic("deepgram_basic").variant_of("deepgram");
}
