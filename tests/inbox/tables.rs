//! The table: how it is made, what is selected and deleted, and at what cost.

use std::sync::Arc;

use countersign::inbox::{Counts, Failure, Inbox, Job, Outcome, Put, Select, State};
use countersign::providers::GitHub;
use countersign::{Delivery, Raw, dangerous};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnectOptions;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::deliveries::delivery;
use super::servers::Folder;
use super::servers::places::Backend;
use super::{App, Bodies, OutOfPaper, execute};

pub(crate) async fn tables_are_made_by_many_at_once_and_again(app: App) {
    const DROP: &str = "DROP TABLE countersign_inbox; DROP TABLE IF EXISTS countersign_inbox_body;
        DROP TABLE IF EXISTS countersign_inbox_key; DROP TABLE countersign_inbox_version";
    execute(&app.place, DROP.to_owned()).await;
    assert!(app.inbox.put(&delivery("a")).await.is_err());
    let machines = [app.inbox.clone(), app.place.inbox().await];
    for round in ["at first", "again"] {
        let mut tasks = JoinSet::new();
        for index in 0..10 {
            let inbox = machines[index % 2].clone();
            tasks.spawn(async move { inbox.migrate().await });
        }
        for done in tasks.join_all().await {
            done.expect(round);
        }
        app.put(round).await;
    }
    assert_eq!(app.drain().await, ["again", "at first"]);
}

/// As where two processes start at once, or another one had the file before.
pub(crate) async fn a_file_that_is_locked_is_opened_afterwards(app: App) {
    drop(app);
    let folder = Folder::new();
    let path = folder.0.join("inbox.sqlite");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let pool = SqlitePool::connect_with(options).await.unwrap();
    let lock = pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let mut opening = Box::pin(Inbox::open(path));
    // It waits for as long as it is locked.
    assert!(timeout(std::time::Duration::from_millis(100), &mut opening).await.is_err());
    lock.rollback().await.unwrap();
    pool.close().await;
    opening.await.unwrap();
}

pub(crate) async fn a_large_body_is_deleted_with_its_item(app: App) {
    let bodies = async || {
        let count = sqlx::query_scalar("SELECT count(*) FROM countersign_inbox_body");
        count.fetch_one(&app.place.sqlite().await).await.unwrap()
    };
    let large = |name: &str| format!("{name}{}", "x".repeat(20_000));
    for name in ["done", "dead", "waiting"] {
        app.put(&large(name)).await;
        app.put(name).await;
    }
    // A repetition is not kept beside it.
    assert_eq!(app.inbox.put(&delivery(&large("done"))).await.unwrap(), Put::Repeated);
    let handler = |job: Job<Raw<GitHub>>| async move {
        match &job.body()[..4] {
            b"done" => Ok(()),
            b"dead" => Err(Failure::give_up(OutOfPaper)),
            _ => Err(Failure::from(OutOfPaper)),
        }
    };
    assert_eq!(app.worker().drain(handler).await.unwrap(), 6);
    let counted: i64 = bodies().await;
    assert_eq!(counted, 3);
    assert_eq!(app.inbox.prune(Duration::ZERO).await.unwrap(), 2);
    assert_eq!(bodies().await, 2);
    assert_eq!(app.inbox.discard(Select::dead()).await.unwrap(), 2);
    assert_eq!(bodies().await, 1);
    app.advance(Duration::HOUR).await;
    assert_eq!(app.drain().await, ["waiting".to_owned(), large("waiting")]);
}

/// SQLite deletes keys after their items, some at a time.
pub(crate) async fn keys_of_deleted_items_do_not_pile_up(app: App) {
    const DONE: &str = "UPDATE countersign_inbox SET state = 1, ended_at = 0";
    for round in 0..10 {
        let mut puts = JoinSet::new();
        for index in 0..100 {
            puts.spawn(app.inbox.put(&delivery(&format!("{round} {index}"))));
        }
        puts.join_all().await;
        execute(&app.place, DONE.to_owned()).await;
        assert_eq!(app.inbox.prune(Duration::ZERO).await.unwrap(), 100);
    }
    let count = sqlx::query_scalar("SELECT count(*) FROM countersign_inbox_key");
    let keys: i64 = count.fetch_one(&app.place.sqlite().await).await.unwrap();
    assert!(keys < 800, "{keys} of 1000");
    // Whether its key is still there or not.
    for round in 0..10 {
        let event = delivery(&format!("{round} 7"));
        assert!(matches!(app.inbox.put(&event).await.unwrap(), Put::Stored(_)), "{round}");
        assert_eq!(app.inbox.put(&event).await.unwrap(), Put::Repeated, "{round}");
    }
}

/// Fails some, and handles the others.
async fn fail(job: Job<Raw<GitHub>>) -> Result<(), OutOfPaper> {
    if job.body().starts_with(b"dead") { Err(OutOfPaper) } else { Ok(()) }
}

pub(crate) async fn what_was_done_is_pruned_by_age_and_nothing_else(app: App) {
    let week = Duration::weeks(1);
    let (done, dead) = (app.put("done").await, app.put("dead").await);
    assert_eq!(app.worker().attempts(1).drain(fail).await.unwrap(), 2);
    let waiting = app.put("waiting").await;
    assert_eq!(app.inbox.prune(week).await.unwrap(), 0);
    app.advance(week - Duration::minutes(1)).await;
    assert_eq!(app.inbox.prune(week).await.unwrap(), 0);
    app.advance(Duration::minutes(1)).await;
    // More than are deleted at a time.
    fill(&app, 2_500, "1, ended_at").await;
    assert_eq!(app.inbox.prune(week).await.unwrap(), 2_501);
    assert!(app.inbox.item(done).await.unwrap().is_none());
    assert_eq!((app.state(dead).await, app.state(waiting).await), (State::Dead, State::Waiting));
    // It is not known any longer.
    assert!(matches!(app.inbox.put(&delivery("done")).await.unwrap(), Put::Stored(_)));
    assert_eq!(app.inbox.discard(Select::dead()).await.unwrap(), 1);
    assert!(app.inbox.item(dead).await.unwrap().is_none());
}

/// As where a file was mended by hand.
pub(crate) async fn an_item_whose_body_is_gone_is_given_up(app: App) {
    let gone = app.put(&"x".repeat(8_193)).await;
    let empty = app.put("").await;
    app.place.execute("DELETE FROM countersign_inbox_body").await;
    assert_eq!(app.drain().await, [""]);
    let error = app.inbox.item(gone).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), format!("item {gone}: the body that was kept cannot be read"));
    let error = app.inbox.list(Select::dead(), 10).await.unwrap_err();
    assert!(std::error::Error::source(&error).unwrap().to_string().starts_with(&format!("item {gone}:")));
    assert_eq!(app.state(empty).await, State::Done);
    let counts = app.inbox.counts().await.unwrap();
    assert_eq!((counts.done, counts.dead), (1, 1));
    // As what was given up otherwise.
    assert_eq!(app.inbox.replay(Select::item(gone)).await.unwrap(), 1);
    assert!(app.drain().await.is_empty());
    assert_eq!(app.inbox.discard(Select::item(gone)).await.unwrap(), 1);
}

pub(crate) async fn what_is_replayed_or_discarded_is_what_was_selected(app: App) {
    let arrival = |index: i64| datetime!(2026-11-22 12:00 UTC) + Duration::hours(index);
    let mut ids = Vec::new();
    for index in 0..8 {
        let request = http::Request::post("/github").body(format!("dead {index}")).unwrap();
        let delivery = Delivery::from_request(request, arrival(index));
        let event = dangerous::assume_verified::<Raw<GitHub>>(delivery).unwrap();
        let Put::Stored(id) = app.inbox.put(&event).await.unwrap() else { panic!("it is new") };
        ids.push(id);
    }
    app.worker().attempts(1).drain(fail).await.unwrap();
    let waiting = app.put("waiting").await;
    let hours = |from: i64, until: i64| -> std::ops::Range<OffsetDateTime> { arrival(from)..arrival(until) };
    // (name, what is selected, which of the eight those are)
    let cases = [
        ("one", Select::item(ids[3]), vec![3]),
        ("by numbers", Select::dead().ids(ids[2]..=ids[4]), vec![2, 3, 4]),
        ("by time", Select::dead().received(hours(5, 7)), vec![5, 6]),
        ("by both", Select::dead().received(hours(1, 4)).ids(ids[3]..=ids[7]), vec![3]),
        ("what waits", Select::item(waiting), vec![]),
        ("of what was done", Select::done(), vec![]),
        ("no number", Select::dead().ids(i64::MIN..=-1), vec![]),
        ("all", Select::dead(), (0..8).collect()),
    ];
    for (name, select, expected) in cases {
        let listed = app.inbox.list(select.clone(), 100).await.unwrap();
        assert_eq!(
            listed.iter().map(|item| item.id()).collect::<Vec<_>>(),
            expected.iter().map(|index| ids[*index]).collect::<Vec<_>>(),
            "{name}"
        );
        assert_eq!(app.inbox.replay(select).await.unwrap(), expected.len() as u64, "{name}");
        let bodies = Bodies::default();
        let handler = {
            let bodies = bodies.clone();
            move |job: Job<Raw<GitHub>>| {
                bodies.add(&job);
                fail(job)
            }
        };
        // What waits is put off, so that it is not among them.
        execute(
            &app.place,
            format!("UPDATE countersign_inbox SET due_at = 9000000000000000000 WHERE id = {waiting}"),
        )
        .await;
        app.worker().attempts(1).drain(handler).await.unwrap();
        let mut seen = bodies.seen();
        seen.sort();
        assert_eq!(seen, expected.iter().map(|index| format!("dead {index}")).collect::<Vec<_>>(), "{name}");
    }
    assert_eq!(app.inbox.list(Select::dead(), 3).await.unwrap().len(), 3);
    assert_eq!(app.inbox.discard(Select::dead().ids(ids[0]..=ids[3])).await.unwrap(), 4);
    assert_eq!(app.inbox.list(Select::dead(), 100).await.unwrap().len(), 4);
    assert_eq!(app.attempts(ids[7]).await[0].0, Some(Outcome::Failed));
}

pub(crate) async fn what_there_is_is_counted(app: App) {
    let counts = |of: Counts| (of.waiting, of.in_hand, of.done, of.dead);
    let empty = app.inbox.counts().await.unwrap();
    assert_eq!((counts(empty), empty.oldest), ((0, 0, 0, 0), None));
    let arrival = |index: i64| datetime!(2026-11-22 12:00 UTC) + Duration::hours(index);
    for (index, body) in (1..).zip(["dead 1", "done", "dead 2", "later"]) {
        let request = http::Request::post("/github").body(body).unwrap();
        let event =
            dangerous::assume_verified::<Raw<GitHub>>(Delivery::from_request(request, arrival(index)));
        app.inbox.put(&event.unwrap()).await.unwrap();
    }
    let waiting = app.inbox.counts().await.unwrap();
    assert_eq!((counts(waiting), waiting.oldest), ((4, 0, 0, 0), Some(arrival(1))));
    let later = |job: Job<Raw<GitHub>>| async move {
        if job.body() == "later" { Err(OutOfPaper.into()) } else { fail(job).await.map_err(Failure::give_up) }
    };
    app.worker().drain(later).await.unwrap();
    let ended = app.inbox.counts().await.unwrap();
    assert_eq!((counts(ended), ended.oldest), ((1, 0, 1, 2), Some(arrival(4))));
    // What is in hand, until its lease runs out.
    app.put("in hand").await;
    let begun = Arc::new(Notify::new());
    let in_handler = Arc::clone(&begun);
    let worker = app.worker();
    let handler = move |_: Job<Raw<GitHub>>| {
        in_handler.notify_one();
        std::future::pending::<Result<(), OutOfPaper>>()
    };
    tokio::select! {
        _ = worker.drain(handler) => panic!("it never ends"),
        () = begun.notified() => {}
    }
    let in_hand = app.inbox.counts().await.unwrap();
    assert_eq!((counts(in_hand), in_hand.oldest), ((1, 1, 1, 2), Some(arrival(0))));
    app.advance(Duration::HOUR).await;
    assert_eq!(counts(app.inbox.counts().await.unwrap()), (2, 0, 1, 2));
    app.inbox.replay(Select::dead()).await.unwrap();
    app.inbox.prune(Duration::ZERO).await.unwrap();
    assert_eq!(counts(app.inbox.counts().await.unwrap()), (4, 0, 0, 0));
}

/// So many rows like the last of the table, in a state, and which ended when the table's first item did or not at
/// all: what is given as `state, ended_at`.
async fn fill(app: &App, count: usize, state: &str) {
    let key = match app.place.backend() {
        Backend::Postgres => "lpad((n + (SELECT max(id) FROM countersign_inbox))::text, 32, '0')::bytea",
        _ => "CAST(printf('%032d', n + (SELECT max(id) FROM countersign_inbox)) AS BLOB)",
    };
    let fill = format!(
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
        INSERT INTO countersign_inbox (key, provider, received_at, due_at, head, receipt, body, state, ended_at)
        SELECT {key}, provider, received_at, due_at + 3600000000, head, receipt, body, {state}
        FROM numbers, (SELECT * FROM countersign_inbox ORDER BY id LIMIT 1) AS first"
    );
    execute(&app.place, fill).await;
}

/// PostgreSQL counts what it reads. SQLite's plans are tested beside its statements.
pub(crate) async fn nothing_reads_the_whole_table(app: App) {
    const ROWS: usize = 20_000;
    app.put("done").await;
    app.worker().drain(fail).await.unwrap();
    fill(&app, ROWS, "1, ended_at").await;
    fill(&app, ROWS, "0, NULL::bigint").await;
    fill(&app, ROWS, "2, ended_at").await;
    execute(&app.place, "ANALYZE countersign_inbox; SELECT pg_stat_reset()".to_owned()).await;
    let pool = app.place.postgres().await;
    let inbox = Inbox::postgres(pool.clone());
    inbox.migrate().await.unwrap();
    let Put::Stored(id) = inbox.put_in_order(&delivery("a"), "a").await.unwrap() else { panic!("it is new") };
    assert_eq!(inbox.worker::<Raw<GitHub>>().attempts(1).drain(fail).await.unwrap(), 1);
    assert_eq!(inbox.replay(Select::item(id)).await.unwrap(), 1);
    assert_eq!(inbox.worker::<Raw<GitHub>>().attempts(1).drain(fail).await.unwrap(), 1);
    assert_eq!(inbox.list(Select::dead(), 10).await.unwrap().len(), 10);
    assert_eq!(inbox.prune(Duration::HOUR).await.unwrap(), 0);
    assert!(inbox.item(id).await.unwrap().is_some());
    // Its connections tell what they counted when they end.
    pool.close().await;
    let reader = app.place.postgres().await;
    loop {
        const COUNTED: &str = "
            SELECT idx_scan, seq_tup_read, coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables
            WHERE relname = 'countersign_inbox' AND schemaname = current_schema()";
        let (indexed, read, fetched): (i64, i64, i64) =
            sqlx::query_as(COUNTED).fetch_one(&reader).await.unwrap();
        if indexed >= 10 {
            assert_eq!(read, 0);
            assert!(fetched < 200, "{fetched}");
            return;
        }
    }
}
