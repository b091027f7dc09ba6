//! <https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/>

use crate::{Part, Provider, Scheme, Source, Unit};

/// Grafana Alerting, webhook contact points with a secret, the default name of the signature's header, and
/// `X-Grafana-Alerting-Timestamp` set as the timestamp header, for which there is no default.
#[derive(Debug, Clone, Copy)]
pub enum GrafanaTimed {}

impl Provider for GrafanaTimed {
    const SCHEME: Scheme = Scheme::hmac_sha256("grafana_timed", "x-grafana-alerting-signature")
        .variant_of("grafana")
        // The default of some versions.
        .more_headers(&["x-grafana-alert-signature"])
        .timestamp(Source::Header("x-grafana-alerting-timestamp"), Unit::Seconds)
        .signs(&[Part::Timestamp, Part::Literal(":"), Part::Body])
        .event(Source::Field("/status"))
        .account(Source::Field("/orgId"))
        .version(Source::Field("/version"))
        .items("/alerts/*")
        .item_event(Source::Field("/status"));
}
