//! What the stores in SQL have beside: a table, and what is deleted from it.

use std::convert::Infallible;
use std::sync::Arc;

use countersign::replay::{Once, Postgres, Sqlite, once};
use time::Duration;
use tokio::task::JoinSet;

use super::servers::places::{Backend, Place};
use super::{KEEP, LEASE, MOMENT, claim, delivery, granted, key};

/// One of both.
#[derive(Clone)]
enum Sql {
    Postgres(Postgres),
    Sqlite(Sqlite),
}

impl Sql {
    async fn on(place: &Place) -> Self {
        match place.backend() {
            Backend::Postgres => Self::Postgres(Postgres::new(place.postgres().await)),
            _ => Self::Sqlite(Sqlite::new(place.sqlite().await)),
        }
    }

    async fn create_table(&self) {
        match self {
            Self::Postgres(store) => store.create_table().await.unwrap(),
            Self::Sqlite(store) => store.create_table().await.unwrap(),
        }
    }

    async fn prune(&self) -> u64 {
        match self {
            Self::Postgres(store) => store.prune().await.unwrap(),
            Self::Sqlite(store) => store.prune().await.unwrap(),
        }
    }
}

pub(crate) async fn a_table_is_made_by_many_at_once_and_again(place: Place) {
    place.execute("DROP TABLE countersign_once").await;
    let machines = [Sql::on(&place).await, Sql::on(&place).await];
    for round in ["at first", "again"] {
        let mut tasks = JoinSet::new();
        for index in 0..20 {
            let store = machines[index % 2].clone();
            tasks.spawn(async move { store.create_table().await });
        }
        while let Some(done) = tasks.join_next().await {
            done.expect(round);
        }
        let store = place.store().await;
        assert_eq!(claim(&*store, round).await, "granted");
    }
    let store = place.store().await;
    assert_eq!(claim(&*store, "at first").await, "in progress");
}

pub(crate) async fn without_a_table_nothing_is_claimed(place: Place) {
    place.execute("DROP TABLE countersign_once").await;
    let store = place.store().await;
    let error = store.claim(key("a")).await.unwrap_err();
    assert_eq!(error.to_string(), "the store did not answer");
    // The statements of the documentation make it.
    place.execute(if place.backend() == Backend::Postgres { Postgres::TABLE } else { Sqlite::TABLE }).await;
    assert_eq!(claim(&*store, "a").await, "granted");
}

pub(crate) async fn what_expired_is_pruned_and_nothing_else(place: Place) {
    let (store, sql) = (place.store().await, Sql::on(&place).await);
    for index in 0..3 {
        let lease = granted(&*store, &format!("done {index}")).await;
        assert!(store.settle(lease).await.unwrap());
    }
    let late = granted(&*store, "late").await;
    assert_eq!(sql.prune().await, 0, "nothing expired");
    place.advance(LEASE + MOMENT).await;
    assert_eq!(sql.prune().await, 0, "a lease ran out, whose holder may still come");
    assert!(store.settle(late).await.unwrap());
    granted(&*store, "lost").await;
    place.advance(KEEP - LEASE - MOMENT).await;
    assert_eq!(sql.prune().await, 3, "what was done first");
    place.advance(LEASE + MOMENT).await;
    assert_eq!(sql.prune().await, 1, "what was done late");
    place.advance(MOMENT).await;
    assert_eq!(sql.prune().await, 1, "what nobody ended");
    assert_eq!(sql.prune().await, 0, "nothing is left");

    place.execute(many(place.backend())).await;
    granted(&*store, "kept").await;
    let both = tokio::join!(sql.prune(), sql.prune());
    let rest = sql.prune().await;
    assert_eq!(both.0 + both.1 + rest, 2_500, "in batches, by two machines: {both:?}");
    assert_eq!(claim(&*store, "kept").await, "in progress");
}

/// Fills the table with records that expired.
fn many(backend: Backend) -> &'static str {
    match backend {
        Backend::Postgres => {
            "INSERT INTO countersign_once
            SELECT int4send(index), index, true, now() - interval '1 second' FROM generate_series(1, 2500) index"
        }
        _ => {
            "WITH RECURSIVE numbers (number) AS (
                SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 2500
            )
            INSERT INTO countersign_once (key, done, expires_at)
            SELECT CAST(number AS BLOB), TRUE, unixepoch('subsec') - 1 FROM numbers"
        }
    }
}

/// Where transactions are stricter than usual, the server ends some of those that come together. What was done is recorded
/// all the same, or a retry would do it again.
pub(crate) async fn a_stricter_level_loses_no_record(place: Place) {
    for level in ["repeatable\\ read", "serializable"] {
        let store = place.at_level(level).store().await;
        let mut copies = JoinSet::new();
        for index in 0..400 {
            let (store, delivery) = (Arc::clone(&store), delivery(&format!("{level} {}", index / 10)));
            copies.spawn(async move {
                let mut has_effect = false;
                let work = async {
                    has_effect = true;
                    Ok::<_, Infallible>(())
                };
                let outcome = once(&*store, &delivery, work).await.map_err(|error| format!("{error:?}"));
                assert_eq!(has_effect, matches!(outcome, Ok(Once::Done(()))), "{outcome:?}");
                has_effect
            });
        }
        let effects = copies.join_all().await.into_iter().filter(|has_effect| *has_effect).count();
        assert!(effects <= 40, "{level}: {effects}");
    }
}

/// The server's clock is moved, and no machine's: what a store does follows it.
pub(crate) async fn the_servers_clock_is_the_only_one(place: Place) {
    let store = place.store().await;
    let lease = granted(&*store, "a").await;
    granted(&*store, "b").await;
    assert!(store.settle(lease).await.unwrap());
    // (how far, what becomes of what was done, and of what is under way)
    let cases = [
        (Duration::ZERO, "done", "in progress"),
        (LEASE - MOMENT / 2, "done", "in progress"),
        (LEASE, "done", "granted"),
        (KEEP, "granted", "granted"),
    ];
    for (by, done, under_way) in cases {
        place.set_clock(by).await;
        let store = place.with_own_clock().store().await;
        assert_eq!((claim(&*store, "a").await, claim(&*store, "b").await), (done, under_way), "{by}");
    }
}
