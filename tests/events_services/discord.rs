use countersign::PayloadError;
use countersign::events::discord::{Event, Interaction, InteractionData, InteractionType, News};

use super::parse;

fn body(event: &str, data: &str) -> String {
    format!(
        r#"{{"version":1,"application_id":"1234","type":1,"added":{{}},
            "event":{{"data":{data},"type":"{event}","timestamp":"2026-11-22T12:00:00.123456"}}}}"#
    )
}

#[test]
fn each_event_has_its_arm() {
    const USER: &str = r#"{"id":"9","username":"ada","global_name":null}"#;
    // (event, data, what Debug begins with)
    let cases = [
        (
            "APPLICATION_AUTHORIZED",
            format!(r#"{{"user":{USER},"scopes":["bot"],"guild":{{"id":"5"}}}}"#),
            "Authorized(",
        ),
        ("APPLICATION_DEAUTHORIZED", format!(r#"{{"user":{USER}}}"#), "Deauthorized("),
        (
            "ENTITLEMENT_CREATE",
            r#"{"id":"1","sku_id":"2","ends_at":null,"type":4}"#.to_owned(),
            "Entitlement(",
        ),
        ("ENTITLEMENT_DELETE", r#"{"id":1,"deleted":true}"#.to_owned(), "Entitlement("),
        ("BRAND_NEW", r#"{"x":1}"#.to_owned(), "Other(Some("),
        ("BRAND_NEW", "null".to_owned(), "Other(None)"),
    ];
    for (name, data, expected) in cases {
        let event = parse::<Event>(&body(name, &data)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let found = format!("{:?}", event.news);
        assert!(found.starts_with(expected), "{name}: {found}");
        assert_eq!(event.event_type.as_deref(), Some(name));
    }
    let ping = parse::<Event>(r#"{"version":1,"application_id":"1234","type":0}"#).unwrap();
    assert!(ping.event_type.is_none());
}

#[test]
fn what_is_around_an_event_is_read() {
    let verified = parse::<Event>(&body("BRAND_NEW", "{}")).unwrap();
    let envelope = verified.receipt().envelope();
    assert_eq!(envelope.account.unwrap().text(), "1234");
    assert_eq!(envelope.event.unwrap().text(), "BRAND_NEW");
    assert_eq!(envelope.time.unwrap().time(), verified.timestamp);
    assert_eq!(verified.timestamp.unwrap().unix_timestamp(), 1_795_348_800);
}

#[test]
fn a_command_has_its_options() {
    let body = r#"{"id":"1","application_id":"2","token":"t","type":2,"guild_id":"3","member":{"user":{"id":"4"},
        "roles":["5"],"permissions":"8"},"data":{"id":"6","name":"roll","type":1,"options":[
        {"name":"sides","type":4,"value":20},{"name":"loud","type":5,"value":true},
        {"name":"sub","type":1,"options":[{"name":"x","type":3,"value":"y"}]}]},"added":1}"#;
    let verified = parse::<Interaction>(body).unwrap();
    let InteractionData::Command(command) = &verified.data else { panic!("no command") };
    let value = |name| command.option(name).unwrap().value.as_deref();
    assert_eq!((value("sides"), value("loud"), value("sub")), (Some("20"), Some("true"), None));
    assert_eq!(command.option("sub").unwrap().options[0].value.as_deref(), Some("y"));
    assert_eq!(verified.member.as_ref().unwrap().user.as_ref().unwrap().id, "4");
    assert_eq!(verified.receipt().envelope().account.unwrap().text(), "3");
}

#[test]
fn each_interaction_has_its_type() {
    // (type, data, type, what Debug of the data begins with)
    let cases = [
        (1, "null", InteractionType::Ping, "Other(None)"),
        (
            3,
            r#"{"custom_id":"yes","component_type":2,"values":null}"#,
            InteractionType::Component,
            "Component(",
        ),
        (
            4,
            r#"{"id":"6","name":"roll","options":[{"name":"a","focused":true}]}"#,
            InteractionType::Autocomplete,
            "Command(",
        ),
        (5, r#"{"custom_id":"form","components":[{"type":18}]}"#, InteractionType::Modal, "Component("),
        (99, r#"{"x":1}"#, InteractionType::Unknown(99), "Other(Some("),
    ];
    for (number, data, kind, expected) in cases {
        let body = format!(r#"{{"data":{data},"id":"1","type":{number},"user":{{"id":"4"}},"member":null}}"#);
        let interaction = parse::<Interaction>(&body).unwrap_or_else(|error| panic!("{number}: {error}"));
        assert_eq!(interaction.r#type, kind, "{number}");
        let found = format!("{:?}", interaction.data);
        assert!(found.starts_with(expected), "{number}: {found}");
    }
}

#[test]
fn what_does_not_fit_is_an_error() {
    for body in [
        body("APPLICATION_AUTHORIZED", "null"),
        body("ENTITLEMENT_CREATE", "{}"),
        body("ENTITLEMENT_CREATE", r#"{"id":"1","id":"1"}"#),
        r#"{"type":1}"#.to_owned(),
    ] {
        assert!(matches!(parse::<Event>(&body), Err(PayloadError::Unfit { .. })), "{body}");
    }
    for body in [r#"{"id":"1","type":"2"}"#, r#"{"id":"1","type":2,"data":{"id":"6"}}"#, r#"{"type":1}"#] {
        assert!(matches!(parse::<Interaction>(body), Err(PayloadError::Unfit { .. })), "{body}");
    }
}

#[test]
fn no_enum_is_large() {
    assert!(size_of::<News>() <= 256);
    assert!(size_of::<InteractionData>() <= 256);
}
