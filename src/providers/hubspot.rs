//! <https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests>

use crate::{Head, Part, Provider, Scheme, Source, Unit, UrlForm};

/// HubSpot, by the third version of its signature. The secret is the app's client secret.
///
/// The URL is signed, so the verifier needs its [`public_url`](crate::Verifier::public_url).
#[derive(Debug, Clone, Copy)]
pub enum HubSpot {}

impl Provider for HubSpot {
    const SCHEME: Scheme = of_every_version(Scheme::hmac_sha256("hubspot", "x-hubspot-signature-v3"))
        .base64()
        .timestamp(Source::Header("x-hubspot-request-timestamp"), Unit::Milliseconds)
        .signs(&[
            Part::Method,
            Part::Url(UrlForm::WithoutQuery),
            Part::ComputedOfHead(query),
            Part::Body,
            Part::Timestamp,
        ])
        // HubSpot's libraries decode nothing.
        .or_signs(&[&[Part::Method, Part::Url(UrlForm::AsConfigured), Part::Body, Part::Timestamp]]);
}

pub(super) const fn of_every_version(scheme: Scheme) -> Scheme {
    scheme
        // Of the first event. A workflow sends one that has no name.
        .event(Source::Field("/0/subscriptionType"))
        .items("/*")
        // An event's id alone is not unique, says HubSpot.
        .item_id(Source::Join(&[
            Source::Field("/eventId"),
            Source::Field("/subscriptionId"),
            Source::Field("/objectId"),
        ]))
        .item_event(Source::Field("/subscriptionType"))
        // Each event counts the attempts.
        .renews(&["attemptNumber"])
        // All items are of one account. A workflow sends one that is in no array.
        .account(Source::First(&[Source::Field("/0/portalId"), Source::Field("/portalId")]))
}

/// The query with its question mark, and with these characters decoded, whatever the case of their digits.
fn query(head: &Head) -> Option<Vec<u8>> {
    const DECODED: [(&str, &str); 12] = [
        ("%21", "!"),
        ("%24", "$"),
        ("%27", "'"),
        ("%28", "("),
        ("%29", ")"),
        ("%2A", "*"),
        ("%2C", ","),
        ("%2F", "/"),
        ("%3A", ":"),
        ("%3B", ";"),
        ("%3F", "?"),
        ("%40", "@"),
    ];
    let query = head.target.query().map(|query| format!("?{query}")).unwrap_or_default();
    let decoded = DECODED
        .iter()
        .fold(query, |query, (from, to)| query.replace(from, to).replace(&from.to_ascii_lowercase(), to));
    Some(decoded.into())
}
