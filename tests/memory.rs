//! What a store promises, and what `once` makes of it.

#![cfg(feature = "memory")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::future::Future as _;
use std::num::NonZeroUsize;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Instant;

use countersign::providers::GitHub;
use countersign::replay::{
    Claim, KEEP, LEASE, Lease, Memory, Once, OnceError, Store, StoreError, StoreFuture, once,
};
use countersign::{Delivery, IdempotencyKey, Raw, Verified, dangerous};
use time::Duration;
use time::macros::datetime;

/// A clock that stands still until it is moved.
#[derive(Clone, Default)]
struct Clock(Arc<AtomicI64>);

impl Clock {
    fn advance(&self, by: Duration) {
        self.0.fetch_add(by.whole_milliseconds().try_into().unwrap(), Ordering::SeqCst);
    }

    /// A store that goes by it.
    fn store(&self, capacity: usize) -> Memory {
        let (start, clock) = (Instant::now(), self.clone());
        Memory::new(NonZeroUsize::new(capacity).unwrap())
            .clock(move || start + Duration::milliseconds(clock.0.load(Ordering::SeqCst)))
    }
}

fn delivery(body: &str) -> Verified<Raw<GitHub>> {
    let request = http::Request::post("/github").body(body.to_owned()).unwrap();
    dangerous::assume_verified(Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC))).unwrap()
}

fn key(body: &str) -> IdempotencyKey {
    delivery(body).receipt().idempotency_key()
}

async fn granted(store: &dyn Store, body: &str) -> Lease {
    match store.claim(key(body)).await.unwrap() {
        Claim::Granted(lease) => lease,
        claim => panic!("{body}: {claim:?}"),
    }
}

async fn claim(store: &dyn Store, body: &str) -> &'static str {
    match store.claim(key(body)).await.unwrap() {
        Claim::Done => "done",
        Claim::Granted(_) => "granted",
        Claim::InProgress => "in progress",
        _ => "something new",
    }
}

const MOMENT: Duration = Duration::milliseconds(1);

#[tokio::test]
async fn a_claim_is_granted_once() {
    let store = Clock::default().store(10);
    let lease = granted(&store, "a").await;
    assert_eq!(lease.key(), key("a"));
    assert_eq!(claim(&store, "a").await, "in progress");
    assert_eq!(claim(&store, "a").await, "in progress");
}

#[tokio::test]
async fn keys_have_nothing_to_do_with_each_other() {
    let store = Clock::default().store(10);
    let (a, b) = (granted(&store, "a").await, granted(&store, "b").await);
    assert!(store.settle(a).await.unwrap());
    assert_eq!(claim(&store, "b").await, "in progress");
    assert!(store.release(b).await.unwrap());
    assert_eq!(claim(&store, "a").await, "done");
    assert_eq!(claim(&store, "b").await, "granted");
}

#[tokio::test]
async fn settled_work_is_done() {
    let store = Clock::default().store(10);
    let lease = granted(&store, "a").await;
    assert!(store.settle(lease).await.unwrap());
    assert_eq!(claim(&store, "a").await, "done");
}

#[tokio::test]
async fn released_work_is_claimed_again() {
    let store = Clock::default().store(10);
    let first = granted(&store, "a").await;
    assert!(store.release(first).await.unwrap());
    let second = granted(&store, "a").await;
    assert_ne!(first.fence(), second.fence());
}

#[tokio::test]
async fn a_lease_ends_once() {
    let store = Clock::default().store(10);
    let settled = granted(&store, "a").await;
    assert!(store.settle(settled).await.unwrap());
    assert!(!store.settle(settled).await.unwrap());
    assert!(!store.release(settled).await.unwrap());
    assert_eq!(claim(&store, "a").await, "done");

    let released = granted(&store, "b").await;
    assert!(store.release(released).await.unwrap());
    assert!(!store.release(released).await.unwrap());
    assert!(!store.settle(released).await.unwrap());
    assert_eq!(claim(&store, "b").await, "granted");
}

#[tokio::test]
async fn a_lease_that_nobody_granted_ends_nothing() {
    let store = Clock::default().store(10);
    let lease = granted(&store, "a").await;
    let forged = Lease::new(key("a"), lease.fence() + 1);
    assert!(!store.settle(forged).await.unwrap());
    assert!(!store.release(forged).await.unwrap());
    assert!(!store.settle(Lease::new(key("b"), lease.fence())).await.unwrap());
    assert_eq!(claim(&store, "a").await, "in progress");
    assert_eq!(claim(&store, "b").await, "granted");
}

// Rule 50.
#[tokio::test]
async fn a_claim_holds_for_its_lease() {
    let clock = Clock::default();
    // (name, store, how long its claims hold)
    let cases = [
        ("unless said otherwise", clock.store(10), LEASE),
        ("as said", clock.store(10).lease(Duration::seconds(3)), Duration::seconds(3)),
    ];
    for (name, store, lease) in cases {
        granted(&store, "a").await;
        clock.advance(lease - MOMENT);
        assert_eq!(claim(&store, "a").await, "in progress", "{name}");
        clock.advance(MOMENT);
        assert_eq!(claim(&store, "a").await, "granted", "{name}");
        // The new holder has a whole lease of its own.
        clock.advance(lease - MOMENT);
        assert_eq!(claim(&store, "a").await, "in progress", "{name}");
    }
}

#[tokio::test]
async fn a_holder_whose_lease_was_granted_to_another_ends_nothing() {
    let clock = Clock::default();
    let store = clock.store(10);
    let late = granted(&store, "a").await;
    clock.advance(LEASE);
    let holder = granted(&store, "a").await;
    assert_ne!(late.fence(), holder.fence());
    assert!(!store.settle(late).await.unwrap());
    assert!(!store.release(late).await.unwrap());
    assert_eq!(claim(&store, "a").await, "in progress");
    assert!(store.settle(holder).await.unwrap());
    assert!(!store.release(late).await.unwrap());
    assert_eq!(claim(&store, "a").await, "done");
}

#[tokio::test]
async fn a_late_holder_settles_what_nobody_else_claimed() {
    let clock = Clock::default();
    let store = clock.store(10);
    let lease = granted(&store, "a").await;
    clock.advance(LEASE * 2);
    assert!(store.settle(lease).await.unwrap());
    assert_eq!(claim(&store, "a").await, "done");
}

// Rule 55.
#[tokio::test]
async fn what_was_done_is_remembered_for_its_time() {
    let clock = Clock::default();
    // (name, store, how long it remembers)
    let cases = [
        ("eight days unless said otherwise", clock.store(10), Duration::days(8)),
        ("as said", clock.store(10).keep(Duration::hours(3)), Duration::hours(3)),
    ];
    assert_eq!(KEEP, Duration::days(8));
    for (name, store, keep) in cases {
        let lease = granted(&store, "a").await;
        clock.advance(LEASE / 2);
        assert!(store.settle(lease).await.unwrap(), "{name}");
        clock.advance(keep - MOMENT);
        assert_eq!(claim(&store, "a").await, "done", "{name}");
        clock.advance(MOMENT);
        assert_eq!(claim(&store, "a").await, "granted", "{name}");
    }
}

#[tokio::test]
async fn a_full_store_forgets_what_was_used_least_recently() {
    let store = Clock::default().store(3);
    for body in ["a", "b", "c"] {
        let lease = granted(&store, body).await;
        assert!(store.settle(lease).await.unwrap());
    }
    // A retry is a use.
    assert_eq!(claim(&store, "a").await, "done");
    granted(&store, "d").await;
    assert_eq!(claim(&store, "a").await, "done");
    assert_eq!(claim(&store, "c").await, "done");
    assert_eq!(claim(&store, "d").await, "in progress");
    assert_eq!(claim(&store, "b").await, "granted");
}

#[tokio::test]
async fn a_claim_that_was_forgotten_settles_nothing() {
    let store = Clock::default().store(1);
    let forgotten = granted(&store, "a").await;
    let lease = granted(&store, "b").await;
    assert!(!store.settle(forgotten).await.unwrap());
    assert!(store.settle(lease).await.unwrap());
    assert_eq!(claim(&store, "b").await, "done");
}

#[tokio::test]
async fn clones_share_what_they_know() {
    let store = Clock::default().store(10);
    let lease = granted(&store, "a").await;
    let clone = store.clone();
    assert_eq!(claim(&clone, "a").await, "in progress");
    assert!(clone.settle(lease).await.unwrap());
    assert_eq!(claim(&store, "a").await, "done");
    assert_eq!(format!("{store:?}"), "Memory { entries: 1, .. }");
}

// Rule 49.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_concurrent_claims_one_is_granted() {
    let store: Arc<dyn Store> = Arc::new(Memory::default());
    for round in 0..20 {
        let body = format!("round {round}");
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let (store, body) = (Arc::clone(&store), body.clone());
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
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_concurrent_deliveries_one_is_worked_on() {
    let store = Arc::new(Memory::default());
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
#[tokio::test]
async fn work_that_is_dropped_half_way_holds_its_claim_until_its_lease_ran_out() {
    let clock = Clock::default();
    let store = clock.store(10);
    {
        let delivery = delivery("a");
        let work = std::future::pending::<Result<(), NoFailure>>();
        let mut half_way = pin!(once(&store, &delivery, work));
        let mut context = Context::from_waker(Waker::noop());
        assert!(matches!(half_way.as_mut().poll(&mut context), Poll::Pending));
    }
    let again = async || once(&store, &delivery("a"), async { Ok::<_, NoFailure>("done") }).await;
    assert!(matches!(again().await, Err(OnceError::InProgress)));
    clock.advance(LEASE);
    assert!(matches!(again().await, Ok(Once::Done("done"))));
    assert!(matches!(again().await, Ok(Once::Repeated)));
}

#[tokio::test]
async fn work_that_outlives_its_lease_is_not_taken_for_done() {
    let clock = Clock::default();
    let store = clock.store(10);
    let (first, second) = (delivery("a"), delivery("a"));
    let slow = once(&store, &first, async {
        clock.advance(LEASE);
        let copy = once(&store, &second, async { Ok::<_, NoFailure>("the copy") }).await;
        assert!(matches!(copy, Ok(Once::Done("the copy"))));
        Ok::<_, NoFailure>("the slow one")
    });
    let lost = slow.await.unwrap_err();
    assert!(matches!(lost, OnceError::LeaseLost));
    assert_eq!(claim(&store, "a").await, "done");
}

#[tokio::test]
async fn work_that_fails_is_done_again_and_its_error_kept() {
    let store = Clock::default().store(10);
    let failed = once(&store, &delivery("a"), async { Err::<(), _>("out of paper") }).await;
    assert!(matches!(failed, Err(OnceError::Work("out of paper"))));
    let again = once(&store, &delivery("a"), async { Ok::<_, &str>(7) }).await;
    assert!(matches!(again, Ok(Once::Done(7))));
}

/// Does what it is told, and fails at one of it.
struct Failing {
    store: Memory,
    at: &'static str,
}

impl Failing {
    fn fails<T>(&self, at: &'static str) -> Option<StoreFuture<'_, T>> {
        let refused = || StoreError::new("connection refused");
        (self.at == at).then(|| Box::pin(async move { Err(refused()) }) as StoreFuture<'_, T>)
    }
}

impl Store for Failing {
    fn claim(&self, key: IdempotencyKey) -> StoreFuture<'_, Claim> {
        self.fails("claim").unwrap_or_else(|| self.store.claim(key))
    }

    fn settle(&self, lease: Lease) -> StoreFuture<'_, bool> {
        self.fails("settle").unwrap_or_else(|| self.store.settle(lease))
    }

    fn release(&self, lease: Lease) -> StoreFuture<'_, bool> {
        self.fails("release").unwrap_or_else(|| self.store.release(lease))
    }
}

// Rule 52.
#[tokio::test]
async fn a_store_that_does_not_answer_is_an_error_with_its_cause() {
    // (what fails, whether the work does, its text, whether it was begun)
    let cases = [
        ("claim", false, "the store did not answer", false),
        ("settle", false, "the store did not answer", true),
        ("release", true, "out of paper", true),
    ];
    for (at, work_fails, text, begins) in cases {
        let store = Failing { store: Memory::default(), at };
        let mut begun = false;
        let work = async {
            begun = true;
            if work_fails { Err(std::io::Error::other("out of paper")) } else { Ok(()) }
        };
        let error = once(&store, &delivery("a"), work).await.unwrap_err();
        assert_eq!(error.to_string(), text, "{at}");
        assert_eq!(begun, begins, "{at}");
        let source = std::error::Error::source(&error).map(ToString::to_string);
        assert_eq!(source, (!work_fails).then(|| "connection refused".to_owned()), "{at}");
    }
}

#[test]
fn an_error_of_once_says_what_to_answer() {
    let cases: [(OnceError<&str>, u16); 4] = [
        (OnceError::InProgress, 409),
        (OnceError::LeaseLost, 500),
        (OnceError::Store(StoreError::new("connection refused")), 503),
        (OnceError::Work("out of paper"), 500),
    ];
    for (error, status) in cases {
        assert_eq!(error.status().as_u16(), status, "{error:?}");
    }
}

/// Of work that never fails.
#[derive(Debug, thiserror::Error)]
#[error("no failure")]
enum NoFailure {}
