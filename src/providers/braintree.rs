//! <https://developer.paypal.com/braintree/docs>

use crate::{
    Delivery, Encoding, Handshake, KeyForm, Layout, MAX_CHALLENGE, Part, Provider, Scheme, Source, Value,
};

/// Braintree. The secret is the private API key. Deliveries are forms.
///
/// Its `GET` challenge is answered when the verifier has the public key as its
/// [`setting`](crate::Verifier::setting) `public_key`. The kind and the time of a notification are in XML, in
/// base64, in the field `bt_payload`, in lines. A text of one line is not taken for a notification: it may have
/// been signed as a challenge, which anybody can ask for.
#[derive(Debug, Clone, Copy)]
pub enum Braintree {}

impl Provider for Braintree {
    const SCHEME: Scheme = Scheme::hmac_sha1("braintree", "")
        .signature(Source::Form("bt_signature"))
        // One tag a public key.
        .layout(Layout::Keyed('&', '|'))
        .key(KeyForm::Sha1)
        // Some servers strip the line feed at the end.
        .signs(&[Part::Form("bt_payload"), Part::Literal("\n")])
        .or_signs(&[&[Part::Form("bt_payload"), Part::Computed(nothing_if_no_challenge)]])
        .handshakes(&[Handshake::get().text(Value::Join(&[
            Value::Setting("public_key"),
            Value::Literal("|"),
            Value::Sign(Source::Query("bt_challenge"), Encoding::Hex),
        ]))]);
}

/// Nothing to sign. No message, where the payload might be a challenge: that has one line, and a bounded one.
fn nothing_if_no_challenge(delivery: &Delivery) -> Option<Vec<u8>> {
    let mut payloads = form_urlencoded::parse(delivery.body()).filter(|(name, _)| name == "bt_payload");
    payloads.all(|(_, text)| text.contains('\n') || text.len() > MAX_CHALLENGE).then(Vec::new)
}
