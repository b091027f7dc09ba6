//! <https://www.dropbox.com/developers/reference/webhooks>

use crate::{Handshake, Provider, Scheme, Source, Value};

/// Dropbox. The secret is the app's. A delivery says which accounts changed; what, is fetched from the
/// API.
///
/// Two changes of one account have the same body, so that [`once`](crate::replay::once) would pass over the
/// second. The challenge that Dropbox asks for with a `GET` is answered.
#[derive(Debug, Clone, Copy)]
pub enum Dropbox {}

impl Provider for Dropbox {
    const SCHEME: Scheme = Scheme::hmac_sha256("dropbox", "x-dropbox-signature")
        .handshakes(&[Handshake::get().text(Value::Echo(Source::Query("challenge")))]);
}
