//! <https://developer.monday.com/apps/docs/authorization-header>

use crate::{Handshake, JwtClaim, Provider, Scheme, Source, Value};

/// monday.com's requests to integration apps. The secret is the app's signing secret, and the verifier needs
/// the endpoint's URL as the [`setting`](crate::Verifier::setting) `audience`.
///
/// The token says who sends and until when, and nothing about the body. Webhooks made with a personal token
/// have none, and are refused. The challenge that comes before the first request is answered, with a token
/// or without one.
#[derive(Debug, Clone, Copy)]
pub enum Monday {}

impl Provider for Monday {
    // Without the word `Bearer`.
    const SCHEME: Scheme = Scheme::jws_hs256(
        "monday",
        "authorization",
        &[JwtClaim::Setting("aud", "audience"), JwtClaim::Expires],
    )
    .handshakes(&[Handshake::unsigned().json(CHALLENGE), Handshake::signed().json(CHALLENGE)])
    .id(Source::Field("/event/triggerUuid"))
    .event(Source::Field("/event/type"))
    .time(Source::Field("/event/triggerTime"))
    .data("/event");
}

const CHALLENGE: &[(&str, Value)] = &[("challenge", Value::Echo(Source::Field("/challenge")))];
