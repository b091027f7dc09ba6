//! <https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests>

use super::hubspot::{ACCOUNT, EVENT, ITEM_ID};
use crate::{Provider, Scheme, Source};

/// HubSpot, by the first version of its signature, which is no HMAC. [`HubSpot`](super::HubSpot) reads the
/// third one, which comes along.
///
/// The secret is the app's client secret.
#[derive(Debug, Clone, Copy)]
pub enum HubSpotV1 {}

impl Provider for HubSpotV1 {
    const SCHEME: Scheme = Scheme::sha256_prefixed("hubspot_v1", "x-hubspot-signature")
        .variant_of("hubspot")
        .event(EVENT)
        .items("/*")
        .item_id(ITEM_ID)
        .item_event(Source::Field("/subscriptionType"))
        .account(ACCOUNT);
}
