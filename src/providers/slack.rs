//! <https://docs.slack.dev/authentication/verifying-requests-from-slack>

use crate::{Handshake, Part, Provider, Scheme, Source, Unit, Value};

/// Slack: Events API, slash commands and interactivity. The URL verification is answered.
///
/// Slack waits for three seconds and tries again three times.
#[derive(Debug, Clone, Copy)]
pub enum Slack {}

impl Provider for Slack {
    const SCHEME: Scheme = Scheme::hmac_sha256("slack", "x-slack-signature")
        .prefix("v0=")
        .timestamp(Source::Header("x-slack-request-timestamp"), Unit::Seconds)
        .signs(&[Part::Literal("v0:"), Part::Timestamp, Part::Literal(":"), Part::Body])
        // Slash commands and interactivity are forms without an id.
        .id(Source::Field("/event_id"))
        .json_in_form("payload")
        .data("/event")
        .account(Source::First(&[
            Source::Field("/team_id"),
            Source::Form("team_id"),
            Source::JsonInForm("payload", "/team/id"),
        ]))
        .time(Source::First(&[Source::Field("/event_time"), Source::JsonInForm("payload", "/action_ts")]))
        .event(Source::First(&[
            Source::Field("/event/type"),
            Source::Field("/type"),
            Source::Form("command"),
            Source::JsonInForm("payload", "/type"),
        ]))
        .attempt(Source::Header("x-slack-retry-num"))
        .handshakes(&[Handshake::signed()
            .is(&[(Source::Field("/type"), "url_verification")])
            .text(Value::Echo(Source::Field("/challenge")))]);
}
