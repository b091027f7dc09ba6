//! Deliveries that are kept until they are handled.
//!
//! A sender waits seconds for its answer, and work may take longer or fail for hours. So a delivery is stored as it
//! arrived once it is verified, answered with a 2xx when that is on disk, and handled by workers, which try again
//! until it is done or given up. What was given up stays, with every attempt, until somebody replays it.
//!
//! ```
//! # #[cfg(feature = "sqlite")] {
//! use countersign::inbox::{Inbox, Job};
//! use countersign::providers::GitHub;
//! use countersign::replay::StoreError;
//! use countersign::{Json, Raw, Verified};
//!
//! /// In a web server: stores what was verified, and answers.
//! async fn on_delivery(inbox: &Inbox, event: &Verified<Raw<GitHub>>) -> Result<http::StatusCode, StoreError> {
//!     // An error is a 503, and the sender comes again.
//!     inbox.put(event).await?;
//!     Ok(http::StatusCode::ACCEPTED)
//! }
//!
//! #[derive(serde::Deserialize)]
//! struct Push {
//!     r#ref: String,
//! }
//!
//! /// In a worker: handles it.
//! async fn on_push(job: Job<Json<GitHub, Push>>) -> Result<(), std::io::Error> {
//!     println!("{} at attempt {}", job.r#ref, job.attempt());
//!     Ok(())
//! }
//!
//! # async fn start() -> Result<(), StoreError> {
//! let inbox = Inbox::open("inbox.sqlite").await?;
//! let worker = inbox.worker::<Json<GitHub, Push>>();
//! tokio::spawn(async move { worker.run(on_push, std::future::pending()).await });
//! # Ok(())
//! # }
//! # }
//! ```
//!
//! What is promised, and what you must do for it, is in `docs/delivery.md`.
//!
//! What was refused because a secret was wrong can be kept in a [`Quarantine`] beside it, off by default, until the
//! secret is mended.
//!
//! # The database is trusted
//!
//! A [`Verified`] comes out of the inbox without another look at its signature: its receipt says what was found out
//! when it arrived. Whoever may write to the table may so make up deliveries. Its rows have the bodies, and the
//! headers but for `Cookie`, `Proxy-Authorization` and tokens that are the secret itself; a token in the URL stands
//! there too. Guard it as you guard what the deliveries are about. What the server knew of the
//! [connection](crate::Connection) is not kept.

mod commit;
mod database;
mod failure;
mod item;
mod job;
#[cfg(feature = "postgres")]
mod postgres;
mod quarantine;
#[cfg(feature = "sqlite")]
mod sqlite;
mod worker;

use std::future::Future;
use std::sync::Arc;

use time::Duration;
use tokio::sync::{oneshot, watch};

use self::commit::{Commits, Puts};
use self::database::{Database, all_of};
pub use self::failure::Failure;
pub use self::item::{Attempt, Counts, Item, Outcome, Select, State};
pub use self::job::{Job, Settling, Transactional};
pub use self::quarantine::{Quarantine, Quarantined, Retried};
pub use self::worker::{MARGIN, Worker};
use crate::event::Event;
use crate::kept::Kept;
use crate::replay::remote::{answer, deadline};
use crate::replay::{StoreError, TIMEOUT};
use crate::verified::Verified;

/// Keeps deliveries until they are handled. Clones share it.
#[derive(Debug, Clone)]
pub struct Inbox {
    database: Arc<dyn Database>,
    puts: Arc<Commits<Puts>>,
    /// Told when something was stored.
    stored: Arc<watch::Sender<()>>,
    timeout: Duration,
}

/// What came of a put. It was the first or it was not, so the enum is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It was there before, whatever became of it since. The sender wants a 2xx.
    Repeated,
    /// It is on disk now, under this number.
    Stored(i64),
}

impl Inbox {
    /// An inbox in a file of SQLite, which is made where it is not there: for one machine.
    ///
    /// It is in WAL mode with `synchronous=FULL`, so what was put survives a loss of power, as far as the disk keeps
    /// what it was told to. Its tables are made.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened, or others keep it locked for more than five seconds.
    #[cfg(feature = "sqlite")]
    #[cfg_attr(docsrs, doc(cfg(feature = "sqlite")))]
    pub async fn open(path: impl AsRef<std::path::Path>) -> Result<Self, StoreError> {
        let inbox = Self::new(Arc::new(sqlite::Sqlite::open(path.as_ref()).await?));
        inbox.migrate().await?;
        Ok(inbox)
    }

    /// An inbox in SQLite, behind a pool of your own, whose connections say how durable it is. Call
    /// [`migrate`](Self::migrate) first.
    ///
    /// Each connection to `sqlite::memory:` is a database of its own: such a pool must have one connection that is
    /// never closed.
    #[cfg(feature = "sqlite")]
    #[cfg_attr(docsrs, doc(cfg(feature = "sqlite")))]
    #[must_use]
    pub fn sqlite(pool: sqlx::SqlitePool) -> Self {
        Self::new(Arc::new(sqlite::Sqlite::new(pool)))
    }

    /// An inbox in PostgreSQL, behind a pool of your own: for many machines. Call [`migrate`](Self::migrate) first.
    #[cfg(feature = "postgres")]
    #[cfg_attr(docsrs, doc(cfg(feature = "postgres")))]
    #[must_use]
    pub fn postgres(pool: sqlx::PgPool) -> Self {
        Self::new(Arc::new(postgres::Postgres::new(pool)))
    }

    fn new(database: Arc<dyn Database>) -> Self {
        let stored = Arc::new(watch::Sender::new(()));
        Self { database, puts: Arc::default(), stored, timeout: TIMEOUT }
    }

    /// With another time for which a put waits than [`TIMEOUT`].
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Makes its tables, or brings them to this version's state. It may be called at any time, by several machines
    /// at once.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        self.database.migrate().await
    }

    /// Stores a delivery, unless a repetition of it was. When it is done, the delivery is on disk.
    ///
    /// Repetitions are told by the [idempotency key](crate::Receipt::idempotency_key), until the item is
    /// [pruned](Self::prune). Puts that arrive together are committed together. Answer with a 2xx only after it,
    /// with the receipt's [`acceptance`](crate::Receipt::acceptance).
    ///
    /// # Errors
    ///
    /// If it may not be on disk: answer with [`status`](StoreError::status), which is `503`.
    pub fn put<T>(
        &self,
        delivery: &Verified<T>,
    ) -> impl Future<Output = Result<Put, StoreError>> + Send + use<T> {
        self.put_kept(Kept::of(delivery, None))
    }

    /// Stores a delivery as [`put`](Self::put) does, to be handled after all that were put before it with the same
    /// `order`, whoever sent them: the number of an account, say. One that was given up holds up no other. An order is
    /// any bytes of any length; two are the same where all bytes are.
    ///
    /// Which of two was put before the other is told where the first put was done when the second began.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put).
    pub fn put_in_order<T, K: AsRef<[u8]>>(
        &self,
        delivery: &Verified<T>,
        order: K,
    ) -> impl Future<Output = Result<Put, StoreError>> + Send + use<T, K> {
        self.put_kept(Kept::of(delivery, Some(order.as_ref().to_vec())))
    }

    fn put_kept(&self, kept: Kept) -> impl Future<Output = Result<Put, StoreError>> + Send + use<> {
        let inbox = self.clone();
        async move { answer(deadline(inbox.timeout), inbox.add(kept)).await? }
    }

    fn add(&self, kept: Kept) -> oneshot::Receiver<Result<Put, StoreError>> {
        let (database, stored) = (&self.database, &self.stored);
        self.puts.add(kept, || Puts { database: Arc::clone(database), stored: Arc::clone(stored) })
    }

    /// A worker for events of one type, which takes all that was put of its provider. For several types make one
    /// of them with [`events!`](macro@crate::events).
    #[must_use]
    pub fn worker<E: Event + Send + Sync + 'static>(&self) -> Worker<E> {
        Worker::new(self.clone())
    }

    /// How much there is in it, for metrics and alarms.
    ///
    /// Every item is counted, in indexes and without a lock: a million of them take about a tenth of a second. In
    /// PostgreSQL they take up to a second where the table was not vacuumed since, which autovacuum does.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        self.database.counts().await.map(Counts::of)
    }

    /// An item, by its number.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or the item was not written by this crate.
    pub async fn item(&self, id: i64) -> Result<Option<Item>, StoreError> {
        self.database.item(id).await?.map(Item::of).transpose()
    }

    /// The first items that are selected, `limit` at the most.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or one of them cannot be read: the error has its number, by which it can be
    /// discarded.
    pub async fn list(&self, select: Select, limit: usize) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::new();
        for state in select.states {
            let limit = i64::try_from(limit - items.len()).unwrap_or(i64::MAX);
            for row in self.database.list(*state, select.selected, limit).await? {
                items.push(Item::of(row)?);
            }
        }
        Ok(items)
    }

    /// Has items handled again, and says how many. They have all their attempts anew, and keep the record of those
    /// that they had.
    ///
    /// # Errors
    ///
    /// If the database does not answer. A thousand are changed at a time; what was changed by then is.
    pub async fn replay(&self, select: Select) -> Result<u64, StoreError> {
        let mut count = 0;
        for state in select.states {
            let mut selected = select.selected;
            loop {
                let ids = self.database.replay(*state, selected).await?;
                count += ids.len() as u64;
                // What is handled meanwhile is not selected again.
                let Some((last,)) = ids.into_iter().max() else { break };
                selected.after = last;
            }
        }
        self.stored.send_replace(());
        Ok(count)
    }

    /// Deletes items, and says how many. A repetition of one is then as good as new.
    ///
    /// # Errors
    ///
    /// If the database does not answer. A thousand are deleted at a time; what was deleted by then is.
    pub async fn discard(&self, select: Select) -> Result<u64, StoreError> {
        let mut count = 0;
        for state in select.states {
            loop {
                let discarded = self.database.discard(*state, select.selected).await?;
                count += discarded as u64;
                if discarded == 0 {
                    break;
                }
            }
        }
        Ok(count)
    }

    /// Deletes what was done so long ago, a thousand items at a time, and says how many. What waits or was given up
    /// stays. Nothing else deletes what was done: call it now and then.
    ///
    /// Let `age` be no less than the sender's retry schedule, as [`KEEP`](crate::replay::KEEP): what was deleted is
    /// no longer known when it is repeated.
    ///
    /// # Errors
    ///
    /// If the database does not answer. What was deleted by then is deleted.
    pub async fn prune(&self, age: Duration) -> Result<u64, StoreError> {
        all_of(|| self.database.prune(age)).await
    }
}
