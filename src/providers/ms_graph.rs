//! <https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks>

use crate::{Acceptance, Handshake, Provider, Scheme, Source, Value};

/// Microsoft Graph change notifications. The secret is the `clientState` of the subscription; for several
/// subscriptions of one endpoint there is [`or`](crate::Verifier::or).
///
/// One delivery may hold several notifications, and every one has to have it. The tokens that come with
/// encrypted resource data are not checked. Graph advises a `202`, waits for three seconds, and tries again
/// for up to four hours.
#[derive(Debug, Clone, Copy)]
pub enum MsGraph {}

impl Provider for MsGraph {
    const SCHEME: Scheme = Scheme::token("ms_graph", Source::Field("/clientState"))
        .acceptance(Acceptance::status(202))
        .each("/value")
        .handshakes(&[Handshake::post().text(Value::Echo(Source::Query("validationToken")))])
        .event(Source::First(&[
            Source::Field("/value/0/changeType"),
            Source::Field("/value/0/lifecycleEvent"),
        ]))
        .account(Source::Field("/value/0/tenantId"))
        .items("/value/*")
        .item_id(Source::Field("/id"))
        .item_event(Source::First(&[Source::Field("/changeType"), Source::Field("/lifecycleEvent")]));
}
