//! Known answers: published ones with their source, and ones computed with another implementation.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[cfg(feature = "actix")]
#[path = "vectors/actix.rs"]
mod actix;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use countersign::{AnyProvider, Assurance, Delivery, KeyError, KeyForm, Scheme, Verifier};
use countersign::{catalogue, dangerous};
use http::{HeaderValue, StatusCode};
use time::OffsetDateTime;
use time::macros::datetime;

/// One known answer.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    /// One of [`BARE`], where no provider's scheme is meant.
    scheme: Option<String>,
    source: String,
    /// Whether the sender published it itself.
    #[serde(default = "yes")]
    official: bool,
    /// Whether a published one was altered.
    #[serde(default)]
    derived_from_published: bool,
    secret: String,
    /// What the verifier is told besides.
    #[serde(default)]
    settings: BTreeMap<String, String>,
    /// Why the secret is refused, where it is weaker than what is accepted without saying so.
    refused_secret: Option<String>,
    method: String,
    url: Option<String>,
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
    body_hex: Option<String>,
    clock: Option<i64>,
    expected: Expected,
    reason: Option<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Expected {
    Invalid,
    Valid,
}

/// The vectors of one provider, and where its deliveries can be changed by one bit.
struct Vectors {
    name: &'static str,
    tag: Place,
    /// Whether digits of either case stand for the same tag.
    hexadecimal: bool,
    /// What else is signed, outside the body.
    signed: &'static [Place],
    covers_body: bool,
}

/// Where a text stands.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "ecdsa"), expect(dead_code, reason = "no sender has it there"))]
enum Place {
    /// In the body, behind this text and what parts names from values, before what ends a value.
    Body(&'static str),
    /// In the JSON that a header holds in base64, behind this text and before a quotation mark.
    Envelope(&'static str, &'static str),
    /// In the query, a form or JSON: changed with these.
    Elsewhere,
    /// In headers, behind a prefix and before a comma or a space; the whole value where none has it.
    Header(&'static [&'static str], &'static str),
    /// The last segment of the path.
    LastSegment,
    /// Path and query.
    Target,
}

use Place::{Body, Elsewhere, Envelope, Header, LastSegment, Target};

/// Every scheme of the catalogue. Its vectors are in `vectors/{name}.json`.
#[rustfmt::skip]
const PROVIDERS: &[Vectors] = &[
    Vectors { name: "ably", tag: Header(&["x-ably-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "adyen", tag: Body("\"hmacSignature\""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "adyen_platform", tag: Header(&["hmacsignature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "affirm", tag: Header(&["x-affirm-signature"], "v0="), hexadecimal: true, signed: &[Header(&["x-affirm-signature"], "t=")], covers_body: true },
    Vectors { name: "afterpay", tag: Header(&["x-afterpay-request-signature"], ""), hexadecimal: false, signed: &[Header(&["x-afterpay-request-date"], ""), Target], covers_body: true },
    Vectors { name: "aftership", tag: Header(&["as-signature-hmac-sha256", "aftership-hmac-sha256"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "agora", tag: Header(&["agora-signature-v2"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "agora_v1", tag: Header(&["agora-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "airtable", tag: Header(&["x-airtable-content-mac"], "hmac-sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "alchemy", tag: Header(&["x-alchemy-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    #[cfg(feature = "rsa")]
    Vectors { name: "alipay", tag: Body("&sign="), hexadecimal: true, signed: &[], covers_body: false },
    #[cfg(feature = "rsa")]
    Vectors { name: "amazon_sns", tag: Body("\"Signature\""), hexadecimal: false, signed: &[], covers_body: false },
    #[cfg(feature = "rsa")]
    Vectors { name: "amazon_sns_v1", tag: Body("\"Signature\""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "anthropic", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    #[cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))]
    Vectors { name: "apple_app_store", tag: Body("\"signedPayload\""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "asana", tag: Header(&["x-hook-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "assemblyai", tag: Header(&["x-my-webhook-secret"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "auth0", tag: Header(&["authorization"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "auth0_events", tag: Header(&["authorization"], "bearer "), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "azure_event_grid", tag: Elsewhere, hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "bandwidth", tag: Header(&["authorization"], "basic "), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "bigcommerce", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    Vectors { name: "bitbucket_cloud", tag: Header(&["x-hub-signature"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "bitbucket_server", tag: Header(&["x-hub-signature"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "box", tag: Header(&["box-signature-primary", "box-signature-secondary"], ""), hexadecimal: false, signed: &[Header(&["box-delivery-timestamp"], "")], covers_body: true },
    Vectors { name: "braintree", tag: Elsewhere, hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "buildkite", tag: Header(&["x-buildkite-signature"], "signature="), hexadecimal: true, signed: &[Header(&["x-buildkite-signature"], "timestamp=")], covers_body: true },
    Vectors { name: "buildkite_token", tag: Header(&["x-buildkite-token"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "calcom", tag: Header(&["x-cal-signature-256"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "calendly", tag: Header(&["calendly-webhook-signature"], "v1="), hexadecimal: true, signed: &[Header(&["calendly-webhook-signature"], "t=")], covers_body: true },
    Vectors { name: "chargebee", tag: Header(&["authorization"], "basic "), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "checkout_com", tag: Header(&["cko-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    #[cfg(feature = "ecdsa")]
    Vectors { name: "circle", tag: Header(&["x-circle-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "circleci", tag: Header(&["circleci-signature"], "v1="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "clerk", tag: Header(&["svix-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["svix-timestamp"], ""), Header(&["svix-id"], "")], covers_body: true },
    Vectors { name: "clickup", tag: Header(&["x-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "cloudevents", tag: Header(&["authorization"], "bearer "), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "cloudevents_query", tag: Elsewhere, hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "cloudflare_notifications", tag: Header(&["cf-webhook-auth"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "cloudflare_stream", tag: Header(&["webhook-signature"], "sig1="), hexadecimal: true, signed: &[Header(&["webhook-signature"], "time=")], covers_body: true },
    Vectors { name: "coinbase_cdp", tag: Header(&["x-hook0-signature"], "v1="), hexadecimal: true, signed: &[Header(&["x-hook0-signature"], "t="), Header(&["x-event-id"], ""), Header(&["x-event-type"], ""), Header(&["content-type"], "")], covers_body: true },
    Vectors { name: "coinbase_cdp_v0", tag: Header(&["x-hook0-signature"], "v0="), hexadecimal: true, signed: &[Header(&["x-hook0-signature"], "t=")], covers_body: true },
    Vectors { name: "coinbase_commerce", tag: Header(&["x-cc-webhook-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    #[cfg(feature = "rsa")]
    Vectors { name: "coinbase_legacy", tag: Header(&["cb-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "column", tag: Header(&["column-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "contentful", tag: Header(&["x-contentful-signature"], ""), hexadecimal: true, signed: &[Header(&["x-contentful-timestamp"], ""), Header(&["x-contentful-signed-headers"], ""), Target], covers_body: true },
    Vectors { name: "customerio", tag: Header(&["x-cio-signature"], ""), hexadecimal: true, signed: &[Header(&["x-cio-timestamp"], "")], covers_body: true },
    Vectors { name: "deepgram", tag: Header(&["dg-token"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "deepgram_basic", tag: Header(&["authorization"], "basic "), hexadecimal: false, signed: &[], covers_body: false },
    #[cfg(feature = "ed25519")]
    Vectors { name: "discord", tag: Header(&["x-signature-ed25519"], ""), hexadecimal: true, signed: &[Header(&["x-signature-timestamp"], "")], covers_body: true },
    #[cfg(feature = "ed25519")]
    Vectors { name: "discord_interactions", tag: Header(&["x-signature-ed25519"], ""), hexadecimal: true, signed: &[Header(&["x-signature-timestamp"], "")], covers_body: true },
    Vectors { name: "docusign", tag: Header(&["x-docusign-signature-1", "x-docusign-signature-2", "x-docusign-signature-3", "x-docusign-signature-4", "x-docusign-signature-5", "x-docusign-signature-6", "x-docusign-signature-7", "x-docusign-signature-8"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "dodo_payments", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    Vectors { name: "dropbox", tag: Header(&["x-dropbox-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "dropbox_sign", tag: Elsewhere, hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "easypost", tag: Header(&["x-hmac-signature"], "hmac-sha256-hex="), hexadecimal: true, signed: &[], covers_body: true },
    #[cfg(feature = "ecdsa")]
    Vectors { name: "ebay", tag: Envelope("x-ebay-signature", "\"signature\":\""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "echolon", tag: LastSegment, hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "elevenlabs", tag: Header(&["elevenlabs-signature"], "v0="), hexadecimal: true, signed: &[Header(&["elevenlabs-signature"], "t=")], covers_body: true },
    Vectors { name: "etsy", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    #[cfg(feature = "ed25519")]
    Vectors { name: "fal", tag: Header(&["x-fal-webhook-signature"], ""), hexadecimal: true, signed: &[Header(&["x-fal-webhook-timestamp"], ""), Header(&["x-fal-webhook-request-id"], ""), Header(&["x-fal-webhook-user-id"], "")], covers_body: true },
    Vectors { name: "fastspring", tag: Header(&["x-fs-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    #[cfg(feature = "rsa")]
    Vectors { name: "fireblocks", tag: Header(&["fireblocks-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    Vectors { name: "fireblocks_jwks", tag: Header(&["fireblocks-webhook-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "fitbit", tag: Header(&["x-fitbit-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "flutterwave_v3", tag: Header(&["verif-hash"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "flutterwave_v4", tag: Header(&["flutterwave-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "forgejo", tag: Header(&["x-forgejo-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "front", tag: Header(&["x-front-signature"], ""), hexadecimal: false, signed: &[Header(&["x-front-request-timestamp"], "")], covers_body: true },
    Vectors { name: "front_rule", tag: Header(&["x-front-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "generic_basic", tag: Header(&["authorization"], "basic "), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "generic_hmac", tag: Header(&["x-signature"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "generic_token", tag: Header(&["authorization"], "bearer "), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "getstream", tag: Header(&["x-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "ghost", tag: Header(&["x-ghost-signature"], "sha256="), hexadecimal: true, signed: &[Header(&["x-ghost-signature"], "t=")], covers_body: true },
    Vectors { name: "ghost_legacy", tag: Header(&["x-ghost-signature"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "gitea", tag: Header(&["x-gitea-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "github", tag: Header(&["x-hub-signature-256"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "gitlab", tag: Header(&["x-gitlab-token"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "gitlab_signed", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    Vectors { name: "gocardless", tag: Header(&["webhook-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "gogs", tag: Header(&["x-gogs-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    Vectors { name: "google_play_rtdn", tag: Header(&["authorization"], "bearer "), hexadecimal: false, signed: &[], covers_body: false },
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    Vectors { name: "google_pubsub", tag: Header(&["authorization"], "bearer "), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "google_push", tag: Header(&["x-goog-channel-token"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "grafana", tag: Header(&["x-grafana-alerting-signature", "x-grafana-alert-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "grafana_timed", tag: Header(&["x-grafana-alerting-signature", "x-grafana-alert-signature"], ""), hexadecimal: true, signed: &[Header(&["x-grafana-alerting-timestamp"], "")], covers_body: true },
    Vectors { name: "heroku", tag: Header(&["heroku-webhook-hmac-sha256"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "hookdeck", tag: Header(&["x-hookdeck-signature", "x-hookdeck-signature-2"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "hubspot", tag: Header(&["x-hubspot-signature-v3"], ""), hexadecimal: false, signed: &[Header(&["x-hubspot-request-timestamp"], "")], covers_body: true },
    Vectors { name: "hubspot_v1", tag: Header(&["x-hubspot-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "hubspot_v2", tag: Header(&["x-hubspot-signature"], ""), hexadecimal: true, signed: &[Target], covers_body: true },
    Vectors { name: "increase", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    Vectors { name: "increase_legacy", tag: Header(&["increase-webhook-signature"], "v1="), hexadecimal: true, signed: &[Header(&["increase-webhook-signature"], "t=")], covers_body: true },
    Vectors { name: "intercom", tag: Header(&["x-hub-signature"], "sha1="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "jira", tag: Header(&["x-hub-signature"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "klarna", tag: Header(&["klarna-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "lemon_squeezy", tag: Header(&["x-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "line", tag: Header(&["x-line-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "linear", tag: Header(&["linear-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "linkedin", tag: Header(&["x-li-signature"], "hmacsha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "lithic", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    #[cfg(feature = "jwt")]
    Vectors { name: "livekit", tag: Header(&["authorization"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "mailchimp", tag: Header(&["x-mailchimp-signature"], "v1="), hexadecimal: true, signed: &[Header(&["x-mailchimp-signature"], "t=")], covers_body: true },
    Vectors { name: "mailchimp_token", tag: Elsewhere, hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "mailgun", tag: Elsewhere, hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "mailgun_form", tag: Elsewhere, hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "mandrill", tag: Header(&["x-mandrill-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "marqeta", tag: Header(&["x-marqeta-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "marqeta_basic", tag: Header(&["authorization"], "basic "), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "marqeta_sha1", tag: Header(&["x-marqeta-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "maxio_chargify", tag: Header(&["x-chargify-webhook-signature-hmac-sha-256"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "mercado_pago", tag: Header(&["x-signature"], "v1="), hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "mercury", tag: Header(&["mercury-signature"], "v1="), hexadecimal: true, signed: &[Header(&["mercury-signature"], "t=")], covers_body: true },
    #[cfg(feature = "jwt")]
    Vectors { name: "messagebird", tag: Header(&["messagebird-signature-jwt"], ""), hexadecimal: false, signed: &[], covers_body: true },
    #[cfg(feature = "jwt")]
    Vectors { name: "messagebird_hs384", tag: Header(&["messagebird-signature-jwt"], ""), hexadecimal: false, signed: &[], covers_body: true },
    #[cfg(feature = "jwt")]
    Vectors { name: "messagebird_hs512", tag: Header(&["messagebird-signature-jwt"], ""), hexadecimal: false, signed: &[Target], covers_body: true },
    Vectors { name: "messagebird_legacy", tag: Header(&["messagebird-signature"], ""), hexadecimal: false, signed: &[Header(&["messagebird-request-timestamp"], "")], covers_body: true },
    Vectors { name: "meta", tag: Header(&["x-hub-signature-256"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "modern_treasury", tag: Header(&["x-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "mollie", tag: Header(&["x-mollie-signature"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "momo", tag: Elsewhere, hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "moralis", tag: Header(&["x-signature"], "0x"), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "ms_graph", tag: Body("\"clientState\""), hexadecimal: false, signed: &[], covers_body: false },
    #[cfg(feature = "jwt")]
    Vectors { name: "monday", tag: Header(&["authorization"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "ms_teams_outgoing", tag: Header(&["authorization"], "hmac "), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "mux", tag: Header(&["mux-signature"], "v1="), hexadecimal: true, signed: &[Header(&["mux-signature"], "t=")], covers_body: true },
    #[cfg(feature = "jwt")]
    Vectors { name: "netlify", tag: Header(&["x-webhook-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "notion", tag: Header(&["x-notion-signature"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "okta", tag: Header(&["authorization"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "onfido", tag: Header(&["x-sha2-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "openai", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    Vectors { name: "paddle", tag: Header(&["paddle-signature"], "h1="), hexadecimal: true, signed: &[Header(&["paddle-signature"], "ts=")], covers_body: true },
    #[cfg(feature = "rsa")]
    Vectors { name: "paddle_classic", tag: Body("p_signature="), hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "pagerduty", tag: Header(&["x-pagerduty-signature"], "v1="), hexadecimal: true, signed: &[], covers_body: true },
    #[cfg(feature = "rsa")]
    Vectors { name: "paypal", tag: Header(&["paypal-transmission-sig"], ""), hexadecimal: false, signed: &[Header(&["paypal-transmission-time"], ""), Header(&["paypal-transmission-id"], "")], covers_body: false },
    Vectors { name: "paystack", tag: Header(&["x-paystack-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "persona", tag: Header(&["persona-signature"], "v1="), hexadecimal: true, signed: &[Header(&["persona-signature"], "t=")], covers_body: true },
    #[cfg(all(feature = "jwt", feature = "ecdsa"))]
    Vectors { name: "plaid", tag: Header(&["plaid-verification"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "plivo", tag: Header(&["x-plivo-signature-v3"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "plivo_v2", tag: Header(&["x-plivo-signature-v2"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "polar", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    Vectors { name: "postmark", tag: Header(&["authorization"], "basic "), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "pusher", tag: Header(&["x-pusher-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "quickbooks", tag: Header(&["intuit-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "quicknode", tag: Header(&["x-qn-signature"], ""), hexadecimal: true, signed: &[Header(&["x-qn-timestamp"], "")], covers_body: true },
    Vectors { name: "razorpay", tag: Header(&["x-razorpay-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "recurly", tag: Header(&["recurly-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "replicate", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    Vectors { name: "resend", tag: Header(&["svix-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["svix-timestamp"], ""), Header(&["svix-id"], "")], covers_body: true },
    Vectors { name: "revenuecat", tag: Header(&["authorization"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "sanity", tag: Header(&["sanity-webhook-signature"], "v1="), hexadecimal: false, signed: &[Header(&["sanity-webhook-signature"], "t=")], covers_body: true },
    Vectors { name: "segment", tag: Header(&["x-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    #[cfg(feature = "ecdsa")]
    Vectors { name: "sendgrid", tag: Header(&["x-twilio-email-event-webhook-signature"], ""), hexadecimal: false, signed: &[Header(&["x-twilio-email-event-webhook-timestamp"], "")], covers_body: true },
    Vectors { name: "sentry", tag: Header(&["sentry-hook-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "shippo", tag: Header(&["shippo-auth-signature"], "v1="), hexadecimal: true, signed: &[Header(&["shippo-auth-signature"], "t=")], covers_body: true },
    Vectors { name: "shippo_token", tag: Elsewhere, hexadecimal: false, signed: &[], covers_body: false },
    #[cfg(feature = "rsa")]
    Vectors { name: "shipstation", tag: Header(&["x-shipengine-rsa-sha256-signature"], ""), hexadecimal: false, signed: &[Header(&["x-shipengine-timestamp"], "")], covers_body: true },
    Vectors { name: "shopify", tag: Header(&["x-shopify-hmac-sha256", "shopify-hmac-sha256"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "shopify_app_proxy", tag: Elsewhere, hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "shopify_oauth", tag: Elsewhere, hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "sinch", tag: Header(&["x-sinch-webhook-signature"], ""), hexadecimal: false, signed: &[Header(&["x-sinch-webhook-signature-timestamp"], "")], covers_body: true },
    Vectors { name: "sinch_numbers", tag: Header(&["x-sinch-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "sinch_voice", tag: Header(&["authorization"], ":"), hexadecimal: false, signed: &[Header(&["x-timestamp"], ""), Header(&["content-type"], ""), Target], covers_body: false },
    Vectors { name: "slack", tag: Header(&["x-slack-signature"], "v0="), hexadecimal: true, signed: &[Header(&["x-slack-request-timestamp"], "")], covers_body: true },
    Vectors { name: "sparkpost", tag: Header(&["authorization"], "basic "), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "sparkpost_token", tag: Header(&["x-messagesystems-webhook-token"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "square", tag: Header(&["x-square-hmacsha256-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "square_legacy", tag: Header(&["x-square-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "standard_webhooks", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    #[cfg(feature = "ed25519")]
    Vectors { name: "standard_webhooks_ed25519", tag: Header(&["webhook-signature"], "v1a,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    Vectors { name: "storyblok", tag: Header(&["webhook-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "stripe", tag: Header(&["stripe-signature"], "v1="), hexadecimal: true, signed: &[Header(&["stripe-signature"], "t=")], covers_body: true },
    Vectors { name: "supabase", tag: Header(&["webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["webhook-timestamp"], ""), Header(&["webhook-id"], "")], covers_body: true },
    Vectors { name: "svix", tag: Header(&["svix-signature", "webhook-signature"], "v1,"), hexadecimal: false, signed: &[Header(&["svix-timestamp", "webhook-timestamp"], ""), Header(&["svix-id", "webhook-id"], "")], covers_body: true },
    #[cfg(feature = "ed25519")]
    Vectors { name: "svix_ed25519", tag: Header(&["svix-signature"], "v1a,"), hexadecimal: false, signed: &[Header(&["svix-timestamp"], ""), Header(&["svix-id"], "")], covers_body: true },
    Vectors { name: "telegram", tag: Header(&["x-telegram-bot-api-secret-token"], ""), hexadecimal: false, signed: &[], covers_body: false },
    #[cfg(feature = "ed25519")]
    Vectors { name: "telnyx", tag: Header(&["telnyx-signature-ed25519"], ""), hexadecimal: false, signed: &[Header(&["telnyx-timestamp"], "")], covers_body: true },
    Vectors { name: "tiktok", tag: Header(&["tiktok-signature"], "s="), hexadecimal: true, signed: &[Header(&["tiktok-signature"], "t=")], covers_body: true },
    Vectors { name: "todoist", tag: Header(&["x-todoist-hmac-sha256"], ""), hexadecimal: false, signed: &[], covers_body: true },
    #[cfg(feature = "rsa")]
    Vectors { name: "travis_ci", tag: Header(&["signature"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "trello", tag: Header(&["x-trello-webhook"], ""), hexadecimal: false, signed: &[], covers_body: true },
    #[cfg(all(feature = "jwt", feature = "ecdsa"))]
    Vectors { name: "truelayer", tag: Header(&["tl-signature"], ""), hexadecimal: false, signed: &[Header(&["x-tl-webhook-timestamp", "idempotency-key"], ""), Target], covers_body: true },
    Vectors { name: "twilio", tag: Header(&["x-twilio-signature"], ""), hexadecimal: false, signed: &[Target], covers_body: true },
    Vectors { name: "twilio_sha256", tag: Header(&["x-twilio-signature"], ""), hexadecimal: false, signed: &[Target], covers_body: true },
    Vectors { name: "twitch", tag: Header(&["twitch-eventsub-message-signature"], "sha256="), hexadecimal: true, signed: &[Header(&["twitch-eventsub-message-timestamp"], ""), Header(&["twitch-eventsub-message-id"], "")], covers_body: true },
    Vectors { name: "typeform", tag: Header(&["typeform-signature"], "sha256="), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "vercel", tag: Header(&["x-vercel-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "viber", tag: Header(&["x-viber-content-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "vonage_sms", tag: Body("&sig="), hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "vonage_sms_hmac_md5", tag: Body("&sig="), hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "vonage_sms_md5", tag: Body("&sig="), hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "vonage_sms_sha1", tag: Body("&sig="), hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "vonage_sms_sha512", tag: Body("&sig="), hexadecimal: true, signed: &[], covers_body: false },
    #[cfg(feature = "jwt")]
    Vectors { name: "vonage", tag: Header(&["authorization"], "bearer "), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "webex", tag: Header(&["x-spark-signature"], ""), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "websub", tag: Header(&["x-hub-signature"], "sha256="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "websub_sha1", tag: Header(&["x-hub-signature"], "sha1="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "websub_sha384", tag: Header(&["x-hub-signature"], "sha384="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "websub_sha512", tag: Header(&["x-hub-signature"], "sha512="), hexadecimal: true, signed: &[], covers_body: true },
    #[cfg(feature = "rsa")]
    Vectors { name: "wechat_pay_v3", tag: Header(&["wechatpay-signature"], ""), hexadecimal: false, signed: &[Header(&["wechatpay-timestamp"], ""), Header(&["wechatpay-nonce"], "")], covers_body: true },
    #[cfg(feature = "rsa")]
    Vectors { name: "wise", tag: Header(&["x-signature-sha256"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "woocommerce", tag: Header(&["x-wc-webhook-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "workos", tag: Header(&["workos-signature"], "v1="), hexadecimal: true, signed: &[Header(&["workos-signature"], "t=")], covers_body: true },
    Vectors { name: "x_twitter", tag: Header(&["x-twitter-webhooks-signature"], "sha256="), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "xendit", tag: Header(&["x-callback-token"], ""), hexadecimal: false, signed: &[], covers_body: false },
    Vectors { name: "xero", tag: Header(&["x-xero-signature"], ""), hexadecimal: false, signed: &[], covers_body: true },
    Vectors { name: "zalo_oa", tag: Header(&["x-zevent-signature"], "mac="), hexadecimal: true, signed: &[], covers_body: true },
    Vectors { name: "zalopay", tag: Elsewhere, hexadecimal: true, signed: &[], covers_body: false },
    Vectors { name: "zendesk", tag: Header(&["x-zendesk-webhook-signature"], ""), hexadecimal: false, signed: &[Header(&["x-zendesk-webhook-signature-timestamp"], "")], covers_body: true },
    Vectors { name: "zoom", tag: Header(&["x-zm-signature"], "v0="), hexadecimal: true, signed: &[Header(&["x-zm-request-timestamp"], "")], covers_body: true },
];

/// HMAC as it is, with hexadecimal keys and tags.
static BARE: [Scheme; 4] = [
    Scheme::hmac_sha1("hmac_sha1", "x-tag").key(KeyForm::Hex),
    Scheme::hmac_sha256("hmac_sha256", "x-tag").key(KeyForm::Hex),
    Scheme::hmac_sha384("hmac_sha384", "x-tag").key(KeyForm::Hex),
    Scheme::hmac_sha512("hmac_sha512", "x-tag").key(KeyForm::Hex),
];

/// Published vectors that the scheme of their file does not verify, each with the reason.
const NOT_VERIFIED: [(&str, &str, &str); 5] = [
    ("standard_webhooks", "standard_webhooks-15", "the key is for standard_webhooks_ed25519"),
    ("standard_webhooks", "standard_webhooks-14", "the key is for standard_webhooks_ed25519"),
    ("svix", "svix-14", "the key is for svix_ed25519"),
    ("svix", "svix-16", "the key is for svix_ed25519"),
    ("svix", "svix-15", "the key is for svix_ed25519"),
];

/// Another secret or key, in every form that they have.
const OTHERS: [&str; 9] = [
    "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29",
    "another secret altogether",
    "user:another-password",
    "QW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==",
    "whpk_O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=",
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEjM1xusUhPf7icyDXLvF3RIT3M0SQLlFRV3QHJPyvyTK9x1sE87DSJWBzJquw+ZzHjQRLQHeAiMCkW3XSdoXZTg==",
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQA+sTnpf25DTfYtoRfSPPEDDwWi43Oh8Rx8Z6c0cqk2dtANgUvX3onop22bUsNlNiP4xY6fCLrRPoyXLXXpCXpoeUBmd6FAXxUU20Z1rgmGG0fW8BiUq2EsYSIKTsWF7IVRmtxvZk9UIPa2k7y+4Fp2ka9vDBPIDAGovRK4+h6povZW8Y=",
    "MIIB/DCCAYKgAwIBAgICA+wwCgYIKoZIzj0EAwMwNjENMAsGA1UEAwwEUm9vdDEYMBYGA1UECgwPQXBwbGUtbGlrZSBUZXN0MQswCQYDVQQGEwJVUzAeFw0xNDAxMDEwMDAwMDBaFw0zOTAxMDEwMDAwMDBaMDYxDTALBgNVBAMMBFJvb3QxGDAWBgNVBAoMD0FwcGxlLWxpa2UgVGVzdDELMAkGA1UEBhMCVVMwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAATW86u3cbjiwY2uGGRth+/7A+qaXV4QZW67JJ5ZUj4YTKMnRj/HEmZ5tSLQ45wg4G8Fbon79FBQ81znLTxeeCJk///Oh7f55QXUlYc6PX+Pknln8+VI8mSrQT/YijbiBbWjYzBhMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFPx02wiTPwcJepc7xfP+DIMAwi3tMB8GA1UdIwQYMBaAFPx02wiTPwcJepc7xfP+DIMAwi3tMA4GA1UdDwEB/wQEAwIBBjAKBggqhkjOPQQDAwNoADBlAjAX+toLz0s79S/bMnC8WW7Lu77TGzYBk9vHtQbW6S3FYSorepI084xdxX/YVw1tbi8CMQDrnoyJJeVbL5Kpq42BDaj8DwvHPcldk9jI5Pl9SGqJVAcoOCKAW10/GJqiXIUZbsU=",
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2AB+qL24ogvHw6Sm4IvljeY3GPVvebituCe7zqSWLTl7KcwP46DY1a9HgI4rzsCl27Bx9c8KrsaCFu+okaBid4hKRVVrfNDg9B8AfRGqgEPJ81JhbnLe2WeIkPXMM3RTedSAPRs6GSxwGGc/5Kp3aRf3IBwfyfAKcxc9jxmVJHAEw2SV3ZI1CSvM4HdmNrwtgG0VYQsoI/V9SsyifH5N4GZQlJIHkTaR3xd/PTIR7hQmydCIEAQJBmkpQBTtm8Pg5qhydBsjntaWFslOaNtHXOe0H4v4Z8KKDXTuG81UDbsFbVhnkMN2hOv4pLV8nF22YKwl/Vuddg9OVUsRnTtyUwIDAQAB",
];

#[test]
fn every_vector_has_its_expected_answer() {
    for vectors in PROVIDERS {
        let scheme = catalogue::find(vectors.name).expect(vectors.name);
        for row in vectors.answered() {
            row.assert_answer(vectors.name, &row.verifier(scheme));
        }
    }
}

#[test]
fn a_body_in_pieces_is_answered_like_one_at_once() {
    let mut streamed = 0;
    for vectors in PROVIDERS {
        let scheme = catalogue::find(vectors.name).expect(vectors.name);
        streamed += usize::from(scheme.checks_as_it_arrives());
        for row in vectors.answered() {
            let verifier = row.verifier(scheme);
            for length in [1, 7, 4096] {
                let case = format!("{}: {} in pieces of {length}", vectors.name, row.name);
                let at_once = verifier.receive(row.delivery());
                let body = row.body();
                let mut head = row.delivery().head().clone();
                head.headers.insert("content-length", body.len().into());
                let in_pieces = verifier.begin(head).and_then(|pending| {
                    let mut arriving = pending.arriving();
                    body.chunks(length).for_each(|piece| arriving.push(piece));
                    arriving.finish()
                });
                match (at_once, in_pieces) {
                    (Ok(a), Ok(b)) => {
                        assert_eq!(a.body(), b.body(), "{case}");
                        let keys = [&a, &b].map(|event| event.receipt().idempotency_key());
                        assert_eq!(keys[0], keys[1], "{case}");
                    }
                    (Err(a), Err(b)) => assert_eq!(format!("{a:?}"), format!("{b:?}"), "{case}"),
                    (a, b) => panic!("{case}: {a:?} and {b:?}"),
                }
            }
        }
    }
    assert!(streamed > 100, "{streamed} schemes are checked as their bodies arrive");
}

#[test]
fn every_bare_hmac_has_its_published_answer() {
    let rows = rows(include_str!("vectors/bare.json"));
    for row in &rows {
        let name = row.scheme.as_deref().expect("a bare vector names its scheme");
        let scheme = BARE.iter().find(|scheme| scheme.name() == name).expect(name);
        row.assert_answer(name, &row.verifier(scheme));
    }
    for scheme in &BARE {
        let of_scheme = |expected| {
            rows.iter().any(|row| row.scheme.as_deref() == Some(scheme.name()) && row.expected == expected)
        };
        assert!(of_scheme(Expected::Valid) && of_scheme(Expected::Invalid), "{}", scheme.name());
    }
}

#[test]
fn what_this_version_does_not_verify_is_refused() {
    let mut seen = Vec::new();
    for vectors in PROVIDERS {
        let scheme = catalogue::find(vectors.name).expect(vectors.name);
        for row in vectors.rows() {
            let Some((_, name, reason)) =
                NOT_VERIFIED.iter().find(|(of, name, _)| (*of, *name) == (vectors.name, &row.name))
            else {
                continue;
            };
            seen.push(*name);
            // A public key is no shared secret, whoever says that it may be weak.
            for secret in [row.secret.as_str().into(), dangerous::weak_secret(&row.secret)] {
                let built = Verifier::of(scheme, secret);
                let error = built.map(drop).expect_err(&format!("{name} is verified now: {reason}"));
                assert!(matches!(error, KeyError::Form { .. }), "{name}: {error}");
            }
            if !row.headers.values().any(|value| value.contains("v1,")) {
                let another = Verifier::of(scheme, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
                let refusal = another.verify(row.delivery()).unwrap_err();
                assert_eq!(refusal.status(), StatusCode::UNAUTHORIZED, "{name}");
            }
        }
    }
    let expected: Vec<_> = NOT_VERIFIED.iter().map(|(_, name, _)| *name).collect();
    assert_eq!(seen, expected, "every vector of the list is there");
}

#[test]
fn every_scheme_has_a_valid_and_an_invalid_vector() {
    for scheme in catalogue::ALL {
        let name = scheme.name();
        let vectors = PROVIDERS.iter().find(|vectors| vectors.name == name);
        let rows = vectors.unwrap_or_else(|| panic!("{name} has no vectors")).answered();
        for expected in [Expected::Valid, Expected::Invalid] {
            assert!(rows.iter().any(|row| row.expected == expected), "{name} has none that is {expected:?}");
        }
    }
    assert_eq!(PROVIDERS.len(), catalogue::ALL.len());
}

#[test]
fn every_invalid_vector_says_why() {
    for vectors in PROVIDERS {
        for row in vectors.rows() {
            assert!(!row.source.is_empty(), "{}", row.name);
            assert_eq!(row.reason.is_some(), row.expected == Expected::Invalid, "{}", row.name);
            if row.derived_from_published {
                assert!(!row.source.starts_with("computed"), "{}", row.name);
            }
            assert_eq!(row.official, !row.source.contains("third-party"), "{}", row.name);
        }
    }
}

/// What senders want to be answered where their credentials are refused, if not an empty `401`: status, the header
/// `www-authenticate`, and body.
const DENIALS: [(&str, u16, Option<&str>, &str); 5] = [
    ("bandwidth", 401, Some("Basic realm=\"webhooks\""), ""),
    ("ebay", 412, None, ""),
    ("gocardless", 498, None, ""),
    ("klarna", 400, None, ""),
    ("wechat_pay_v3", 401, None, r#"{"code":"FAIL","message":"refused"}"#),
];

/// Rule 59, of every scheme: whatever is wrong, the sender learns nothing of it.
#[test]
fn every_refusal_of_a_scheme_is_one_response() {
    for vectors in PROVIDERS {
        let scheme = catalogue::find(vectors.name).unwrap();
        let denial = DENIALS.iter().find(|(name, ..)| *name == vectors.name);
        let (_, status, authenticate, body) = *denial.unwrap_or(&("", 401, None, ""));
        let invalid = vectors.answered().into_iter().filter(|row| row.expected == Expected::Invalid);
        for row in invalid {
            let name = format!("{}: {}", vectors.name, row.name);
            // Without a signature, and answered as a probe.
            if name == "woocommerce: ping" {
                continue;
            }
            let answer = row.verifier(scheme).receive(row.delivery()).unwrap_err().into_response();
            let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap());
            assert_eq!(
                (answer.status().as_u16(), answer.body().as_ref()),
                (status, body.as_bytes()),
                "{name}"
            );
            assert_eq!(header("www-authenticate"), authenticate, "{name}");
            let content = (!body.is_empty()).then_some("application/json");
            assert_eq!(header("content-type"), content, "{name}");
            let count = usize::from(authenticate.is_some()) + 2 * usize::from(content.is_some());
            assert_eq!(answer.headers().len(), count, "{name}");
        }
    }
}

#[test]
fn a_bit_changed_in_the_tag_is_refused() {
    for_every_valid_vector(|vectors, row, verifier| {
        if !matches!(vectors.tag, Elsewhere) {
            assert_changes_refused(vectors, row, verifier, vectors.tag, vectors.hexadecimal);
        }
    });
}

#[test]
fn a_bit_changed_in_what_is_signed_outside_the_body_is_refused() {
    for_every_valid_vector(|vectors, row, verifier| {
        for place in vectors.signed {
            assert_changes_refused(vectors, row, verifier, *place, false);
        }
    });
}

#[test]
fn a_bit_changed_in_the_body_is_refused_where_the_body_is_covered() {
    for_every_valid_vector(|vectors, row, verifier| {
        for at in places(row.body().len()) {
            let mut body = row.body();
            body[at] ^= 1;
            let mut head = row.delivery().head().clone();
            head.received_at = row.clock();
            let result = verifier.verify(Delivery::new(head, body));
            let case = format!("{}: {} with byte {at} of the body changed", vectors.name, row.name);
            match result {
                Ok(verified) => {
                    assert!(!vectors.covers_body, "{case}");
                    assert_ne!(verified.receipt().assurance(), Assurance::Body, "{case}");
                }
                // Some of the body may be signed, or hold the tag.
                Err(error) => assert_eq!(error.status(), StatusCode::UNAUTHORIZED, "{case}: {error}"),
            }
        }
    });
}

#[test]
fn a_body_cut_or_prolonged_is_refused_where_the_body_is_covered() {
    for_every_valid_vector(|vectors, row, verifier| {
        if !vectors.covers_body {
            return;
        }
        let body = row.body();
        let mut bodies = vec![[&body[..], b" "].concat(), [&b" "[..], &body[..]].concat()];
        if let Some((_, cut)) = body.split_last() {
            bodies.push(cut.to_vec());
        }
        for other in bodies {
            let delivery = Delivery::new(row.delivery().head().clone(), other.clone());
            let error = verifier.verify(delivery).unwrap_err();
            let case = format!("{}: {} as {}", vectors.name, row.name, String::from_utf8_lossy(&other));
            assert_eq!(error.status(), StatusCode::UNAUTHORIZED, "{case}: {error}");
        }
    });
}

#[test]
fn a_valid_vector_is_refused_under_another_secret() {
    for_every_valid_vector(|vectors, row, _| {
        let scheme = catalogue::find(vectors.name).expect(vectors.name);
        let mut others = OTHERS.iter().filter(|other| Verifier::of(scheme, **other).is_ok());
        let mut row = row.clone();
        row.secret = (*others.next().expect("another secret in every form")).to_owned();
        row.refused_secret = None;
        let error = row.verifier(scheme).verify(row.delivery()).unwrap_err();
        assert_eq!(error, countersign::Error::Mismatch, "{}: {}", vectors.name, row.name);
    });
}

/// What a sender may put anywhere.
const JUNK: [&str; 16] = [
    "",
    " ",
    ",",
    "=",
    "t=,v1=",
    "v1,",
    "t=99999999999999999999999999999999999999999999,v1=00",
    "-9223372036854775808",
    "9223372036854775807",
    "9999-12-31T23:59:60Z",
    "%00%ff%",
    "sha256=zz",
    "Basic Og==",
    "{\"signature\":{},\"timestamp\":1e400}",
    "[[[[[[[[[[[[[[[[",
    "a=1&a=1&%ff=%",
];

#[test]
fn nothing_in_the_place_of_what_is_genuine_panics_or_passes() {
    for_every_valid_vector(|vectors, row, verifier| {
        for junk in JUNK {
            let mut requests: Vec<Row> = Vec::new();
            for name in row.headers.keys() {
                let mut changed = row.clone();
                changed.headers.insert(name.clone(), junk.to_owned());
                requests.push(changed);
            }
            requests.push(Row {
                headers: BTreeMap::new(),
                body: junk.to_owned(),
                body_hex: None,
                ..row.clone()
            });
            for request in requests {
                let Some(delivery) = request.try_delivery() else { continue };
                if let Ok(verified) = verifier.verify(delivery) {
                    // What is not signed may be anything, and is shown as a label at most.
                    let receipt = verified.receipt();
                    for label in [receipt.id(), receipt.event()].into_iter().flatten() {
                        assert_ne!(label.covered(), Some(junk), "{}: {junk}", vectors.name);
                    }
                }
            }
        }
    });
}

impl Vectors {
    fn rows(&self) -> Vec<Row> {
        let path = format!("{}/tests/vectors/{}.json", env!("CARGO_MANIFEST_DIR"), self.name);
        rows(&std::fs::read_to_string(&path).expect(&path))
    }

    /// All but what this version does not verify.
    fn answered(&self) -> Vec<Row> {
        let mut rows = self.rows();
        rows.retain(|row| !NOT_VERIFIED.iter().any(|(of, name, _)| (*of, *name) == (self.name, &row.name)));
        rows
    }
}

impl Row {
    fn verifier(&self, scheme: &'static Scheme) -> Verifier<AnyProvider> {
        let refused = |error| match error {
            KeyError::Placeholder => "placeholder",
            KeyError::Short { .. } => "short",
            other => panic!("{}: {other}", self.name),
        };
        let built = Verifier::of(scheme, &self.secret);
        assert_eq!(
            built.as_ref().err().copied().map(refused),
            self.refused_secret.as_deref(),
            "{}",
            self.name
        );
        let verifier = built.or_else(|_| Verifier::of(scheme, dangerous::weak_secret(&self.secret))).unwrap();
        let verifier = match &self.url {
            Some(url) => verifier.public_url(split(url).0).unwrap(),
            None => verifier,
        };
        self.settings.iter().fold(verifier, |verifier, (name, value)| verifier.setting(&**name, &**value))
    }

    fn delivery(&self) -> Delivery {
        self.try_delivery().unwrap_or_else(|| panic!("{} is no request", self.name))
    }

    /// The delivery, if a change left it a request at all.
    fn try_delivery(&self) -> Option<Delivery> {
        let target = self.url.as_ref().map_or("/", |url| split(url).1);
        let mut request = http::Request::builder().method(self.method.as_str()).uri(target);
        for (name, value) in &self.headers {
            request = request.header(name, HeaderValue::from_str(value).ok()?);
        }
        Some(Delivery::from_request(request.body(self.body()).ok()?, self.clock()))
    }

    fn body(&self) -> Vec<u8> {
        match &self.body_hex {
            Some(digits) => hex::decode(digits).unwrap(),
            None => self.body.clone().into_bytes(),
        }
    }

    /// When it arrives; for schemes without a time, at any.
    fn clock(&self) -> OffsetDateTime {
        match self.clock {
            Some(seconds) => OffsetDateTime::from_unix_timestamp(seconds).unwrap(),
            None => datetime!(2026-11-22 12:00 UTC),
        }
    }

    fn assert_answer(&self, provider: &str, verifier: &Verifier<AnyProvider>) {
        let result = verifier.verify(self.delivery());
        match (self.expected, result) {
            (Expected::Valid, Ok(verified)) => assert_eq!(*verified.body(), self.body(), "{}", self.name),
            (Expected::Invalid, Err(error)) => {
                assert_eq!(error.status(), StatusCode::UNAUTHORIZED, "{provider}: {}: {error}", self.name);
            }
            (expected, result) => panic!("{provider}: {} is {expected:?} and got {result:?}", self.name),
        }
    }
}

fn for_every_valid_vector(check: impl Fn(&Vectors, &Row, &Verifier<AnyProvider>)) {
    for vectors in PROVIDERS {
        let scheme = catalogue::find(vectors.name).expect(vectors.name);
        for row in vectors.answered().iter().filter(|row| row.expected == Expected::Valid) {
            check(vectors, row, &row.verifier(scheme));
        }
    }
}

/// Which bytes of a text are changed: all, but for texts as long as tokens, of which some all over it.
fn places(length: usize) -> impl Iterator<Item = usize> {
    (0..length).step_by(length.div_ceil(400).max(1))
}

/// Changes every bit of the text at `place` on its own, but for those that leave no request; of long texts one
/// bit a byte, at some [`places`].
fn assert_changes_refused(
    vectors: &Vectors,
    row: &Row,
    verifier: &Verifier<AnyProvider>,
    place: Place,
    either_case: bool,
) {
    let length = place.find(row).iter().map(|(_, range)| range.len()).max().unwrap_or_default();
    assert!(length > 0, "{}: {} has nothing to change", vectors.name, row.name);
    for at in places(length) {
        let mut changes = 0;
        for bit in (0..7).map(|bit| (at + bit) % 7) {
            if length > 64 && changes > 0 {
                break;
            }
            let Some(changed) = place.change(row, at, 1 << bit, either_case) else { continue };
            let Some(delivery) = changed.try_delivery() else { continue };
            let case = format!("{}: {} with bit {bit} of byte {at} changed", vectors.name, row.name);
            let error = verifier.verify(delivery).expect_err(&case);
            assert_eq!(error.status(), StatusCode::UNAUTHORIZED, "{case}: {error}");
            changes += 1;
        }
        assert!(changes > 0, "{}: {}: byte {at} was never changed", vectors.name, row.name);
    }
}

impl Place {
    /// The texts at this place: the header's name, the body's or the URL's, and where in its value.
    fn find(self, row: &Row) -> Vec<(String, std::ops::Range<usize>)> {
        let in_url = |start: fn(&str) -> usize| {
            let url = row.url.as_deref().expect("a vector that has a URL");
            let origin = split(url).0.len();
            vec![(URL.to_owned(), origin + start(&url[origin..])..url.len())]
        };
        match self {
            LastSegment => in_url(|target| target.rfind('/').map_or(0, |at| at + 1)),
            Body(prefix) => {
                let body = &row.body;
                let before = body.find(prefix).expect("a vector with its tag in the body") + prefix.len();
                let from = before + body[before..].find(|c| !" :\"".contains(c)).unwrap_or_default();
                let to = body[from..].find(['"', '&']).map_or(body.len(), |length| from + length);
                vec![(BODY.to_owned(), from..to)]
            }
            Envelope(header, prefix) => {
                let json = envelope(&row.headers[header]);
                let from = json.find(prefix).expect("an envelope with a signature") + prefix.len();
                let to = json[from..].find('"').map_or(json.len(), |length| from + length);
                vec![(header.to_owned(), from..to)]
            }
            // What is before the path is configured.
            Target => in_url(|_| 1),
            Elsewhere => Vec::new(),
            Header(names, prefix) => {
                let headers = row.headers.iter();
                let headers = headers.filter(|(name, _)| names.contains(&name.to_ascii_lowercase().as_str()));
                headers
                    .flat_map(|(name, value)| {
                        let ranges = behind(&value.to_ascii_lowercase(), prefix);
                        ranges.into_iter().map(|range| (name.clone(), range))
                    })
                    .collect()
            }
        }
    }

    /// The row with one bit changed at the same byte of each text here.
    fn change(self, row: &Row, at: usize, bit: u8, either_case: bool) -> Option<Row> {
        let mut changed = row.clone();
        for (name, range) in self.find(row) {
            if at >= range.len() {
                continue;
            }
            if let Envelope(..) = self {
                let text = changed.headers.get_mut(&name)?;
                *text = envelope(text);
            }
            let text = match &*name {
                BODY => Some(&mut changed.body),
                URL => changed.url.as_mut(),
                name => changed.headers.get_mut(name),
            }?;
            let mut bytes = std::mem::take(text).into_bytes();
            let byte = &mut bytes[range.start + at];
            let other = *byte ^ bit;
            if either_case && byte.eq_ignore_ascii_case(&other) {
                return None;
            }
            *byte = other;
            *text = String::from_utf8(bytes).ok()?;
            if let Envelope(..) = self {
                *text = STANDARD.encode(&*text);
            }
        }
        Some(changed)
    }
}

/// The JSON in a header.
fn envelope(text: &str) -> String {
    String::from_utf8(STANDARD.decode(text).unwrap()).unwrap()
}

/// No header has such a name.
const BODY: &str = "(body)";
const URL: &str = "(url)";

/// Where in `text` something stands behind this prefix: all of it where nothing does.
fn behind(text: &str, prefix: &str) -> Vec<std::ops::Range<usize>> {
    let starts = text.match_indices(prefix).map(|(at, prefix)| at + prefix.len());
    let ranges: Vec<_> = starts
        .map(|from| from..text[from..].find([',', ';', ' ']).map_or(text.len(), |to| from + to))
        .collect();
    if prefix.is_empty() || ranges.is_empty() {
        // A list of tags, or one.
        let ends = text.match_indices(',').map(|(at, _)| at).chain([text.len()]);
        return ends.scan(0, |from, end| Some(std::mem::replace(from, end + 1)..end)).collect();
    }
    ranges
}

/// A URL up to its path, and its path with the query.
fn split(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let (origin, target) = url.split_at(url[authority..].find('/').map_or(url.len(), |at| authority + at));
    (origin, if target.is_empty() { "/" } else { target })
}

fn rows(text: &str) -> Vec<Row> {
    serde_json::from_str(text).unwrap()
}

const fn yes() -> bool {
    true
}
