//! <https://linear.app/developers/webhooks>

use time::Duration;

use crate::{Provider, Scheme, Source, Unit};

/// Linear: data changes and the other events of a workspace or an app.
#[derive(Debug, Clone, Copy)]
pub enum Linear {}

impl Provider for Linear {
    const SCHEME: Scheme = Scheme::hmac_sha256("linear", "linear-signature")
        // In the body, and so signed.
        .timestamp(Source::Field("/webhookTimestamp"), Unit::Milliseconds)
        .tolerance(Duration::seconds(60))
        // When it was sent: what is tried again after the tolerance has another one.
        .renews(&["webhookTimestamp"])
        // Not signed.
        .id(Source::Header("linear-delivery"))
        .account(Source::Field("/organizationId"))
        .time(Source::Field("/createdAt"))
        .data("/data")
        .event(Source::Join(&[Source::Field("/type"), Source::Field("/action")]));
}
