//! <https://github.com/Shopify/shopify-app-js>

use percent_encoding::percent_decode_str;

use crate::{Delivery, Part, Provider, Scheme, Source};

/// Shopify's signed queries: the OAuth callback, and requests from its admin to an app. Not webhooks. The
/// secret is the app's client secret.
#[derive(Debug, Clone, Copy)]
pub enum ShopifyOAuth {}

impl Provider for ShopifyOAuth {
    const SCHEME: Scheme = Scheme::hmac_sha256("shopify_oauth", "")
        .signature(Source::Query("hmac"))
        .signs(&[Part::Computed(sorted_query)]);
}

/// The query's parameters without the tags, sorted and encoded again, with spaces as `%20`.
fn sorted_query(delivery: &Delivery) -> Option<Vec<u8>> {
    let query = delivery.head().uri.query().unwrap_or_default();
    // Else different bytes would all be signed as the replacement character.
    percent_decode_str(query).decode_utf8().ok()?;
    let pairs = form_urlencoded::parse(query.as_bytes());
    let mut pairs: Vec<_> = pairs.filter(|(name, _)| name != "hmac" && name != "signature").collect();
    pairs.sort();
    let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    Some(encoded.replace('+', "%20").into())
}
