//! <https://developers.zalo.me/docs/official-account/webhook>

use time::Duration;

use crate::{Part, Provider, Scheme, Source, Unit};

/// Zalo Official Account. The secret is the OA's secret key, not the app's.
///
/// Established from other people's accounts of Zalo's documentation. Zalo waits for two seconds.
#[derive(Debug, Clone, Copy)]
pub enum ZaloOa {}

impl Provider for ZaloOa {
    const SCHEME: Scheme = Scheme::sha256_suffixed("zalo_oa", "x-zevent-signature")
        .prefix("mac=")
        .signs(&[Part::Field("/app_id"), Part::Body, Part::Timestamp])
        .timestamp(Source::Field("/timestamp"), Unit::Milliseconds)
        // The time is the event's, in the body, and Zalo sends the same body again for twelve hours.
        .tolerance(Duration::minutes(12 * 60 + 5))
        // A message's id is no delivery's: what becomes of the message has it too.
        .event(Source::Field("/event_name"))
        .time(Source::Field("/timestamp"))
        .account(Source::First(&[Source::Field("/oa_id"), Source::Field("/app_id")]));
}
