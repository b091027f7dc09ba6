//! <https://learn.microsoft.com/en-us/azure/event-grid/security-authentication>

use crate::{Handshake, Provider, Scheme, Source, Value};

/// Azure Event Grid with a client secret in the URL of the webhook, as the parameter `access_token`.
///
/// The name of the parameter is the receiver's choice. The validation of the endpoint carries the secret
/// too, and is answered. Event Grid waits for 30 seconds and tries up to 30 times in 24 hours.
#[derive(Debug, Clone, Copy)]
pub enum AzureEventGrid {}

impl Provider for AzureEventGrid {
    const SCHEME: Scheme = Scheme::token("azure_event_grid", Source::Query("access_token"))
        // Of the first event, in Event Grid's own schema or in that of CloudEvents.
        .event(Source::First(&[
            Source::Field("/0/eventType"),
            Source::Header("ce-type"),
            Source::Field("/0/type"),
            Source::Field("/type"),
        ]))
        .items("/*")
        .item_id(Source::Field("/id"))
        .item_event(Source::First(&[Source::Field("/eventType"), Source::Field("/type")]))
        .handshakes(&[Handshake::signed()
            .is(&[(Source::Field("/0/eventType"), "Microsoft.EventGrid.SubscriptionValidationEvent")])
            .json(&[("validationResponse", Value::Echo(Source::Field("/0/data/validationCode")))])]);
}
