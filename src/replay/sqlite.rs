//! A store in SQLite.

use std::convert::Infallible;
use std::fmt;

use sqlx::query::QueryAs;
use sqlx::{Database, SqlitePool, Transaction};
use time::Duration;

use super::remote::{Times, answer};
use super::sql::{BATCH, Row, claim_of, is_undone, record_of, rows, store};
use super::{Claim, Idempotent, Lease, OnceError, Record, Store, StoreError, StoreFuture};
use crate::verified::IdempotencyKey;
use crate::wait::lasting;

/// A store in a file of SQLite, behind a pool of your own.
///
/// [`create_table`](Self::create_table) makes its table. Who runs migrations of their own puts
/// [`TABLE`](Self::TABLE) among them:
///
/// ```sql
#[doc = include_str!("sqlite.sql")]
/// ```
///
/// It is for the processes of one machine, whose clock it goes by. It needs SQLite 3.42 or later, which sqlx
/// brings along. Each connection to `sqlite::memory:` is a database of its own: such a pool must have one
/// connection that is never closed.
///
/// Let the connections' `busy_timeout` be less than the store's [`timeout`](Self::timeout): both are five seconds
/// unless set. A claim that the store has given up is else made when the file is free again, and its delivery is
/// answered `409` until that lease ran out.
#[derive(Clone)]
pub struct Sqlite {
    pool: SqlitePool,
    times: Times,
}

impl Sqlite {
    /// The statements that make its table.
    pub const TABLE: &str = include_str!("sqlite.sql");

    /// Records in a transaction of your own that a delivery is handled in it, unless it was handled before.
    ///
    /// The record and the effect are committed together, or neither is: a process that dies, wherever it does,
    /// leaves no effect without its record. Begin the transaction with `BEGIN IMMEDIATE`, and do the work in the
    /// same transaction if it was [`Record::First`].
    ///
    /// ```
    /// use countersign::providers::Stripe;
    /// use countersign::replay::{Record, Sqlite};
    /// use countersign::{Raw, Verified};
    /// use http::StatusCode;
    /// use sqlx::SqlitePool;
    ///
    /// async fn on_payment(
    ///     pool: &SqlitePool,
    ///     done: &Sqlite,
    ///     event: &Verified<Raw<Stripe>>,
    /// ) -> Result<StatusCode, Box<dyn std::error::Error>> {
    ///     let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    ///     if done.once_in(&mut transaction, event).await? == Record::First {
    ///         let insert = sqlx::query("INSERT INTO payments (event) VALUES (?)").bind(event.body().to_vec());
    ///         insert.execute(&mut *transaction).await?;
    ///     }
    ///     transaction.commit().await?;
    ///     Ok(StatusCode::OK)
    /// }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use countersign::{Delivery, dangerous};
    /// # let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await?;
    /// # sqlx::query("CREATE TABLE payments (event BLOB)").execute(&pool).await?;
    /// # let done = Sqlite::new(pool.clone());
    /// # done.create_table().await?;
    /// # let request = http::Request::post("/").body("{}")?;
    /// # let event = dangerous::assume_verified(Delivery::from_request(request, time::OffsetDateTime::UNIX_EPOCH))?;
    /// # on_payment(&pool, &done, &event).await?;
    /// # on_payment(&pool, &done, &event).await?;
    /// # let (payments,): (i64,) = sqlx::query_as("SELECT count(*) FROM payments").fetch_one(&pool).await?;
    /// # assert_eq!(payments, 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// While one copy's transaction is open, another copy waits in `BEGIN IMMEDIATE` until it is committed, and is
    /// [`Record::Repeated`], or rolled back, and goes on. They wait no longer than the connection's
    /// `busy_timeout`. In a transaction that was begun without `IMMEDIATE` and has read before, a copy gets an
    /// error instead.
    ///
    /// # Errors
    ///
    /// [`OnceError::InProgress`] while another holds a claim by [`once`](crate::replay::once): answer with its
    /// status and roll back. [`OnceError::Store`] if the database does not answer; the transaction is of no more
    /// use then.
    pub async fn once_in(
        &self,
        transaction: &mut Transaction<'_, sqlx::Sqlite>,
        delivery: &impl Idempotent,
    ) -> Result<Record, OnceError<Infallible>> {
        let key = delivery.idempotency_key();
        let statement = Self::claiming(key, self.times.keep, true);
        let rows = answer(self.times.deadline(), statement.fetch_all(&mut **transaction)).await?;
        record_of(&claim_of(key, &rows).unwrap_or(Claim::InProgress))
    }
}

store!(Sqlite, sqlx::Sqlite, SqlitePool);

const CREATE: &str = Sqlite::TABLE;

/// Two statements that are sent as one. A row that expired is replaced as a whole, so that its fence is a new one.
const CLAIM: &str = "
    INSERT OR REPLACE INTO countersign_once (key, done, expires_at)
    SELECT $1, $3, unixepoch('subsec') + $2
    WHERE NOT EXISTS (SELECT 1 FROM countersign_once WHERE key = $1 AND expires_at > unixepoch('subsec'))
    RETURNING fence, done;
    SELECT NULL, done FROM countersign_once WHERE key = $1 AND expires_at > unixepoch('subsec')";

const SETTLE: &str = "
    UPDATE countersign_once SET done = TRUE, expires_at = unixepoch('subsec') + $3
    WHERE key = $1 AND fence = $2 AND NOT done
    RETURNING fence, done";

const RELEASE: &str = "
    DELETE FROM countersign_once WHERE key = $1 AND fence = $2 AND NOT done RETURNING fence, done";

const PRUNE: &str = "
    DELETE FROM countersign_once
    WHERE fence IN (
        SELECT fence FROM countersign_once
        WHERE expires_at <= unixepoch('subsec') AND (done OR expires_at <= unixepoch('subsec') - $1)
        ORDER BY expires_at LIMIT $2
    )
    RETURNING fence, done";
