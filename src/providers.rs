//! Who sends: one type a sender.
//!
//! Each says which of its sender's webhooks it covers and where its rules were read. For a sender that is
//! not here there are the generic ones, and [`Provider`](crate::Provider) to describe it in a few lines.

mod ably;
mod adyen;
mod adyen_platform;
mod affirm;
mod afterpay;
mod aftership;
mod agora;
mod agora_v1;
mod airtable;
mod alchemy;
#[cfg(feature = "rsa")]
mod alipay;
#[cfg(feature = "rsa")]
mod amazon_sns;
#[cfg(feature = "rsa")]
mod amazon_sns_v1;
mod anthropic;
#[cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))]
mod apple_app_store;
mod asana;
mod assemblyai;
mod auth0;
mod auth0_events;
mod azure_event_grid;
mod bandwidth;
mod bigcommerce;
mod bitbucket_cloud;
mod bitbucket_server;
mod r#box;
mod braintree;
mod buildkite;
mod buildkite_token;
mod calcom;
mod calendly;
mod chargebee;
mod checkout_com;
#[cfg(feature = "ecdsa")]
mod circle;
mod circleci;
mod clerk;
mod clickup;
mod cloudevents;
mod cloudevents_query;
mod cloudflare_notifications;
mod cloudflare_stream;
mod coinbase_cdp;
mod coinbase_cdp_v0;
mod coinbase_commerce;
#[cfg(feature = "rsa")]
mod coinbase_legacy;
mod column;
mod contentful;
mod customerio;
mod deepgram;
mod deepgram_basic;
#[cfg(feature = "ed25519")]
mod discord;
#[cfg(feature = "ed25519")]
mod discord_interactions;
mod docusign;
mod dodo_payments;
mod dropbox;
mod dropbox_sign;
mod easypost;
#[cfg(feature = "ecdsa")]
mod ebay;
mod echolon;
mod elevenlabs;
mod etsy;
#[cfg(feature = "ed25519")]
mod fal;
mod fastspring;
#[cfg(feature = "rsa")]
mod fireblocks;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod fireblocks_jwks;
mod fitbit;
mod flutterwave_v3;
mod flutterwave_v4;
mod forgejo;
mod front;
mod front_rule;
mod generic_basic;
mod generic_hmac;
mod generic_token;
mod getstream;
mod ghost;
mod ghost_legacy;
mod gitea;
mod github;
mod gitlab;
mod gitlab_signed;
mod gocardless;
mod gogs;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod google_play_rtdn;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod google_pubsub;
mod google_push;
mod grafana;
mod grafana_timed;
mod heroku;
mod hookdeck;
mod hubspot;
mod hubspot_v1;
mod hubspot_v2;
mod increase;
mod increase_legacy;
mod intercom;
mod jira;
mod klarna;
mod lemon_squeezy;
mod line;
mod linear;
mod linkedin;
mod lithic;
#[cfg(feature = "jwt")]
mod livekit;
mod mailchimp;
mod mailchimp_token;
mod mailgun;
mod mailgun_form;
mod mandrill;
mod marqeta;
mod marqeta_basic;
mod marqeta_sha1;
mod maxio_chargify;
mod mercado_pago;
mod mercury;
#[cfg(feature = "jwt")]
mod messagebird;
#[cfg(feature = "jwt")]
mod messagebird_hs384;
#[cfg(feature = "jwt")]
mod messagebird_hs512;
mod messagebird_legacy;
mod meta;
mod modern_treasury;
mod mollie;
mod momo;
#[cfg(feature = "jwt")]
mod monday;
mod moralis;
mod ms_graph;
mod ms_teams_outgoing;
mod mux;
#[cfg(feature = "jwt")]
mod netlify;
mod notion;
mod okta;
mod onfido;
mod openai;
mod paddle;
#[cfg(feature = "rsa")]
mod paddle_classic;
mod pagerduty;
#[cfg(feature = "rsa")]
mod paypal;
mod paystack;
mod persona;
#[cfg(all(feature = "jwt", feature = "ecdsa"))]
mod plaid;
mod plivo;
mod plivo_v2;
mod polar;
mod postmark;
mod pusher;
mod quickbooks;
mod quicknode;
mod razorpay;
mod recurly;
mod replicate;
mod resend;
mod revenuecat;
mod sanity;
mod segment;
#[cfg(feature = "ecdsa")]
mod sendgrid;
mod sentry;
mod shippo;
mod shippo_token;
#[cfg(feature = "rsa")]
mod shipstation;
mod shopify;
mod shopify_app_proxy;
mod shopify_oauth;
mod sinch;
mod sinch_numbers;
mod sinch_voice;
mod slack;
mod sparkpost;
mod sparkpost_token;
mod square;
mod square_legacy;
mod standard_webhooks;
#[cfg(feature = "ed25519")]
mod standard_webhooks_ed25519;
mod storyblok;
mod stripe;
mod supabase;
mod svix;
#[cfg(feature = "ed25519")]
mod svix_ed25519;
mod telegram;
#[cfg(feature = "ed25519")]
mod telnyx;
mod tiktok;
mod todoist;
#[cfg(feature = "rsa")]
mod travis_ci;
mod trello;
#[cfg(all(feature = "jwt", feature = "ecdsa"))]
mod truelayer;
mod twilio;
mod twilio_sha256;
mod twitch;
mod typeform;
mod vercel;
mod viber;
#[cfg(feature = "jwt")]
mod vonage;
mod vonage_sms;
mod vonage_sms_hmac_md5;
mod vonage_sms_md5;
mod vonage_sms_sha1;
mod vonage_sms_sha512;
mod webex;
mod websub;
mod websub_sha1;
mod websub_sha384;
mod websub_sha512;
#[cfg(feature = "rsa")]
mod wechat_pay_v3;
#[cfg(feature = "rsa")]
mod wise;
mod woocommerce;
mod workos;
mod x_twitter;
mod xendit;
mod xero;
mod zalo_oa;
mod zalopay;
mod zendesk;
mod zoom;

pub use self::ably::Ably;
pub use self::adyen::Adyen;
pub use self::adyen_platform::AdyenPlatform;
pub use self::affirm::Affirm;
pub use self::afterpay::Afterpay;
pub use self::aftership::AfterShip;
pub use self::agora::Agora;
pub use self::agora_v1::AgoraV1;
pub use self::airtable::Airtable;
pub use self::alchemy::Alchemy;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::alipay::Alipay;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::amazon_sns::AmazonSns;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::amazon_sns_v1::AmazonSnsV1;
pub use self::anthropic::Anthropic;
#[cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))]
#[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))))]
pub use self::apple_app_store::AppleAppStore;
pub use self::asana::Asana;
pub use self::assemblyai::AssemblyAi;
pub use self::auth0::Auth0;
pub use self::auth0_events::Auth0Events;
pub use self::azure_event_grid::AzureEventGrid;
pub use self::bandwidth::Bandwidth;
pub use self::bigcommerce::BigCommerce;
pub use self::bitbucket_cloud::BitbucketCloud;
pub use self::bitbucket_server::BitbucketServer;
pub use self::r#box::BoxV2;
pub use self::braintree::Braintree;
pub use self::buildkite::Buildkite;
pub use self::buildkite_token::BuildkiteToken;
pub use self::calcom::CalCom;
pub use self::calendly::Calendly;
pub use self::chargebee::Chargebee;
pub use self::checkout_com::CheckoutCom;
#[cfg(feature = "ecdsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
pub use self::circle::Circle;
pub use self::circleci::CircleCi;
pub use self::clerk::Clerk;
pub use self::clickup::ClickUp;
pub use self::cloudevents::CloudEvents;
pub use self::cloudevents_query::CloudEventsQuery;
pub use self::cloudflare_notifications::CloudflareNotifications;
pub use self::cloudflare_stream::CloudflareStream;
pub use self::coinbase_cdp::CoinbaseCdp;
pub use self::coinbase_cdp_v0::CoinbaseCdpV0;
pub use self::coinbase_commerce::CoinbaseCommerce;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::coinbase_legacy::CoinbaseLegacy;
pub use self::column::Column;
pub use self::contentful::Contentful;
pub use self::customerio::CustomerIo;
pub use self::deepgram::Deepgram;
pub use self::deepgram_basic::DeepgramBasic;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::discord::Discord;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::discord_interactions::DiscordInteractions;
pub use self::docusign::DocuSign;
pub use self::dodo_payments::DodoPayments;
pub use self::dropbox::Dropbox;
pub use self::dropbox_sign::DropboxSign;
pub use self::easypost::EasyPost;
#[cfg(feature = "ecdsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
pub use self::ebay::EBay;
pub use self::echolon::Echolon;
pub use self::elevenlabs::ElevenLabs;
pub use self::etsy::Etsy;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::fal::Fal;
pub use self::fastspring::FastSpring;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::fireblocks::Fireblocks;
#[cfg(all(feature = "jwt", feature = "rsa"))]
#[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "rsa"))))]
pub use self::fireblocks_jwks::FireblocksJwks;
pub use self::fitbit::Fitbit;
pub use self::flutterwave_v3::FlutterwaveV3;
pub use self::flutterwave_v4::FlutterwaveV4;
pub use self::forgejo::Forgejo;
pub use self::front::Front;
pub use self::front_rule::FrontRule;
pub use self::generic_basic::GenericBasic;
pub use self::generic_hmac::GenericHmac;
pub use self::generic_token::GenericToken;
pub use self::getstream::GetStream;
pub use self::ghost::Ghost;
pub use self::ghost_legacy::GhostLegacy;
pub use self::gitea::Gitea;
pub use self::github::GitHub;
pub use self::gitlab::GitLab;
pub use self::gitlab_signed::GitLabSigned;
pub use self::gocardless::GoCardless;
pub use self::gogs::Gogs;
#[cfg(all(feature = "jwt", feature = "rsa"))]
#[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "rsa"))))]
pub use self::google_play_rtdn::GooglePlayRtdn;
#[cfg(all(feature = "jwt", feature = "rsa"))]
#[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "rsa"))))]
pub use self::google_pubsub::GooglePubSub;
pub use self::google_push::GooglePush;
pub use self::grafana::Grafana;
pub use self::grafana_timed::GrafanaTimed;
pub use self::heroku::Heroku;
pub use self::hookdeck::Hookdeck;
pub use self::hubspot::HubSpot;
pub use self::hubspot_v1::HubSpotV1;
pub use self::hubspot_v2::HubSpotV2;
pub use self::increase::Increase;
pub use self::increase_legacy::IncreaseLegacy;
pub use self::intercom::Intercom;
pub use self::jira::Jira;
pub use self::klarna::Klarna;
pub use self::lemon_squeezy::LemonSqueezy;
pub use self::line::Line;
pub use self::linear::Linear;
pub use self::linkedin::LinkedIn;
pub use self::lithic::Lithic;
#[cfg(feature = "jwt")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
pub use self::livekit::LiveKit;
pub use self::mailchimp::Mailchimp;
pub use self::mailchimp_token::MailchimpToken;
pub use self::mailgun::Mailgun;
pub use self::mailgun_form::MailgunForm;
pub use self::mandrill::Mandrill;
pub use self::marqeta::Marqeta;
pub use self::marqeta_basic::MarqetaBasic;
pub use self::marqeta_sha1::MarqetaSha1;
pub use self::maxio_chargify::MaxioChargify;
pub use self::mercado_pago::MercadoPago;
pub use self::mercury::Mercury;
#[cfg(feature = "jwt")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
pub use self::messagebird::MessageBird;
#[cfg(feature = "jwt")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
pub use self::messagebird_hs384::MessageBirdHs384;
#[cfg(feature = "jwt")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
pub use self::messagebird_hs512::MessageBirdHs512;
pub use self::messagebird_legacy::MessageBirdLegacy;
pub use self::meta::Meta;
pub use self::modern_treasury::ModernTreasury;
pub use self::mollie::Mollie;
pub use self::momo::MoMo;
#[cfg(feature = "jwt")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
pub use self::monday::Monday;
pub use self::moralis::Moralis;
pub use self::ms_graph::MsGraph;
pub use self::ms_teams_outgoing::MsTeamsOutgoing;
pub use self::mux::Mux;
#[cfg(feature = "jwt")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
pub use self::netlify::Netlify;
pub use self::notion::Notion;
pub use self::okta::Okta;
pub use self::onfido::Onfido;
pub use self::openai::OpenAI;
pub use self::paddle::Paddle;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::paddle_classic::PaddleClassic;
pub use self::pagerduty::PagerDuty;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::paypal::PayPal;
pub use self::paystack::Paystack;
pub use self::persona::Persona;
#[cfg(all(feature = "jwt", feature = "ecdsa"))]
#[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "ecdsa"))))]
pub use self::plaid::Plaid;
pub use self::plivo::Plivo;
pub use self::plivo_v2::PlivoV2;
pub use self::polar::Polar;
pub use self::postmark::Postmark;
pub use self::pusher::Pusher;
pub use self::quickbooks::QuickBooks;
pub use self::quicknode::QuickNode;
pub use self::razorpay::Razorpay;
pub use self::recurly::Recurly;
pub use self::replicate::Replicate;
pub use self::resend::Resend;
pub use self::revenuecat::RevenueCat;
pub use self::sanity::Sanity;
pub use self::segment::Segment;
#[cfg(feature = "ecdsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
pub use self::sendgrid::SendGrid;
pub use self::sentry::Sentry;
pub use self::shippo::Shippo;
pub use self::shippo_token::ShippoToken;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::shipstation::ShipStation;
pub use self::shopify::Shopify;
pub use self::shopify_app_proxy::ShopifyAppProxy;
pub use self::shopify_oauth::ShopifyOAuth;
pub use self::sinch::Sinch;
pub use self::sinch_numbers::SinchNumbers;
pub use self::sinch_voice::SinchVoice;
pub use self::slack::Slack;
pub use self::sparkpost::SparkPost;
pub use self::sparkpost_token::SparkPostToken;
pub use self::square::Square;
pub use self::square_legacy::SquareLegacy;
pub use self::standard_webhooks::StandardWebhooks;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::standard_webhooks_ed25519::StandardWebhooksEd25519;
pub use self::storyblok::Storyblok;
pub use self::stripe::Stripe;
pub use self::supabase::Supabase;
pub use self::svix::Svix;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::svix_ed25519::SvixEd25519;
pub use self::telegram::Telegram;
#[cfg(feature = "ed25519")]
#[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
pub use self::telnyx::Telnyx;
pub use self::tiktok::TikTok;
pub use self::todoist::Todoist;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::travis_ci::TravisCi;
pub use self::trello::Trello;
#[cfg(all(feature = "jwt", feature = "ecdsa"))]
#[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "ecdsa"))))]
pub use self::truelayer::TrueLayer;
pub use self::twilio::Twilio;
pub use self::twilio_sha256::TwilioSha256;
pub use self::twitch::Twitch;
pub use self::typeform::Typeform;
pub use self::vercel::Vercel;
pub use self::viber::Viber;
#[cfg(feature = "jwt")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
pub use self::vonage::Vonage;
pub use self::vonage_sms::VonageSms;
pub use self::vonage_sms_hmac_md5::VonageSmsHmacMd5;
pub use self::vonage_sms_md5::VonageSmsMd5;
pub use self::vonage_sms_sha1::VonageSmsSha1;
pub use self::vonage_sms_sha512::VonageSmsSha512;
pub use self::webex::Webex;
pub use self::websub::WebSub;
pub use self::websub_sha1::WebSubSha1;
pub use self::websub_sha384::WebSubSha384;
pub use self::websub_sha512::WebSubSha512;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::wechat_pay_v3::WeChatPayV3;
#[cfg(feature = "rsa")]
#[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
pub use self::wise::Wise;
pub use self::woocommerce::WooCommerce;
pub use self::workos::WorkOS;
pub use self::x_twitter::XTwitter;
pub use self::xendit::Xendit;
pub use self::xero::Xero;
pub use self::zalo_oa::ZaloOa;
pub use self::zalopay::ZaloPay;
pub use self::zendesk::Zendesk;
pub use self::zoom::Zoom;
