//! <https://developers.asana.com/docs>

use crate::{Handshake, Provider, Scheme, Source, Value};

/// Asana. Each webhook has a secret of its own, which Asana sends as `X-Hook-Secret` when it is created.
///
/// That request is not signed, and is answered without the handler: whoever creates the webhook reads the
/// secret in its answer, and [`Refusal::offered`](crate::Refusal::offered) has it too.
///
/// Asana waits for ten seconds and tries again for 24 hours, and every eight hours sends no events as a
/// heartbeat.
#[derive(Debug, Clone, Copy)]
pub enum Asana {}

impl Provider for Asana {
    const SCHEME: Scheme = Scheme::hmac_sha256("asana", "x-hook-signature")
        // The first event's. A delivery may hold several, and none has an id.
        .event(Source::Join(&[
            Source::Field("/events/0/resource/resource_type"),
            Source::Field("/events/0/action"),
        ]))
        .handshakes(&[Handshake::post()
            .headers(&[("x-hook-secret", Value::Echo(Source::Header("x-hook-secret")))])
            .offers(Source::Header("x-hook-secret"))])
        .time(Source::Field("/events/0/created_at"))
        .items("/events/*")
        .item_event(Source::Join(&[Source::Field("/resource/resource_type"), Source::Field("/action")]));
}
