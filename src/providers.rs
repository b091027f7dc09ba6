//! Who sends: one type a sender.
//!
//! Each says which of its sender's webhooks it covers and where its rules were read. For a sender that is
//! not here there are the generic ones, and [`Provider`](crate::Provider) to describe it in a few lines.

#[cfg(feature = "rsa")]
mod alipay;
#[cfg(feature = "rsa")]
mod amazon_sns;
#[cfg(feature = "rsa")]
mod amazon_sns_v1;
#[cfg(feature = "ecdsa")]
mod circle;
#[cfg(feature = "rsa")]
mod coinbase_legacy;
#[cfg(feature = "ed25519")]
mod discord;
#[cfg(feature = "ed25519")]
mod discord_interactions;
#[cfg(feature = "ecdsa")]
mod ebay;
mod echolon;
#[cfg(feature = "ed25519")]
mod fal;
#[cfg(feature = "rsa")]
mod fireblocks;
mod generic_basic;
mod generic_hmac;
mod generic_token;
mod github;
mod gitlab;
mod gitlab_signed;
mod hookdeck;
mod meta;
#[cfg(feature = "rsa")]
mod paddle_classic;
#[cfg(feature = "rsa")]
mod paypal;
#[cfg(feature = "ecdsa")]
mod sendgrid;
#[cfg(feature = "rsa")]
mod shipstation;
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
#[cfg(feature = "rsa")]
mod travis_ci;
mod twilio;
mod webex;
#[cfg(feature = "rsa")]
mod wechat_pay_v3;
#[cfg(feature = "rsa")]
mod wise;
mod zalo_oa;
mod zoom;

#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::alipay::Alipay;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::amazon_sns::AmazonSns;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::amazon_sns_v1::AmazonSnsV1;
#[cfg(feature = "ecdsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
pub use self::circle::Circle;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::coinbase_legacy::CoinbaseLegacy;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::discord::Discord;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::discord_interactions::DiscordInteractions;
#[cfg(feature = "ecdsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
pub use self::ebay::EBay;
pub use self::echolon::Echolon;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::fal::Fal;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::fireblocks::Fireblocks;
pub use self::generic_basic::GenericBasic;
pub use self::generic_hmac::GenericHmac;
pub use self::generic_token::GenericToken;
pub use self::github::GitHub;
pub use self::gitlab::GitLab;
pub use self::gitlab_signed::GitLabSigned;
pub use self::hookdeck::Hookdeck;
pub use self::meta::Meta;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::paddle_classic::PaddleClassic;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::paypal::PayPal;
#[cfg(feature = "ecdsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
pub use self::sendgrid::SendGrid;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::shipstation::ShipStation;
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
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::travis_ci::TravisCi;
pub use self::twilio::Twilio;
pub use self::webex::Webex;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::wechat_pay_v3::WeChatPayV3;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::wise::Wise;
pub use self::zalo_oa::ZaloOa;
pub use self::zoom::Zoom;
