//! <https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html>

use crate::{Handshake, Provider, Scheme, Source};

/// Bitbucket Server and Data Center. Signed only when the webhook has a secret; the test of a connection
/// is never signed, and is answered.
///
/// Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum BitbucketServer {}

impl Provider for BitbucketServer {
    const SCHEME: Scheme = Scheme::hmac_sha256("bitbucket_server", "x-hub-signature")
        .prefix("sha256=")
        .id(Source::Header("x-request-id"))
        .event(Source::Header("x-event-key"))
        .handshakes(&[Handshake::post().is(&[(Source::Header("x-event-key"), "diagnostics:ping")])]);
}
