//! <https://developer.paddle.com>

use std::collections::BTreeMap;

use crate::message::parameters;
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
    let mut fields = BTreeMap::new();
    for (name, value) in parameters(delivery.body())? {
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
