//! All schemes, for choosing one at run time.

use crate::providers::*;
use crate::{Provider as _, Scheme};

/// Every scheme of the catalogue, by name.
pub static ALL: &[Scheme] = &[
    #[cfg(feature = "rsa")]
    Alipay::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    AmazonSns::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    AmazonSnsV1::SCHEME.checked(),
    #[cfg(feature = "ecdsa")]
    Circle::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    CoinbaseLegacy::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    Discord::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    DiscordInteractions::SCHEME.checked(),
    #[cfg(feature = "ecdsa")]
    EBay::SCHEME.checked(),
    Echolon::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    Fal::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    Fireblocks::SCHEME.checked(),
    GenericBasic::SCHEME.checked(),
    GenericHmac::SCHEME.checked(),
    GenericToken::SCHEME.checked(),
    GitHub::SCHEME.checked(),
    GitLab::SCHEME.checked(),
    GitLabSigned::SCHEME.checked(),
    Hookdeck::SCHEME.checked(),
    Meta::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    PaddleClassic::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    PayPal::SCHEME.checked(),
    #[cfg(feature = "ecdsa")]
    SendGrid::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    ShipStation::SCHEME.checked(),
    Shopify::SCHEME.checked(),
    Slack::SCHEME.checked(),
    StandardWebhooks::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    StandardWebhooksEd25519::SCHEME.checked(),
    Stripe::SCHEME.checked(),
    Svix::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    SvixEd25519::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    Telnyx::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    TravisCi::SCHEME.checked(),
    Twilio::SCHEME.checked(),
    Webex::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    WeChatPayV3::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    Wise::SCHEME.checked(),
    ZaloOa::SCHEME.checked(),
    Zoom::SCHEME.checked(),
];

/// The scheme of this name, and then the other schemes of the same sender.
pub fn variants(name: &str) -> impl Iterator<Item = &'static Scheme> {
    find(name).into_iter().chain(ALL.iter().filter(move |scheme| scheme.variant_of == Some(name)))
}

/// The scheme of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Scheme> {
    ALL.iter().find(|scheme| scheme.name() == name)
}
