//! <https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests>

use super::hubspot::of_every_version;
use crate::{Provider, Scheme};

/// HubSpot, by the first version of its signature, which is no HMAC. [`HubSpot`](super::HubSpot) reads the
/// third one, which comes along.
///
/// The secret is the app's client secret.
#[derive(Debug, Clone, Copy)]
pub enum HubSpotV1 {}

impl Provider for HubSpotV1 {
    const SCHEME: Scheme =
        of_every_version(Scheme::sha256_prefixed("hubspot_v1", "x-hubspot-signature").variant_of("hubspot"));
}
