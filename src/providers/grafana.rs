//! <https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/>

use crate::{Provider, Scheme, Source};

/// Grafana Alerting, webhook contact points with a secret, no timestamp header, and the default name of the
/// signature's header.
#[derive(Debug, Clone, Copy)]
pub enum Grafana {}

impl Provider for Grafana {
    const SCHEME: Scheme = Scheme::hmac_sha256("grafana", "x-grafana-alerting-signature")
        // The default of some versions.
        .more_headers(&["x-grafana-alert-signature"])
        .event(Source::Field("/status"))
        .account(Source::Field("/orgId"))
        .version(Source::Field("/version"))
        .items("/alerts/*")
        .item_event(Source::Field("/status"));
}
