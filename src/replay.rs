//! Doing the work once.
//!
//! A provider that gets no 2xx sends again, and one that gets a 2xx forgets. So an event is claimed before
//! its work, and marked done only after it: [`once`] does both around the work. A handler that fails
//! releases its claim, and one that dies loses it when the lease runs out; either way the retry is handled.
//!
//! A claim is kept in a [`Store`]: in memory, in Redis, in PostgreSQL, in SQLite, or in one of your own. Where the
//! effect is in a database, `Postgres::once_in` and `Sqlite::once_in` commit it and the record together, so that
//! not even a crash between the two has a second effect. Which of them promises what is in `docs/delivery.md`.
//!
//! ```
//! # #[cfg(feature = "memory")] {
//! use countersign::providers::GitHub;
//! use countersign::replay::{Memory, Once, once};
//! use countersign::{Raw, Verified};
//!
//! async fn on_event(store: &Memory, event: &Verified<Raw<GitHub>>) -> http::StatusCode {
//!     match once(store, event, async { open_ticket(event).await }).await {
//!         Ok(Once::Done(_) | Once::Repeated) => http::StatusCode::OK,
//!         Err(error) => error.status(),
//!     }
//! }
//!
//! async fn open_ticket(event: &Verified<Raw<GitHub>>) -> Result<(), std::io::Error> {
//!     Ok(())
//! }
//! # }
//! ```

#[cfg(feature = "memory")]
mod memory;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "redis")]
mod redis;
#[cfg(any(feature = "postgres", feature = "redis", feature = "sqlite"))]
pub(crate) mod remote;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;

use http::StatusCode;
use time::Duration;

#[cfg(feature = "memory")]
#[cfg_attr(docsrs, doc(cfg(feature = "memory")))]
pub use self::memory::Memory;
#[cfg(feature = "postgres")]
#[cfg_attr(docsrs, doc(cfg(feature = "postgres")))]
pub use self::postgres::Postgres;
#[cfg(feature = "redis")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis")))]
pub use self::redis::Redis;
#[cfg(any(feature = "postgres", feature = "redis", feature = "sqlite"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "postgres", feature = "redis", feature = "sqlite"))))]
pub use self::remote::TIMEOUT;
#[cfg(feature = "sqlite")]
#[cfg_attr(docsrs, doc(cfg(feature = "sqlite")))]
pub use self::sqlite::Sqlite;
use crate::event::Item;
use crate::verified::{IdempotencyKey, Verified};

/// How long a claim holds while its work is under way, unless the store says otherwise: a minute, longer
/// than any provider in the catalogue waits for an answer.
pub const LEASE: Duration = Duration::minutes(1);

/// How long a store remembers what was done, unless it says otherwise: fifteen days. The longest retry
/// schedule in the catalogue is Wise's, two weeks.
pub const KEEP: Duration = Duration::days(15);

/// What a store's methods return: a future that can move between threads.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Remembers what is being done and what was done.
///
/// Every method is atomic: of any number of concurrent claims of one key, one is granted.
pub trait Store: Send + Sync {
    /// Claims a key for the time of a lease, unless it is claimed or done.
    fn claim(&self, key: IdempotencyKey) -> StoreFuture<'_, Claim>;

    /// Marks the work under a lease as done. Says whether it was still the holder's.
    ///
    /// A lease that ran out and was granted to another settles nothing. One that ran out and was granted to
    /// nobody since does: the work was done, and the record of it keeps a retry from doing it again. That holds
    /// as long as the store knows of the claim.
    fn settle(&self, lease: Lease) -> StoreFuture<'_, bool>;

    /// Gives a claim back, so that the next one is granted. Says whether it was still the holder's.
    fn release(&self, lease: Lease) -> StoreFuture<'_, bool>;
}

/// What came of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Claim {
    /// The work was done before.
    Done,
    /// It is the caller's to do.
    Granted(Lease),
    /// Somebody else is doing it.
    InProgress,
}

/// A granted claim: its key, and a token that tells its holder from every other holder of the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    key: IdempotencyKey,
    fence: u64,
}

impl Lease {
    /// A lease. For stores: `fence` differs from that of every other lease of this key.
    #[must_use]
    pub const fn new(key: IdempotencyKey, fence: u64) -> Self {
        Self { key, fence }
    }

    /// What was claimed.
    #[must_use]
    pub const fn key(&self) -> IdempotencyKey {
        self.key
    }

    /// What tells this holder from others.
    #[must_use]
    pub const fn fence(&self) -> u64 {
        self.fence
    }
}

/// A store did not answer.
#[derive(Debug, thiserror::Error)]
#[error("the store did not answer")]
pub struct StoreError(#[source] Box<dyn StdError + Send + Sync>);

impl StoreError {
    /// With what went wrong.
    #[must_use]
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(source.into())
    }

    /// What went wrong.
    #[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
    pub(crate) fn into_source(self) -> Box<dyn StdError + Send + Sync> {
        self.0
    }

    /// `503`, so that the sender tries again.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        StatusCode::SERVICE_UNAVAILABLE
    }
}

/// What became of work that is done once. It was done now or before, so the enum is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Once<T> {
    /// It was done now.
    Done(T),
    /// It was done before, and was not done again. The sender wants a 2xx.
    Repeated,
}

/// What came of a record in a transaction of your own. It is the first or it is not, so the enum is complete.
#[cfg(any(feature = "postgres", feature = "sqlite"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "postgres", feature = "sqlite"))))]
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// It is recorded, and its work is to be done in the same transaction.
    First,
    /// It was done before, and is not to be done again. The sender wants a 2xx.
    Repeated,
}

/// Why work was not done, or may have to be done again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OnceError<E> {
    /// A copy of the delivery is being handled.
    #[error("a copy of this delivery is being handled")]
    InProgress,
    /// The work took longer than its lease, which another copy of the delivery has taken since. The work
    /// may be done twice; the longer the lease, the less likely.
    #[error("the work took longer than its lease")]
    LeaseLost,
    /// The store did not answer. Before the work, it was not begun: nothing is handled unprotected.
    /// After it, the sender's retry may do it again.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work failed, and its claim was released.
    #[error(transparent)]
    Work(E),
}

impl<E> OnceError<E> {
    /// The status that makes the sender try again: `409` while a copy is being handled, `503` when the
    /// store did not answer, `500` for the rest.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::InProgress => StatusCode::CONFLICT,
            Self::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::LeaseLost | Self::Work(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// What can be told from others like it, and recognised when it comes again: a [`Verified`] delivery, or one
/// [`Item`] of several.
pub trait Idempotent {
    /// What repetitions have in common.
    fn idempotency_key(&self) -> IdempotencyKey;
}

impl<T> Idempotent for Verified<T> {
    fn idempotency_key(&self) -> IdempotencyKey {
        self.receipt().idempotency_key()
    }
}

impl<E> Idempotent for Item<E> {
    fn idempotency_key(&self) -> IdempotencyKey {
        Self::idempotency_key(self)
    }
}

/// Does the work for a delivery unless it was done before.
///
/// Repetitions are told by the delivery's [idempotency key](crate::Receipt::idempotency_key). When the
/// work fails, its claim is released. When this future is dropped half-way, because the client went
/// away or the process died, the claim holds until its lease runs out.
///
/// # Errors
///
/// If the work fails, a copy is being handled, or the store does not answer.
pub async fn once<T, E>(
    store: &dyn Store,
    delivery: &impl Idempotent,
    work: impl Future<Output = Result<T, E>>,
) -> Result<Once<T>, OnceError<E>> {
    let lease = match store.claim(delivery.idempotency_key()).await? {
        Claim::Done => return Ok(Once::Repeated),
        Claim::InProgress => return Err(OnceError::InProgress),
        Claim::Granted(lease) => lease,
    };
    match work.await {
        Ok(done) if store.settle(lease).await? => Ok(Once::Done(done)),
        Ok(_) => Err(OnceError::LeaseLost),
        Err(error) => {
            // A store that does not answer now gives the claim back when the lease runs out.
            let _ = store.release(lease).await;
            Err(OnceError::Work(error))
        }
    }
}
