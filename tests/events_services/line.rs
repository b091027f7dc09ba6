use countersign::events::line::{Event, MessageType, Mode, News};
use countersign::{Batch, PayloadError};

use super::parse;

fn batch(events: &str) -> Result<Vec<Event>, PayloadError> {
    let body = format!(r#"{{"destination":"U0","events":[{events}],"added":1}}"#);
    let events = parse::<Batch<Event>>(&body)?.into_inner().into_items();
    Ok(events.into_iter().map(countersign::Item::into_inner).collect())
}

#[test]
fn each_type_has_its_arm() {
    // (type and its part, what Debug begins with)
    let cases = [
        (r#""type":"message","message":{"id":"1","type":"text","text":"hi"}"#, "Message("),
        (r#""type":"message","message":{"id":1,"type":"hologram","x":1}"#, "Message("),
        (r#""type":"follow","follow":{"isUnblocked":true}"#, "Follow { is_unblocked: true }"),
        (r#""type":"follow""#, "Follow { is_unblocked: false }"),
        (r#""type":"unfollow""#, "Unfollow"),
        (r#""type":"join""#, "Join"),
        (r#""type":"leave""#, "Leave"),
        (r#""type":"memberJoined","joined":{"members":[{"type":"user","userId":"U1"}]}"#, "MemberJoined(["),
        (r#""type":"memberLeft","left":{"members":null}"#, "MemberLeft([])"),
        (r#""type":"postback","postback":{"data":"a=1","params":{"date":"2026-11-22"}}"#, "Postback("),
        (r#""type":"beacon","beacon":{"hwid":"h","type":"enter"}"#, "Beacon("),
        (r#""type":"accountLink","link":{"result":"ok","nonce":"n"}"#, "AccountLink("),
        (r#""type":"unsend","unsend":{"messageId":"9"}"#, r#"Unsend { message_id: "9" }"#),
        (r#""type":"videoPlayComplete","videoPlayComplete":{"trackingId":"t"}"#, "VideoPlayComplete"),
        (r#""type":"brandNew","brandNew":{}"#, r#"Other("brandNew")"#),
    ];
    for (fields, expected) in cases {
        let events = batch(&format!(r#"{{{fields},"mode":"active","timestamp":1,"source":null}}"#));
        let found = format!("{:?}", events.unwrap_or_else(|error| panic!("{fields}: {error}"))[0].news);
        assert!(found.starts_with(expected), "{fields}: {found}");
    }
}

#[test]
fn several_events_have_ids_of_their_own() {
    let body = r#"{"destination":"U0","events":[
        {"type":"message","webhookEventId":"01A","timestamp":1795348800123,"mode":"standby","replyToken":"r",
         "source":{"type":"group","groupId":"C1","userId":"U1"},"deliveryContext":{"isRedelivery":true},
         "message":{"id":"1","type":"location","latitude":"35.5","longitude":139,"keywords":null}},
        {"type":"follow","webhookEventId":"01B"}]}"#;
    let verified = parse::<Batch<Event>>(body).unwrap();
    let [first, second] = &**verified else { panic!("not two") };
    assert_eq!((first.id().unwrap().text(), second.id().unwrap().text()), ("01A", "01B"));
    assert_eq!(first.event().unwrap().text(), "message");
    assert_eq!(first.timestamp.unwrap().unix_timestamp(), 1_795_348_800);
    assert!(first.is_redelivery && !second.is_redelivery);
    assert_eq!((&first.mode, &second.mode), (&Some(Mode::Standby), &None));
    let News::Message(message) = &first.news else { panic!("no message") };
    assert_eq!(
        (&message.r#type, message.latitude, message.longitude),
        (&MessageType::Location, Some(35.5), Some(139.0))
    );
    assert_eq!(verified.receipt().envelope().account.unwrap().text(), "U0");
}

#[test]
fn a_delivery_without_events_is_an_empty_batch() {
    assert!(batch("").unwrap().is_empty());
}

#[test]
fn what_does_not_fit_is_an_error() {
    for event in [
        r#"{"type":"message"}"#,
        r#"{"type":"message","message":{"type":"text"}}"#,
        r#"{"type":"follow","type":"follow"}"#,
        r#"{"timestamp":1}"#,
        r#"{"type":["follow"]}"#,
    ] {
        assert!(matches!(batch(event), Err(PayloadError::Unfit { .. })), "{event}");
    }
}

#[test]
fn no_enum_is_large() {
    assert!(size_of::<News>() <= 256);
}

// With `arbitrary_precision`, which any crate of a build may switch on, `serde_json` hands decimals on as the last of these.
#[test]
fn a_decimal_is_read_however_it_is_handed_on() {
    for latitude in ["35.5", r#""35.5""#, r#"{"$serde_json::private::Number":"35.5"}"#] {
        let message = format!(r#"{{"id":"1","type":"location","latitude":{latitude}}}"#);
        let body = format!(
            r#"{{"events":[{{"type":"message","webhookEventId":"1","timestamp":1,"message":{message}}}]}}"#
        );
        let verified = parse::<Batch<Event>>(&body).unwrap_or_else(|error| panic!("{latitude}: {error}"));
        let News::Message(message) = &verified[0].news else { panic!("no message") };
        assert_eq!(message.latitude, Some(35.5), "{latitude}");
    }
}
