//! <https://learn.microsoft.com/en-us/azure/event-grid/security-authentication>

use super::cloudevents::VALIDATION;
use crate::{Handshake, Provider, Scheme, Source, Value};

/// Azure Event Grid with a client secret in the URL of the webhook, as the parameter `access_token`.
///
/// The name of the parameter is the receiver's choice. The validation of the endpoint carries the secret
/// too, and is answered. Event Grid waits for 30 seconds and tries up to 30 times in 24 hours.
#[derive(Debug, Clone, Copy)]
pub enum AzureEventGrid {}

impl Provider for AzureEventGrid {
    const SCHEME: Scheme = Scheme::token("azure_event_grid", Source::Query("access_token"))
        .handshakes(&[
            Handshake::signed()
                .is(&[(Source::Field("/0/eventType"), "Microsoft.EventGrid.SubscriptionValidationEvent")])
                .json(&[("validationResponse", Value::Echo(Source::Field("/0/data/validationCode")))]),
            // In the schema of CloudEvents.
            VALIDATION,
        ])
        // The first event's, in Event Grid's own schema or in that of CloudEvents.
        .event(Source::First(&[
            Source::Field("/0/eventType"),
            Source::Header("ce-type"),
            Source::Field("/0/type"),
            Source::Field("/type"),
        ]))
        .attempt(Source::Header("aeg-delivery-count"))
        .time(Source::First(&[
            Source::Field("/0/eventTime"),
            Source::Header("ce-time"),
            Source::Field("/0/time"),
            Source::Field("/time"),
        ]))
        .version(Source::Header("aeg-data-version"))
        .items("/*")
        .item_id(Source::Field("/id"))
        .item_event(Source::First(&[Source::Field("/eventType"), Source::Field("/type")]));
}
