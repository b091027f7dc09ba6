//! A store in the memory of one process.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use lru::LruCache;
use time::Duration;

use super::{Claim, KEEP, LEASE, Lease, Store, StoreFuture};
use crate::verified::IdempotencyKey;
use crate::wait::lasting;

/// A store in the memory of one process, which forgets when the process ends.
///
/// Bounded: when it is full, what was used least recently is forgotten, so its capacity should exceed the
/// deliveries that arrive within a provider's retry schedule. An entry takes some 100 bytes. Clones share
/// their entries.
#[derive(Clone)]
pub struct Memory {
    state: Arc<Mutex<State>>,
    lease: Duration,
    keep: Duration,
    clock: Arc<dyn Fn() -> Instant + Send + Sync>,
}

struct State {
    entries: LruCache<IdempotencyKey, Entry>,
    fence: u64,
}

#[derive(Clone, Copy)]
enum Entry {
    Claimed { fence: u64, until: Instant },
    Done { until: Instant },
}

impl Memory {
    /// A store of so many entries.
    #[must_use]
    pub fn new(capacity: NonZeroUsize) -> Self {
        let state = State { entries: LruCache::new(capacity), fence: 0 };
        Self { state: Arc::new(Mutex::new(state)), lease: LEASE, keep: KEEP, clock: Arc::new(Instant::now) }
    }

    /// With another clock, for tests.
    #[must_use]
    pub fn clock(self, clock: impl Fn() -> Instant + Send + Sync + 'static) -> Self {
        Self { clock: Arc::new(clock), ..self }
    }

    /// With another time for which claims hold than [`LEASE`].
    #[must_use]
    pub fn lease(self, lease: Duration) -> Self {
        Self { lease, ..self }
    }

    /// With another time for which it remembers what was done than [`KEEP`].
    #[must_use]
    pub fn keep(self, keep: Duration) -> Self {
        Self { keep, ..self }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No invariant spans the entries, so a panic elsewhere left none of them half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends a claim, if it is still the holder's.
    fn end(&self, lease: Lease, done: bool) -> bool {
        let now = (self.clock)();
        let mut state = self.state();
        let is_held = matches!(
            state.entries.peek(&lease.key),
            Some(Entry::Claimed { fence, .. }) if *fence == lease.fence
        );
        if is_held && done {
            state.entries.put(lease.key, Entry::Done { until: now + lasting(self.keep) });
        } else if is_held {
            state.entries.pop(&lease.key);
        }
        is_held
    }
}

/// Room for a hundred thousand deliveries.
impl Default for Memory {
    fn default() -> Self {
        Self::new(const { NonZeroUsize::new(100_000).unwrap() })
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").field("entries", &self.state().entries.len()).finish_non_exhaustive()
    }
}

impl Store for Memory {
    fn claim(&self, key: IdempotencyKey) -> StoreFuture<'_, Claim> {
        Box::pin(async move {
            let now = (self.clock)();
            let mut state = self.state();
            match state.entries.get(&key) {
                Some(Entry::Done { until }) if now < *until => return Ok(Claim::Done),
                Some(Entry::Claimed { until, .. }) if now < *until => return Ok(Claim::InProgress),
                _ => {}
            }
            state.fence += 1;
            let fence = state.fence;
            state.entries.put(key, Entry::Claimed { fence, until: now + lasting(self.lease) });
            Ok(Claim::Granted(Lease::new(key, fence)))
        })
    }

    fn settle(&self, lease: Lease) -> StoreFuture<'_, bool> {
        Box::pin(async move { Ok(self.end(lease, true)) })
    }

    fn release(&self, lease: Lease) -> StoreFuture<'_, bool> {
        Box::pin(async move { Ok(self.end(lease, false)) })
    }
}
