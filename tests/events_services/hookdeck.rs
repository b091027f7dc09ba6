use countersign::dangerous::assume_verified;
use countersign::events::hookdeck;
use countersign::{By, Delivery, Verified};

use super::{NOON, parse, text};

#[test]
fn how_it_was_passed_on_stands_in_headers() {
    let request = http::Request::post("/hook")
        .header("x-hookdeck-eventid", "evt_1")
        .header("x-hookdeck-requestid", "req_1")
        .header("x-hookdeck-source-name", "shop")
        .header("x-hookdeck-destination-name", "api")
        .header("x-hookdeck-attempt-count", "2")
        .header("x-hookdeck-attempt-trigger", "AUTOMATIC")
        .header("x-hookdeck-will-retry-after", "3600")
        .header("x-hookdeck-verified", "true")
        .body("anything at all")
        .unwrap();
    let event: Verified<hookdeck::Event> = assume_verified(Delivery::from_request(request, NOON)).unwrap();
    assert_eq!(event.id.as_deref(), Some("evt_1"));
    assert_eq!(event.source.as_deref(), Some("shop"));
    assert_eq!((event.attempt, event.will_retry_after), (Some(2), Some(3600)));
    assert_eq!(event.trigger.as_deref(), Some("AUTOMATIC"));
    assert_eq!(event.verified, Some(true));
    assert_eq!(event.connection, None);
    assert_eq!(text(event.receipt().envelope().attempt).as_deref(), Some("2"));
}

#[test]
fn without_headers_nothing_is_said() {
    let event = parse::<hookdeck::Event>("{}").unwrap();
    assert!(event.id.is_none() && event.attempt.is_none() && event.verified.is_none());
}

#[cfg(feature = "events-stripe")]
#[test]
fn what_was_passed_on_is_read_as_its_sender_wrote_it() {
    use countersign::events::stripe;
    use countersign::providers::Hookdeck;

    let body = r#"{"id":"evt_1","object":"event","type":"invoice.paid","created":1795348800,
        "data":{"object":{"id":"in_1","object":"invoice","amount_paid":3}}}"#;
    let event = parse::<By<Hookdeck, stripe::Event>>(body).unwrap();
    let stripe::Object::Invoice(invoice) = &event.object else { panic!("{:?}", event.object) };
    assert_eq!(invoice.amount_paid, Some(3));
    let invoice = parse::<By<Hookdeck, stripe::Invoice>>(body).unwrap();
    assert_eq!(invoice.id.as_deref(), Some("in_1"));
}
