//! <https://developers.line.biz/en/docs/messaging-api/receiving-messages/>

use crate::{Handshake, Provider, Scheme};

/// LINE Messaging API. The secret is the channel's.
///
/// One delivery may hold several events, and the one that the console's "verify" button sends holds none
/// and is answered.
#[derive(Debug, Clone, Copy)]
pub enum Line {}

impl Provider for Line {
    const SCHEME: Scheme = Scheme::hmac_sha256("line", "x-line-signature")
        .base64()
        .handshakes(&[Handshake::signed().empty("/events")]);
}
