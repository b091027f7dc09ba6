//! All schemes, for choosing one at run time.

#[cfg(all(test, feature = "ecdsa", feature = "ed25519", feature = "jwt", feature = "rsa"))]
mod docs;

use crate::providers::*;
use crate::{Provider as _, Scheme};

/// Every scheme of the catalogue, by name.
pub static ALL: &[Scheme] = &[
    Ably::SCHEME.checked(),
    Adyen::SCHEME.checked(),
    AdyenPlatform::SCHEME.checked(),
    Affirm::SCHEME.checked(),
    Afterpay::SCHEME.checked(),
    AfterShip::SCHEME.checked(),
    Agora::SCHEME.checked(),
    AgoraV1::SCHEME.checked(),
    Airtable::SCHEME.checked(),
    Alchemy::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    Alipay::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    AmazonSns::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    AmazonSnsV1::SCHEME.checked(),
    Anthropic::SCHEME.checked(),
    #[cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))]
    AppleAppStore::SCHEME.checked(),
    Asana::SCHEME.checked(),
    AssemblyAi::SCHEME.checked(),
    Auth0::SCHEME.checked(),
    Auth0Events::SCHEME.checked(),
    AzureEventGrid::SCHEME.checked(),
    Bandwidth::SCHEME.checked(),
    BigCommerce::SCHEME.checked(),
    BitbucketCloud::SCHEME.checked(),
    BitbucketServer::SCHEME.checked(),
    BoxV2::SCHEME.checked(),
    Braintree::SCHEME.checked(),
    Buildkite::SCHEME.checked(),
    BuildkiteToken::SCHEME.checked(),
    CalCom::SCHEME.checked(),
    Calendly::SCHEME.checked(),
    Chargebee::SCHEME.checked(),
    CheckoutCom::SCHEME.checked(),
    #[cfg(feature = "ecdsa")]
    Circle::SCHEME.checked(),
    CircleCi::SCHEME.checked(),
    Clerk::SCHEME.checked(),
    ClickUp::SCHEME.checked(),
    CloudEvents::SCHEME.checked(),
    CloudEventsQuery::SCHEME.checked(),
    CloudflareNotifications::SCHEME.checked(),
    CloudflareStream::SCHEME.checked(),
    CoinbaseCdp::SCHEME.checked(),
    CoinbaseCdpV0::SCHEME.checked(),
    CoinbaseCommerce::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    CoinbaseLegacy::SCHEME.checked(),
    Column::SCHEME.checked(),
    Contentful::SCHEME.checked(),
    CustomerIo::SCHEME.checked(),
    Deepgram::SCHEME.checked(),
    DeepgramBasic::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    Discord::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    DiscordInteractions::SCHEME.checked(),
    DocuSign::SCHEME.checked(),
    DodoPayments::SCHEME.checked(),
    Dropbox::SCHEME.checked(),
    DropboxSign::SCHEME.checked(),
    EasyPost::SCHEME.checked(),
    #[cfg(feature = "ecdsa")]
    EBay::SCHEME.checked(),
    Echolon::SCHEME.checked(),
    ElevenLabs::SCHEME.checked(),
    Etsy::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    Fal::SCHEME.checked(),
    FastSpring::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    Fireblocks::SCHEME.checked(),
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    FireblocksJwks::SCHEME.checked(),
    Fitbit::SCHEME.checked(),
    FlutterwaveV3::SCHEME.checked(),
    FlutterwaveV4::SCHEME.checked(),
    Forgejo::SCHEME.checked(),
    Front::SCHEME.checked(),
    FrontRule::SCHEME.checked(),
    GenericBasic::SCHEME.checked(),
    GenericHmac::SCHEME.checked(),
    GenericToken::SCHEME.checked(),
    GetStream::SCHEME.checked(),
    Ghost::SCHEME.checked(),
    GhostLegacy::SCHEME.checked(),
    Gitea::SCHEME.checked(),
    GitHub::SCHEME.checked(),
    GitLab::SCHEME.checked(),
    GitLabSigned::SCHEME.checked(),
    GoCardless::SCHEME.checked(),
    Gogs::SCHEME.checked(),
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    GooglePlayRtdn::SCHEME.checked(),
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    GooglePubSub::SCHEME.checked(),
    GooglePush::SCHEME.checked(),
    Grafana::SCHEME.checked(),
    GrafanaTimed::SCHEME.checked(),
    Heroku::SCHEME.checked(),
    Hookdeck::SCHEME.checked(),
    HubSpot::SCHEME.checked(),
    HubSpotV1::SCHEME.checked(),
    HubSpotV2::SCHEME.checked(),
    Increase::SCHEME.checked(),
    IncreaseLegacy::SCHEME.checked(),
    Intercom::SCHEME.checked(),
    Jira::SCHEME.checked(),
    Klarna::SCHEME.checked(),
    LemonSqueezy::SCHEME.checked(),
    Line::SCHEME.checked(),
    Linear::SCHEME.checked(),
    LinkedIn::SCHEME.checked(),
    Lithic::SCHEME.checked(),
    #[cfg(feature = "jwt")]
    LiveKit::SCHEME.checked(),
    Mailchimp::SCHEME.checked(),
    MailchimpToken::SCHEME.checked(),
    Mailgun::SCHEME.checked(),
    MailgunForm::SCHEME.checked(),
    Mandrill::SCHEME.checked(),
    Marqeta::SCHEME.checked(),
    MarqetaBasic::SCHEME.checked(),
    MarqetaSha1::SCHEME.checked(),
    MaxioChargify::SCHEME.checked(),
    MercadoPago::SCHEME.checked(),
    Mercury::SCHEME.checked(),
    #[cfg(feature = "jwt")]
    MessageBird::SCHEME.checked(),
    #[cfg(feature = "jwt")]
    MessageBirdHs384::SCHEME.checked(),
    #[cfg(feature = "jwt")]
    MessageBirdHs512::SCHEME.checked(),
    MessageBirdLegacy::SCHEME.checked(),
    Meta::SCHEME.checked(),
    ModernTreasury::SCHEME.checked(),
    Mollie::SCHEME.checked(),
    MoMo::SCHEME.checked(),
    #[cfg(feature = "jwt")]
    Monday::SCHEME.checked(),
    Moralis::SCHEME.checked(),
    MsGraph::SCHEME.checked(),
    MsTeamsOutgoing::SCHEME.checked(),
    Mux::SCHEME.checked(),
    #[cfg(feature = "jwt")]
    Netlify::SCHEME.checked(),
    Notion::SCHEME.checked(),
    Okta::SCHEME.checked(),
    Onfido::SCHEME.checked(),
    OpenAI::SCHEME.checked(),
    Paddle::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    PaddleClassic::SCHEME.checked(),
    PagerDuty::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    PayPal::SCHEME.checked(),
    Paystack::SCHEME.checked(),
    Persona::SCHEME.checked(),
    #[cfg(all(feature = "jwt", feature = "ecdsa"))]
    Plaid::SCHEME.checked(),
    Plivo::SCHEME.checked(),
    PlivoV2::SCHEME.checked(),
    Polar::SCHEME.checked(),
    Postmark::SCHEME.checked(),
    Pusher::SCHEME.checked(),
    QuickBooks::SCHEME.checked(),
    QuickNode::SCHEME.checked(),
    Razorpay::SCHEME.checked(),
    Recurly::SCHEME.checked(),
    Replicate::SCHEME.checked(),
    Resend::SCHEME.checked(),
    RevenueCat::SCHEME.checked(),
    Sanity::SCHEME.checked(),
    Segment::SCHEME.checked(),
    #[cfg(feature = "ecdsa")]
    SendGrid::SCHEME.checked(),
    Sentry::SCHEME.checked(),
    Shippo::SCHEME.checked(),
    ShippoToken::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    ShipStation::SCHEME.checked(),
    Shopify::SCHEME.checked(),
    ShopifyAppProxy::SCHEME.checked(),
    ShopifyOAuth::SCHEME.checked(),
    Sinch::SCHEME.checked(),
    SinchNumbers::SCHEME.checked(),
    SinchVoice::SCHEME.checked(),
    Slack::SCHEME.checked(),
    SparkPost::SCHEME.checked(),
    SparkPostToken::SCHEME.checked(),
    Square::SCHEME.checked(),
    SquareLegacy::SCHEME.checked(),
    StandardWebhooks::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    StandardWebhooksEd25519::SCHEME.checked(),
    Storyblok::SCHEME.checked(),
    Stripe::SCHEME.checked(),
    Supabase::SCHEME.checked(),
    Svix::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    SvixEd25519::SCHEME.checked(),
    Telegram::SCHEME.checked(),
    #[cfg(feature = "ed25519")]
    Telnyx::SCHEME.checked(),
    TikTok::SCHEME.checked(),
    Todoist::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    TravisCi::SCHEME.checked(),
    Trello::SCHEME.checked(),
    #[cfg(all(feature = "jwt", feature = "ecdsa"))]
    TrueLayer::SCHEME.checked(),
    Twilio::SCHEME.checked(),
    TwilioSha256::SCHEME.checked(),
    Twitch::SCHEME.checked(),
    Typeform::SCHEME.checked(),
    Vercel::SCHEME.checked(),
    Viber::SCHEME.checked(),
    #[cfg(feature = "jwt")]
    Vonage::SCHEME.checked(),
    VonageSms::SCHEME.checked(),
    VonageSmsHmacMd5::SCHEME.checked(),
    VonageSmsMd5::SCHEME.checked(),
    VonageSmsSha1::SCHEME.checked(),
    VonageSmsSha512::SCHEME.checked(),
    Webex::SCHEME.checked(),
    WebSub::SCHEME.checked(),
    WebSubSha1::SCHEME.checked(),
    WebSubSha384::SCHEME.checked(),
    WebSubSha512::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    WeChatPayV3::SCHEME.checked(),
    #[cfg(feature = "rsa")]
    Wise::SCHEME.checked(),
    WooCommerce::SCHEME.checked(),
    WorkOS::SCHEME.checked(),
    XTwitter::SCHEME.checked(),
    Xendit::SCHEME.checked(),
    Xero::SCHEME.checked(),
    ZaloOa::SCHEME.checked(),
    ZaloPay::SCHEME.checked(),
    Zendesk::SCHEME.checked(),
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
