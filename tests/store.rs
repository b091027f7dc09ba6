//! What every store promises, on each of them: in memory, and on servers that the test starts.
//!
//! Where a server is not installed its tests are ignored, and with `CI` set they fail.

#![cfg(all(feature = "memory", feature = "postgres", feature = "redis", feature = "sqlite"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "store/outages.rs"]
mod outages;
#[allow(dead_code, reason = "each test has its own use for it")]
mod servers;
#[path = "store/sql.rs"]
mod sql;
#[path = "store/transactions.rs"]
mod transactions;

use std::collections::HashSet;
use std::future::Future;
use std::pin::pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Waker};

use countersign::providers::GitHub;
use countersign::replay::{Claim, KEEP, LEASE, Lease, Once, OnceError, Store, once};
use countersign::{Delivery, IdempotencyKey, Raw, Verified, dangerous};
use libtest_mimic::Arguments;
use time::Duration;
use time::macros::datetime;

use self::servers::places::{Backend, Place, Shared, Times};
use self::servers::trials::{at_most, on_place, run};
use self::servers::{Kind, Server};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let shared = Arc::new(Shared::default());
    let mut trials = Vec::new();
    macro_rules! on {
        ($backends:expr, $($test:path),+ $(,)?) => {
            for backend in $backends {
                $(trials.push(on_place(&shared, backend, stringify!($test), $test));)+
            }
        };
    }
    on!(
        Backend::ALL,
        a_claim_is_granted_once,
        keys_have_nothing_to_do_with_each_other,
        settled_work_is_done,
        released_work_is_claimed_again,
        a_lease_ends_once,
        a_lease_that_nobody_granted_ends_nothing,
        a_claim_holds_for_its_lease,
        a_lease_of_no_time_holds_nothing_up,
        a_holder_whose_lease_was_granted_to_another_ends_nothing,
        a_late_holder_settles_what_nobody_else_claimed,
        what_was_done_is_remembered_for_its_time,
        no_two_leases_of_a_key_are_alike,
        machines_share_what_they_know,
        two_hundred_deliveries_do_not_collide,
        of_fifty_concurrent_claims_one_is_granted,
        of_fifty_concurrent_deliveries_one_is_worked_on,
        work_that_is_dropped_half_way_holds_its_claim_until_its_lease_ran_out,
        a_call_that_is_dropped_at_any_point_holds_nothing_up,
        work_that_outlives_its_lease_is_not_taken_for_done,
        work_that_fails_is_done_again_and_its_error_kept,
    );
    on!(
        [Backend::Postgres, Backend::Redis, Backend::Sqlite],
        outages::a_lease_runs_out_by_the_servers_clock,
        outages::a_time_beyond_all_clocks_is_a_century,
        outages::what_is_printed_of_a_store_is_its_settings,
    );
    on!(
        Backend::SERVERS,
        outages::a_claim_and_its_end_are_a_round_trip_each,
        outages::a_store_that_is_cut_off_is_an_error_and_comes_back,
        outages::a_store_that_hangs_is_an_error_in_time,
    );
    on!([Backend::Redis], outages::a_key_in_redis_expires);
    on!([Backend::Sqlite], outages::a_file_that_is_locked_is_an_error_in_time);
    on!(
        [Backend::Postgres],
        outages::connections_that_were_lost_when_nobody_waited_are_given_up,
        sql::the_servers_clock_is_the_only_one,
        sql::a_stricter_level_loses_no_record,
    );
    on!(
        Backend::SQL,
        sql::a_table_is_made_by_many_at_once_and_again,
        sql::without_a_table_nothing_is_claimed,
        sql::what_expired_is_pruned_and_nothing_else,
        transactions::record_and_effect_are_committed_together,
        transactions::what_is_rolled_back_was_not_handled,
        transactions::a_copy_waits_for_the_first_to_commit,
        transactions::a_copy_goes_on_when_the_first_rolls_back,
        transactions::of_fifty_concurrent_transactions_one_has_the_effect,
        transactions::a_claim_by_once_is_left_alone,
        transactions::a_claim_that_ran_out_is_taken_over,
        transactions::once_knows_what_was_done_in_a_transaction,
        transactions::a_record_is_forgotten_in_its_time,
    );
    trials.push(Backend::Redis.trial("what_was_done_is_recorded_where_there_is_no_room", || {
        run(outages::what_was_done_is_recorded_where_there_is_no_room(Server::start(Kind::Redis)));
    }));
    for backend in [Backend::Postgres, Backend::Redis, Backend::Sqlite] {
        let test = "what_is_known_survives_a_restart";
        trials.push(backend.trial(test, move || {
            let server = backend.server().map(Server::start);
            run(outages::what_is_known_survives_a_restart(backend, server));
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

pub(crate) fn delivery(body: &str) -> Verified<Raw<GitHub>> {
    let request = http::Request::post("/github").body(body.to_owned()).unwrap();
    dangerous::assume_verified(Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC))).unwrap()
}

pub(crate) fn key(body: &str) -> IdempotencyKey {
    delivery(body).receipt().idempotency_key()
}

pub(crate) async fn granted(store: &dyn Store, body: &str) -> Lease {
    match store.claim(key(body)).await.unwrap() {
        Claim::Granted(lease) => lease,
        claim => panic!("{body}: {claim:?}"),
    }
}

pub(crate) async fn claim(store: &dyn Store, body: &str) -> &'static str {
    match store.claim(key(body)).await.unwrap() {
        Claim::Done => "done",
        Claim::Granted(_) => "granted",
        Claim::InProgress => "in progress",
        _ => "something new",
    }
}

/// Longer than a test takes.
pub(crate) const MOMENT: Duration = Duration::minutes(1);

pub(crate) fn times(lease: Duration, keep: Duration) -> Times {
    Times { lease, keep, ..Times::default() }
}

async fn a_claim_is_granted_once(place: Place) {
    let store = place.store().await;
    let lease = granted(&*store, "a").await;
    assert_eq!(lease.key(), key("a"));
    assert_eq!(claim(&*store, "a").await, "in progress");
    assert_eq!(claim(&*store, "a").await, "in progress");
}

async fn keys_have_nothing_to_do_with_each_other(place: Place) {
    let store = place.store().await;
    let (a, b) = (granted(&*store, "a").await, granted(&*store, "b").await);
    assert!(store.settle(a).await.unwrap());
    assert_eq!(claim(&*store, "b").await, "in progress");
    assert!(store.release(b).await.unwrap());
    assert_eq!(claim(&*store, "a").await, "done");
    assert_eq!(claim(&*store, "b").await, "granted");
}

async fn settled_work_is_done(place: Place) {
    let store = place.store().await;
    let lease = granted(&*store, "a").await;
    assert!(store.settle(lease).await.unwrap());
    assert_eq!(claim(&*store, "a").await, "done");
}

async fn released_work_is_claimed_again(place: Place) {
    let store = place.store().await;
    let first = granted(&*store, "a").await;
    assert!(store.release(first).await.unwrap());
    let second = granted(&*store, "a").await;
    assert_ne!(first.fence(), second.fence());
}

async fn a_lease_ends_once(place: Place) {
    let store = place.store().await;
    let settled = granted(&*store, "a").await;
    assert!(store.settle(settled).await.unwrap());
    assert!(!store.settle(settled).await.unwrap());
    assert!(!store.release(settled).await.unwrap());
    assert_eq!(claim(&*store, "a").await, "done");

    let released = granted(&*store, "b").await;
    assert!(store.release(released).await.unwrap());
    assert!(!store.release(released).await.unwrap());
    assert!(!store.settle(released).await.unwrap());
    assert_eq!(claim(&*store, "b").await, "granted");
}

async fn a_lease_that_nobody_granted_ends_nothing(place: Place) {
    let store = place.store().await;
    let lease = granted(&*store, "a").await;
    for fence in [lease.fence() + 1, lease.fence() - 1, 0, u64::MAX, u64::MAX / 2 + 1] {
        let forged = Lease::new(key("a"), fence);
        assert!(!store.settle(forged).await.unwrap(), "{fence}");
        assert!(!store.release(forged).await.unwrap(), "{fence}");
    }
    assert!(!store.settle(Lease::new(key("b"), lease.fence())).await.unwrap());
    assert_eq!(claim(&*store, "a").await, "in progress");
    assert_eq!(claim(&*store, "b").await, "granted");
}

// Rule 50.
async fn a_claim_holds_for_its_lease(place: Place) {
    let hours = Duration::hours(3);
    // (name, store, how long its claims hold)
    let cases = [
        ("as said", place.store_with(times(hours, KEEP)).await, hours),
        ("unless said otherwise", place.store_with(times(LEASE * 5, KEEP)).await, LEASE * 5),
    ];
    for (name, store, lease) in cases {
        granted(&*store, name).await;
        place.advance(lease - MOMENT).await;
        assert_eq!(claim(&*store, name).await, "in progress", "{name}");
        place.advance(MOMENT).await;
        assert_eq!(claim(&*store, name).await, "granted", "{name}");
        // The new holder has a whole lease of its own.
        place.advance(lease - MOMENT).await;
        assert_eq!(claim(&*store, name).await, "in progress", "{name}");
    }
    let store = place.store().await;
    granted(&*store, "a").await;
    place.advance(LEASE).await;
    assert_eq!(claim(&*store, "a").await, "granted");
}

async fn a_lease_of_no_time_holds_nothing_up(place: Place) {
    for lease in [Duration::ZERO, -Duration::HOUR] {
        let store = place.store_with(times(lease, KEEP)).await;
        let (first, second) = (granted(&*store, "a").await, granted(&*store, "a").await);
        assert_ne!(first.fence(), second.fence(), "{lease}");
        assert!(!store.settle(first).await.unwrap(), "{lease}");
    }
}

async fn a_holder_whose_lease_was_granted_to_another_ends_nothing(place: Place) {
    let store = place.store().await;
    let late = granted(&*store, "a").await;
    place.advance(LEASE).await;
    let holder = granted(&*store, "a").await;
    assert_ne!(late.fence(), holder.fence());
    assert!(!store.settle(late).await.unwrap());
    assert!(!store.release(late).await.unwrap());
    assert_eq!(claim(&*store, "a").await, "in progress");
    assert!(store.settle(holder).await.unwrap());
    assert!(!store.release(late).await.unwrap());
    assert_eq!(claim(&*store, "a").await, "done");

    // Nor where the other has given it back since.
    let late = granted(&*store, "b").await;
    place.advance(LEASE).await;
    let holder = granted(&*store, "b").await;
    assert!(store.release(holder).await.unwrap());
    assert!(!store.settle(late).await.unwrap());
    assert_eq!(claim(&*store, "b").await, "granted");
}

async fn a_late_holder_settles_what_nobody_else_claimed(place: Place) {
    let store = place.store().await;
    for (body, late) in [("a", LEASE * 2), ("b", KEEP - MOMENT)] {
        let lease = granted(&*store, body).await;
        place.advance(late).await;
        assert!(store.settle(lease).await.unwrap(), "{late}");
        assert_eq!(claim(&*store, body).await, "done", "{late}");
    }
}

// Rule 55.
async fn what_was_done_is_remembered_for_its_time(place: Place) {
    let hours = Duration::hours(3);
    assert_eq!(KEEP, Duration::days(15));
    // (name, store, how long it remembers)
    let cases = [
        ("fifteen days unless said otherwise", place.store().await, Duration::days(15)),
        ("as said", place.store_with(times(LEASE, hours)).await, hours),
    ];
    for (name, store, keep) in cases {
        let lease = granted(&*store, name).await;
        place.advance(LEASE / 2).await;
        assert!(store.settle(lease).await.unwrap(), "{name}");
        place.advance(keep - MOMENT).await;
        assert_eq!(claim(&*store, name).await, "done", "{name}");
        place.advance(MOMENT).await;
        assert_eq!(claim(&*store, name).await, "granted", "{name}");
    }
}

async fn no_two_leases_of_a_key_are_alike(place: Place) {
    let store = place.store().await;
    let mut fences = HashSet::new();
    for round in 0..20 {
        let lease = granted(&*store, "a").await;
        assert!(fences.insert(lease.fence()), "round {round}");
        match round % 4 {
            0 => assert!(store.release(lease).await.unwrap()),
            1 => place.advance(LEASE).await,
            2 => {
                assert!(store.settle(lease).await.unwrap());
                place.advance(KEEP).await;
            }
            // Nothing is known of it any more.
            _ => place.advance(KEEP * 2).await,
        }
    }
}

async fn machines_share_what_they_know(place: Place) {
    let (one, other) = (place.store().await, place.store().await);
    let lease = granted(&*one, "a").await;
    assert_eq!(claim(&*other, "a").await, "in progress");
    assert!(other.settle(lease).await.unwrap());
    assert_eq!(claim(&*one, "a").await, "done");
}

async fn two_hundred_deliveries_do_not_collide(place: Place) {
    let store = place.store().await;
    let bodies: Vec<_> =
        (0..200_u32).map(|index| format!("{:08x}", index.wrapping_mul(2_654_435_761))).collect();
    for body in &bodies {
        let lease = granted(&*store, body).await;
        assert!(store.settle(lease).await.unwrap(), "{body}");
    }
    for body in &bodies {
        assert_eq!(claim(&*store, body).await, "done", "{body}");
    }
}

// Rule 49.
async fn of_fifty_concurrent_claims_one_is_granted(place: Place) {
    let machines = [place.store().await, place.store().await];
    for round in 0..10 {
        let body = format!("round {round}");
        let tasks: Vec<_> = (0..50)
            .map(|index| {
                let (store, body) = (Arc::clone(&machines[index % 2]), body.clone());
                tokio::spawn(async move { claim(&*store, &body).await })
            })
            .collect();
        let mut granted = 0;
        for task in tasks {
            match task.await.unwrap() {
                "granted" => granted += 1,
                claim => assert_eq!(claim, "in progress", "{body}"),
            }
        }
        assert_eq!(granted, 1, "{body}");
    }
}

// Rule 49.
async fn of_fifty_concurrent_deliveries_one_is_worked_on(place: Place) {
    let store = place.store().await;
    let effects = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let (store, effects) = (Arc::clone(&store), Arc::clone(&effects));
            tokio::spawn(async move {
                once(&*store, &delivery("a"), async {
                    tokio::task::yield_now().await;
                    effects.fetch_add(1, Ordering::SeqCst);
                    Ok::<_, NoFailure>(())
                })
                .await
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(Once::Done(())) => done += 1,
            Ok(Once::Repeated) | Err(OnceError::InProgress) => {}
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!((done, effects.load(Ordering::SeqCst)), (1, 1));
}

// Rule 50: the client went away, or the process died.
async fn work_that_is_dropped_half_way_holds_its_claim_until_its_lease_ran_out(place: Place) {
    let store = place.store().await;
    {
        let delivery = delivery("a");
        let begun = tokio::sync::Notify::new();
        let work = async {
            begun.notify_one();
            std::future::pending::<Result<(), NoFailure>>().await
        };
        let mut half_way = pin!(once(&*store, &delivery, work));
        tokio::select! {
            _ = &mut half_way => panic!("it never ends"),
            () = begun.notified() => {}
        }
        assert!(half_way.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    let again = async || once(&*store, &delivery("a"), async { Ok::<_, NoFailure>("done") }).await;
    assert!(matches!(again().await, Err(OnceError::InProgress)));
    place.advance(LEASE).await;
    assert!(matches!(again().await, Ok(Once::Done("done"))));
    assert!(matches!(again().await, Ok(Once::Repeated)));
}

// Rule 50: the client went away at any point.
async fn a_call_that_is_dropped_at_any_point_holds_nothing_up(place: Place) {
    let store = place.store_with(Times { connections: 1, ..Times::default() }).await;
    for waits in 0.. {
        let [a, b, c] = ["a", "b", "c"].map(|name| format!("{name} {waits}"));
        let (to_settle, to_release) = (granted(&*store, &b).await, granted(&*store, &c).await);
        let is_claimed = at_most(waits, store.claim(key(&a))).await.is_some();
        let is_settled = at_most(waits, store.settle(to_settle)).await.is_some();
        let is_released = at_most(waits, store.release(to_release)).await.is_some();
        let found = [claim(&*store, &a).await, claim(&*store, &b).await, claim(&*store, &c).await];
        let whole = ["in progress", "done", "granted"];
        let nothing = ["granted", "in progress", "in progress"];
        for (index, is_whole) in [is_claimed, is_settled, is_released].into_iter().enumerate() {
            let is_nothing = !is_whole && found[index] == nothing[index];
            assert!(found[index] == whole[index] || is_nothing, "{index} after {waits}: {found:?}");
        }
        if is_claimed && is_settled && is_released {
            break;
        }
    }
}

async fn work_that_outlives_its_lease_is_not_taken_for_done(place: Place) {
    let store = place.store().await;
    let (first, second) = (delivery("a"), delivery("a"));
    let slow = once(&*store, &first, async {
        place.advance(LEASE).await;
        let copy = once(&*store, &second, async { Ok::<_, NoFailure>("the copy") }).await;
        assert!(matches!(copy, Ok(Once::Done("the copy"))));
        Ok::<_, NoFailure>("the slow one")
    });
    let lost = slow.await.unwrap_err();
    assert!(matches!(lost, OnceError::LeaseLost));
    assert_eq!(claim(&*store, "a").await, "done");
}

async fn work_that_fails_is_done_again_and_its_error_kept(place: Place) {
    let store = place.store().await;
    let failed = once(&*store, &delivery("a"), async { Err::<(), _>("out of paper") }).await;
    assert!(matches!(failed, Err(OnceError::Work("out of paper"))));
    let again = once(&*store, &delivery("a"), async { Ok::<_, &str>(7) }).await;
    assert!(matches!(again, Ok(Once::Done(7))));
}

/// Of work that never fails.
#[derive(Debug, thiserror::Error)]
#[error("no failure")]
pub(crate) enum NoFailure {}
