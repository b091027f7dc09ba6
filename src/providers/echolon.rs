//! <https://www.echolon.de/en/what-is-a-webhook/>

use crate::{Provider, Scheme, Source};

/// EcholoN, and any sender whose endpoint has a secret as the last segment of its path.
///
/// The sender reads the answer: a call comes in, and JSON with the case's reference goes back. A secret
/// in a path is written to the access logs of every proxy that it passes.
#[derive(Debug, Clone, Copy)]
pub enum Echolon {}

impl Provider for Echolon {
    const SCHEME: Scheme = Scheme::token("echolon", Source::PathSegment);
}
