//! <https://github.com/messagebird/python-rest-api>

use super::messagebird::{CLAIMS, HEADER, TOLERANCE};
use crate::{Provider, Scheme};

/// MessageBird's signed requests, with a JWT signed by `HS384`; otherwise like
/// [`MessageBird`](super::MessageBird).
#[derive(Debug, Clone, Copy)]
pub enum MessageBirdHs384 {}

impl Provider for MessageBirdHs384 {
    const SCHEME: Scheme =
        Scheme::jws_hs384("messagebird_hs384", HEADER, CLAIMS).tolerance(TOLERANCE).variant_of("messagebird");
}
