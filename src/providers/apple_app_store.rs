//! <https://developer.apple.com/documentation/appstoreservernotifications>

use time::Duration;

use crate::{CertificateChain, JwtClaim, Provider, Scheme, Source};

/// Apple App Store Server Notifications, version 2. The secret is Apple's root certificate, `Apple Root CA - G3`,
/// from <https://www.apple.com/certificateauthority/>; the setting `bundle_id` is the app's.
///
/// The body holds one token, and nothing else in it is signed: [`Json`](crate::Json) parses the token's
/// [payload](crate::Verified::payload). Transactions in it are tokens of their own:
/// [`nested_payload`](crate::Verified::nested_payload). Whether a notification is of production or of the sandbox is
/// in `/data/environment`, and for the receiver to check.
///
/// Apple tries again for 157 hours, and does not say whether it signs anew. Revocation is not looked at.
#[derive(Debug, Clone, Copy)]
pub enum AppleAppStore {}

impl Provider for AppleAppStore {
    const SCHEME: Scheme =
        Scheme::jws_es256_chain("apple_app_store", Source::Field("/signedPayload"), &CHAIN, CLAIMS)
            .tolerance(Duration::days(7))
            .id(Source::Payload("/notificationUUID"))
            .event(Source::Join(&[Source::Payload("/notificationType"), Source::Payload("/subtype")]))
            .time(Source::Payload("/signedDate"))
            .version(Source::Payload("/version"))
            .data("/data");
}

static CHAIN: CertificateChain =
    CertificateChain::new("signedDate", &["1.2.840.113635.100.6.11.1", "1.2.840.113635.100.6.2.1"]);

const CLAIMS: &[JwtClaim] = &[
    JwtClaim::SignedAt("signedDate"),
    JwtClaim::SettingAt(
        &["/data/bundleId", "/summary/bundleId", "/externalPurchaseToken/bundleId"],
        "bundle_id",
    ),
];
