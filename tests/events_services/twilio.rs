use countersign::PayloadError;
use countersign::events::twilio;

use super::{NOON, parse, text};

#[test]
fn a_message_has_its_text_and_its_files() {
    let event = parse::<twilio::Event>(
        "MessageSid=SM1&SmsSid=SM1&AccountSid=AC1&From=%2B15550100&To=%2B15550101&Body=gr%C3%BC%C3%9Fe&NumMedia=2\
         &MediaUrl0=https%3A%2F%2Fexample.com%2F0&MediaContentType0=image%2Fjpeg&MediaUrl1=https%3A%2F%2Fexample.com%2F1\
         &SmsStatus=received&ApiVersion=2010-04-01&Added=x&Empty=",
    )
    .unwrap();
    let twilio::Event::Message(message) = &*event else { panic!("{event:?}") };
    assert_eq!(message.body.as_deref(), Some("grüße"));
    assert_eq!(message.from.as_deref(), Some("+15550100"));
    assert_eq!(message.sms_status, Some(twilio::MessageStatus::Received));
    assert_eq!(message.media.len(), 2);
    assert_eq!(message.media[0].content_type.as_deref(), Some("image/jpeg"));
    assert_eq!(message.media[1].url.as_deref(), Some("https://example.com/1"));
    let envelope = event.receipt().envelope();
    assert_eq!(text(envelope.account).as_deref(), Some("AC1"));
    assert_eq!(text(envelope.version).as_deref(), Some("2010-04-01"));
}

#[test]
fn what_is_no_number_is_none() {
    // (text, number)
    let cases = [
        ("52.5", Some(52.5)),
        ("-1e2", Some(-100.0)),
        ("", None),
        ("NaN", None),
        ("inf", None),
        ("-infinity", None),
        ("1e400", None),
    ];
    for (latitude, expected) in cases {
        let event = parse::<twilio::Event>(&format!("MessageSid=SM1&Latitude={latitude}")).unwrap();
        let twilio::Event::Message(message) = &*event else { panic!("{event:?}") };
        assert_eq!(message.latitude, expected, "{latitude}");
    }
}

#[test]
fn a_callback_is_told_by_its_ids() {
    // (form, how it prints)
    let cases = [
        ("CallSid=CA1&Digits=1234", "Call(Call {"),
        ("CallSid=CA1&CallStatus=levitating", "Call(Call {"),
        ("CallSid=CA1&RecordingSid=RE1&RecordingUrl=u", "Call(Call {"),
        ("CallSid=CA1&RecordingSid=RE1&RecordingStatus=completed", "Recording(Recording {"),
        ("ConferenceSid=CF1&CallSid=CA1&StatusCallbackEvent=participant-join", "Conference(Conference {"),
        ("ConversationSid=CH1&EventType=onMessageAdded&MessageSid=IM1", "Conversation(Conversation {"),
        ("WorkspaceSid=WS1&EventType=task.created&TaskSid=WT1", "Task(Task {"),
        ("SmsSid=SM1&MessageStatus=delivered", "Message(Message {"),
        ("RocketSid=RO1", "Other"),
        ("", "Other"),
        (r#"{"json":true}"#, "Other"),
    ];
    for (form, expected) in cases {
        let printed = format!("{:?}", parse::<twilio::Event>(form).unwrap().into_inner());
        assert!(printed.starts_with(expected), "{form}: {printed}");
    }
}

#[test]
fn a_call_has_its_numbers_and_time() {
    let event = parse::<twilio::Event>(
        "CallSid=CA1&CallStatus=no-answer&CallDuration=61&SequenceNumber=3&Timestamp=Sun%2C+22+Nov+2026+12%3A00%3A00+%2B0000\
         &Confidence=0.5&ErrorCode=",
    )
    .unwrap();
    let twilio::Event::Call(call) = &*event else { panic!("{event:?}") };
    assert_eq!(call.call_status, Some(twilio::CallStatus::NoAnswer));
    assert_eq!((call.call_duration, call.sequence_number, call.error_code), (Some(61), Some(3), None));
    assert_eq!((call.confidence, call.timestamp), (Some(0.5), Some(NOON)));
    assert_eq!(event.receipt().envelope().time.unwrap().time(), Some(NOON));
}

#[test]
fn a_field_that_stands_twice_is_refused() {
    assert!(matches!(parse::<twilio::Event>("CallSid=CA1&From=1&From=2"), Err(PayloadError::Form)));
}

#[test]
fn an_event_is_small() {
    assert!(size_of::<twilio::Event>() <= 32);
}
