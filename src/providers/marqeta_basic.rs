//! <https://www.marqeta.com/developer-guides/signature-verification/>

use super::marqeta::PING;
use crate::{Provider, Scheme};

/// Marqeta webhooks without a secret, by the basic credentials that all of them have. The secret is
/// `user:password`. The ping has them too, and is answered.
#[derive(Debug, Clone, Copy)]
pub enum MarqetaBasic {}

impl Provider for MarqetaBasic {
    const SCHEME: Scheme = Scheme::basic("marqeta_basic").variant_of("marqeta").handshakes(&[PING]);
}
