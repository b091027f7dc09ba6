//! <https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies>

use time::Duration;

use crate::{Part, Provider, Repeats, Scheme, Sorted, Source, Unit};

/// Shopify app proxies: a customer's requests to a store that Shopify passes on to an app. The secret is
/// the app's client secret.
///
/// The query is signed, and nothing else: neither the path, nor the body.
#[derive(Debug, Clone, Copy)]
pub enum ShopifyAppProxy {}

impl Provider for ShopifyAppProxy {
    const SCHEME: Scheme = Scheme::hmac_sha256("shopify_app_proxy", "")
        .signature(Source::Query("signature"))
        .signs(&[Part::SortedQuery(
            Sorted::new("=", "").without(&["signature"]).repeats(Repeats::Merged(",")),
        )])
        .timestamp(Source::Query("timestamp"), Unit::Seconds)
        .tolerance(Duration::seconds(90));
}
