//! <https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests>

use super::hubspot::of_every_version;
use crate::{Part, Provider, Scheme, UrlForm};

/// HubSpot, by the second version of its signature, which is no HMAC. [`HubSpot`](super::HubSpot) reads the
/// third one, which comes along.
///
/// The secret is the app's client secret. The URL is signed, so the verifier needs its
/// [`public_url`](crate::Verifier::public_url).
#[derive(Debug, Clone, Copy)]
pub enum HubSpotV2 {}

impl Provider for HubSpotV2 {
    const SCHEME: Scheme = of_every_version(Scheme::sha256_prefixed("hubspot_v2", "x-hubspot-signature"))
        .variant_of("hubspot")
        .signs(&[Part::Method, Part::Url(UrlForm::AsConfigured), Part::Body]);
}
