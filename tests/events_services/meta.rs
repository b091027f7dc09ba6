use countersign::events::meta::{Event, FeedItem, MessageKind, StatusKind, Value, Verb};
use countersign::{Batch, PayloadError};

use super::parse;

/// The only change of the only entry.
fn change(field: &str, value: &str) -> Value {
    // The name of the field is behind its value, as Meta has it.
    let body = format!(
        r#"{{"entry":[{{"id":"1","time":1795348800,"added":0,"changes":[{{"value":{value},"field":"{field}"}}]}}],
            "object":"page"}}"#
    );
    let entries = parse::<Batch<Event>>(&body).unwrap_or_else(|error| panic!("{body}: {error}"));
    let [entry] = <[_; 1]>::try_from(entries.into_inner().into_items()).expect("one entry");
    let [change] = <[_; 1]>::try_from(entry.into_inner().changes).expect("one change");
    change.value
}

#[test]
fn likes_follows_and_comments_of_a_page_are_told_apart() {
    // (value, item, verb)
    let cases = [
        (r#"{"item":"like","verb":"add","from":{"id":7,"name":"Ada"}}"#, FeedItem::Like, Verb::Add),
        (r#"{"item":"reaction","verb":"remove","reaction_type":"love"}"#, FeedItem::Reaction, Verb::Remove),
        (
            r#"{"item":"comment","verb":"edited","comment_id":"1_2","message":"x"}"#,
            FeedItem::Comment,
            Verb::Edited,
        ),
        (r#"{"item":"follow","verb":"follow","added":{}}"#, FeedItem::Follow, Verb::Follow),
        (r#"{"item":"new","verb":null}"#, FeedItem::Unknown("new".into()), Verb::Unknown("".into())),
    ];
    for (value, item, verb) in cases {
        let Value::Feed(feed) = change("feed", value) else { panic!("{value}") };
        assert_eq!((feed.item, feed.verb), (item, verb), "{value}");
    }
}

#[test]
fn several_changes_of_several_entries_are_read() {
    let body = r#"{"object":"page","entry":[
        {"id":1,"changes":[{"field":"feed","value":{"item":"like","verb":"add"}},
                           {"field":"feed","value":{"item":"comment","verb":"add"}}]},
        {"id":"2","time":1795348800123,"changes":null,"messaging":[{"sender":{"id":"9"},"message":{"mid":"m","text":"hi"}}]}]}"#;
    let entries = parse::<Batch<Event>>(body).unwrap();
    assert_eq!(entries.iter().map(|entry| &*entry.id).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(entries.iter().map(|entry| entry.changes.len()).collect::<Vec<_>>(), [2, 0]);
    assert_eq!(entries[0].event().unwrap().text(), "feed");
    let message = entries[1].messaging[0].message.as_ref().unwrap();
    assert_eq!(message.text.as_deref(), Some("hi"));
    assert_eq!(entries[1].time.unwrap().unix_timestamp(), 1_795_348_800);
    assert_ne!(entries[0].idempotency_key(), entries[1].idempotency_key());
}

#[test]
fn whatsapp_has_messages_and_statuses() {
    let value = r#"{"messaging_product":"whatsapp","metadata":{"phone_number_id":"5"},
        "contacts":[{"wa_id":"49","profile":{"name":"Ada"}}],
        "messages":[{"id":"wamid.1","from":"49","timestamp":"1795348800","type":"text","text":{"body":"hi"}},
                    {"id":"wamid.2","type":"hologram","hologram":{}}],
        "statuses":[{"id":"wamid.3","status":"read","timestamp":"1795348800","pricing":{"billable":false}},
                    {"id":"wamid.4","status":"failed","errors":[{"code":131051,"title":"x"}]}]}"#;
    let Value::WhatsApp(news) = change("messages", value) else { panic!("not WhatsApp") };
    assert_eq!(news.messages[0].text.as_ref().unwrap().body, "hi");
    assert_eq!(news.messages[0].timestamp.unwrap().unix_timestamp(), 1_795_348_800);
    assert_eq!(news.messages[1].r#type, MessageKind::Unknown("hologram".into()));
    assert_eq!(news.statuses[0].status, StatusKind::Read);
    assert_eq!(news.statuses[1].errors[0].code, Some(131_051));
    let Value::WhatsApp(call) =
        change("calls", r#"{"calls":[{"id":"c","event":"connect","status":["FAILED"]}]}"#)
    else {
        panic!("not WhatsApp")
    };
    assert_eq!(call.calls[0].event.as_deref(), Some("connect"));
}

#[test]
fn each_field_has_its_arm() {
    // (field, value, what Debug begins with)
    let cases = [
        ("comments", r#"{"id":"1","text":"x","media":{"id":"2"}}"#, "Comment("),
        ("leadgen", r#"{"leadgen_id":123456789012345678,"form_id":"4"}"#, "Lead("),
        ("mentions", r#"{"media_id":"1","comment_id":"2"}"#, "Mention("),
        ("group_feed", r#"{"item":"comment","verb":"add","sender_id":12}"#, "Feed("),
        ("messages", r#"{"sender":{"id":"1"},"message":{"mid":"m"}}"#, "Message("),
        ("messages", r#"{"messages":[{"id":"wamid.1"}]}"#, "WhatsApp("),
        ("message_reads", r#"{"sender":{"id":"1"},"read":{"mid":"m"}}"#, "Message("),
        (
            "account_update",
            r#"{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"expiration":1}]}"#,
            "Account(",
        ),
        ("message_template_status_update", r#"{"event":"APPROVED","message_template_id":12}"#, "Account("),
        ("photos", r#"["a"]"#, "Other("),
        ("feed", "null", "Other("),
        ("brand_new", r#"{"x":1}"#, "Other("),
    ];
    for (field, value, expected) in cases {
        let found = format!("{:?}", change(field, value));
        assert!(found.starts_with(expected), "{field}: {found}");
    }
}

#[test]
fn what_is_said_in_messenger_is_read() {
    // (what is said, what is read of it)
    let cases = [
        (r#""postback":{"payload":"GO","title":"Go"}"#, "GO"),
        (r#""read":{"watermark":1795348800000}"#, "2026-11-22"),
        (r#""delivery":{"mids":["m1"]}"#, "m1"),
        (r#""reaction":{"mid":"m","action":"react","emoji":"x"}"#, "react"),
        (
            r#""message":{"mid":"m","attachments":[{"type":"image","payload":{"url":"u","sticker_id":369}}]}"#,
            "369",
        ),
        (r#""optin":{"type":"t"}"#, "optin: Some"),
        (r#""brand_new":{}"#, "message: None"),
    ];
    for (said, expected) in cases {
        let body =
            format!(r#"{{"object":"page","entry":[{{"id":"1","messaging":[{{"timestamp":1,{said}}}]}}]}}"#);
        let entries = parse::<Batch<Event>>(&body).unwrap_or_else(|error| panic!("{said}: {error}"));
        let found = format!("{:?}", entries[0].messaging[0]);
        assert!(found.contains(expected), "{said}: {found}");
    }
}

#[test]
fn what_does_not_fit_is_an_error() {
    for body in [
        r#"{"entry":[{"id":"1","id":"1"}]}"#,
        r#"{"entry":[{"time":1}]}"#,
        r#"{"entry":[{"id":"1","changes":[{"value":{}}]}]}"#,
        r#"{"entry":[{"id":"1","changes":[{"field":"leadgen","value":{"form_id":"1"}}]}]}"#,
        r#"{"entry":[{"id":"1","changes":[{"field":"feed","value":{"item":"like","item":"like"}}]}]}"#,
    ] {
        let found = parse::<Batch<Event>>(body);
        assert!(matches!(found, Err(PayloadError::Unfit { .. })), "{body}");
    }
}

#[test]
fn no_enum_is_large() {
    assert!(size_of::<Value>() <= 256);
}
