use countersign::PayloadError;
use countersign::events::echolon;

use super::parse;

#[test]
fn a_call_has_the_machine_and_its_error() {
    let event = parse::<echolon::Event>(r#"{"serialNumber":"PLE-1","error":212,"added":[1]}"#).unwrap();
    assert_eq!(event.serial_number.as_deref(), Some("PLE-1"));
    assert_eq!(event.error.as_deref(), Some("212"));
    assert!(parse::<echolon::Event>("{}").unwrap().error.is_none());
    for body in [r#"{"error":"1","error":"2"}"#, "[]"] {
        assert!(matches!(parse::<echolon::Event>(body), Err(PayloadError::Unfit { .. })), "{body}");
    }
}
