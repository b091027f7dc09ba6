//! A store in Redis.

use std::fmt;
use std::sync::Arc;

use redis::aio::ConnectionManager;
use redis::{Script, ScriptInvocation};
use time::Duration;

use super::remote::{Times, answer, times};
use super::{Claim, Lease, Store, StoreError, StoreFuture};
use crate::verified::IdempotencyKey;
use crate::wait::lasting;

/// A store in Redis 5 or later, behind a connection of your own, which finds its way back when it was lost.
///
/// Each claim is a key of its own, which Redis forgets by its own clock: it does not matter what the clocks of the
/// machines say that share it. A claim, its settlement and its release are one script each, and one round trip;
/// a server that does not know the script yet costs two more.
///
/// It remembers as long as Redis does. Without `appendonly yes` a server that starts again has forgotten, with
/// `appendfsync everysec` it may have forgotten the last second, and so may a replica that takes over. A
/// `maxmemory-policy` other than `noeviction` forgets when there is no room.
///
/// The connection has a time of its own for which it waits, `ConnectionManagerConfig::set_response_timeout`; of that and
/// the store's [`timeout`](Self::timeout) the shorter one counts.
///
/// The connection finds its way back when it ends, and not when it merely hangs: where a machine in between has
/// forgotten it, every claim is a `503` until TCP gives it up, which is a quarter of an hour on Linux. Let the client's
/// `TcpSettings::set_user_timeout` be a few seconds.
#[derive(Clone)]
pub struct Redis {
    connection: ConnectionManager,
    prefix: Arc<str>,
    scripts: Arc<Scripts>,
    times: Times,
}

struct Scripts {
    claim: Script,
    settle: Script,
    release: Script,
}

impl Redis {
    /// What its keys begin with, unless it says otherwise.
    pub const PREFIX: &str = "countersign:once:";

    /// A store behind a connection.
    #[must_use]
    pub fn new(connection: ConnectionManager) -> Self {
        let [claim, settle, release] = [CLAIM, SETTLE, RELEASE].map(Script::new);
        let scripts = Arc::new(Scripts { claim, settle, release });
        Self { connection, prefix: Self::PREFIX.into(), scripts, times: Times::DEFAULT }
    }

    /// With another beginning of its keys than [`PREFIX`](Self::PREFIX).
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<Arc<str>>) -> Self {
        self.prefix = prefix.into();
        self
    }

    times!();

    /// A script with its key, still without its arguments.
    fn on<'a>(&self, script: &'a Script, key: IdempotencyKey) -> ScriptInvocation<'a> {
        script.key(format!("{}{key}", self.prefix))
    }

    async fn run(&self, script: ScriptInvocation<'_>) -> Result<i64, StoreError> {
        let mut connection = self.connection.clone();
        answer(self.times.deadline(), script.invoke_async(&mut connection)).await
    }
}

impl Store for Redis {
    fn claim(&self, key: IdempotencyKey) -> StoreFuture<'_, Claim> {
        Box::pin(async move {
            let (lease, keep) = (lasting(self.times.lease), lasting(self.times.keep));
            let mut script = self.on(&self.scripts.claim, key);
            script.arg(micros(lease)).arg(millis(lease.saturating_add(keep)));
            Ok(match self.run(script).await? {
                DONE => Claim::Done,
                IN_PROGRESS => Claim::InProgress,
                fence => Claim::Granted(Lease::new(key, fence.cast_unsigned())),
            })
        })
    }

    fn settle(&self, lease: Lease) -> StoreFuture<'_, bool> {
        Box::pin(async move {
            let mut script = self.on(&self.scripts.settle, lease.key());
            script.arg(lease.fence()).arg(millis(lasting(self.times.keep)));
            Ok(self.run(script).await? == 1)
        })
    }

    fn release(&self, lease: Lease) -> StoreFuture<'_, bool> {
        Box::pin(async move {
            let mut script = self.on(&self.scripts.release, lease.key());
            script.arg(lease.fence());
            Ok(self.run(script).await? == 1)
        })
    }
}

impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prefix, times, .. } = self;
        f.debug_struct("Redis").field("prefix", prefix).field("times", times).finish_non_exhaustive()
    }
}

fn micros(duration: std::time::Duration) -> String {
    duration.as_micros().to_string()
}

fn millis(duration: std::time::Duration) -> String {
    duration.as_millis().to_string()
}

const DONE: i64 = 0;
const IN_PROGRESS: i64 = -1;

/// A key holds the fence of its last claim, and until its work is done when that claim's lease ends, in microseconds
/// since 1970 by the server's clock. A fence is greater than all before it: than the last one, where that is still
/// known, and else than the time at which that one was given out.
///
/// The key outlives its lease by the time for which work is remembered, so that a late holder can still settle.
/// Numbers are written out, since Lua would round them to fourteen digits.
const CLAIM: &str = "
local known = redis.call('HMGET', KEYS[1], 'fence', 'until')
if known[1] and not known[2] then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
if known[2] and tonumber(known[2]) > now then return -1 end
local fence = math.max(now, (tonumber(known[1]) or 0) + 1)
redis.call('HSET', KEYS[1], 'fence', string.format('%.0f', fence), 'until', string.format('%.0f', now + ARGV[1]))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return fence";

/// It deletes, which a server does also where it has no more room: the work is done, and would be done again.
const SETTLE: &str = "
local known = redis.call('HMGET', KEYS[1], 'fence', 'until')
if not known[2] or known[1] ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'until')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1";

/// The fence goes on, so that it is nobody's.
const RELEASE: &str = "
local known = redis.call('HMGET', KEYS[1], 'fence', 'until')
if not known[2] or known[1] ~= ARGV[1] then return 0 end
redis.call('HINCRBY', KEYS[1], 'fence', 1)
redis.call('HSET', KEYS[1], 'until', 0)
return 1";
