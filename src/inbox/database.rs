//! What an inbox asks of its database, and what the databases have in common: everything but the text of their
//! statements.

use std::fmt;
use std::future::Future;

use sqlx::FromRow;
use time::Duration;

use super::item::Selected;
use super::quarantine::ward::Ward;
use crate::kept::Kept;
use crate::replay::{StoreError, StoreFuture};
use crate::wait::lasting;

/// How many rows are changed by one statement at the most.
pub(super) const BATCH: i64 = 1_000;

/// For how long what waits for another of its order is put off at the most.
pub(super) const HELD: Duration = Duration::MINUTE;

/// A database that has the table of an inbox.
pub(super) trait Database: fmt::Debug + Send + Sync + Ward {
    /// Brings the tables to this version's state.
    fn migrate(&self) -> StoreFuture<'_, ()>;

    /// Stores what is not there, in one commit. Gives the keys of what was stored, with their numbers.
    fn insert<'a>(&'a self, rows: &'a [Kept]) -> StoreFuture<'a, Vec<(i64, Vec<u8>)>>;

    /// Takes what is due of one provider.
    fn claim(&self, provider: &'static str, lease: Duration, limit: usize) -> StoreFuture<'_, Vec<Claimed>>;

    /// Puts off for [`HELD`] what is due of one provider and waits for another of its order, so that claims need not
    /// step over it. Gives how many.
    fn put_off(&self, provider: &'static str) -> StoreFuture<'_, usize>;

    /// Makes what waits for an item of its order due, now that this one has ended.
    fn wake_next(&self, id: i64) -> StoreFuture<'_, usize>;

    /// Ends an attempt. Says whether it was still the holder's.
    fn settle<'a>(&'a self, ticket: &'a Ticket, end: End) -> StoreFuture<'a, bool>;

    /// How many there are of each kind.
    fn counts(&self) -> StoreFuture<'_, CountsRow>;

    /// One item.
    fn item(&self, id: i64) -> StoreFuture<'_, Option<ItemRow>>;

    /// The first of those that are in a state and selected.
    fn list(&self, state: i16, selected: Selected, limit: i64) -> StoreFuture<'_, Vec<ItemRow>>;

    /// Makes the first of those due again. Gives their numbers.
    fn replay(&self, state: i16, selected: Selected) -> StoreFuture<'_, Vec<(i64,)>>;

    /// Deletes the first of those. Says how many.
    fn discard(&self, state: i16, selected: Selected) -> StoreFuture<'_, usize>;

    /// Deletes some of what was done so long ago. Says how many.
    fn prune(&self, age: Duration) -> StoreFuture<'_, usize>;
}

/// A row as a type, of the columns in their order.
macro_rules! row {
    ($(#[$doc:meta])* $row:ident { $($field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        pub(super) struct $row {
            $(pub(super) $field: $type,)+
        }

        impl<'r, R: sqlx::Row> FromRow<'r, R> for $row
        where
            ($($type,)+): FromRow<'r, R>,
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                let ($($field,)+) = FromRow::from_row(row)?;
                Ok(Self { $($field),+ })
            }
        }
    };
}

row! {
    /// An item whose attempt has begun. Of its attempts, those that are forgiven do not count. A body that is kept
    /// beside its row may be gone.
    Claimed {
        id: i64,
        key: Vec<u8>,
        attempts: i64,
        forgiven: i64,
        is_ordered: bool,
        head: Vec<u8>,
        receipt: String,
        body: Option<Vec<u8>>,
    }
}

row! {
    /// An item with its history.
    ItemRow {
        id: i64,
        key: Vec<u8>,
        provider: String,
        state: i16,
        received_at: i64,
        due_at: i64,
        attempts: i64,
        started_at: Option<i64>,
        history: String,
        head: Vec<u8>,
        body: Option<Vec<u8>>,
    }
}

row! {
    /// How many there are, and when the oldest arrived that has not ended.
    CountsRow {
        waiting: i64,
        in_hand: i64,
        done: i64,
        dead: i64,
        oldest: Option<i64>,
    }
}

/// What tells the holder of an item: the number of its attempt is that of no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ticket {
    pub(super) id: i64,
    pub(super) key: Vec<u8>,
    pub(super) attempt: i64,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct End {
    pub(super) state: i16,
    /// When it is due again, where it waits.
    pub(super) delay: Duration,
    /// How many attempts more do not count.
    pub(super) forgiven: i64,
    /// The outcome, and behind a space what there is to say of it.
    pub(super) note: String,
}

/// The state of an item that waits for its next attempt, or is in one.
pub(super) const WAITING: i16 = 0;
pub(super) const DONE: i16 = 1;
pub(super) const DEAD: i16 = 2;

impl End {
    pub(super) fn done() -> Self {
        Self::new(DONE, "done")
    }

    pub(super) fn new(state: i16, note: impl Into<String>) -> Self {
        Self { state, delay: Duration::ZERO, forgiven: 0, note: note.into() }
    }
}

/// Deletes as long as as many are deleted as can be at a time, and says how many.
pub(super) async fn all_of<F>(delete: impl Fn() -> F) -> Result<u64, StoreError>
where
    F: Future<Output = Result<usize, StoreError>>,
{
    let mut count = 0;
    loop {
        let deleted = delete().await?;
        count += deleted as u64;
        if (deleted as i64) < BATCH {
            return Ok(count);
        }
    }
}

/// A duration as the databases count it.
pub(super) fn micros(duration: Duration) -> i64 {
    i64::try_from(lasting(duration).as_micros()).expect("a century is that much")
}

/// An inbox's database, of its statements.
macro_rules! database {
    ($store:ident, $database:ty, $pool:ty) => {
        impl $store {
            /// A transaction in which something is written: until when all of it has to be answered, whose turn it is, and
            /// itself.
            async fn begin(
                &self,
            ) -> Result<(Instant, impl Sized + '_, Transaction<'static, $database>), StoreError> {
                let deadline = deadline(self.timeout);
                let turn = self.turn(deadline).await?;
                Ok((deadline, turn, answer(deadline, self.pool.begin_with(BEGIN)).await?))
            }

            /// The rows that a statement gives which writes.
            async fn written<T>(
                &self,
                statement: QueryAs<'_, $database, T, <$database as sqlx::Database>::Arguments>,
            ) -> Result<Vec<T>, StoreError>
            where
                T: Send + Unpin + for<'r> sqlx::FromRow<'r, <$database as sqlx::Database>::Row>,
            {
                let deadline = deadline(self.timeout);
                let _turn = self.turn(deadline).await?;
                rows(&self.pool, deadline, statement).await
            }

            /// How many rows a statement changes.
            async fn changed(
                &self,
                statement: QueryAs<'_, $database, (i64,), <$database as sqlx::Database>::Arguments>,
            ) -> Result<usize, StoreError> {
                Ok(self.written(statement).await?.len())
            }

            /// The rows that a statement gives which writes nothing.
            async fn read<T>(
                &self,
                statement: QueryAs<'_, $database, T, <$database as sqlx::Database>::Arguments>,
            ) -> Result<Vec<T>, StoreError>
            where
                T: Send + Unpin + for<'r> sqlx::FromRow<'r, <$database as sqlx::Database>::Row>,
            {
                rows(&self.pool, deadline(self.timeout), statement).await
            }
        }

        impl Database for $store {
            fn migrate(&self) -> StoreFuture<'_, ()> {
                Box::pin(async move {
                    let (deadline, _turn, mut transaction) = self.begin().await?;
                    answer(deadline, sqlx::raw_sql(VERSIONS).execute(&mut *transaction)).await?;
                    const DONE: &str = "SELECT coalesce(max(version), 0) FROM countersign_inbox_version";
                    let done = sqlx::query_as(DONE).fetch_one(&mut *transaction);
                    let (done,): (i64,) = answer(deadline, done).await?;
                    for (version, statements) in (1..).zip(MIGRATIONS) {
                        if version > done {
                            answer(deadline, sqlx::raw_sql(*statements).execute(&mut *transaction)).await?;
                            const RECORD: &str =
                                "INSERT INTO countersign_inbox_version (version) VALUES ($1)";
                            let record = sqlx::query(RECORD).bind(version);
                            answer(deadline, record.execute(&mut *transaction)).await?;
                        }
                    }
                    answer(deadline, transaction.commit()).await
                })
            }

            fn insert<'a>(&'a self, rows: &'a [Kept]) -> StoreFuture<'a, Vec<(i64, Vec<u8>)>> {
                Box::pin(self.insert_all(rows))
            }

            fn claim(
                &self,
                provider: &'static str,
                lease: Duration,
                limit: usize,
            ) -> StoreFuture<'_, Vec<Claimed>> {
                let limit = i64::try_from(limit).unwrap_or(BATCH).min(BATCH);
                let statement = sqlx::query_as(CLAIM).bind(provider).bind(micros(lease)).bind(limit);
                Box::pin(self.written(statement))
            }

            fn put_off(&self, provider: &'static str) -> StoreFuture<'_, usize> {
                Box::pin(self.changed(sqlx::query_as(PUT_OFF).bind(provider).bind(micros(HELD)).bind(BATCH)))
            }

            fn wake_next(&self, id: i64) -> StoreFuture<'_, usize> {
                Box::pin(self.changed(sqlx::query_as(WAKE_NEXT).bind(id).bind(micros(HELD))))
            }

            fn settle<'a>(&'a self, ticket: &'a Ticket, end: End) -> StoreFuture<'a, bool> {
                Box::pin(self.end(ticket, end))
            }

            fn counts(&self) -> StoreFuture<'_, CountsRow> {
                Box::pin(async move {
                    let rows = self.read(sqlx::query_as(COUNTS)).await?;
                    Ok(rows.into_iter().next().expect("a count is a row"))
                })
            }

            fn item(&self, id: i64) -> StoreFuture<'_, Option<ItemRow>> {
                Box::pin(async move { Ok(self.read(sqlx::query_as(ITEM).bind(id)).await?.pop()) })
            }

            fn list(&self, state: i16, selected: Selected, limit: i64) -> StoreFuture<'_, Vec<ItemRow>> {
                Box::pin(self.read(selecting(LIST, state, selected, limit)))
            }

            fn replay(&self, state: i16, selected: Selected) -> StoreFuture<'_, Vec<(i64,)>> {
                Box::pin(self.written(selecting(REPLAY, state, selected, BATCH)))
            }

            fn discard(&self, state: i16, selected: Selected) -> StoreFuture<'_, usize> {
                Box::pin(self.delete(selecting(DISCARD, state, selected, BATCH)))
            }

            fn prune(&self, age: Duration) -> StoreFuture<'_, usize> {
                Box::pin(self.delete(sqlx::query_as(PRUNE).bind(micros(age)).bind(BATCH)))
            }
        }

        impl Transactional for sqlx::Transaction<'_, $database> {
            fn settle<'a>(&'a mut self, settling_of: Settling<'a>) -> StoreFuture<'a, bool> {
                let statement = settling(settling_of.0, End::done());
                Box::pin(async move {
                    let rows = statement.fetch_all(&mut **self).await.map_err(StoreError::new)?;
                    Ok(!rows.is_empty())
                })
            }
        }

        impl fmt::Debug for $store {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($store)).field("timeout", &self.timeout).finish_non_exhaustive()
            }
        }

        fn settling(
            ticket: &Ticket,
            end: End,
        ) -> QueryAs<'static, $database, (i64,), <$database as sqlx::Database>::Arguments> {
            let statement = sqlx::query_as(SETTLE).bind(ticket.id).bind(ticket.attempt);
            let statement = statement.bind(ticket.key.clone()).bind(end.state).bind(micros(end.delay));
            statement.bind(end.forgiven).bind(end.note)
        }

        fn selecting<T>(
            statements: [&'static str; 2],
            state: i16,
            selected: Selected,
            limit: i64,
        ) -> QueryAs<'static, $database, T, <$database as sqlx::Database>::Arguments>
        where
            T: for<'r> sqlx::FromRow<'r, <$database as sqlx::Database>::Row>,
        {
            let Selected { after, last, from, until } = selected;
            let [dead, done] = statements;
            let statement = if state == DEAD { dead } else { done };
            let statement = sqlx::query_as(statement).bind(after).bind(last);
            statement.bind(from).bind(until).bind(limit)
        }
    };
}
pub(super) use database;

/// The statements that are the same in every database but for `now!` and `body!`, which are the caller's.
macro_rules! statements {
    () => {
        /// What is in an attempt, or waits for longer after one, is left alone.
        const WAKE_NEXT: &str = concat!(
            "UPDATE countersign_inbox SET due_at = ",
            now!(),
            "
            WHERE id = (
                SELECT id FROM countersign_inbox
                WHERE state = 0 AND order_key = (SELECT order_key FROM countersign_inbox WHERE id = $1)
                ORDER BY order_key, id LIMIT 1
            )
            AND started_at IS NULL AND due_at <= ",
            now!(),
            " + $2
            RETURNING id"
        );

        const SETTLE: &str = concat!(
            "UPDATE countersign_inbox
            SET state = $4,
                due_at = ",
            now!(),
            " + $5,
                ended_at = CASE WHEN $4 = 0 THEN NULL ELSE ",
            now!(),
            " END,
                forgiven = forgiven + $6,
                started_at = NULL,
                history = history || attempts || ' ' || started_at || ' ' || ",
            now!(),
            " || ' ' || $7 || '\n'
            WHERE id = $1 AND attempts = $2 AND key = $3 AND state = 0 AND started_at IS NOT NULL
            RETURNING id"
        );

        /// Each is counted in an index that has no other.
        const COUNTS: &str = concat!(
            "SELECT total - in_hand, in_hand,
                (SELECT count(*) FROM countersign_inbox WHERE state = 1),
                (SELECT count(*) FROM countersign_inbox WHERE state = 2),
                oldest
            FROM (
                SELECT count(*) AS total, min(received_at) AS oldest,
                    count(CASE WHEN started_at IS NOT NULL AND due_at > ",
            now!(),
            " THEN 1 END) AS in_hand
                FROM countersign_inbox WHERE state = 0
            ) AS unended"
        );

        macro_rules! select_item {
            () => {
                concat!(
                    "SELECT id, key, provider, state, received_at, due_at, attempts, started_at, history, head, ",
                    body!()
                )
            };
        }

        const ITEM: &str = concat!(select_item!(), " FROM countersign_inbox WHERE id = $1");

        const LIST: [&str; 2] = in_states!(select_item!(), "");
    };
}
pub(super) use statements;

/// Begins an attempt of the items that are named behind it. One that has no end when the next one begins was lost with
/// its worker.
macro_rules! begin_attempt {
    () => {
        concat!(
            "UPDATE countersign_inbox
            SET attempts = attempts + 1,
                due_at = ",
            now!(),
            " + $2,
                started_at = ",
            now!(),
            ",
                history = history || CASE WHEN started_at IS NULL THEN '' ELSE
                    attempts || ' ' || started_at || ' ' || ",
            now!(),
            " || ' lost\n' END"
        )
    };
}

/// What is selected, in each of the states that an item ends in: given up, done. The state stands in the text, so that
/// the index of those that were given up is known to do.
macro_rules! in_states {
    ($before:expr, $after:literal) => {
        [selected!($before, "2", $after), selected!($before, "1", $after)]
    };
}

macro_rules! selected {
    ($before:expr, $state:literal, $after:literal) => {
        concat!(
            $before,
            " FROM countersign_inbox WHERE state = ",
            $state,
            " AND id > $1 AND id <= $2 AND received_at >= $3 AND received_at < $4 ORDER BY id LIMIT $5",
            $after
        )
    };
}

pub(super) use {begin_attempt, in_states, selected};
