//! What the store in memory has beside what all stores promise, and what `once` makes of one that fails.

#![cfg(feature = "memory")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use countersign::providers::GitHub;
use countersign::replay::{
    Claim, KEEP, LEASE, Lease, Memory, OnceError, Store, StoreError, StoreFuture, once,
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

// Rule 50.
#[tokio::test]
async fn a_claim_holds_for_its_lease_to_the_millisecond() {
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

// Rule 55.
#[tokio::test]
async fn what_was_done_is_remembered_to_the_millisecond() {
    let clock = Clock::default();
    // (name, store, how long it remembers)
    let cases = [
        ("fifteen days unless said otherwise", clock.store(10), Duration::days(15)),
        ("as said", clock.store(10).keep(Duration::hours(3)), Duration::hours(3)),
    ];
    assert_eq!(KEEP, Duration::days(15));
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
