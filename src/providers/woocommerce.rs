//! <https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks>

use crate::{Handshake, KeyForm, Provider, Scheme, Source};

/// WooCommerce webhooks.
///
/// The ping that WooCommerce sends when a webhook is made has no signature, and is answered without the handler.
/// WooCommerce does not try again, and disables a webhook after more than five failures in a row.
#[derive(Debug, Clone, Copy)]
pub enum WooCommerce {}

impl Provider for WooCommerce {
    const SCHEME: Scheme = Scheme::hmac_sha256("woocommerce", "x-wc-webhook-signature")
        .base64()
        // WooCommerce signs with the secret as it was before WordPress put entities into it.
        .key(KeyForm::Html)
        // `X-WC-Webhook-Delivery-ID` is the same for all deliveries of one second.
        .event(Source::Header("x-wc-webhook-topic"))
        .handshakes(&[Handshake::unsigned().has(&[Source::Form("webhook_id")])])
        .time(Source::Field("/date_modified_gmt"))
        .account(Source::Header("x-wc-webhook-source"));
}
