//! What the operator's log has of a payload that does not fit its schema. Alone in its process: whether a line is
//! logged at all is decided once, for all threads.

#![cfg(feature = "schema")]
#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "schema/order.rs"]
mod order;

use std::fmt;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use countersign::providers::GitHub;
use countersign::schema::{Checked, HasSchema, Schema};
use countersign::{Delivery, Json, PayloadError, Verified, dangerous};
use http::Request;
use serde::Deserialize;
use time::macros::datetime;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Metadata, Subscriber};

#[derive(Deserialize)]
struct Order {}

impl HasSchema for Order {
    fn schema() -> &'static Schema {
        order::schema()
    }
}

type Whole = Checked<Json<GitHub, Order>>;

fn parse(body: &str) -> Result<(), PayloadError> {
    let request = Request::post("/orders").body(body.to_owned()).unwrap();
    let delivery = Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC));
    dangerous::assume_verified(delivery).map(|_: Verified<Whole>| ())
}

#[test]
fn the_log_has_the_place_and_nothing_that_the_sender_wrote() {
    let cases = [
        ("a value", r#"{"amount":-424242}"#, "/amount", "/properties/amount/minimum"),
        (
            "an item",
            r#"{"amount":1,"lines":[{"sku":"ABC"},{"sku":"Z"}]}"#,
            "/lines/1/sku",
            "/properties/lines/items/$ref/properties/sku/minLength",
        ),
        (
            "a name",
            r#"{"amount":1,"labels":{"canary":424242}}"#,
            "/labels/*",
            "/properties/labels/additionalProperties/type",
        ),
    ];
    for (name, body, at, rule) in cases {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let result = tracing::subscriber::with_default(Listener(Arc::clone(&lines)), || parse(body));
        assert_eq!(result, Err(PayloadError::Schema), "{name}");
        let lines = lines.lock().unwrap();
        let [line] = &lines[..] else { panic!("{name}: {lines:?}") };
        let expected = format!(
            "WARN message=a genuine payload does not fit its schema provider=\"github\" at=\"{at}\" rule=\"{rule}\""
        );
        assert_eq!(*line, expected, "{name}");
    }
}

/// Writes what is logged as lines.
struct Listener(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("countersign")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
