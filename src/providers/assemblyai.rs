//! <https://www.assemblyai.com/docs/deployment/webhooks-for-pre-recorded-audio>

use crate::{Provider, Scheme, Source};

/// AssemblyAI, with an authentication header by the name that its documentation gives,
/// `X-My-Webhook-Secret`.
///
/// AssemblyAI waits for ten seconds and tries up to ten times, and not again after a 4xx.
#[derive(Debug, Clone, Copy)]
pub enum AssemblyAi {}

impl Provider for AssemblyAi {
    const SCHEME: Scheme =
        Scheme::token("assemblyai", Source::Header("x-my-webhook-secret")).event(Source::Field("/status"));
}
