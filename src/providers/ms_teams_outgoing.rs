//! <https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook>

use crate::{KeyForm, Layout, Provider, Scheme, Source};

/// Microsoft Teams outgoing webhooks. The secret is the security token.
///
/// Teams shows the answer as a message, and waits for it for five seconds.
#[derive(Debug, Clone, Copy)]
pub enum MsTeamsOutgoing {}

impl Provider for MsTeamsOutgoing {
    const SCHEME: Scheme = Scheme::hmac_sha256("ms_teams_outgoing", "authorization")
        .layout(Layout::Word("HMAC"))
        .base64()
        .key(KeyForm::Base64)
        .event(Source::Field("/type"))
        .time(Source::Field("/timestamp"))
        .account(Source::Field("/channelData/tenant/id"));
}
