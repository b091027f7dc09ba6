//! `once_in`: the record and the effect in one transaction of the user's own.

use std::convert::Infallible;
use std::sync::Arc;

use countersign::replay::{Claim, KEEP, LEASE, Once, OnceError, Record, once};

use super::servers::machines::{Machine, Open};
use super::servers::places::Place;
use super::{MOMENT, NoFailure, claim, delivery, granted, key};

/// What a handler does.
async fn handle(machine: &Machine, body: &str) -> Result<Record, OnceError<Infallible>> {
    let mut open = machine.begin().await.unwrap();
    let record = open.once_in(&delivery(body)).await?;
    if record == Record::First {
        open.effect(body).await.unwrap();
    }
    open.commit().await.unwrap();
    Ok(record)
}

// Rules 48 and 51.
pub(crate) async fn record_and_effect_are_committed_together(place: Place) {
    let (one, other) = (Machine::on(&place).await, Machine::on(&place).await);
    assert_eq!(handle(&one, "a").await.unwrap(), Record::First);
    assert_eq!(handle(&one, "a").await.unwrap(), Record::Repeated);
    assert_eq!(handle(&other, "a").await.unwrap(), Record::Repeated);
    assert_eq!(other.effects().await, 1);
    assert_eq!(handle(&other, "b").await.unwrap(), Record::First);
    assert_eq!(one.effects().await, 2);
    // Twice in one transaction.
    let mut open = one.begin().await.unwrap();
    assert_eq!(open.once_in(&delivery("c")).await.unwrap(), Record::First);
    assert_eq!(open.once_in(&delivery("c")).await.unwrap(), Record::Repeated);
    open.commit().await.unwrap();
}

// Rule 50: the handler fails, or its connection is gone before the commit.
pub(crate) async fn what_is_rolled_back_was_not_handled(place: Place) {
    let machine = Machine::on(&place).await;
    for is_told in [true, false] {
        let mut open = machine.begin().await.unwrap();
        assert_eq!(open.once_in(&delivery("a")).await.unwrap(), Record::First);
        open.effect("a").await.unwrap();
        if is_told {
            open.roll_back().await.unwrap();
        }
    }
    assert_eq!(machine.effects().await, 0);
    assert_eq!(handle(&machine, "a").await.unwrap(), Record::First);
    assert_eq!(machine.effects().await, 1);
}

/// A copy that comes while the first is in its transaction, and what becomes of it.
async fn copy_during(place: &Place, end: impl AsyncFnOnce(Open) -> sqlx::Result<()>) -> Record {
    let (one, other) = (Machine::on(place).await, Machine::on(place).await);
    let mut first = one.begin().await.unwrap();
    assert_eq!(first.once_in(&delivery("a")).await.unwrap(), Record::First);
    let copy = tokio::spawn(async move { handle(&other, "a").await });
    // In SQLite it waits to begin, which nothing outside can see.
    if let Machine::Postgres(pool, _) = &one {
        let waiting = "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.relname = 'countersign_once'
            AND c.relnamespace = current_schema()::regnamespace
            JOIN pg_locks r ON r.pid = l.pid AND r.relation = c.oid WHERE NOT l.granted";
        while sqlx::query_as::<_, (i64,)>(waiting).fetch_one(pool).await.unwrap().0 == 0 {}
    }
    assert!(!copy.is_finished());
    first.effect("a").await.unwrap();
    end(first).await.unwrap();
    let record = copy.await.unwrap().unwrap();
    assert_eq!(one.effects().await, 1);
    record
}

// Rule 49.
pub(crate) async fn a_copy_waits_for_the_first_to_commit(place: Place) {
    assert_eq!(copy_during(&place, Open::commit).await, Record::Repeated);
}

pub(crate) async fn a_copy_goes_on_when_the_first_rolls_back(place: Place) {
    assert_eq!(copy_during(&place, Open::roll_back).await, Record::First);
}

// Rule 49.
pub(crate) async fn of_fifty_concurrent_transactions_one_has_the_effect(place: Place) {
    let machines = [Machine::on(&place).await, Machine::on(&place).await];
    let mut tasks = tokio::task::JoinSet::new();
    for index in 0..50 {
        let machine = machines[index % 2].clone();
        tasks.spawn(async move { handle(&machine, "a").await.unwrap() });
    }
    let records = tasks.join_all().await;
    assert_eq!(records.iter().filter(|record| **record == Record::First).count(), 1);
    assert_eq!(machines[0].effects().await, 1);
}

pub(crate) async fn a_claim_by_once_is_left_alone(place: Place) {
    let (machine, store) = (Machine::on(&place).await, place.store().await);
    let lease = granted(&*store, "a").await;
    let error = handle(&machine, "a").await.unwrap_err();
    assert!(matches!(error, OnceError::InProgress), "{error}");
    assert_eq!(error.status().as_u16(), 409);
    assert_eq!(machine.effects().await, 0);
    assert!(store.settle(lease).await.unwrap());
    assert_eq!(handle(&machine, "a").await.unwrap(), Record::Repeated);
    // What was given back is anybody's.
    let lease = granted(&*store, "b").await;
    assert!(store.release(lease).await.unwrap());
    assert_eq!(handle(&machine, "b").await.unwrap(), Record::First);
}

pub(crate) async fn a_claim_that_ran_out_is_taken_over(place: Place) {
    let (machine, store) = (Machine::on(&place).await, place.store().await);
    let late = granted(&*store, "a").await;
    place.advance(LEASE).await;
    assert_eq!(handle(&machine, "a").await.unwrap(), Record::First);
    assert!(!store.settle(late).await.unwrap());
    assert!(!store.release(late).await.unwrap());
    assert_eq!(claim(&*store, "a").await, "done");
}

pub(crate) async fn once_knows_what_was_done_in_a_transaction(place: Place) {
    let (machine, store) = (Machine::on(&place).await, place.store().await);
    assert_eq!(handle(&machine, "a").await.unwrap(), Record::First);
    let done = once(&*store, &delivery("a"), async { Ok::<_, NoFailure>(()) }).await;
    assert!(matches!(done, Ok(Once::Repeated)));

    // While the transaction is open, a claim waits for it.
    for (body, is_committed) in [("b", true), ("c", false)] {
        let mut open = machine.begin().await.unwrap();
        assert_eq!(open.once_in(&delivery(body)).await.unwrap(), Record::First);
        let claiming = tokio::spawn({
            let store = Arc::clone(&store);
            async move { store.claim(key(body)).await.unwrap() }
        });
        if is_committed {
            open.commit().await.unwrap();
            // It has seen the record, or come while there was none to be seen yet.
            assert!(matches!(claiming.await.unwrap(), Claim::Done | Claim::InProgress), "{body}");
            assert_eq!(claim(&*store, body).await, "done");
        } else {
            open.roll_back().await.unwrap();
            assert!(matches!(claiming.await.unwrap(), Claim::Granted(_)), "{body}");
        }
    }
}

// Rule 55.
pub(crate) async fn a_record_is_forgotten_in_its_time(place: Place) {
    let machine = Machine::on(&place).await;
    assert_eq!(handle(&machine, "a").await.unwrap(), Record::First);
    place.advance(KEEP - MOMENT).await;
    assert_eq!(handle(&machine, "a").await.unwrap(), Record::Repeated);
    place.advance(MOMENT).await;
    assert_eq!(handle(&machine, "a").await.unwrap(), Record::First);
    assert_eq!(machine.effects().await, 2);
}
