//! <https://developer.paddle.com>

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::{Delivery, Part, Provider, Scheme, Source};

/// Paddle Classic. The secret is the vendor's public key. Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum PaddleClassic {}

impl Provider for PaddleClassic {
    const SCHEME: Scheme = Scheme::rsa_sha1("paddle_classic", "")
        .signature(Source::Form(SIGNATURE))
        .base64()
        .signs(&[Part::Computed(serialized)])
        .id(Source::Form("alert_id"))
        .event(Source::Form("alert_name"))
        .time(Source::Form("event_time"));
}

/// The other fields as PHP serialises an array of strings that is sorted by key.
fn serialized(delivery: &Delivery) -> Option<Vec<u8>> {
    // What is not UTF-8 would be read as the replacement character, whatever it was.
    percent_encoding::percent_decode(delivery.body()).decode_utf8().ok()?;
    let mut fields: BTreeMap<Cow<'_, str>, Cow<'_, str>> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(delivery.body()) {
        if fields.insert(name, value).is_some() {
            return None;
        }
    }
    fields.remove(SIGNATURE)?;
    let string = |text: &str| format!("s:{}:\"{text}\";", text.len());
    let pairs: String = fields.iter().map(|(name, value)| string(name) + &string(value)).collect();
    Some(format!("a:{}:{{{pairs}}}", fields.len()).into_bytes())
}

const SIGNATURE: &str = "p_signature";
