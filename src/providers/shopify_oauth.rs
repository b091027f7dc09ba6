//! <https://github.com/Shopify/shopify-app-js>

use time::Duration;

use crate::message::parameters;
use crate::{Head, Part, Provider, Scheme, Source, Unit};

/// Shopify's signed queries: the OAuth callback, and requests from its admin to an app. Not webhooks. The
/// secret is the app's client secret.
#[derive(Debug, Clone, Copy)]
pub enum ShopifyOAuth {}

impl Provider for ShopifyOAuth {
    const SCHEME: Scheme = Scheme::hmac_sha256("shopify_oauth", "")
        .signature(Source::Query("hmac"))
        .signs(&[Part::ComputedOfHead(before), Part::Timestamp, Part::ComputedOfHead(behind)])
        .timestamp(Source::Query(TIMESTAMP), Unit::Seconds)
        // What its own libraries allow.
        .tolerance(Duration::seconds(90));
}

/// The sorted parameters up to the timestamp, with its name.
fn before(head: &Head) -> Option<Vec<u8>> {
    let pairs = sorted(head, |name| name < TIMESTAMP)?;
    let between = if pairs.is_empty() { "" } else { "&" };
    Some(format!("{pairs}{between}{TIMESTAMP}=").into())
}

/// The sorted parameters behind the timestamp.
fn behind(head: &Head) -> Option<Vec<u8>> {
    let pairs = sorted(head, |name| name > TIMESTAMP)?;
    let between = if pairs.is_empty() { "" } else { "&" };
    Some(format!("{between}{pairs}").into())
}

/// Those of the query's parameters, without the tags, sorted and encoded again, with spaces as `%20`.
fn sorted(head: &Head, is_meant: fn(&str) -> bool) -> Option<String> {
    let query = head.target.query().unwrap_or_default();
    let is_tag = |name: &str| name == "hmac" || name == "signature";
    let pairs = parameters(query.as_bytes())?;
    let mut pairs: Vec<_> = pairs.filter(|(name, _)| is_meant(name) && !is_tag(name)).collect();
    pairs.sort();
    let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    Some(encoded.replace('+', "%20"))
}

const TIMESTAMP: &str = "timestamp";
