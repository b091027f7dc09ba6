//! An inbox in SQLite.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use sqlx::query::QueryAs;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{QueryBuilder, SqlitePool, Transaction};
use time::Duration;
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant, sleep, timeout_at};

use super::commit::{Commit, Commits};
use super::database::{
    BATCH, Claimed, CountsRow, DEAD, Database, End, HELD, ItemRow, Ticket, begin_attempt, database,
    in_states, micros, selected, statements,
};
use super::item::{self, Selected};
use super::job::{Settling, Transactional};
use super::quarantine::suspect::Suspect;
use super::quarantine::ward::{self, ward};
use crate::kept::Kept;
use crate::replay::remote::{answer, deadline};
use crate::replay::sql::{Asked, rows};
use crate::replay::{StoreError, StoreFuture, TIMEOUT};

macro_rules! now {
    () => {
        "CAST(unixepoch('subsec') * 1000000 AS INTEGER)"
    };
}

macro_rules! body {
    () => {
        "coalesce(body, (SELECT body FROM countersign_inbox_body AS large WHERE large.id = countersign_inbox.id))"
    };
}

/// An attempt writes its row anew, twice. A body of more bytes has a row of its own, which is left alone.
const LARGE: usize = 8 << 10;

#[derive(Clone)]
pub(super) struct Sqlite {
    pool: SqlitePool,
    /// Who may write. SQLite has one writer; those of this process take turns here, where none is overtaken, and
    /// not at its lock.
    turn: Arc<Mutex<()>>,
    ends: Arc<Commits<Self>>,
    timeout: Duration,
}

impl Sqlite {
    pub(super) fn new(pool: SqlitePool) -> Self {
        Self { pool, turn: Arc::default(), ends: Arc::default(), timeout: TIMEOUT }
    }

    /// Opens a file, which is made where it is not there.
    pub(super) async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
        // Of 4 KiB each. The usual thousand would be written to the file twice a second under load.
        let options = options.pragma("wal_autocheckpoint", "4000");
        let pool = SqlitePoolOptions::new().max_connections(4);
        let deadline = deadline(TIMEOUT);
        loop {
            match pool.clone().connect_with(options.clone()).await {
                // For others to be done SQLite waits by itself, but not where the file changes over to WAL.
                Err(error) if is_locked(&error) && Instant::now() < deadline => sleep(PAUSE).await,
                opened => return Ok(Self::new(opened.map_err(StoreError::new)?)),
            }
        }
    }

    async fn turn(&self, deadline: Instant) -> Result<MutexGuard<'_, ()>, StoreError> {
        timeout_at(deadline, self.turn.lock()).await.map_err(StoreError::new)
    }

    async fn insert_all(&self, rows: &[Kept]) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
        let mut items = QueryBuilder::new(
            "INSERT INTO countersign_inbox (key, provider, order_key, received_at, head, receipt, body, due_at) ",
        );
        items.push_values(rows, |mut row, kept| {
            let body = Some(&kept.body[..]).filter(|body| body.len() <= LARGE);
            row.push_bind(&kept.key.as_bytes()[..]).push_bind(kept.provider);
            row.push_bind(kept.order.as_deref()).push_bind(item::micros(kept.received_at));
            row.push_bind(&kept.head[..]).push_bind(&kept.receipt).push_bind(body).push(now!());
        });
        items.push(" RETURNING id, key");
        let large: Vec<_> = rows.iter().filter(|row| row.body.len() > LARGE).collect();
        if large.is_empty() {
            return self.written(items.build_query_as()).await;
        }
        // An item that was there has its body.
        let mut bodies = QueryBuilder::new(
            "INSERT OR IGNORE INTO countersign_inbox_body (id, body) SELECT item.id, large.column2 FROM (",
        );
        bodies.push_values(large, |mut row, kept| {
            row.push_bind(&kept.key.as_bytes()[..]).push_bind(&kept.body[..]);
        });
        bodies.push(
            ") AS large CROSS JOIN countersign_inbox_key AS known ON known.key = large.column1
            CROSS JOIN countersign_inbox AS item ON item.id = known.id AND item.body IS NULL",
        );
        let (deadline, _turn, mut transaction) = self.begin().await?;
        let stored = answer(deadline, items.build_query_as().fetch_all(&mut *transaction)).await?;
        answer(deadline, bodies.build().execute(&mut *transaction)).await?;
        answer(deadline, transaction.commit()).await?;
        Ok(stored)
    }

    async fn end(&self, ticket: &Ticket, end: End) -> Result<bool, StoreError> {
        self.ends.add((ticket.clone(), end), || self.clone()).await.map_err(StoreError::new)?
    }

    async fn end_all(&self, ends: Vec<(Ticket, End)>) -> Result<Vec<bool>, StoreError> {
        let (deadline, _turn, mut transaction) = self.begin().await?;
        let mut settled = Vec::new();
        for (ticket, end) in ends {
            let rows = settling(&ticket, end).fetch_all(&mut *transaction);
            settled.push(!answer(deadline, rows).await?.is_empty());
        }
        answer(deadline, transaction.commit()).await?;
        Ok(settled)
    }

    /// Deletes items, and keys of some that were deleted. Says how many items.
    async fn delete(
        &self,
        statement: QueryAs<'_, sqlx::Sqlite, (i64, Vec<u8>), SqliteArguments>,
    ) -> Result<usize, StoreError> {
        let (deadline, _turn, mut transaction) = self.begin().await?;
        let deleted = answer(deadline, statement.fetch_all(&mut *transaction)).await?;
        // Keys are hashes: the place of one is as good as any that is drawn. Three looks for each that is left over
        // keep two of three keys in use.
        if let (Some((_, place)), Some((last, _))) = (deleted.first(), deleted.iter().max()) {
            let looks = 3 * deleted.len() as i64;
            let sweep = sqlx::query(SWEEP).bind(&place[..]).bind(looks).bind(last);
            answer(deadline, sweep.execute(&mut *transaction)).await?;
        }
        answer(deadline, transaction.commit()).await?;
        Ok(deleted.len())
    }
}

/// How long a file that others have locked is left alone.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(10);

fn is_locked(error: &sqlx::Error) -> bool {
    const BUSY: i32 = 5;
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<i32>().ok());
    // What more an extended code says is in the bytes above.
    code.is_some_and(|code| code & 0xff == BUSY)
}

/// Ends of attempts.
impl Commit for Sqlite {
    type Row = (Ticket, End);
    type Done = bool;

    /// The work is done, and would be done again.
    const IS_OWED: bool = true;

    fn size((_, end): &Self::Row) -> usize {
        end.note.len()
    }

    fn commit(&self, rows: Vec<Self::Row>) -> StoreFuture<'_, Vec<bool>> {
        Box::pin(self.end_all(rows))
    }
}

database!(Sqlite, sqlx::Sqlite, SqlitePool);
ward!(Sqlite, sqlx::Sqlite, None::<&str>, include_str!("sqlite/quarantine.sql"));
statements!();

/// Whoever begins otherwise, and writes after it has read, may be told that another has written meanwhile.
const BEGIN: &str = "BEGIN IMMEDIATE";

const VERSIONS: &str = "
    CREATE TABLE IF NOT EXISTS countersign_inbox_version (version INTEGER PRIMARY KEY)";

const MIGRATIONS: &[&str] = &[include_str!("sqlite/1.sql")];

const CLAIM: &str = concat!(
    begin_attempt!(),
    " WHERE id IN (
        SELECT id FROM countersign_inbox AS item
        WHERE state = 0 AND provider = $1 AND due_at <= ",
    now!(),
    "
        AND (order_key IS NULL OR NOT EXISTS (
            SELECT 1 FROM countersign_inbox AS earlier
            WHERE earlier.state = 0 AND earlier.order_key = item.order_key AND earlier.id < item.id
        ))
        ORDER BY due_at LIMIT $3
    )
    RETURNING id, key, attempts, forgiven, order_key IS NOT NULL, head, receipt, ",
    body!()
);

const PUT_OFF: &str = concat!(
    "UPDATE countersign_inbox SET due_at = ",
    now!(),
    " + $2
    WHERE id IN (
        SELECT id FROM countersign_inbox AS item
        WHERE state = 0 AND provider = $1 AND due_at <= ",
    now!(),
    " AND order_key IS NOT NULL
        AND EXISTS (
            SELECT 1 FROM countersign_inbox AS earlier
            WHERE earlier.state = 0 AND earlier.order_key = item.order_key AND earlier.id < item.id
        )
        ORDER BY due_at LIMIT $3
    )
    RETURNING id"
);

const REPLAY: [&str; 2] = in_states!(
    concat!(
        "UPDATE countersign_inbox SET state = 0, due_at = ",
        now!(),
        ", ended_at = NULL, forgiven = attempts
        WHERE id IN (SELECT id"
    ),
    ") RETURNING id"
);

const DISCARD: [&str; 2] =
    in_states!("DELETE FROM countersign_inbox WHERE id IN (SELECT id", ") RETURNING id, key");

const PRUNE: &str = concat!(
    "DELETE FROM countersign_inbox
    WHERE id IN (
        SELECT id FROM countersign_inbox
        WHERE state = 1 AND ended_at <= ",
    now!(),
    " - $1 ORDER BY ended_at LIMIT $2
    )
    RETURNING id, key"
);

/// Deletes keys whose items are gone, of so many from a place on. An item that was put after the last of those that
/// were deleted is there, and is not looked for.
const SWEEP: &str = "
    DELETE FROM countersign_inbox_key
    WHERE key IN (
        SELECT key FROM (
            SELECT key, id FROM countersign_inbox_key WHERE key >= $1 ORDER BY key LIMIT $2
        ) AS next
        WHERE id <= $3 AND NOT EXISTS (SELECT 1 FROM countersign_inbox AS item WHERE item.id = next.id)
    )";

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use time::OffsetDateTime;
    use tokio::task::JoinSet;

    use super::*;
    use crate::inbox::Inbox;
    use crate::providers::GitHub;
    use crate::{Delivery, Raw, dangerous};

    /// A statement reads the whole table where its plan has a scan of it without an index to go by.
    #[tokio::test]
    async fn nothing_reads_the_whole_table() {
        let pool = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await.unwrap();
        Sqlite::new(pool.clone()).migrate().await.unwrap();
        // (statement, the indexes that it goes by)
        let cases = [
            ("claim", CLAIM, &["countersign_inbox_due", "countersign_inbox_order", "PRIMARY KEY"][..]),
            ("put off", PUT_OFF, &["countersign_inbox_due", "countersign_inbox_order", "PRIMARY KEY"]),
            ("wake next", WAKE_NEXT, &["countersign_inbox_order", "PRIMARY KEY"]),
            ("settle", SETTLE, &["PRIMARY KEY"]),
            (
                "item",
                ITEM,
                &["countersign_inbox USING INTEGER PRIMARY KEY", "large USING INTEGER PRIMARY KEY"],
            ),
            ("list", LIST[0], &["countersign_inbox_dead", "large USING INTEGER PRIMARY KEY"]),
            ("replay", REPLAY[0], &["countersign_inbox_dead", "PRIMARY KEY"]),
            ("discard", DISCARD[0], &["countersign_inbox_dead", "PRIMARY KEY"]),
            ("prune", PRUNE, &["countersign_inbox_done", "PRIMARY KEY"]),
            ("sweep", SWEEP, &["countersign_inbox_key USING PRIMARY KEY", "item USING INTEGER PRIMARY KEY"]),
        ];
        for (name, statement, indexes) in cases {
            let plan = plan_of(&pool, statement).await;
            // Those that were looked up are gone through.
            let scans = plan.iter().any(|step| step.starts_with("SCAN") && step != "SCAN next");
            assert!(!scans, "{name}: {plan:?}");
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{name}: {plan:?}");
            for index in indexes {
                assert!(plan.iter().any(|step| step.contains(index)), "{name}, {index}: {plan:?}");
            }
        }
    }

    /// Where a row is looked up there is a step that moves to it.
    #[tokio::test]
    async fn items_are_counted_in_indexes() {
        let pool = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await.unwrap();
        Sqlite::new(pool.clone()).migrate().await.unwrap();
        let plan = plan_of(&pool, COUNTS).await;
        let scans: Vec<_> = plan.iter().filter(|step| step.contains("countersign_inbox")).collect();
        assert_eq!(scans.len(), 3, "{plan:?}");
        for index in ["countersign_inbox_due", "countersign_inbox_done", "countersign_inbox_dead"] {
            assert!(scans.iter().any(|step| step.contains(index)), "{index}: {plan:?}");
        }
        let explain = sqlx::AssertSqlSafe(format!("EXPLAIN {COUNTS}"));
        let steps: Vec<(i64, String)> = sqlx::query_as(explain).fetch_all(&pool).await.unwrap();
        assert!(!steps.iter().any(|(_, step)| step.contains("Seek")), "{steps:?}");
    }

    /// An inbox that counts its commits.
    async fn counting() -> (Sqlite, Arc<AtomicUsize>) {
        let commits = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&commits);
        let pool = SqlitePoolOptions::new().max_connections(1).after_connect(move |connection, _| {
            let counter = Arc::clone(&counter);
            Box::pin(async move {
                connection.lock_handle().await?.set_commit_hook(move || {
                    counter.fetch_add(1, Ordering::SeqCst);
                    true
                });
                Ok(())
            })
        });
        let sqlite = Sqlite::new(pool.connect("sqlite::memory:").await.unwrap());
        sqlite.migrate().await.unwrap();
        (sqlite, commits)
    }

    /// The same, and items of it in their first attempt.
    async fn claimed(count: u8) -> (Sqlite, Arc<AtomicUsize>, Vec<Ticket>) {
        let (sqlite, commits) = counting().await;
        for number in 0..count {
            const PUT: &str = "INSERT INTO countersign_inbox
                (key, provider, received_at, due_at, head, receipt, body) VALUES ($1, 'a', 0, 0, '', '', '')";
            sqlx::query(PUT).bind(vec![number; 32]).execute(&sqlite.pool).await.unwrap();
        }
        let claimed = sqlite.claim("a", Duration::HOUR, count.into()).await.unwrap();
        let ticket = |item: Claimed| Ticket { id: item.id, key: item.key, attempt: item.attempts };
        (sqlite, commits, claimed.into_iter().map(ticket).collect())
    }

    async fn end_together(sqlite: &Sqlite, tickets: &[Ticket]) -> Vec<Result<bool, StoreError>> {
        let mut ends = JoinSet::new();
        for (index, ticket) in tickets.iter().cloned().enumerate() {
            let sqlite = sqlite.clone();
            ends.spawn(async move { (index, sqlite.settle(&ticket, End::done()).await) });
        }
        let mut answers = ends.join_all().await;
        answers.sort_by_key(|(index, _)| *index);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }

    #[tokio::test]
    async fn ends_that_arrive_together_are_committed_together_and_have_an_answer_each() {
        let (sqlite, commits, mut tickets) = claimed(100).await;
        tickets[7].attempt = 2;
        tickets[8].key = vec![9; 32];
        tickets[9].id = 1_000;
        tickets.push(tickets[3].clone());
        let before = commits.load(Ordering::SeqCst);
        let answers = end_together(&sqlite, &tickets).await;
        assert!(commits.load(Ordering::SeqCst) - before <= 2, "{commits:?} after {before}");
        for (index, answer) in answers.into_iter().enumerate() {
            assert_eq!(answer.unwrap(), ![7, 8, 9, 100].contains(&index), "{index}");
        }
        assert_eq!(sqlite.counts().await.unwrap().done, 97);
    }

    #[tokio::test]
    async fn hands_that_end_together_take_a_few_commits() {
        let (sqlite, commits) = counting().await;
        let inbox = Inbox::new(Arc::new(sqlite));
        let mut puts = JoinSet::new();
        for number in 0..400 {
            let request = http::Request::post("/github").body(number.to_string()).unwrap();
            let delivery = Delivery::from_request(request, OffsetDateTime::UNIX_EPOCH);
            puts.spawn(inbox.put(&dangerous::assume_verified::<Raw<GitHub>>(delivery).unwrap()));
        }
        puts.join_all().await;
        let before = commits.load(Ordering::SeqCst);
        let worker = inbox.worker::<Raw<GitHub>>().concurrency(50.try_into().unwrap());
        let attempts = worker.drain(|_| async { Ok::<_, std::io::Error>(()) }).await.unwrap();
        let commits = commits.load(Ordering::SeqCst) - before;
        assert_eq!(attempts, 400);
        // Each claim is one, and the ends of each are one or two.
        assert!(commits <= 40, "{commits} commits");
    }

    /// Whoever repeats a delivery may write headers as long as the server takes.
    #[tokio::test]
    async fn long_heads_are_committed_a_few_at_a_time() {
        let (sqlite, commits) = counting().await;
        let inbox = Inbox::new(Arc::new(sqlite));
        let before = commits.load(Ordering::SeqCst);
        let mut puts = JoinSet::new();
        for number in 0..16 {
            let request = http::Request::post("/github").header("x-long", "x".repeat(1 << 20));
            let request = request.body(number.to_string()).unwrap();
            let delivery = Delivery::from_request(request, OffsetDateTime::UNIX_EPOCH);
            puts.spawn(inbox.put(&dangerous::assume_verified::<Raw<GitHub>>(delivery).unwrap()));
        }
        puts.join_all().await;
        // Three of them have less than four mebibytes.
        assert!(commits.load(Ordering::SeqCst) - before >= 6, "{commits:?} after {before}");
    }

    #[tokio::test]
    async fn an_end_whose_caller_went_away_is_committed() {
        let (sqlite, _, tickets) = claimed(3).await;
        let waker = std::task::Waker::noop();
        let mut end = sqlite.settle(&tickets[0], End::done());
        assert!(end.as_mut().poll(&mut std::task::Context::from_waker(waker)).is_pending());
        drop(end);
        // It was first.
        assert!(!sqlite.settle(&tickets[0], End::new(DEAD, "failed")).await.unwrap());
        assert_eq!(sqlite.counts().await.unwrap().done, 1);
    }

    #[tokio::test]
    async fn an_end_that_cannot_be_committed_is_an_error_to_each_caller() {
        let (sqlite, _, tickets) = claimed(20).await;
        const FAIL: &str = "CREATE TRIGGER fail BEFORE UPDATE ON countersign_inbox WHEN old.id = 5
            BEGIN SELECT RAISE(ABORT, 'out of paper'); END";
        sqlx::raw_sql(FAIL).execute(&sqlite.pool).await.unwrap();
        for (index, answer) in end_together(&sqlite, &tickets).await.into_iter().enumerate() {
            let error = answer.expect_err(&index.to_string());
            let source = std::error::Error::source(&error).map(ToString::to_string);
            assert!(source.is_some_and(|source| source.contains("out of paper")), "{index}");
        }
        assert_eq!(sqlite.counts().await.unwrap().done, 0);
        sqlx::raw_sql("DROP TRIGGER fail").execute(&sqlite.pool).await.unwrap();
        assert!(end_together(&sqlite, &tickets).await.into_iter().all(Result::unwrap));
    }

    async fn plan_of(pool: &SqlitePool, statement: &str) -> Vec<String> {
        let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain).fetch_all(pool).await.unwrap();
        plan.into_iter().map(|(_, _, _, step)| step).collect()
    }
}
