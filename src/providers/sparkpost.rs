//! <https://github.com/SparkPost/support-docs>

use crate::{Handshake, Provider, Scheme, Source};

/// SparkPost with basic credentials. The secret is `user:password`. SparkPost signs nothing.
///
/// One delivery holds a batch of events. The test of a new webhook holds none, and is answered.
#[derive(Debug, Clone, Copy)]
pub enum SparkPost {}

impl Provider for SparkPost {
    const SCHEME: Scheme = batched(Scheme::basic("sparkpost"));
}

/// Where the events of a batch have what they say: each is in an object named for its kind.
pub(super) const fn batched(scheme: Scheme) -> Scheme {
    scheme
        .handshakes(TEST)
        .id(Source::Header("x-messagesystems-batch-id"))
        .event(Source::First(&[
            Source::Field("/0/msys/message_event/type"),
            Source::Field("/0/msys/track_event/type"),
            Source::Field("/0/msys/gen_event/type"),
            Source::Field("/0/msys/unsubscribe_event/type"),
            Source::Field("/0/msys/relay_event/type"),
        ]))
        .items("/*")
        .item_id(Source::First(&[
            Source::Field("/msys/message_event/event_id"),
            Source::Field("/msys/track_event/event_id"),
            Source::Field("/msys/gen_event/event_id"),
            Source::Field("/msys/unsubscribe_event/event_id"),
            Source::Field("/msys/relay_event/event_id"),
        ]))
        .item_event(Source::First(&[
            Source::Field("/msys/message_event/type"),
            Source::Field("/msys/track_event/type"),
            Source::Field("/msys/gen_event/type"),
            Source::Field("/msys/unsubscribe_event/type"),
            Source::Field("/msys/relay_event/type"),
        ]))
}

/// The test of a new webhook.
const TEST: &[Handshake] = &[Handshake::signed().empty("/0/msys")];
