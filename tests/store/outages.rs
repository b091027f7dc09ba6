//! Stores that are asked over a connection: by whose clock, at what cost, and what becomes of it when they are gone.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Instant;

use countersign::replay::{
    Claim, KEEP, LEASE, OnceError, Postgres, Record, Redis, Sqlite, Store, StoreError, once,
};
use time::Duration;
use tokio::task::JoinSet;

use super::servers::Server;
use super::servers::machines::Machine;
use super::servers::places::{Backend, Place, Shared, Times};
use super::servers::proxy::{Proxy, Way};
use super::{NoFailure, claim, delivery, granted, key, times};

/// How long a store waits that will wait in vain.
const IMPATIENCE: Duration = Duration::SECOND;

pub(crate) async fn a_lease_runs_out_by_the_servers_clock(place: Place) {
    let store = place.store_with(times(Duration::milliseconds(300), Duration::milliseconds(300))).await;
    let begun = Instant::now();
    granted(&*store, "a").await;
    let mut asked = 0;
    let lease = loop {
        asked += 1;
        match store.claim(key("a")).await.unwrap() {
            Claim::Granted(again) => break again,
            Claim::InProgress => {}
            claim => panic!("{claim:?}"),
        }
    };
    assert!(begun.elapsed() >= std::time::Duration::from_millis(299) && asked > 1, "after {asked}");
    assert!(store.settle(lease).await.unwrap());
    while claim(&*store, "a").await == "done" {}
}

pub(crate) async fn a_time_beyond_all_clocks_is_a_century(place: Place) {
    let store = place.store_with(times(Duration::MAX, Duration::MAX)).await;
    granted(&*store, "a").await;
    let lease = granted(&*store, "b").await;
    assert!(store.settle(lease).await.unwrap());
    place.advance(Duration::days(36_500)).await;
    assert_eq!(claim(&*store, "a").await, "in progress");
    assert_eq!(claim(&*store, "b").await, "done");
    place.advance(Duration::days(26)).await;
    assert_eq!(claim(&*store, "a").await, "granted");
    assert_eq!(claim(&*store, "b").await, "granted");
}

pub(crate) async fn what_is_printed_of_a_store_is_its_settings(place: Place) {
    let printed = match place.backend() {
        Backend::Postgres => format!("{:?}", Postgres::new(place.postgres().await)),
        Backend::Redis => format!("{:?}", Redis::new(place.redis().await)),
        _ => format!("{:?}", Sqlite::new(place.sqlite().await)),
    };
    assert!(
        printed.contains("lease") && !printed.contains("place_") && !printed.contains("records"),
        "{printed}"
    );
}

pub(crate) async fn a_claim_and_its_end_are_a_round_trip_each(place: Place) {
    let (proxied, proxy) = by_proxy(&place).await;
    let store = proxied.store_with(Times { connections: 1, ..Times::default() }).await;
    // The connection is made, and the statements and scripts made known.
    let lease = granted(&*store, "x").await;
    assert!(store.release(lease).await.unwrap());
    let lease = granted(&*store, "x").await;
    assert!(store.settle(lease).await.unwrap());
    let trips = |name: &str, expected: usize| assert_eq!(proxy.round_trips(), expected, "{name}");
    proxy.round_trips();
    let lease = granted(&*store, "a").await;
    trips("a claim that is granted", 1);
    assert_eq!(claim(&*store, "a").await, "in progress");
    trips("a claim in progress", 1);
    assert!(store.release(lease).await.unwrap());
    trips("a release", 1);
    let lease = granted(&*store, "a").await;
    trips("a claim after a release", 1);
    assert!(store.settle(lease).await.unwrap());
    trips("a settlement", 1);
    assert_eq!(claim(&*store, "a").await, "done");
    trips("a claim of work that is done", 1);
}

// Rule 52.
pub(crate) async fn a_store_that_is_cut_off_is_an_error_and_comes_back(place: Place) {
    let (proxied, proxy) = by_proxy(&place).await;
    let store = proxied.store_with(Times { timeout: IMPATIENCE, ..Times::default() }).await;
    let lease = granted(&*store, "a").await;
    proxy.set(Way::Cut);
    refuses(&*store, "cut off").await;
    assert!(store.settle(lease).await.is_err());
    assert!(store.release(lease).await.is_err());
    proxy.set(Way::Open);
    answers(&*store).await;
    // What was claimed is still the holder's.
    assert!(settles(&*store, lease).await);
    assert_eq!(claim(&*store, "a").await, "done");

    // A place where nobody listens.
    let address = proxy.address;
    drop(proxy);
    let store = place.by(address).store_with(Times { timeout: IMPATIENCE, ..Times::default() }).await;
    refuses(&*store, "nobody listens").await;
}

// Rule 52.
pub(crate) async fn a_store_that_hangs_is_an_error_in_time(place: Place) {
    let (proxied, proxy) = by_proxy(&place).await;
    let times = Times { timeout: IMPATIENCE, connections: 2, ..Times::default() };
    let store = proxied.store_with(times).await;
    let lease = granted(&*store, "a").await;
    proxy.set(Way::Hangs);
    // More often than the pool has connections.
    for _ in 0..3 {
        refuses(&*store, "hangs").await;
    }
    assert!(store.settle(lease).await.is_err());
    assert!(store.release(lease).await.is_err());
    proxy.set(Way::Open);
    answers(&*store).await;
}

// Rule 52.
pub(crate) async fn connections_that_were_lost_when_nobody_waited_are_given_up(place: Place) {
    let (proxied, proxy) = by_proxy(&place).await;
    let times = Times { timeout: IMPATIENCE * 2, connections: 2, ..Times::default() };
    let store = proxied.store_with(times).await;
    // Both wait for a transaction.
    let Machine::Postgres(pool, here) = Machine::on(&place).await else { panic!("it is PostgreSQL") };
    let mut open = pool.begin().await.unwrap();
    let (backend,): (i32,) = sqlx::query_as("SELECT pg_backend_pid()").fetch_one(&mut *open).await.unwrap();
    let mut claims = JoinSet::new();
    for body in ["a", "b"] {
        assert_eq!(here.once_in(&mut open, &delivery(body)).await.unwrap(), Record::First);
        let store = Arc::clone(&store);
        claims.spawn(async move { store.claim(key(body)).await });
    }
    const WAITING: &str = "SELECT count(*) FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))";
    while sqlx::query_scalar::<_, i64>(WAITING).bind(backend).fetch_one(&pool).await.unwrap() != 2 {
        assert!(claims.try_join_next().is_none(), "they wait");
    }
    // Whoever sent them has gone, and then so has what was between.
    proxy.lose();
    claims.shutdown().await;
    open.rollback().await.unwrap();
    answers(&*store).await;
    assert_eq!(claim(&*place.store().await, "c").await, "granted");
}

pub(crate) async fn a_key_in_redis_expires(place: Place) {
    let store = place.store().await;
    let mut connection = place.redis().await;
    let mut ends = async || -> Vec<i64> {
        let all = redis::Script::new(
            "local ends = {}
            for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do
                ends[#ends + 1] = redis.call('PTTL', key)
            end
            return ends",
        );
        all.arg(place.prefix()).invoke_async(&mut connection).await.unwrap()
    };
    let is_about = |end: i64, expected: Duration| {
        let expected = i64::try_from(expected.whole_milliseconds()).unwrap();
        assert!((expected - 60_000..=expected).contains(&end), "{end} is not about {expected}");
    };
    let lease = granted(&*store, "a").await;
    let [claimed] = ends().await[..] else { panic!("one key") };
    is_about(claimed, LEASE + KEEP);
    assert!(store.settle(lease).await.unwrap());
    let [done] = ends().await[..] else { panic!("one key") };
    is_about(done, KEEP);
    place.advance(KEEP).await;
    assert!(ends().await.is_empty());
}

/// With a server of its own, which gets full while something is handled.
pub(crate) async fn what_was_done_is_recorded_where_there_is_no_room(server: Server) {
    let place = Place::on(&server).await;
    let store = place.store().await;
    let (done, failed) = (granted(&*store, "a").await, granted(&*store, "b").await);
    let mut connection = place.redis().await;
    let mut bound = async |bytes: &str| {
        let mut set = redis::cmd("CONFIG");
        set.arg("SET").arg("maxmemory").arg(bytes).exec_async(&mut connection).await.unwrap();
    };
    bound("1").await;
    refuses(&*store, "there is no room").await;
    assert!(store.settle(done).await.unwrap());
    // It is given back when its lease ran out.
    assert!(store.release(failed).await.is_err());
    bound("0").await;
    assert_eq!(claim(&*store, "a").await, "done");
    assert_eq!(claim(&*store, "b").await, "in progress");
    place.advance(LEASE).await;
    assert_eq!(claim(&*store, "a").await, "done");
    assert_eq!(claim(&*store, "b").await, "granted");
}

// Rule 52.
pub(crate) async fn a_file_that_is_locked_is_an_error_in_time(place: Place) {
    let store = place.store_with(Times { timeout: IMPATIENCE, ..Times::default() }).await;
    let lease = granted(&*store, "a").await;
    let pool = place.sqlite().await;
    let lock = pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
    refuses(&*store, "locked").await;
    assert!(store.settle(lease).await.is_err());
    lock.rollback().await.unwrap();
    answers(&*store).await;
}

/// With a server of its own, which dies.
pub(crate) async fn what_is_known_survives_a_restart(backend: Backend, mut server: Option<Server>) {
    let place = match &server {
        Some(server) => Place::on(server).await,
        None => Shared::default().place(backend).await,
    };
    let before = place.store_with(Times { timeout: IMPATIENCE, ..Times::default() }).await;
    let (done, under_way, given_back) =
        (granted(&*before, "a").await, granted(&*before, "b").await, granted(&*before, "c").await);
    assert!(before.settle(done).await.unwrap());
    assert!(before.release(given_back).await.unwrap());
    if let Some(server) = &mut server {
        server.stop();
        refuses(&*before, "it is gone").await;
        server.start_again();
        // The machine that was there before finds its way back.
        answers(&*before).await;
    }
    let after = place.store().await;
    assert_eq!(claim(&*after, "a").await, "done");
    assert_eq!(claim(&*after, "b").await, "in progress");
    assert!(after.settle(under_way).await.unwrap());
    let again = granted(&*after, "c").await;
    assert_ne!(again.fence(), given_back.fence());
}

/// The same place over a connection that can be cut.
async fn by_proxy(place: &Place) -> (Place, Proxy) {
    let proxy = Proxy::to(&place.socket()).await;
    (place.by(proxy.address), proxy)
}

/// No work is begun, and the sender is told to come again, in time.
async fn refuses(store: &dyn Store, name: &str) {
    let begun = Instant::now();
    let mut is_begun = false;
    let work = async {
        is_begun = true;
        Ok::<_, NoFailure>(())
    };
    let error = once(store, &delivery("another"), work).await.unwrap_err();
    assert!(matches!(error, OnceError::Store(_)), "{name}: {error}");
    assert_eq!(error.status().as_u16(), 503, "{name}");
    assert_eq!(error.to_string(), "the store did not answer", "{name}");
    assert!(error.source().is_some(), "{name}");
    assert!(!is_begun, "{name}");
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{name}: {:?}", begun.elapsed());
}

/// Waits until it answers again.
async fn answers(store: &dyn Store) {
    while store.claim(key("another")).await.is_err() {
        tokio::task::yield_now().await;
    }
}

async fn settles(store: &dyn Store, lease: countersign::replay::Lease) -> bool {
    loop {
        let answer: Result<bool, StoreError> = store.settle(lease).await;
        if let Ok(is_held) = answer {
            return is_held;
        }
    }
}
