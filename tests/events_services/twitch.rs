use countersign::PayloadError;
use countersign::events::twitch::{Event, News, SubscriptionStatus};

use super::parse;

fn body(subscribed: &str, event: &str) -> String {
    format!(
        r#"{{"subscription":{{"id":"s1","type":"{subscribed}","version":"2","status":"enabled","cost":0,
            "condition":{{"broadcaster_user_id":"1"}},"created_at":"2026-11-22T12:00:00.123456789Z","added":1}},
            "event":{event}}}"#
    )
}

#[test]
fn a_follow_says_who_and_when() {
    let event = r#"{"user_id":"2","user_login":"ada","user_name":"Ada","broadcaster_user_id":"1",
        "followed_at":"2026-11-22T12:00:00.17106713Z","added":[]}"#;
    let verified = parse::<Event>(&body("channel.follow", event)).unwrap();
    let News::Follow(follow) = &verified.news else { panic!("{:?}", verified.news) };
    assert_eq!((follow.user_login.as_deref(), &*follow.broadcaster_user_id), (Some("ada"), "1"));
    assert_eq!(follow.followed_at.unwrap().unix_timestamp(), 1_795_348_800);
    assert_eq!(verified.subscription.status, Some(SubscriptionStatus::Enabled));
    let envelope = verified.receipt().envelope();
    assert_eq!(envelope.event.unwrap().text(), "channel.follow");
    assert_eq!(envelope.version.unwrap().text(), "2");
    assert_eq!(envelope.account.unwrap().text(), "1");
}

#[test]
fn each_type_has_its_arm() {
    const B: &str = r#""broadcaster_user_id":"1""#;
    // (type, what is beside the broadcaster, what Debug begins with)
    let cases = [
        ("channel.ad_break.begin", r#""duration_seconds":"60","is_automatic":true"#, "AdBreak("),
        ("channel.ban", r#""user_id":"2","reason":"x","ends_at":null,"is_permanent":true"#, "Ban("),
        ("channel.unban", r#""user_id":"2""#, "Ban("),
        (
            "channel.update",
            r#""title":"x","category_id":"3","content_classification_labels":null"#,
            "Channel(",
        ),
        (
            "channel.charity_campaign.donate",
            r#""id":"c","amount":{"value":1000,"decimal_places":2}"#,
            "Charity(",
        ),
        (
            "channel.chat.message",
            r#""message_id":"m","message":{"text":"hi","fragments":[]}"#,
            "ChatMessage(",
        ),
        ("channel.chat.notification", r#""message_id":"m","notice_type":"brand_new""#, "ChatNotification("),
        ("channel.cheer", r#""user_id":null,"is_anonymous":true,"message":"x","bits":5"#, "Cheer("),
        ("channel.bits.use", r#""message":{"text":"x"},"bits":5,"type":"brand_new""#, "Cheer("),
        ("channel.goal.end", r#""id":"g","type":"follow","is_achieved":false"#, "Goal("),
        ("automod.message.hold", r#""message_id":"m","level":4"#, "HeldMessage("),
        ("automod.message.brand_new", r#""x":1"#, "Other("),
        ("channel.chat.user_message_hold", r#""message_id":"m""#, "HeldMessage("),
        (
            "channel.hype_train.progress",
            r#""id":"h","top_contributions":[{"user_id":"2","total":1}]"#,
            "HypeTrain(",
        ),
        ("channel.moderate", r#""action":"timeout","timeout":{"user_id":"2"},"ban":null"#, "Moderate("),
        ("channel.moderate", r#""action":"brand_new","brand_new":{}"#, "Moderate("),
        ("channel.poll.end", r#""id":"p","choices":[{"id":"1","votes":2}]"#, "Poll("),
        ("channel.prediction.lock", r#""id":"p","outcomes":[{"id":"1","users":2}]"#, "Prediction("),
        (
            "channel.raid",
            r#""from_broadcaster_user_id":"2","to_broadcaster_user_id":"1","viewers":9"#,
            "Raid(",
        ),
        (
            "channel.channel_points_custom_reward_redemption.add",
            r#""id":"r","reward":{"id":"w"}"#,
            "Redemption(",
        ),
        ("channel.moderator.add", r#""user_id":"2""#, "Role("),
        ("channel.vip.remove", r#""user_id":"2""#, "Role("),
        ("channel.shoutout.create", r#""viewer_count":3"#, "Shoutout("),
        ("stream.online", r#""id":"s","type":"live""#, "Stream("),
        ("stream.offline", r#""x":1"#, "Stream("),
        ("channel.subscribe", r#""tier":"1000","is_gift":false"#, "Subscribed("),
        (
            "channel.subscription.message",
            r#""message":{"text":"x","emotes":null},"streak_months":null"#,
            "Subscribed(",
        ),
        ("channel.unban_request.create", r#""id":"u","text":"please""#, "UnbanRequest("),
        ("user.authorization.revoke", r#""user_id":"2","user_login":null"#, "User("),
        ("brand.new", r#""x":1"#, "Other(Some("),
        ("brand", r#""x":1"#, "Other(Some("),
    ];
    for (subscribed, fields, expected) in cases {
        let event = parse::<Event>(&body(subscribed, &format!("{{{B},{fields}}}")));
        let event = event.unwrap_or_else(|error| panic!("{subscribed}: {error}"));
        let found = format!("{:?}", event.news);
        assert!(found.starts_with(expected), "{subscribed}: {found}");
    }
}

#[test]
fn the_end_of_a_subscription_is_told_by_its_status() {
    // (status, what Debug begins with)
    let cases = [("authorization_revoked", "Revoked"), ("brand_new", "Revoked"), ("enabled", "Other(None)")];
    for (status, expected) in cases {
        let body = format!(r#"{{"subscription":{{"id":"s1","type":"channel.follow","status":"{status}"}}}}"#);
        let event = parse::<Event>(&body).unwrap_or_else(|error| panic!("{status}: {error}"));
        assert_eq!(format!("{:?}", event.news), expected, "{status}");
        assert_eq!(event.subscription.status.as_ref().unwrap().as_str(), status);
    }
}

#[test]
fn several_entitlements_at_once_are_kept() {
    let body = r#"{"subscription":{"id":"s1","type":"drop.entitlement.grant","status":"enabled"},"events":[{"id":"1"}]}"#;
    let event = parse::<Event>(body).unwrap().into_inner();
    assert!(matches!(event.news, News::Other(Some(events)) if events.get() == r#"[{"id":"1"}]"#));
}

#[test]
fn what_does_not_fit_is_an_error() {
    for event in [
        r#"{"user_id":"2"}"#,
        r#"{"broadcaster_user_id":"1","broadcaster_user_id":"2"}"#,
        r#"{"broadcaster_user_id":["1"]}"#,
        r#""text""#,
    ] {
        let found = parse::<Event>(&body("channel.follow", event));
        assert!(matches!(found, Err(PayloadError::Unfit { .. })), "{event}");
    }
    assert!(matches!(parse::<Event>("{}"), Err(PayloadError::Unfit { .. })));
}

#[test]
fn no_enum_is_large() {
    assert!(size_of::<News>() <= 256);
}
