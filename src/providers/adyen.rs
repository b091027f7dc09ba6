//! <https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures>

use crate::{Acceptance, KeyForm, Part, Provider, Scheme, Source};

/// Adyen's standard webhooks, for payments. The secret is the HMAC key, in hexadecimal.
///
/// One delivery may hold several items, and every one has to prove itself. Fields other than the eight that
/// are signed may have been changed. The answer has to be the text `[accepted]`. Duplicates have the same
/// `eventCode` and `pspReference`.
#[derive(Debug, Clone, Copy)]
pub enum Adyen {}

impl Provider for Adyen {
    const SCHEME: Scheme = Scheme::hmac_sha256("adyen", "")
        .each("/notificationItems")
        .acceptance(Acceptance::text("[accepted]"))
        .signature(Source::Field("/NotificationRequestItem/additionalData/hmacSignature"))
        .base64()
        .key(KeyForm::Hex)
        .signs(&[
            Part::FieldOrEmptyWithout("/NotificationRequestItem/pspReference", ":"),
            Part::Literal(":"),
            Part::FieldOrEmptyWithout("/NotificationRequestItem/originalReference", ":"),
            Part::Literal(":"),
            Part::FieldOrEmptyWithout("/NotificationRequestItem/merchantAccountCode", ":"),
            Part::Literal(":"),
            // The merchant's own, which may hold colons.
            Part::FieldOrEmpty("/NotificationRequestItem/merchantReference"),
            Part::Literal(":"),
            Part::FieldOrEmptyWithout("/NotificationRequestItem/amount/value", ":"),
            Part::Literal(":"),
            Part::FieldOrEmptyWithout("/NotificationRequestItem/amount/currency", ":"),
            Part::Literal(":"),
            Part::FieldOrEmptyWithout("/NotificationRequestItem/eventCode", ":"),
            Part::Literal(":"),
            Part::FieldOrEmptyWithout("/NotificationRequestItem/success", ":"),
        ])
        // The first item's.
        .event(Source::Field("/notificationItems/0/NotificationRequestItem/eventCode"))
        .time(Source::Field("/notificationItems/0/NotificationRequestItem/eventDate"))
        .account(Source::Field("/notificationItems/0/NotificationRequestItem/merchantAccountCode"))
        .items("/notificationItems/*/NotificationRequestItem")
        .item_id(Source::Join(&[Source::Field("/eventCode"), Source::Field("/pspReference")]))
        .item_event(Source::Field("/eventCode"));
}
