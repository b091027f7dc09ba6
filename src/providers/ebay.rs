//! <https://developer.ebay.com/marketplace-account-deletion>

use crate::{Layout, Provider, Scheme, Source};

/// eBay: the Notification API. The secret is the public key that the signature's `kid` names, as eBay's API
/// gives it: PEM without line breaks.
///
/// eBay waits for three seconds and tries again for up to 24 hours.
#[derive(Debug, Clone, Copy)]
pub enum EBay {}

impl Provider for EBay {
    // eBay's keys say SHA-1.
    const SCHEME: Scheme = Scheme::ecdsa_p256_sha1("ebay", "x-ebay-signature")
        .layout(Layout::Envelope("/signature"))
        .base64()
        // The body counts its attempts.
        .id(Source::Field("/notification/notificationId"))
        .event(Source::Field("/metadata/topic"))
        .attempt(Source::Field("/notification/publishAttemptCount"));
}
