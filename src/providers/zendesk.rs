//! <https://developer.zendesk.com/documentation/webhooks/verifying/>

use crate::{Part, Provider, Scheme, Source, Unit};

/// Zendesk: webhooks of triggers, automations and events. The signing secret looks like base64 and is used
/// as text. Test deliveries are signed with one fixed secret that everybody knows.
#[derive(Debug, Clone, Copy)]
pub enum Zendesk {}

impl Provider for Zendesk {
    const SCHEME: Scheme = Scheme::hmac_sha256("zendesk", "x-zendesk-webhook-signature")
        .base64()
        .timestamp(Source::Header("x-zendesk-webhook-signature-timestamp"), Unit::Rfc3339)
        .signs(&[Part::Timestamp, Part::Body])
        // Not signed. In the body of a trigger, whose form is the user's, `/id` may be anything.
        .id(Source::Header("x-zendesk-webhook-invocation-id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/time"))
        .account(Source::Field("/account_id"))
        .version(Source::Field("/zendesk_event_version"))
        .data("/detail");
}
