//! <https://docs.fal.ai>

use crate::{Part, Provider, Published, Scheme, Source, Unit};

/// fal. The secret is its set of keys, as JSON Web Keys, which can be [fetched](crate::fetch). Established
/// from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum Fal {}

impl Provider for Fal {
    const SCHEME: Scheme = Scheme::ed25519("fal", "x-fal-webhook-signature")
        .published(Published::at("https://rest.alpha.fal.ai/.well-known/jwks.json"))
        .timestamp(Source::Header("x-fal-webhook-timestamp"), Unit::Seconds)
        .signs(&[
            Part::Id,
            Part::Literal("\n"),
            Part::Header("x-fal-webhook-user-id"),
            Part::Literal("\n"),
            Part::Timestamp,
            Part::Literal("\n"),
            Part::BodySha256Hex,
        ])
        .id(Source::Header("x-fal-webhook-request-id"))
        .event(Source::Field("/status"))
        .account(Source::Header("x-fal-webhook-user-id"))
        .data("/payload");
}
