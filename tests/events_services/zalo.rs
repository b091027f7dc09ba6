use countersign::PayloadError;
use countersign::events::zalo;

use super::{NOON, parse, text};

#[test]
fn a_message_has_who_wrote_what() {
    let event = parse::<zalo::Event>(
        r#"{"app_id":"360846524940903967","user_id_by_app":"552177279717587730","event_name":"user_send_image",
            "timestamp":"1795348800000","sender":{"id":"246845883529197922"},"recipient":{"id":"388613280878808645"},
            "message":{"msg_id":"m1","text":"chào","attachments":[
              {"type":"image","payload":{"url":"https://example.com/1.jpg","thumbnail":"https://example.com/2.jpg"}},
              {"type":"location","payload":{"coordinates":{"latitude":"10.76","longitude":"106.66"}}}]}}"#,
    )
    .unwrap();
    assert_eq!(event.event_name, zalo::EventName::UserSendImage);
    assert_eq!(event.timestamp, Some(NOON));
    assert_eq!(event.sender.as_ref().unwrap().id.as_deref(), Some("246845883529197922"));
    let message = event.message.as_ref().unwrap();
    assert_eq!(message.text.as_deref(), Some("chào"));
    let place = message.attachments[1].payload.as_ref().unwrap().coordinates.as_ref().unwrap();
    assert_eq!(place.latitude, Some(10.76));
    let envelope = event.receipt().envelope();
    assert_eq!(envelope.time.unwrap().time(), Some(NOON));
    assert_eq!(text(envelope.account).as_deref(), Some("360846524940903967"));
    assert!(envelope.id.is_none());
}

#[test]
fn what_is_unknown_is_no_error_and_what_does_not_fit_is() {
    let event = parse::<zalo::Event>(
        r#"{"event_name":"user_send_dream","timestamp":1795348800000,"oa_id":7,"message":"","info":[],"added":{}}"#,
    )
    .unwrap();
    assert_eq!(event.event_name, zalo::EventName::Unknown("user_send_dream".into()));
    assert_eq!(event.oa_id.as_deref(), Some("7"));
    assert!(event.message.is_none() && event.info.is_none());
    for body in [r#"{"app_id":"1"}"#, r#"{"event_name":"follow","event_name":"unfollow"}"#, "[]"] {
        assert!(matches!(parse::<zalo::Event>(body), Err(PayloadError::Unfit { .. })), "{body}");
    }
}
