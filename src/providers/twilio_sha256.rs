//! <https://github.com/twilio/twilio-python>

use super::twilio::under_either_key;
use crate::{Provider, Scheme};

/// Twilio's webhooks that are signed by HMAC-SHA-256 under a shared key; else as [`Twilio`](super::Twilio). The
/// secret is the shared key's.
///
/// `X-Twilio-Webhooks-Signature-Settings` names the key and the algorithm, is not signed, and is not read: give
/// every key in use with [`or`](crate::Verifier::or). A signature by HMAC-SHA-1 is refused, whatever is said there.
#[derive(Debug, Clone, Copy)]
pub enum TwilioSha256 {}

impl Provider for TwilioSha256 {
    const SCHEME: Scheme =
        under_either_key(Scheme::hmac_sha256("twilio_sha256", "x-twilio-signature").variant_of("twilio"));
}
