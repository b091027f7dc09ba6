//! <https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests>

use super::hubspot::{ACCOUNT, EVENT, ITEM_ID};
use crate::{Part, Provider, Scheme, Source, UrlForm};

/// HubSpot, by the second version of its signature, which is no HMAC. [`HubSpot`](super::HubSpot) reads the
/// third one, which comes along.
///
/// The secret is the app's client secret. The URL is signed, so the verifier needs its
/// [`public_url`](crate::Verifier::public_url).
#[derive(Debug, Clone, Copy)]
pub enum HubSpotV2 {}

impl Provider for HubSpotV2 {
    const SCHEME: Scheme = Scheme::sha256_prefixed("hubspot_v2", "x-hubspot-signature")
        .variant_of("hubspot")
        .signs(&[Part::Method, Part::Url(UrlForm::AsConfigured), Part::Body])
        .event(EVENT)
        .items("/*")
        .item_id(ITEM_ID)
        .item_event(Source::Field("/subscriptionType"))
        .account(ACCOUNT);
}
