//! <https://github.com/SparkPost/support-docs>

use super::sparkpost::batched;
use crate::{Provider, Scheme, Source};

/// SparkPost with a token in its own header, which SparkPost advises against by now. It says who sends, and
/// nothing about what was sent.
///
/// One delivery holds a batch of events. The test of a new webhook holds none, and is answered.
#[derive(Debug, Clone, Copy)]
pub enum SparkPostToken {}

impl Provider for SparkPostToken {
    const SCHEME: Scheme =
        batched(Scheme::token("sparkpost_token", Source::Header("x-messagesystems-webhook-token")))
            .variant_of("sparkpost");
}
