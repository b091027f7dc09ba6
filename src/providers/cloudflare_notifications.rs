//! <https://developers.cloudflare.com/notifications/>

use crate::{Provider, Scheme, Source};

/// Cloudflare Notifications. The header holds the secret itself, which is no signature.
#[derive(Debug, Clone, Copy)]
pub enum CloudflareNotifications {}

impl Provider for CloudflareNotifications {
    const SCHEME: Scheme = Scheme::token("cloudflare_notifications", Source::Header("cf-webhook-auth"))
        .event(Source::Field("/alert_type"))
        .time(Source::Field("/ts"))
        .account(Source::Field("/account_id"))
        .data("/data");
}
