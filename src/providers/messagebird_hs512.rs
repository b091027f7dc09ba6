//! <https://github.com/messagebird/python-rest-api>

use super::messagebird::{CLAIMS, HEADER, TOLERANCE};
use crate::{Provider, Scheme};

/// MessageBird's signed requests, with a JWT signed by `HS512`; otherwise like
/// [`MessageBird`](super::MessageBird).
#[derive(Debug, Clone, Copy)]
pub enum MessageBirdHs512 {}

impl Provider for MessageBirdHs512 {
    const SCHEME: Scheme =
        Scheme::jws_hs512("messagebird_hs512", HEADER, CLAIMS).tolerance(TOLERANCE).variant_of("messagebird");
}
