//! The schema that the tests have.

use std::sync::LazyLock;

use countersign::schema::Schema;
use serde_json::json;

pub(crate) fn schema() -> &'static Schema {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
        let schema = json!({
            "type": "object",
            "required": ["amount"],
            "properties": {
                "amount": { "type": "integer", "minimum": 1 },
                "lines": { "type": "array", "items": { "$ref": "#/$defs/line" } },
                "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            },
            "$defs": { "line": { "required": ["sku"], "properties": { "sku": { "minLength": 3 } } } },
        });
        Schema::new(&schema).unwrap()
    });
    &SCHEMA
}
