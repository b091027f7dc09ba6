//! <https://elevenlabs.io/docs>

use time::Duration;

use crate::{Part, Provider, Scheme, Source};

/// ElevenLabs.
///
/// A webhook is switched off after ten failures in a row, if the last success is seven days ago.
#[derive(Debug, Clone, Copy)]
pub enum ElevenLabs {}

impl Provider for ElevenLabs {
    const SCHEME: Scheme = Scheme::hmac_sha256("elevenlabs", "elevenlabs-signature")
        .pairs("t", "v0")
        .tolerance(Duration::minutes(30))
        .signs(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .event(Source::Field("/type"))
        .time(Source::Field("/event_timestamp"))
        .data("/data");
}
