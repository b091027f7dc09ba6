//! Events of Twitch.
//!
//! <https://dev.twitch.tv/docs/eventsub/eventsub-subscription-types>
//!
//! Twitch tells who someone is by an id, a login (the name in URLs) and a name (as it is shown).

use serde::Deserialize;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::{open_enum, read};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Twitch;

/// Something happened that was subscribed to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// The subscription.
    pub subscription: Subscription,
    /// What happened.
    pub news: News,
}

/// A subscription.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Subscription {
    /// The id.
    pub id: String,
    /// To what: `channel.follow`.
    pub r#type: String,
    /// The version of that.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub version: Option<String>,
    /// Whether it is active.
    pub status: Option<SubscriptionStatus>,
    /// What it is about, as JSON.
    pub condition: Option<Box<RawValue>>,
    /// When it was made.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub created_at: Option<OffsetDateTime>,
}

open_enum! {
    /// Whether a subscription is active.
    pub enum SubscriptionStatus {
        /// A user withdrew what they had allowed.
        AuthorizationRevoked = "authorization_revoked",
        /// It is active.
        Enabled = "enabled",
        /// Its user is not a moderator any longer.
        ModeratorRemoved = "moderator_removed",
        /// Its callback failed too often.
        NotificationFailuresExceeded = "notification_failures_exceeded",
        /// Its user is gone.
        UserRemoved = "user_removed",
        /// Its version is gone.
        VersionRemoved = "version_removed",
        /// Its callback is about to be verified.
        WebhookCallbackVerificationPending = "webhook_callback_verification_pending",
    }
}

/// What happened, by the type of the subscription.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum News {
    /// `channel.ad_break.begin`.
    AdBreak(Box<AdBreak>),
    /// `channel.ban` and `channel.unban`, which has no end.
    Ban(Box<Ban>),
    /// `channel.update`.
    Channel(Box<Channel>),
    /// `channel.charity_campaign.*`.
    Charity(Box<Charity>),
    /// `channel.chat.message`.
    ChatMessage(Box<ChatMessage>),
    /// `channel.chat.notification`.
    ChatNotification(Box<ChatMessage>),
    /// `channel.cheer` and `channel.bits.use`.
    Cheer(Box<Cheer>),
    /// `channel.follow`.
    Follow(Box<Follow>),
    /// `channel.goal.*`.
    Goal(Box<Goal>),
    /// `automod.message.*` and `channel.chat.user_message_*`: a message was held back, or what became of it.
    HeldMessage(Box<HeldMessage>),
    /// `channel.hype_train.*`.
    HypeTrain(Box<HypeTrain>),
    /// `channel.moderate`.
    Moderate(Box<Moderate>),
    /// `channel.poll.*`.
    Poll(Box<Poll>),
    /// `channel.prediction.*`.
    Prediction(Box<Prediction>),
    /// `channel.raid`.
    Raid(Box<Raid>),
    /// `channel.channel_points_custom_reward_redemption.*` and
    /// `channel.channel_points_automatic_reward_redemption.add`.
    Redemption(Box<Redemption>),
    /// The subscription ended. Its status says why.
    Revoked,
    /// `channel.moderator.*` and `channel.vip.*`.
    Role(Box<Role>),
    /// `channel.shoutout.*`.
    Shoutout(Box<Shoutout>),
    /// `stream.online` and `stream.offline`.
    Stream(Box<Stream>),
    /// `channel.subscribe` and `channel.subscription.*`.
    Subscribed(Box<Subscribed>),
    /// `channel.unban_request.*`.
    UnbanRequest(Box<UnbanRequest>),
    /// `user.*`.
    User(Box<User>),
    /// Something else, as JSON. `drop.entitlement.grant` has several at once, in an array.
    Other(Option<Box<RawValue>>),
}

/// Structs in which there are a broadcaster, a user or a moderator.
macro_rules! about {
    ($(#[$meta:meta])* pub struct $name:ident($($who:ident)*) { $($fields:tt)* }) => {
        about! { @ [$(#[$meta])*] $name [$($who)*] $($fields)* }
    };
    (@ $meta:tt $name:ident [broadcaster $($who:ident)*] $($fields:tt)*) => {
        about! { @ $meta $name [$($who)*]
            /// The broadcaster's id.
            pub broadcaster_user_id: String,
            /// The broadcaster's login.
            pub broadcaster_user_login: Option<String>,
            /// The broadcaster's name.
            pub broadcaster_user_name: Option<String>,
            $($fields)*
        }
    };
    (@ $meta:tt $name:ident [user $($who:ident)*] $($fields:tt)*) => {
        about! { @ $meta $name [$($who)*]
            /// The user's id. Someone anonymous has none.
            pub user_id: Option<String>,
            /// The user's login.
            pub user_login: Option<String>,
            /// The user's name.
            pub user_name: Option<String>,
            $($fields)*
        }
    };
    (@ $meta:tt $name:ident [moderator $($who:ident)*] $($fields:tt)*) => {
        about! { @ $meta $name [$($who)*]
            /// The moderator's id.
            pub moderator_user_id: Option<String>,
            /// The moderator's login.
            pub moderator_user_login: Option<String>,
            /// The moderator's name.
            pub moderator_user_name: Option<String>,
            $($fields)*
        }
    };
    (@ [$(#[$meta:meta])*] $name:ident [] $($fields:tt)*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Deserialize)]
        #[non_exhaustive]
        pub struct $name { $($fields)* }
    };
}

about! {
    /// Advertisements begin.
    pub struct AdBreak(broadcaster) {
        /// How long, in seconds.
        #[serde(default, deserialize_with = "read::maybe_number")]
        pub duration_seconds: Option<u64>,
        /// Whether it was planned.
        pub is_automatic: Option<bool>,
        /// When.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub started_at: Option<OffsetDateTime>,
        /// Who asked for it.
        pub requester_user_id: Option<String>,
    }
}

about! {
    /// Someone was banned, or is so no longer.
    pub struct Ban(broadcaster user moderator) {
        /// Why.
        pub reason: Option<String>,
        /// When.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub banned_at: Option<OffsetDateTime>,
        /// Until when, if not for ever.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub ends_at: Option<OffsetDateTime>,
        /// Whether for ever.
        pub is_permanent: Option<bool>,
    }
}

about! {
    /// A channel has another title, language or category.
    pub struct Channel(broadcaster) {
        /// The title.
        pub title: Option<String>,
        /// The language.
        pub language: Option<String>,
        /// The category's id.
        #[serde(default, deserialize_with = "read::maybe_scalar")]
        pub category_id: Option<String>,
        /// The category's name.
        pub category_name: Option<String>,
        /// What viewers are told to expect.
        #[serde(default, deserialize_with = "read::or_default")]
        pub content_classification_labels: Vec<String>,
    }
}

about! {
    /// A campaign for a charity, or a donation to it.
    pub struct Charity(user) {
        /// The donation's id, or the campaign's.
        pub id: String,
        /// The campaign's id, of a donation.
        pub campaign_id: Option<String>,
        /// The broadcaster's id.
        pub broadcaster_id: Option<String>,
        /// The charity's name.
        pub charity_name: Option<String>,
        /// What was donated.
        pub amount: Option<Amount>,
        /// What all donated.
        pub current_amount: Option<Amount>,
        /// What all should donate.
        pub target_amount: Option<Amount>,
    }
}

/// Money.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Amount {
    /// How much, in the currency's smallest unit.
    pub value: i64,
    /// How many digits of it are behind the point.
    pub decimal_places: Option<u8>,
    /// The currency, by ISO 4217.
    pub currency: Option<String>,
}

about! {
    /// A message in a chat, or a line about what happened there.
    pub struct ChatMessage(broadcaster) {
        /// Who wrote it. Someone anonymous has none.
        pub chatter_user_id: Option<String>,
        /// Their login.
        pub chatter_user_login: Option<String>,
        /// Their name.
        pub chatter_user_name: Option<String>,
        /// The id.
        pub message_id: String,
        /// The text.
        pub message: Option<Text>,
        /// `text`, `channel_points_highlighted`, and so on.
        pub message_type: Option<String>,
        /// What the line is about: `sub`, `raid`, `announcement`, and so on.
        pub notice_type: Option<String>,
        /// The line.
        pub system_message: Option<String>,
        /// The bits that were cheered with it.
        pub cheer: Option<Bits>,
        /// What it replies to.
        pub reply: Option<Reply>,
        /// The channel that it was written in, where several share a chat.
        pub source_broadcaster_user_id: Option<String>,
    }
}

/// A text.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Text {
    /// The text.
    #[serde(default, deserialize_with = "read::or_default")]
    pub text: String,
    /// Its fragments: text, emotes, mentions. As JSON.
    pub fragments: Option<Box<RawValue>>,
}

/// Bits.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Bits {
    /// How many.
    pub bits: u64,
}

/// What a message replies to.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Reply {
    /// The message.
    pub parent_message_id: Option<String>,
    /// Who wrote it.
    pub parent_user_id: Option<String>,
    /// The message that the thread began with.
    pub thread_message_id: Option<String>,
}

about! {
    /// Someone cheered with bits, or used them otherwise.
    pub struct Cheer(broadcaster user) {
        /// How many bits.
        pub bits: u64,
        /// Whether they do not want to be known.
        #[serde(default, deserialize_with = "read::or_default")]
        pub is_anonymous: bool,
        /// `cheer`, `power_up`, `combo`, of `channel.bits.use`.
        pub r#type: Option<String>,
        /// The message: a text, or an object with its fragments, as JSON.
        pub message: Option<Box<RawValue>>,
    }
}

about! {
    /// Someone follows.
    pub struct Follow(broadcaster user) {
        /// Since when.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub followed_at: Option<OffsetDateTime>,
    }
}

about! {
    /// A goal of a channel.
    pub struct Goal(broadcaster) {
        /// The id.
        pub id: String,
        /// `follow`, `subscription`, `subscription_count`, and so on.
        pub r#type: Option<String>,
        /// What it is for.
        pub description: Option<String>,
        /// Whether it was reached, once it ended.
        pub is_achieved: Option<bool>,
        /// How many there are.
        pub current_amount: Option<i64>,
        /// How many there should be.
        pub target_amount: Option<i64>,
        /// Since when.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub started_at: Option<OffsetDateTime>,
        /// Until when.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub ended_at: Option<OffsetDateTime>,
    }
}

about! {
    /// A message was held back, or what became of it.
    pub struct HeldMessage(broadcaster user moderator) {
        /// The message.
        pub message_id: String,
        /// Its text.
        pub message: Option<Text>,
        /// `approved`, `denied`, `expired`, `invalid`.
        pub status: Option<String>,
        /// `automod` or `blocked_term`.
        pub reason: Option<String>,
        /// What it was held back for, before version 2.
        pub category: Option<String>,
        /// How serious that is, from 1 to 4.
        pub level: Option<u8>,
        /// When.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub held_at: Option<OffsetDateTime>,
    }
}

about! {
    /// A hype train.
    pub struct HypeTrain(broadcaster) {
        /// The id.
        pub id: String,
        /// How far it got.
        pub level: Option<u64>,
        /// The points of all levels.
        pub total: Option<u64>,
        /// The points of this level.
        pub progress: Option<u64>,
        /// The points that this level needs.
        pub goal: Option<u64>,
        /// Who gave the most.
        #[serde(default, deserialize_with = "read::or_default")]
        pub top_contributions: Vec<Contribution>,
        /// Since when.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub started_at: Option<OffsetDateTime>,
        /// Until when, unless it goes on.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub expires_at: Option<OffsetDateTime>,
        /// When it ended.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub ended_at: Option<OffsetDateTime>,
        /// When the next one may begin.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub cooldown_ends_at: Option<OffsetDateTime>,
    }
}

about! {
    /// What someone gave to a hype train.
    pub struct Contribution(user) {
        /// `bits`, `subscription` or `other`.
        pub r#type: Option<String>,
        /// How much.
        pub total: Option<u64>,
    }
}

about! {
    /// A moderator did something. Of whom it was done to, the part that the action names is there.
    pub struct Moderate(broadcaster moderator) {
        /// What: `ban`, `timeout`, `delete`, `clear`, `slow`, and so on.
        pub action: String,
        /// The channel in which it was done, where several share a chat.
        pub source_broadcaster_user_id: Option<String>,
        /// Who was banned.
        pub ban: Option<Target>,
        /// Who is not banned any longer.
        pub unban: Option<Target>,
        /// Who was banned for a time.
        pub timeout: Option<Target>,
        /// Whose time was ended.
        pub untimeout: Option<Target>,
        /// Who is a moderator now.
        pub r#mod: Option<Target>,
        /// Who is not one any longer.
        pub unmod: Option<Target>,
        /// Who is a VIP now.
        pub vip: Option<Target>,
        /// Who is not one any longer.
        pub unvip: Option<Target>,
        /// Who was warned.
        pub warn: Option<Target>,
        /// Whose message was deleted.
        pub delete: Option<Target>,
        /// Who is raided.
        pub raid: Option<Target>,
    }
}

about! {
    /// To whom a moderator did something.
    pub struct Target(user) {
        /// Why.
        pub reason: Option<String>,
        /// Until when.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub expires_at: Option<OffsetDateTime>,
        /// The message that was deleted.
        pub message_id: Option<String>,
        /// Its text.
        pub message_body: Option<String>,
    }
}

about! {
    /// A poll.
    pub struct Poll(broadcaster) {
        /// The id.
        pub id: String,
        /// The question.
        pub title: Option<String>,
        /// The choices.
        #[serde(default, deserialize_with = "read::or_default")]
        pub choices: Vec<Choice>,
        /// `completed`, `archived` or `terminated`, once it ended.
        pub status: Option<String>,
        /// Since when.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub started_at: Option<OffsetDateTime>,
        /// Until when, while it goes on.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub ends_at: Option<OffsetDateTime>,
        /// When it ended.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub ended_at: Option<OffsetDateTime>,
    }
}

/// A choice of a poll.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Choice {
    /// The id.
    pub id: String,
    /// The text.
    pub title: Option<String>,
    /// How many voted for it.
    pub votes: Option<u64>,
    /// How many of them with channel points.
    pub channel_points_votes: Option<u64>,
}

about! {
    /// A prediction.
    pub struct Prediction(broadcaster) {
        /// The id.
        pub id: String,
        /// The question.
        pub title: Option<String>,
        /// What may happen.
        #[serde(default, deserialize_with = "read::or_default")]
        pub outcomes: Vec<Outcome>,
        /// What happened.
        pub winning_outcome_id: Option<String>,
        /// `resolved` or `canceled`, once it ended.
        pub status: Option<String>,
        /// Since when.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub started_at: Option<OffsetDateTime>,
        /// Until when one can take part.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub locks_at: Option<OffsetDateTime>,
        /// When that ended.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub locked_at: Option<OffsetDateTime>,
        /// When it ended.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub ended_at: Option<OffsetDateTime>,
    }
}

/// What may happen.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Outcome {
    /// The id.
    pub id: String,
    /// The text.
    pub title: Option<String>,
    /// `pink` or `blue`.
    pub color: Option<String>,
    /// How many said so.
    pub users: Option<u64>,
    /// With how many points.
    pub channel_points: Option<u64>,
}

/// A channel raids another.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Raid {
    /// The id of who raids.
    pub from_broadcaster_user_id: String,
    /// Their login.
    pub from_broadcaster_user_login: Option<String>,
    /// Their name.
    pub from_broadcaster_user_name: Option<String>,
    /// The id of who is raided.
    pub to_broadcaster_user_id: String,
    /// Their login.
    pub to_broadcaster_user_login: Option<String>,
    /// Their name.
    pub to_broadcaster_user_name: Option<String>,
    /// How many come.
    pub viewers: Option<u64>,
}

about! {
    /// Someone spent channel points.
    pub struct Redemption(broadcaster user) {
        /// The id.
        pub id: String,
        /// What they wrote with it.
        pub user_input: Option<String>,
        /// `unfulfilled`, `fulfilled`, `canceled` or `unknown`.
        pub status: Option<String>,
        /// On what.
        pub reward: Option<Reward>,
        /// When.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub redeemed_at: Option<OffsetDateTime>,
    }
}

/// What channel points can be spent on.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Reward {
    /// The id, of a reward of the channel.
    pub id: Option<String>,
    /// What sort of reward it is, if it is Twitch's own.
    pub r#type: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// What viewers are asked.
    pub prompt: Option<String>,
    /// How many points.
    #[serde(default, deserialize_with = "read::maybe_number")]
    pub cost: Option<u64>,
}

about! {
    /// Someone is a moderator or a VIP, or is so no longer.
    pub struct Role(broadcaster user) {}
}

about! {
    /// A channel recommends another.
    pub struct Shoutout(broadcaster moderator) {
        /// The id of who is recommended.
        pub to_broadcaster_user_id: Option<String>,
        /// Their login.
        pub to_broadcaster_user_login: Option<String>,
        /// The id of who recommends, where it was received.
        pub from_broadcaster_user_id: Option<String>,
        /// Their login.
        pub from_broadcaster_user_login: Option<String>,
        /// How many saw it.
        pub viewer_count: Option<u64>,
        /// When.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub started_at: Option<OffsetDateTime>,
    }
}

about! {
    /// A stream began or ended.
    pub struct Stream(broadcaster) {
        /// The id, of one that began.
        pub id: Option<String>,
        /// `live`, `playlist`, `watch_party`, `premiere`, `rerun`.
        pub r#type: Option<String>,
        /// Since when.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub started_at: Option<OffsetDateTime>,
    }
}

about! {
    /// Someone subscribed, gave subscriptions away, or is subscribed no longer.
    pub struct Subscribed(broadcaster user) {
        /// `1000`, `2000` or `3000`.
        #[serde(default, deserialize_with = "read::maybe_scalar")]
        pub tier: Option<String>,
        /// Whether it was given.
        pub is_gift: Option<bool>,
        /// Whether who gave it does not want to be known.
        pub is_anonymous: Option<bool>,
        /// How many were given.
        pub total: Option<u64>,
        /// How many they gave in all.
        pub cumulative_total: Option<u64>,
        /// What they wrote.
        pub message: Option<Text>,
        /// For how many months in all.
        pub cumulative_months: Option<u64>,
        /// For how many months without a pause.
        pub streak_months: Option<u64>,
        /// For how many months this one is.
        pub duration_months: Option<u64>,
    }
}

about! {
    /// Someone asks to be banned no longer, or what was decided about it.
    pub struct UnbanRequest(broadcaster user moderator) {
        /// The id.
        pub id: String,
        /// What they wrote.
        pub text: Option<String>,
        /// What was answered.
        pub resolution_text: Option<String>,
        /// `approved`, `canceled` or `denied`.
        pub status: Option<String>,
        /// When.
        #[serde(default, deserialize_with = "read::maybe_time")]
        pub created_at: Option<OffsetDateTime>,
    }
}

about! {
    /// A user changed, or allowed an app something, or does so no longer, or was written to.
    pub struct User(user) {
        /// The app.
        pub client_id: Option<String>,
        /// The address, for apps that may see it.
        pub email: Option<String>,
        /// What they say about themselves.
        pub description: Option<String>,
        /// Who wrote to them.
        pub from_user_id: Option<String>,
        /// Who was written to.
        pub to_user_id: Option<String>,
        /// What was written.
        pub whisper: Option<Text>,
    }
}

impl crate::Event for Event {
    type Provider = Twitch;

    fn parse(payload: &Payload<'_, Twitch>) -> Result<Self, PayloadError> {
        #[derive(Deserialize)]
        struct Outer {
            subscription: Subscription,
            event: Option<serde::de::IgnoredAny>,
            events: Option<Box<RawValue>>,
        }

        let Outer { subscription, event, events } = payload.json()?;
        let is_active = matches!(
            subscription.status,
            Some(SubscriptionStatus::Enabled | SubscriptionStatus::WebhookCallbackVerificationPending)
        );
        let news = match event {
            Some(_) => News::parse(payload, &subscription.r#type)?,
            None if is_active => News::Other(events),
            None => News::Revoked,
        };
        Ok(Self { subscription, news })
    }
}

impl News {
    fn parse(payload: &Payload<'_, Twitch>, subscribed: &str) -> Result<Self, PayloadError> {
        Ok(match subscribed {
            "channel.ad_break.begin" => Self::AdBreak(inside(payload)?),
            "channel.ban" | "channel.unban" => Self::Ban(inside(payload)?),
            "channel.update" => Self::Channel(inside(payload)?),
            "channel.chat.message" => Self::ChatMessage(inside(payload)?),
            "channel.chat.notification" => Self::ChatNotification(inside(payload)?),
            "channel.cheer" | "channel.bits.use" => Self::Cheer(inside(payload)?),
            "channel.follow" => Self::Follow(inside(payload)?),
            "automod.message.hold"
            | "automod.message.update"
            | "channel.chat.user_message_hold"
            | "channel.chat.user_message_update" => Self::HeldMessage(inside(payload)?),
            "channel.moderate" => Self::Moderate(inside(payload)?),
            "channel.raid" => Self::Raid(inside(payload)?),
            "channel.channel_points_automatic_reward_redemption.add"
            | "channel.channel_points_custom_reward_redemption.add"
            | "channel.channel_points_custom_reward_redemption.update" => Self::Redemption(inside(payload)?),
            "channel.shoutout.create" | "channel.shoutout.receive" => Self::Shoutout(inside(payload)?),
            "stream.online" | "stream.offline" => Self::Stream(inside(payload)?),
            "channel.subscribe" => Self::Subscribed(inside(payload)?),
            _ => Self::parse_family(payload, subscribed)?,
        })
    }

    /// Those of which all of one beginning are alike.
    fn parse_family(payload: &Payload<'_, Twitch>, subscribed: &str) -> Result<Self, PayloadError> {
        Ok(match subscribed.rsplit_once('.').map_or("", |(family, _)| family) {
            "channel.charity_campaign" => Self::Charity(inside(payload)?),
            "channel.goal" => Self::Goal(inside(payload)?),
            "channel.hype_train" => Self::HypeTrain(inside(payload)?),
            "channel.moderator" | "channel.vip" => Self::Role(inside(payload)?),
            "channel.poll" => Self::Poll(inside(payload)?),
            "channel.prediction" => Self::Prediction(inside(payload)?),
            "channel.subscription" => Self::Subscribed(inside(payload)?),
            "channel.unban_request" => Self::UnbanRequest(inside(payload)?),
            "user" | "user.authorization" | "user.whisper" => Self::User(inside(payload)?),
            _ => Self::Other(inside(payload)?),
        })
    }
}

fn inside<T: serde::de::DeserializeOwned>(payload: &Payload<'_, Twitch>) -> Result<T, PayloadError> {
    payload.at("/event")?.ok_or(PayloadError::NoData)
}
