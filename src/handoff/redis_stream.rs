//! A stream in Redis.

use std::fmt;
use std::sync::Arc;

use redis::Script;
use redis::aio::ConnectionManager;
use time::Duration;

use super::{Broker, BrokerError, BrokerFuture, Message};
use crate::replay::KEEP;
use crate::wait::lasting;

/// A stream in Redis 5 or later, behind a connection of your own, which finds its way back when it was lost.
///
/// An entry has a field `body`, and one for each of the message's headers. One script adds it unless it was added before,
/// which a key of its own says that Redis forgets after fifteen days ([`keep`](Self::keep)). The stream has to be there:
/// `XGROUP CREATE stream group $ MKSTREAM` makes it. Nothing here trims it.
///
/// A confirmation is worth what Redis's persistence is, as `replay::Redis` says. The connection has a time of its own
/// for which it waits, `ConnectionManagerConfig::set_response_timeout`; of that and the hand-off's
/// [`timeout`](super::Handoff::timeout) the shorter one counts. Let the client's `TcpSettings::set_user_timeout` be a few
/// seconds: a connection that hangs is used until TCP gives it up. The script has two keys, which a Redis Cluster would
/// have to have on one node: it is for one server, with or without replicas.
#[derive(Clone)]
pub struct RedisStream {
    connection: ConnectionManager,
    stream: Arc<str>,
    prefix: Arc<str>,
    add: Arc<Script>,
    keep: Duration,
}

impl RedisStream {
    /// What the keys begin with that say what was added, unless it says otherwise.
    pub const PREFIX: &str = "countersign:handoff:";

    /// Adds to a stream.
    #[must_use]
    pub fn new(connection: ConnectionManager, stream: impl Into<Arc<str>>) -> Self {
        let add = Arc::new(Script::new(ADD));
        Self { connection, stream: stream.into(), prefix: Self::PREFIX.into(), add, keep: KEEP }
    }

    /// With another beginning of those keys than [`PREFIX`](Self::PREFIX).
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<Arc<str>>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// With another time for which it remembers what was added than [`KEEP`].
    #[must_use]
    pub const fn keep(mut self, keep: Duration) -> Self {
        self.keep = keep;
        self
    }

    async fn publish(&self, message: Message) -> Result<(), BrokerError> {
        let mut script = self.add.key(&*self.stream);
        script.key(format!("{}{}:{}", self.prefix, self.stream, message.idempotency_key()));
        // No time at all is none that Redis takes.
        script.arg(lasting(self.keep).as_millis().max(1).to_string());
        script.arg("body").arg(&message.body()[..]);
        for (name, value) in message.headers() {
            script.arg(name).arg(value);
        }
        let mut connection = self.connection.clone();
        script.invoke_async(&mut connection).await.map_err(BrokerError::new)
    }
}

impl Broker for RedisStream {
    fn publish(&self, message: Message) -> BrokerFuture<'_> {
        Box::pin(self.publish(message))
    }
}

impl fmt::Debug for RedisStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStream")
            .field("stream", &self.stream)
            .field("prefix", &self.prefix)
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}

/// Adds an entry to the stream `KEYS[1]` unless `KEYS[2]` is there, which is set for `ARGV[1]` milliseconds only when
/// the entry was added: a script that fails half-way is not rolled back.
const ADD: &str = "
if redis.call('EXISTS', KEYS[1]) == 0 then return redis.error_reply('ERR no such stream') end
if redis.call('EXISTS', KEYS[2]) == 1 then return redis.status_reply('OK') end
redis.call('XADD', KEYS[1], '*', unpack(ARGV, 2))
return redis.call('SET', KEYS[2], 1, 'PX', ARGV[1])";
