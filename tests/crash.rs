//! Receivers that are killed under load, and databases that are stopped: what was acknowledged had its effect, as
//! often as `docs/delivery.md` says.
//!
//! - `crash/receiver.rs` is a receiver, in a process of its own. Another kind of receiver is another [`Way`].
//! - `crash/sender.rs` sends to it as providers do, and keeps what became of each delivery.
//! - `crash/killer.rs` kills one receiver after the other, at random times and at chosen points.
//! - `crash/count.rs` holds what the sender knows against the effects there are.
//!
//! Each run prints its seed, and what there was of deliveries, kills and effects. `COUNTERSIGN_CRASH_SEED` repeats
//! the choices of a run, though not what the machine makes of them. Where a server is not installed its tests
//! are ignored, and with `CI` set they fail.

#![allow(clippy::unwrap_used, reason = "a test may")]

#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/client.rs"]
mod client;
#[path = "crash/count.rs"]
mod count;
#[path = "crash/effects.rs"]
mod effects;
#[path = "crash/killer.rs"]
mod killer;
#[path = "crash/random.rs"]
mod random;
#[path = "crash/receiver.rs"]
mod receiver;
#[path = "crash/sender.rs"]
mod sender;
#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/senders.rs"]
mod senders;
#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/server.rs"]
mod server;
#[allow(dead_code, reason = "each test has its own use for it")]
mod servers;
#[path = "crash/worker.rs"]
mod worker;

use std::env;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use countersign::inbox::{Inbox, Item, Select};
use libtest_mimic::{Arguments, Trial};
use tokio::runtime::Runtime;
use tokio::time::{sleep, timeout};

use self::count::{Counts, Fate, Fates, Promise, by_name, faults, out_of_order, total};
use self::effects::Effects;
use self::killer::{Harm, Plan, Receiver};
use self::random::{Random, seed};
use self::receiver::{Framework, ORDERS, Orders, Point, Way};
use self::sender::{IN_FLIGHT, Sender};
use self::servers::Server;
use self::servers::places::{Backend, Place, Shared};

/// How long the sender may go on after the last kill, and the worker after that. Nothing depends on it where all is
/// well.
const GUARD: Duration = Duration::from_secs(90);

const KILLED: Plan = Plan { kills: 120, restarts: 0 };
const RESTARTED: Plan = Plan { kills: 32, restarts: 6 };

fn main() -> ExitCode {
    if let Ok(orders) = env::var(ORDERS) {
        receiver::main(&orders);
    }
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    macro_rules! add {
        ($backends:expr, $test:ident) => {
            trials.extend($backends.map(|backend| backend.trial(stringify!($test), move || $test(backend))));
        };
    }
    add!(Backend::SQL, what_is_acknowledged_in_a_transaction_has_one_effect_though_receivers_are_killed);
    add!([Backend::Postgres], what_is_acknowledged_in_a_transaction_has_one_effect_though_the_database_stops);
    let all = [Backend::Postgres, Backend::Redis, Backend::Sqlite];
    add!(all, what_once_acknowledges_had_its_effect_though_receivers_are_killed);
    add!(Backend::SERVERS, what_once_acknowledges_had_its_effect_though_the_store_stops);
    add!(Backend::SQL, what_is_in_the_inbox_has_one_effect_in_a_transaction_though_receivers_are_killed);
    add!([Backend::Postgres], what_is_in_the_inbox_has_one_effect_in_a_transaction_though_the_database_stops);
    add!(Backend::SQL, what_is_put_in_order_has_one_effect_in_its_order_though_receivers_are_killed);
    add!([Backend::Postgres], what_is_put_in_order_has_one_effect_in_its_order_though_the_database_stops);
    add!(Backend::SQL, what_is_in_the_inbox_has_its_effect_though_receivers_are_killed);
    add!([Backend::Postgres], what_is_in_the_inbox_has_its_effect_though_the_database_stops);
    add!([Backend::Sqlite], a_receiver_that_answers_before_it_stores_is_found_out);
    add!([Backend::Sqlite], a_receiver_that_records_before_its_effect_is_found_out);
    add!([Backend::Sqlite], a_receiver_does_not_outlive_its_test);
    let count = || {
        count::every_fault_is_found();
        Ok(())
    };
    trials.push(Trial::test("every_fault_is_found", count));
    libtest_mimic::run(&arguments, trials).exit_code()
}

// Rules 50 and 51.
fn what_is_acknowledged_in_a_transaction_has_one_effect_though_receivers_are_killed(backend: Backend) {
    let run = Run::of(backend, Way::InTransaction, KILLED);
    run.was_harmed(Way::InTransaction, KILLED);
    assert_kept(&run.faults(Promise::ExactlyOnce));
}

// Rules 50 and 51, and what is answered while the database is down.
fn what_is_acknowledged_in_a_transaction_has_one_effect_though_the_database_stops(backend: Backend) {
    let run = Run::of(backend, Way::InTransaction, RESTARTED);
    run.was_harmed(Way::InTransaction, RESTARTED);
    assert_kept(&run.faults(Promise::ExactlyOnce));
}

// Rule 50.
fn what_once_acknowledges_had_its_effect_though_receivers_are_killed(backend: Backend) {
    let run = Run::of(backend, Way::Once, KILLED);
    run.was_harmed(Way::Once, KILLED);
    run.holds_for_once();
}

// Rule 50, and what is answered while the store is down.
fn what_once_acknowledges_had_its_effect_though_the_store_stops(backend: Backend) {
    let run = Run::of(backend, Way::Once, RESTARTED);
    run.was_harmed(Way::Once, RESTARTED);
    run.holds_for_once();
}

// Rules 50 and 51.
fn what_is_in_the_inbox_has_one_effect_in_a_transaction_though_receivers_are_killed(backend: Backend) {
    let run = Run::of(backend, Way::InboxInTransaction, KILLED);
    run.was_harmed(Way::InboxInTransaction, KILLED);
    run.holds_for_an_inbox(Promise::ExactlyOnce);
}

// Rules 50 and 51, and what is answered while the database is down.
fn what_is_in_the_inbox_has_one_effect_in_a_transaction_though_the_database_stops(backend: Backend) {
    let run = Run::of(backend, Way::InboxInTransaction, RESTARTED);
    run.was_harmed(Way::InboxInTransaction, RESTARTED);
    run.holds_for_an_inbox(Promise::ExactlyOnce);
}

// Rules 50 and 51.
fn what_is_put_in_order_has_one_effect_in_its_order_though_receivers_are_killed(backend: Backend) {
    let run = Run::of(backend, Way::InboxInOrder, KILLED);
    run.was_harmed(Way::InboxInOrder, KILLED);
    run.holds_for_an_inbox(Promise::ExactlyOnce);
    assert_kept(&out_of_order(&run.effects));
}

// Rules 50 and 51, and what is answered while the database is down.
fn what_is_put_in_order_has_one_effect_in_its_order_though_the_database_stops(backend: Backend) {
    let run = Run::of(backend, Way::InboxInOrder, RESTARTED);
    run.was_harmed(Way::InboxInOrder, RESTARTED);
    run.holds_for_an_inbox(Promise::ExactlyOnce);
    assert_kept(&out_of_order(&run.effects));
}

// Rule 50.
fn what_is_in_the_inbox_has_its_effect_though_receivers_are_killed(backend: Backend) {
    let run = Run::of(backend, Way::Inbox, KILLED);
    run.was_harmed(Way::Inbox, KILLED);
    run.holds_for_an_inbox(Promise::OnceAnAttempt(&run.by_workers));
    run.holds_beside_the_record();
}

// Rule 50, and what is answered while the database is down.
fn what_is_in_the_inbox_has_its_effect_though_the_database_stops(backend: Backend) {
    let run = Run::of(backend, Way::Inbox, RESTARTED);
    run.was_harmed(Way::Inbox, RESTARTED);
    run.holds_for_an_inbox(Promise::OnceAnAttempt(&run.by_workers));
    run.holds_beside_the_record();
}

// The way to use an inbox that loses events, so that it is known that a loss would be seen.
fn a_receiver_that_answers_before_it_stores_is_found_out(backend: Backend) {
    let run = Run::of(backend, Way::AnswerFirst, Plan { kills: 16, restarts: 0 });
    let faults = run.faults(Promise::ExactlyOnce);
    let missing = faults.iter().filter(|fault| fault.contains("is missing")).count();
    let kills = run.harm.at(Point::BeforeClaim).count();
    assert_eq!(kills, 8, "kills between the answer and the put");
    assert!(missing >= kills, "{missing} are missing, after {kills} kills");
}

// The design that loses events, so that it is known that a loss would be seen.
fn a_receiver_that_records_before_its_effect_is_found_out(backend: Backend) {
    let run = Run::of(backend, Way::RecordFirst, Plan { kills: 16, restarts: 0 });
    let faults = run.faults(Promise::AtLeastOnce);
    let lost: Vec<_> = run.harm.at(Point::BeforeEffect).collect();
    assert_eq!(lost.len(), 2, "kills between the record and the effect");
    for name in lost {
        let missing = format!("{name} is missing");
        assert!(faults.iter().any(|fault| fault.starts_with(&missing)), "{name} is not among {faults:?}");
    }
}

fn a_receiver_does_not_outlive_its_test(backend: Backend) {
    let runtime = runtime();
    let place = runtime.block_on(Shared::default().place(backend));
    let sender = Sender::new("nobody sends");
    let receiver = Receiver::start(&orders(&place, Way::Once, "nobody sends"), &sender);
    assert!(receiver.ends_when_it_is_left());
}

/// Waits until nothing is left to do for workers.
async fn is_idle(inbox: &Inbox) {
    loop {
        let counts = inbox.counts().await.expect("an answer");
        if counts.waiting + counts.in_hand == 0 {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
}

/// There is no fault. Of many, a few tell enough.
fn assert_kept(faults: &[String]) {
    let some: Vec<_> = faults.iter().take(9).collect();
    assert!(faults.is_empty(), "{} faults: {some:#?}", faults.len());
}

/// What a run came to.
struct Run {
    harm: Harm,
    fates: Fates,
    effects: Vec<String>,
    /// Those of a service that takes an idempotency key.
    by_key: Vec<String>,
    /// How many attempts of workers each delivery had.
    by_workers: Counts,
}

impl Run {
    /// Sends, kills and restarts as planned, lets the sender finish, and prints what came of it.
    fn of(backend: Backend, way: Way, plan: Plan) -> Self {
        let (begun, seed, runtime) = (Instant::now(), seed(), runtime());
        println!("{} {way:?}: COUNTERSIGN_CRASH_SEED={seed}", backend.name());
        let mut server = backend.server().map(Server::start);
        let (place, effects, inbox) = runtime.block_on(async {
            let place = match &server {
                Some(server) => Place::on(server).await,
                None => Shared::default().place(backend).await,
            };
            let inbox = match way.has_inbox() {
                true => Some(place.inbox().await),
                false => None,
            };
            if let Some(inbox) = &inbox {
                inbox.migrate().await.expect("tables");
            }
            (place.clone(), Effects::make(&place).await, inbox)
        });
        // Each run has a secret of its own: a port that is another run's by now refuses what is sent there.
        let secret = format!("{way:?} {} {seed}", backend.name());
        let sender = Sender::new(&secret);
        let sending = runtime.spawn(Arc::clone(&sender).run());
        let mut random = Random::new(seed);
        let orders = orders(&place, way, &secret);
        let (harm, last) = killer::harm(plan, &mut random, &orders, &sender, server.as_mut());
        sender.close();
        let (effects, by_key, by_workers) = runtime.block_on(async {
            timeout(GUARD, sending).await.expect("an end in time").expect("a sender without a panic");
            let by_workers = match &inbox {
                Some(inbox) => {
                    timeout(GUARD, is_idle(inbox)).await.expect("an end in time of what is in the inbox");
                    by_workers(inbox).await
                }
                None => Counts::new(),
            };
            (effects.all().await, effects.by_key().await, by_workers)
        });
        drop(last);
        let run = Self { harm, fates: sender.fates(), effects, by_key, by_workers };
        println!("{} {way:?}: {} in {:.1} s", backend.name(), run.summary(), begun.elapsed().as_secs_f64());
        run
    }

    fn summary(&self) -> String {
        let total = self.total();
        let Harm { at_random, at_points, restarts } = &self.harm;
        let counts = by_name(self.effects.clone());
        let doubled = counts.values().filter(|count| **count > 1).count();
        format!(
            "{} deliveries, {} attempts, {IN_FLIGHT} at once, {} of workers; {} kills, {at_random} at random and {} \
            at points; {restarts} restarts; {} effects, {} by key, {doubled} deliveries with more than one; {total:?}",
            self.fates.len(),
            total.attempts(),
            self.by_workers.values().sum::<u64>(),
            self.harm.kills(),
            at_points.len(),
            self.effects.len(),
            self.by_key.len(),
        )
    }

    /// There was what the run is for.
    fn was_harmed(&self, way: Way, plan: Plan) {
        assert_eq!(
            (self.harm.kills(), self.harm.restarts),
            (plan.kills, plan.restarts),
            "kills and restarts"
        );
        for &point in way.points() {
            assert!(self.harm.at(point).count() as u64 >= plan.kills / 16, "kills at {point:?}");
        }
        // Of each receiver that was killed a delivery or more got no answer, and the downtime was seen.
        let Fate { unanswered, unavailable, .. } = self.total();
        assert!(unanswered >= plan.kills, "{unanswered} attempts without an answer");
        assert!(unavailable >= plan.restarts, "{unavailable} answers of 503");
    }

    fn total(&self) -> Fate {
        total(&self.fates)
    }

    fn faults(&self, promise: Promise<'_>) -> Vec<String> {
        faults(promise, &self.fates, &by_name(self.effects.clone()))
    }

    /// What `once` promises: no effect is missing, and none is had again without an attempt that failed.
    fn holds_for_once(&self) {
        assert_kept(&self.faults(Promise::AtLeastOnce));
        self.holds_beside_the_record();
    }

    /// What holds where the effect is beside the record: one that is had by its idempotency key is had once.
    fn holds_beside_the_record(&self) {
        assert_kept(&faults(Promise::ExactlyOnce, &self.fates, &by_name(self.by_key.clone())));
        // The second effect that the page on delivery warns of.
        let effects = by_name(self.effects.clone());
        for name in self.harm.at(Point::AfterEffect) {
            assert!(effects[name] > 1, "{name}, of which a receiver died after its effect");
        }
    }

    /// What an inbox promises: the effects, and that nothing was given up or stored twice.
    fn holds_for_an_inbox(&self, promise: Promise<'_>) {
        assert_kept(&self.faults(promise));
        assert!(self.by_workers.keys().eq(self.fates.keys()), "each is in the inbox, and done");
    }
}

/// How many attempts each delivery had that is done. There is nothing else in the inbox.
async fn by_workers(inbox: &Inbox) -> Counts {
    const ALL: usize = 1 << 20;
    assert!(inbox.list(Select::dead(), 1).await.expect("an answer").is_empty(), "an item was given up");
    let done = inbox.list(Select::done(), ALL).await.expect("an answer");
    let attempts = |item: &Item| item.attempts().len() as u64;
    let name = |item: &Item| String::from_utf8(item.delivery().body().to_vec()).expect("a name");
    let counts: Counts = done.iter().map(|item| (name(item), attempts(item))).collect();
    assert_eq!(counts.len(), done.len(), "an item each");
    counts
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

fn orders(place: &Place, way: Way, secret: &str) -> Orders {
    let (location, secret) = (place.location(), secret.to_owned());
    Orders { location, way, framework: Framework::Axum, secret, halt: None }
}
