//! <https://developer.gocardless.com>

use crate::{Denial, Provider, Scheme, Source};

/// GoCardless. Each endpoint has a secret of its own. A delivery may hold several events.
///
/// GoCardless waits for ten seconds and tries again up to eight times. A bad signature is
/// answered with its own `498`.
#[derive(Debug, Clone, Copy)]
pub enum GoCardless {}

impl Provider for GoCardless {
    const SCHEME: Scheme = Scheme::hmac_sha256("gocardless", "webhook-signature")
        .denial(Denial::status(498))
        .id(Source::Field("/meta/webhook_id"))
        // The first event's.
        .event(Source::Join(&[Source::Field("/events/0/resource_type"), Source::Field("/events/0/action")]))
        .time(Source::Field("/events/0/created_at"))
        .items("/events/*")
        .item_id(Source::Field("/id"))
        .item_event(Source::Join(&[Source::Field("/resource_type"), Source::Field("/action")]));
}
