//! Senders of every form of scheme.

use crate::deliveries::Sender;

pub(crate) const SENDERS: [Sender; 10] = [
    Sender::new("github", "It's a Secret to Everybody"),
    Sender::new("stripe", "whsec_8f742231b10e8888abcd99"),
    Sender::new("slack", "8f742231b10e8888abcd99yyyzzz85a5"),
    Sender::new("shopify", "shpss_8f742231b10e8888abcd99"),
    Sender::new("standard_webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
    Sender::new("webex", "8f742231b10e8888abcd99"),
    Sender::new("generic_token", "8f742231b10e8888abcd99"),
    Sender::new("generic_basic", "sender:8f742231b10e8888abcd99"),
    Sender { body: zalo_event, ..Sender::new("zalo_oa", "8f742231b10e8888abcd99") },
    Sender { body: form, ..Sender::new("twilio", "8f742231b10e8888abcd998f742231b1") },
];

/// An event with its time in the body. It has a few bytes at the least.
fn zalo_event(size: usize) -> Vec<u8> {
    let mut event = br#"{"app_id":"1","timestamp":"1795348800000","text":""#.to_vec();
    event.resize(size.saturating_sub(2).max(event.len()), b'x');
    event.extend(b"\"}");
    event
}

/// A form with some twenty fields.
fn form(size: usize) -> Vec<u8> {
    let value = vec![b'x'; size / 20];
    let mut form: Vec<u8> =
        (b'a'..=b't').flat_map(|name| [&[name, b'='], &value[..], b"&"].concat()).collect();
    form.truncate(size);
    form
}
