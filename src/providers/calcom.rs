//! <https://cal.com/docs>

use crate::{Layout, Provider, Scheme, Source};

/// Cal.com. A webhook may have a payload template of its own, so that its body need not be JSON.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum CalCom {}

impl Provider for CalCom {
    const SCHEME: Scheme = Scheme::hmac_sha256("calcom", "x-cal-signature-256")
        .layout(Layout::OptionalPrefix("sha256="))
        .event(Source::Field("/triggerEvent"))
        .time(Source::Field("/createdAt"))
        .data("/payload");
}
