//! What the stores in SQL have in common: everything but the text of their statements.

use std::convert::Infallible;
use std::error::Error as StdError;

use sqlx::pool::PoolConnection;
use sqlx::query::QueryAs;
use sqlx::{Connection as _, Database, Executor, FromRow, IntoArguments, Pool};
use tokio::runtime::Handle;
use tokio::time::Instant;

use super::remote::answer;
use super::{Claim, Lease, OnceError, Record, StoreError};
use crate::verified::IdempotencyKey;

/// What a statement tells of the row that it found or changed: its fence where it is the caller's, and whether
/// its work is done.
pub(super) type Row = (Option<i64>, bool);

/// What a claim found, if anything was to be seen: otherwise it was claimed since the statement began.
pub(super) fn claim_of(key: IdempotencyKey, rows: &[Row]) -> Option<Claim> {
    Some(match rows.first()? {
        (Some(fence), _) => Claim::Granted(Lease::new(key, fence.cast_unsigned())),
        (None, true) => Claim::Done,
        (None, false) => Claim::InProgress,
    })
}

/// The same of a claim whose work is done at once.
pub(super) fn record_of(claim: &Claim) -> Result<Record, OnceError<Infallible>> {
    match claim {
        Claim::Granted(_) => Ok(Record::First),
        Claim::Done => Ok(Record::Repeated),
        Claim::InProgress => Err(OnceError::InProgress),
    }
}

/// The rows that a statement gives, on a connection of the pool.
pub(crate) async fn rows<D, T>(
    pool: &Pool<D>,
    deadline: Instant,
    statement: QueryAs<'_, D, T, D::Arguments>,
) -> Result<Vec<T>, StoreError>
where
    D: Database<Arguments: IntoArguments<D>>,
    T: Send + Unpin + for<'r> FromRow<'r, D::Row>,
    for<'c> &'c mut D::Connection: Executor<'c, Database = D>,
{
    let mut asked = Asked::on(pool, deadline).await?;
    let rows = answer(deadline, statement.fetch_all(asked.connection())).await;
    asked.end(rows)
}

/// Whether the server ended a statement for the sake of another transaction, as it may where transactions are stricter
/// than usual: nothing of it was done.
pub(super) fn is_undone(error: &StoreError) -> bool {
    const SERIALIZATION_FAILURE: &str = "40001";
    let error = error.source().and_then(<dyn StdError>::downcast_ref::<sqlx::Error>);
    let error = error.and_then(sqlx::Error::as_database_error);
    error.is_some_and(|error| error.code().as_deref() == Some(SERIALIZATION_FAILURE))
}

/// A connection with a statement under way, of which nobody may want to know the answer any longer: whoever sent the
/// delivery has gone.
pub(crate) struct Asked<D: Database> {
    connection: Option<PoolConnection<D>>,
    deadline: Instant,
}

impl<D: Database> Asked<D> {
    /// On a connection of the pool.
    pub(crate) async fn on(pool: &Pool<D>, deadline: Instant) -> Result<Self, StoreError> {
        Ok(Self { connection: Some(answer(deadline, pool.acquire()).await?), deadline })
    }

    pub(crate) fn connection(&mut self) -> &mut D::Connection {
        self.connection.as_deref_mut().expect("it is there until the end")
    }

    /// Gives the connection back. One on which a statement failed is closed: where it was not answered in time, what
    /// comes next is not known.
    pub(crate) fn end<T>(mut self, answered: Result<T, StoreError>) -> Result<T, StoreError> {
        let mut connection = self.connection.take().expect("it is there until the end");
        if answered.is_err() {
            connection.close_on_drop();
        }
        answered
    }
}

/// The pool waits for the answer without end before it takes the connection back. Where none comes up to the deadline,
/// it is made to do without.
impl<D: Database> Drop for Asked<D> {
    fn drop(&mut self) {
        let (Some(mut connection), Ok(runtime)) = (self.connection.take(), Handle::try_current()) else {
            return;
        };
        let deadline = self.deadline;
        runtime.spawn(async move {
            if answer(deadline, connection.ping()).await.is_err() {
                drop(connection.detach());
            }
        });
    }
}

/// How many rows are pruned in one statement.
pub(super) const BATCH: i64 = 1_000;

/// What a store is, beside its statements.
///
/// - `CREATE` makes the table, `TABLE` is the public text of it.
/// - `CLAIM` has the key, for how many seconds, and whether it is done at once. Its first row says what there is.
/// - `SETTLE` has the key, the fence, and for how many seconds; `RELEASE` the key and the fence. They give a row
///   if the claim was the holder's.
/// - `PRUNE` has for how many seconds an unfinished claim is kept after its lease, and the most rows it may
///   delete, and gives those.
macro_rules! store {
    ($store:ident, $database:ty, $pool:ty) => {
        impl $store {
            /// A store behind a pool of connections.
            #[must_use]
            pub const fn new(pool: $pool) -> Self {
                Self { pool, times: Times::DEFAULT }
            }

            crate::replay::remote::times!();

            /// Makes the table, unless it is there. Several machines may do so at once.
            ///
            /// # Errors
            ///
            /// If the database does not answer, or its user may not make tables.
            pub async fn create_table(&self) -> Result<(), StoreError> {
                let statements = sqlx::raw_sql(CREATE).execute(&self.pool);
                answer(self.times.deadline(), statements).await.map(drop)
            }

            /// Deletes what it need not remember any longer, a thousand rows at a time, and says how many it
            /// were. Nothing else does: call it now and then, from any machine or from all of them.
            ///
            /// # Errors
            ///
            /// If the database does not answer. What was deleted by then is deleted.
            pub async fn prune(&self) -> Result<u64, StoreError> {
                let mut pruned = 0;
                loop {
                    let seconds = lasting(self.times.keep).as_secs_f64();
                    let rows = self.rows(sqlx::query_as(PRUNE).bind(seconds).bind(BATCH)).await?;
                    pruned += rows.len() as u64;
                    if (rows.len() as i64) < BATCH {
                        return Ok(pruned);
                    }
                }
            }

            /// What a claim finds; `is_done` where its work is done at once.
            fn claiming(
                key: IdempotencyKey,
                holds: Duration,
                is_done: bool,
            ) -> QueryAs<'static, $database, Row, <$database as Database>::Arguments> {
                let key = key.as_bytes().to_vec();
                sqlx::query_as(CLAIM).bind(key).bind(lasting(holds).as_secs_f64()).bind(is_done)
            }

            async fn rows(
                &self,
                statement: QueryAs<'static, $database, Row, <$database as Database>::Arguments>,
            ) -> Result<Vec<Row>, StoreError> {
                rows(&self.pool, self.times.deadline(), statement).await
            }
        }

        impl Store for $store {
            fn claim(&self, key: IdempotencyKey) -> StoreFuture<'_, Claim> {
                Box::pin(async move {
                    let rows = self.rows(Self::claiming(key, self.times.lease, false)).await?;
                    Ok(claim_of(key, &rows).unwrap_or(Claim::InProgress))
                })
            }

            fn settle(&self, lease: Lease) -> StoreFuture<'_, bool> {
                let (key, fence) = (lease.key().as_bytes().to_vec(), lease.fence().cast_signed());
                let seconds = lasting(self.times.keep).as_secs_f64();
                let statement = move || sqlx::query_as(SETTLE).bind(key.clone()).bind(fence).bind(seconds);
                let deadline = self.times.deadline();
                Box::pin(async move {
                    loop {
                        match rows::<_, Row>(&self.pool, deadline, statement()).await {
                            // The work is done by now, and without its record a retry would do it again.
                            Err(error) if is_undone(&error) => {}
                            rows => return Ok(!rows?.is_empty()),
                        }
                    }
                })
            }

            fn release(&self, lease: Lease) -> StoreFuture<'_, bool> {
                let (key, fence) = (lease.key().as_bytes().to_vec(), lease.fence().cast_signed());
                let statement = sqlx::query_as(RELEASE).bind(key).bind(fence);
                Box::pin(async move { Ok(!self.rows(statement).await?.is_empty()) })
            }
        }

        impl fmt::Debug for $store {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($store)).field("times", &self.times).finish_non_exhaustive()
            }
        }
    };
}
pub(super) use store;
