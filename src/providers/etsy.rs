//! <https://developers.etsy.com/documentation/essentials/webhooks>

use crate::{Provider, Scheme, Source};

/// Etsy, which delivers through Svix. A delivery has the URL of what it is about, to be fetched.
#[derive(Debug, Clone, Copy)]
pub enum Etsy {}

impl Provider for Etsy {
    const SCHEME: Scheme = Scheme::standard_webhooks("etsy")
        .event(Source::Field("/event_type"))
        .account(Source::Field("/shop_id"));
}
