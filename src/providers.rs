//! Who sends: one type a sender.
//!
//! Each says which of its sender's webhooks it covers and where its rules were read. For a sender that is
//! not here there are the generic ones, and [`Provider`](crate::Provider) to describe it in a few lines.

#[cfg(feature = "ecdsa")]
mod circle;
#[cfg(feature = "ed25519")]
mod discord;
#[cfg(feature = "ecdsa")]
mod ebay;
mod echolon;
#[cfg(feature = "ed25519")]
mod fal;
mod generic_basic;
mod generic_hmac;
mod generic_token;
mod github;
mod gitlab;
mod gitlab_signed;
mod hookdeck;
mod meta;
#[cfg(feature = "ecdsa")]
mod sendgrid;
mod shopify;
mod slack;
mod standard_webhooks;
#[cfg(feature = "ed25519")]
mod standard_webhooks_ed25519;
mod stripe;
mod svix;
#[cfg(feature = "ed25519")]
mod svix_ed25519;
#[cfg(feature = "ed25519")]
mod telnyx;
mod twilio;
mod webex;
mod zalo_oa;
mod zoom;

#[cfg(feature = "ecdsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
pub use self::circle::Circle;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::discord::Discord;
#[cfg(feature = "ecdsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
pub use self::ebay::EBay;
pub use self::echolon::Echolon;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::fal::Fal;
pub use self::generic_basic::GenericBasic;
pub use self::generic_hmac::GenericHmac;
pub use self::generic_token::GenericToken;
pub use self::github::GitHub;
pub use self::gitlab::GitLab;
pub use self::gitlab_signed::GitLabSigned;
pub use self::hookdeck::Hookdeck;
pub use self::meta::Meta;
#[cfg(feature = "ecdsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
pub use self::sendgrid::SendGrid;
pub use self::shopify::Shopify;
pub use self::slack::Slack;
pub use self::standard_webhooks::StandardWebhooks;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::standard_webhooks_ed25519::StandardWebhooksEd25519;
pub use self::stripe::Stripe;
pub use self::svix::Svix;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::svix_ed25519::SvixEd25519;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::telnyx::Telnyx;
pub use self::twilio::Twilio;
pub use self::webex::Webex;
pub use self::zalo_oa::ZaloOa;
pub use self::zoom::Zoom;
