use countersign::PayloadError;
use countersign::events::slack::{Event, Inner, InteractionType, MessageSubtype};

use super::parse;

/// An event of the Events API around this one.
fn callback(event: &str) -> String {
    format!(
        r#"{{"type":"event_callback","event_id":"Ev1","event_time":1795348800,"team_id":"T1","added":{{}},
            "authorizations":null,"event":{event}}}"#
    )
}

fn inner(event: &str) -> Inner {
    let verified = parse::<Event>(&callback(event)).unwrap_or_else(|error| panic!("{event}: {error}"));
    match verified.into_inner() {
        Event::Callback(callback) => callback.event,
        other => panic!("{event}: {other:?}"),
    }
}

#[test]
fn a_message_has_its_text_and_its_subtype() {
    let Inner::Message(message) = inner(
        r#"{"type":"message","subtype":"file_share","channel":"C1","user":"U1","text":"see","ts":"1.2",
            "files":[{"id":"F1","size":12,"added":1}],"blocks":[{"type":"new"}],"edited":null}"#,
    ) else {
        panic!("no message")
    };
    assert_eq!(message.text.as_deref(), Some("see"));
    assert_eq!(message.subtype, Some(MessageSubtype::FileShare));
    assert_eq!(message.files[0].size, Some(12));
    assert_eq!(message.blocks.as_ref().map(|blocks| blocks.get()), Some(r#"[{"type":"new"}]"#));
}

#[test]
fn an_edited_message_has_both_texts() {
    let Inner::Message(message) = inner(
        r#"{"type":"message","subtype":"message_changed","channel":"C1","message":{"text":"new","ts":"1.2"},
            "previous_message":{"text":"old","ts":"1.2"}}"#,
    ) else {
        panic!("no message")
    };
    let text =
        |message: &Option<Box<countersign::events::slack::Message>>| message.as_ref().unwrap().text.clone();
    assert_eq!(text(&message.message).as_deref(), Some("new"));
    assert_eq!(text(&message.previous_message).as_deref(), Some("old"));
}

#[test]
fn each_type_has_its_arm() {
    // (event, what Debug begins with)
    let cases = [
        (r#"{"type":"app_mention","text":"<@U2> hi"}"#, "AppMention("),
        (r#"{"type":"app_home_opened","user":"U1","tab":"home"}"#, "AppHomeOpened("),
        (
            r#"{"type":"reaction_added","user":"U1","reaction":"heart","item":{"type":"message"}}"#,
            "ReactionAdded(",
        ),
        (r#"{"type":"reaction_removed","user":"U1","reaction":"heart"}"#, "ReactionRemoved("),
        (r#"{"type":"member_joined_channel","user":"U1","channel":"C1"}"#, "MemberJoined("),
        (r#"{"type":"member_left_channel","user":"U1","channel":"C1"}"#, "MemberLeft("),
        (r#"{"type":"channel_archive","channel":"C1","user":"U1"}"#, "Conversation("),
        (r#"{"type":"channel_created","channel":{"id":"C1","name":"x","created":1}}"#, "Conversation("),
        (r#"{"type":"group_deleted","channel":"G1","actor_id":"U1","user":"U2"}"#, "Conversation("),
        (r#"{"type":"file_shared","file_id":"F1","file":{"id":"F1"}}"#, "File("),
        (
            r#"{"type":"link_shared","links":[{"url":"https://example.com","domain":"example.com"}]}"#,
            "LinkShared(",
        ),
        (r#"{"type":"pin_added","item":{"type":"message","message":{"text":"x"}}}"#, "Pin("),
        (r#"{"type":"subteam_created","subteam":{"id":"S1","users":null}}"#, "Subteam("),
        (r#"{"type":"team_join","user":{"id":"U1","profile":{"email":"a@example.com"}}}"#, "User("),
        (r#"{"type":"emoji_changed","subtype":"remove","names":["a"]}"#, "EmojiChanged("),
        (r#"{"type":"tokens_revoked","tokens":{"oauth":["U1"]}}"#, "TokensRevoked("),
        (r#"{"type":"app_uninstalled"}"#, "AppUninstalled"),
        (r#"{"type":"assistant_thread_started","assistant_thread":{"user_id":"U1"}}"#, "AssistantThread("),
        (r#"{"type":"file_comment_added","comment":{}}"#, r#"Other("file_comment_added")"#),
        (r#"{"type":"brand_new"}"#, r#"Other("brand_new")"#),
        ("{}", r#"Other("")"#),
    ];
    for (event, expected) in cases {
        let found = format!("{:?}", inner(event));
        assert!(found.starts_with(expected), "{event}: {found}");
    }
}

#[test]
fn an_unknown_subtype_is_kept() {
    let Inner::Message(message) = inner(r#"{"type":"message","subtype":"brand_new"}"#) else {
        panic!("no message")
    };
    assert_eq!(message.subtype.unwrap().as_str(), "brand_new");
}

#[test]
fn a_command_is_a_form() {
    let body = "command=%2Fweather&text=Berlin+now&team_id=T1&user_id=U1&is_enterprise_install=false&added=1";
    let Event::Command(command) = parse::<Event>(body).unwrap().into_inner() else { panic!("no command") };
    assert_eq!((&*command.command, &*command.text), ("/weather", "Berlin now"));
    assert_eq!(command.team_id.as_deref(), Some("T1"));
    let without_text = parse::<Event>("command=%2Fweather&text=").unwrap();
    assert!(matches!(&*without_text, Event::Command(command) if command.text.is_empty()));
    assert!(matches!(parse::<Event>("ssl_check=1&token=x").unwrap().into_inner(), Event::Other));
}

#[test]
fn an_interaction_is_json_in_a_form() {
    let json = r#"{"type":"view_submission","user":{"id":"U1"},"team":null,"view":{"id":"V1","state":{"values":
        {"b/1":{"name":{"type":"plain_text_input","value":"x","added":[]}}}}}}"#;
    let body: String = form_urlencoded::Serializer::new(String::new()).append_pair("payload", json).finish();
    let Event::Interaction(interaction) = parse::<Event>(&body).unwrap().into_inner() else { panic!("none") };
    assert_eq!(interaction.r#type, InteractionType::ViewSubmission);
    let state = interaction.view.unwrap().state.unwrap();
    assert_eq!(state.get("b/1", "name").unwrap().value.as_deref(), Some("x"));
    assert!(state.get("b/1", "other").is_none());
    let unknown = parse::<Event>(r#"{"type":"brand_new","actions":null}"#).unwrap().into_inner();
    assert!(matches!(unknown, Event::Interaction(it) if it.r#type.as_str() == "brand_new"));
}

#[test]
fn what_is_around_an_event_is_read() {
    let verified = parse::<Event>(&callback(r#"{"type":"message"}"#)).unwrap();
    let envelope = verified.receipt().envelope();
    assert_eq!(envelope.account.unwrap().text(), "T1");
    assert_eq!(envelope.event.unwrap().text(), "message");
    assert_eq!(envelope.id.unwrap().text(), "Ev1");
    assert_eq!(envelope.time.unwrap().time().unwrap().unix_timestamp(), 1_795_348_800);
    let Event::Callback(callback) = &*verified else { panic!("no callback") };
    assert_eq!(callback.event_time.unwrap().unix_timestamp(), 1_795_348_800);
    assert!(callback.authorizations.is_empty());
}

#[test]
fn rate_limiting_is_told_in_either_way() {
    let outer = r#"{"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1795348800}"#;
    assert!(matches!(parse::<Event>(outer).unwrap().into_inner(), Event::RateLimited(_)));
    assert!(matches!(inner(outer), Inner::AppRateLimited(_)));
}

#[test]
fn what_does_not_fit_is_an_error() {
    for event in [
        r#"{"type":"reaction_added","user":"U1","user":"U2","reaction":"heart"}"#,
        r#"{"type":"reaction_added","user":"U1","reaction":["heart"]}"#,
        r#"{"type":"reaction_added","user":"U1"}"#,
    ] {
        let found = parse::<Event>(&callback(event));
        assert!(matches!(found, Err(PayloadError::Unfit { .. })), "{event}");
    }
    let twice = r#"{"type":"view_closed","view":{"id":"V1","state":{"values":{"b":{},"b":{}}}}}"#;
    assert!(matches!(parse::<Event>(twice), Err(PayloadError::Unfit { .. })));
    assert!(matches!(parse::<Event>("{"), Err(PayloadError::Syntax { .. })));
}

#[test]
fn no_enum_is_large() {
    assert!(size_of::<Event>() <= 256);
    assert!(size_of::<Inner>() <= 256);
}
