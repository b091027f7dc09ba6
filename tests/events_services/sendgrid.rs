use countersign::events::sendgrid;
use countersign::{Batch, PayloadError};

use super::{NOON, parse};

#[test]
fn a_batch_has_what_became_of_each_mail() {
    let batch = parse::<Batch<sendgrid::Event>>(
        r#"[{"email":"a@example.com","event":"bounce","timestamp":1795348800,"sg_event_id":"e1","smtp-id":"<m@x>",
             "status":"5.1.1","type":"blocked","tls":1,"category":["a","b"],"mine":"own"},
            {"email":"b@example.com","event":"click","timestamp":1795348800,"sg_event_id":"e2","category":"one",
             "url":"https://example.com/","url_offset":{"index":1,"type":"html"},"sg_machine_open":false},
            {"event":"sublimated","timestamp":"1795348800","email":null,"pool":[]}]"#,
    )
    .unwrap();
    let [bounce, click, unknown] = &**batch else { panic!("{} items", batch.len()) };
    assert_eq!(bounce.event, sendgrid::Kind::Bounce);
    assert_eq!(bounce.timestamp, NOON);
    assert_eq!(bounce.smtp_id.as_deref(), Some("<m@x>"));
    assert_eq!(bounce.bounce_type.as_deref(), Some("blocked"));
    assert_eq!(bounce.tls, Some(true));
    assert_eq!(bounce.category, ["a", "b"]);
    assert_eq!(bounce.id().unwrap().text(), "e1");
    assert_eq!(click.category, ["one"]);
    assert_eq!(click.url_offset.as_ref().unwrap().index, Some(1));
    assert_eq!(unknown.event, sendgrid::Kind::Unknown("sublimated".into()));
}

#[test]
fn what_does_not_fit_is_refused() {
    // (case, body)
    let cases = [
        ("no event", r#"[{"timestamp":1}]"#),
        ("no timestamp", r#"[{"event":"open"}]"#),
        ("event is no text", r#"[{"event":{},"timestamp":1}]"#),
        ("email stands twice", r#"[{"event":"open","timestamp":1,"email":"a","email":"b"}]"#),
    ];
    for (case, body) in cases {
        assert!(matches!(parse::<Batch<sendgrid::Event>>(body), Err(PayloadError::Unfit { .. })), "{case}");
    }
}
