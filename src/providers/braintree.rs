//! <https://developer.paypal.com/braintree/docs>

use crate::{Encoding, Handshake, KeyForm, Layout, Part, Provider, Scheme, Source, Value};

/// Braintree. The secret is the private API key. Deliveries are forms.
///
/// Its `GET` challenge is answered when the verifier has the public key as its
/// [`setting`](crate::Verifier::setting) `public_key`. The kind and the time of a notification are in XML, in
/// base64, in the field `bt_payload`.
#[derive(Debug, Clone, Copy)]
pub enum Braintree {}

impl Provider for Braintree {
    const SCHEME: Scheme = Scheme::hmac_sha1("braintree", "")
        .signature(Source::Form("bt_signature"))
        // One tag a public key.
        .layout(Layout::Keyed('&', '|'))
        .key(KeyForm::Sha1)
        .signs(&[Part::Form("bt_payload")])
        // Some servers strip the line feed at the end.
        .or_signs(&[&[Part::Form("bt_payload"), Part::Literal("\n")]])
        .handshakes(&[Handshake::get().text(Value::Join(&[
            Value::Setting("public_key"),
            Value::Literal("|"),
            Value::Sign(Source::Query("bt_challenge"), Encoding::Hex),
        ]))]);
}
