//! A store in PostgreSQL.

use std::convert::Infallible;
use std::fmt;

use sqlx::query::QueryAs;
use sqlx::{Database, PgPool, Transaction};
use time::Duration;

use super::remote::{Times, answer};
use super::sql::{BATCH, Row, claim_of, is_undone, record_of, rows, store};
use super::{Claim, Idempotent, Lease, OnceError, Record, Store, StoreError, StoreFuture};
use crate::verified::IdempotencyKey;
use crate::wait::lasting;

/// A store in PostgreSQL, behind a pool of your own.
///
/// [`create_table`](Self::create_table) makes its table. Who runs migrations of their own puts
/// [`TABLE`](Self::TABLE) among them:
///
/// ```sql
#[doc = include_str!("postgres.sql")]
/// ```
///
/// The table is looked for where the connections' `search_path` says. All times are the server's, so it does not
/// matter what the clocks of the machines say that share it. A claim, its settlement and its release are one
/// statement each. A pool that pings a connection before it hands it out asks the server twice;
/// `PgPoolOptions::test_before_acquire(false)` spares that.
#[derive(Clone)]
pub struct Postgres {
    pool: PgPool,
    times: Times,
}

impl Postgres {
    /// The statements that make its table.
    pub const TABLE: &str = include_str!("postgres.sql");

    /// Records in a transaction of your own that a delivery is handled in it, unless it was handled before.
    ///
    /// The record and the effect are committed together, or neither is: a process that dies, wherever it does,
    /// leaves no effect without its record. Call it first in the transaction, and do the work in the same
    /// transaction if it was [`Record::First`].
    ///
    /// ```no_run
    /// use countersign::providers::Stripe;
    /// use countersign::replay::{Postgres, Record};
    /// use countersign::{Raw, Verified};
    /// use http::StatusCode;
    /// use sqlx::PgPool;
    ///
    /// async fn on_payment(
    ///     pool: &PgPool,
    ///     done: &Postgres,
    ///     event: &Verified<Raw<Stripe>>,
    /// ) -> Result<StatusCode, Box<dyn std::error::Error>> {
    ///     let mut transaction = pool.begin().await?;
    ///     if done.once_in(&mut transaction, event).await? == Record::First {
    ///         let insert = sqlx::query("INSERT INTO payments (event) VALUES ($1)").bind(event.body().to_vec());
    ///         insert.execute(&mut *transaction).await?;
    ///     }
    ///     transaction.commit().await?;
    ///     Ok(StatusCode::OK)
    /// }
    /// ```
    ///
    /// While one copy's transaction is open, another copy waits here until it is committed, and is
    /// [`Record::Repeated`], or rolled back, and goes on. A claim by [`once`](crate::replay::once) waits in the
    /// same way. They wait no longer than the store's [`timeout`](Self::timeout); the server may go on waiting
    /// on that connection, so bound your transactions by `idle_in_transaction_session_timeout`.
    ///
    /// Under `REPEATABLE READ` or `SERIALIZABLE` a copy that waited gets an error instead of
    /// [`Record::Repeated`].
    ///
    /// # Errors
    ///
    /// [`OnceError::InProgress`] while another holds a claim by [`once`](crate::replay::once): answer with its
    /// status and roll back. [`OnceError::Store`] if the database does not answer; the transaction is of no more
    /// use then.
    pub async fn once_in(
        &self,
        transaction: &mut Transaction<'_, sqlx::Postgres>,
        delivery: &impl Idempotent,
    ) -> Result<Record, OnceError<Infallible>> {
        let key = delivery.idempotency_key();
        let deadline = self.times.deadline();
        // A copy that was committed while the first statement waited is seen by the second one.
        for _ in 0..2 {
            let statement = Self::claiming(key, self.times.keep, true);
            let rows = answer(deadline, statement.fetch_all(&mut **transaction)).await?;
            if let Some(claim) = claim_of(key, &rows) {
                return record_of(&claim);
            }
        }
        Err(OnceError::InProgress)
    }
}

store!(Postgres, sqlx::Postgres, PgPool);

/// Two machines that make one table at once would collide in the server's own tables, but for the lock. It is
/// held up to the end of these statements, and its number is `once` in ASCII.
const CREATE: &str = concat!("SELECT pg_advisory_xact_lock(1869505381);\n", include_str!("postgres.sql"));

/// The second half tells a claim from work that is done, as it was when the statement began. What expired since
/// is nobody's, so that a record of old that another has replaced by a claim is not taken for work done.
const CLAIM: &str = "
    WITH claimed AS (
        INSERT INTO countersign_once AS known (key, fence, done, expires_at)
        VALUES ($1, nextval('countersign_once_fence'), $3, clock_timestamp() + make_interval(secs => $2))
        ON CONFLICT (key) DO UPDATE
        SET fence = excluded.fence,
            done = excluded.done,
            expires_at = clock_timestamp() + make_interval(secs => $2)
        WHERE known.expires_at <= clock_timestamp()
        RETURNING fence, done
    )
    SELECT fence, done FROM claimed
    UNION ALL
    SELECT NULL, done FROM countersign_once
    WHERE key = $1 AND expires_at > clock_timestamp() AND NOT EXISTS (SELECT FROM claimed)";

const SETTLE: &str = "
    UPDATE countersign_once
    SET done = true, expires_at = clock_timestamp() + make_interval(secs => $3)
    WHERE key = $1 AND fence = $2 AND NOT done
    RETURNING fence, done";

const RELEASE: &str = "
    DELETE FROM countersign_once WHERE key = $1 AND fence = $2 AND NOT done RETURNING fence, done";

const PRUNE: &str = "
    DELETE FROM countersign_once
    WHERE key = ANY(ARRAY(
        SELECT key FROM countersign_once
        WHERE expires_at <= now() AND (done OR expires_at <= now() - make_interval(secs => $1))
        ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))
    RETURNING fence, done";
