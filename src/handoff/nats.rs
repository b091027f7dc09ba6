//! A stream of NATS JetStream.

use std::fmt;

use async_nats::header::{HeaderMap, NATS_MESSAGE_ID};
use async_nats::jetstream::Context;

use super::{Broker, BrokerError, BrokerFuture, Message};

/// A stream of NATS JetStream that takes a subject, behind a client of your own, which finds its way back when its
/// connection was lost.
///
/// A message is confirmed when the stream has it, on as many servers as it has replicas. `Nats-Msg-Id` is the
/// idempotency key: within the stream's `duplicate_window` (two minutes unless set) a repetition is not stored again, in
/// none of the stream's subjects. So what is published to two subjects of one stream is stored under the first alone.
/// The headers are the message's own. The stream has to be there, and to take the subject.
///
/// The context has a time of its own for which it waits; of that and the hand-off's
/// [`timeout`](super::Handoff::timeout) the shorter one counts. A connection that hangs is found by the client's pings:
/// let `ConnectOptions::ping_interval` be a few seconds. `ConnectOptions::retry_on_initial_connect` lets a program start
/// where the server is down.
#[derive(Clone)]
pub struct Nats {
    context: Context,
    subject: String,
}

impl Nats {
    /// Publishes to a subject.
    #[must_use]
    pub fn new(context: Context, subject: impl Into<String>) -> Self {
        Self { context, subject: subject.into() }
    }

    async fn publish(&self, message: Message) -> Result<(), BrokerError> {
        let mut headers = HeaderMap::new();
        for (name, value) in message.headers() {
            headers.insert(name, value);
        }
        headers.insert(NATS_MESSAGE_ID, message.idempotency_key().to_string());
        let published =
            self.context.publish_with_headers(self.subject.clone(), headers, message.body().clone());
        let confirmed = published.await.map_err(BrokerError::new)?;
        confirmed.await.map_err(BrokerError::new)?;
        Ok(())
    }
}

impl Broker for Nats {
    fn publish(&self, message: Message) -> BrokerFuture<'_> {
        Box::pin(self.publish(message))
    }
}

impl fmt::Debug for Nats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Nats").field("subject", &self.subject).finish_non_exhaustive()
    }
}
