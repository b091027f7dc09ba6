//! What workers do with an item.

use std::collections::HashSet;
use std::future::pending;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use countersign::inbox::{Failure, Job, MARGIN, Outcome, Put, Select, State};
use countersign::providers::GitHub;
use countersign::{Event, Json, Payload, PayloadError, Raw};
use time::Duration;
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::task::JoinSet;

use super::deliveries::delivery;
use super::servers::machines::Machine;
use super::servers::trials::at_most;
use super::{App, Bodies, OutOfPaper, execute};

/// The lease of an item in a worker that was not told otherwise.
const LEASE: Duration = Duration::seconds(60);

/// Longer than a test takes.
const MOMENT: Duration = Duration::seconds(30);

async fn fail(_: Job<Raw<GitHub>>) -> Result<(), OutOfPaper> {
    Err(OutOfPaper)
}

pub(crate) async fn many_workers_never_have_one_item_twice(app: App) {
    for index in 0..100 {
        app.put(&index.to_string()).await;
    }
    let bodies = Bodies::default();
    let mut tasks = JoinSet::new();
    for _ in 0..4 {
        let machine = App::on(app.place.clone()).await;
        let worker = machine.worker().concurrency(NonZeroUsize::new(3).unwrap());
        let handler = bodies.handler();
        tasks.spawn(async move { worker.drain(handler).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.into_iter().sum::<usize>(), 100);
    let seen = bodies.seen();
    assert_eq!((seen.len(), seen.into_iter().collect::<HashSet<_>>().len()), (100, 100));
}

pub(crate) async fn an_item_whose_lease_ran_out_is_handled_again_and_its_late_worker_ends_nothing(app: App) {
    assert_eq!(LEASE, Duration::seconds(30) + MARGIN);
    let id = app.put("a").await;
    let (begun, gate) = (Arc::new(Notify::new()), Arc::new(Semaphore::new(0)));
    let (in_handler, gated) = (Arc::clone(&begun), Arc::clone(&gate));
    let worker = app.worker();
    let late = tokio::spawn(async move {
        let handler = move |_: Job<Raw<GitHub>>| {
            let (begun, gate) = (Arc::clone(&in_handler), Arc::clone(&gated));
            async move {
                begun.notify_one();
                gate.acquire().await.unwrap().forget();
                Err(OutOfPaper)
            }
        };
        worker.drain(handler).await.unwrap()
    });
    begun.notified().await;
    app.advance(LEASE - MOMENT).await;
    assert!(app.drain().await.is_empty());
    app.advance(MOMENT).await;
    assert_eq!(app.drain().await, ["a"]);
    gate.add_permits(1);
    assert_eq!(late.await.unwrap(), 1);
    assert_eq!(app.state(id).await, State::Done);
    assert_eq!(app.attempts(id).await, [(Some(Outcome::Lost), None), (Some(Outcome::Done), None)]);
}

pub(crate) async fn what_failed_is_due_again_after_its_time(app: App) {
    let id = app.put("a").await;
    let worker = app.worker().backoff(Duration::minutes(10), Duration::minutes(35)).attempts(5);
    for (attempt, whole) in (1..).zip([10, 20, 35, 35].map(Duration::minutes)) {
        assert_eq!(worker.drain(fail).await.unwrap(), 1, "attempt {attempt}");
        let item = app.item(id).await;
        let ended_at = item.attempts().last().unwrap().ended_at().unwrap();
        let delay = item.due_at() - ended_at;
        assert!((whole / 2 - Duration::SECOND..=whole).contains(&delay), "attempt {attempt}: {delay}");
        app.advance(delay - MOMENT).await;
        assert_eq!(worker.drain(fail).await.unwrap(), 0, "attempt {attempt}");
        app.advance(MOMENT).await;
    }
    assert_eq!(app.drain().await, ["a"]);
    // Not all wait for the same time.
    let mut delays = HashSet::new();
    for index in 0..20 {
        let id = app.put(&index.to_string()).await;
        worker.drain(fail).await.unwrap();
        let item = app.item(id).await;
        delays.insert((item.due_at() - item.attempts()[0].ended_at().unwrap()).whole_seconds());
    }
    assert!(delays.len() > 10, "{delays:?}");
}

pub(crate) async fn a_pause_beyond_all_clocks_is_a_century(app: App) {
    const CENTURY: Duration = Duration::days(36_525);
    // (name, the first pause, the longest, how long the item waits)
    let cases = [
        ("for ever", Duration::MAX, Duration::MAX, CENTURY),
        ("for ever after a second", Duration::MAX, Duration::SECOND, Duration::SECOND),
        ("in the past", Duration::MIN, Duration::HOUR, Duration::ZERO),
        ("no longer than since ever", Duration::SECOND, Duration::MIN, Duration::ZERO),
    ];
    for (name, first, longest, expected) in cases {
        let id = app.put(name).await;
        // So that what is due at once is not tried again at once.
        let next = Arc::new(AtomicUsize::new(0));
        let handler = move |_: Job<Raw<GitHub>>| {
            let is_first = next.fetch_add(1, Ordering::SeqCst) == 0;
            async move {
                if is_first { Err(Failure::from(OutOfPaper)) } else { Err(Failure::give_up(OutOfPaper)) }
            }
        };
        app.worker().backoff(first, longest).drain(handler).await.unwrap();
        let item = app.item(id).await;
        if expected == Duration::ZERO {
            assert_eq!(item.attempts().len(), 2, "{name}");
            continue;
        }
        let delay = item.due_at() - item.attempts()[0].ended_at().unwrap();
        assert!((expected / 2 - Duration::MILLISECOND..=expected).contains(&delay), "{name}: {delay}");
        assert_eq!(app.inbox.counts().await.unwrap().waiting, 1, "{name}");
        app.advance(CENTURY).await;
        app.drain().await;
    }
}

pub(crate) async fn what_failed_too_often_is_given_up_and_handled_again_when_replayed(app: App) {
    let id = app.put("a").await;
    let worker = app.worker().attempts(2).backoff(Duration::ZERO, Duration::ZERO);
    for _ in 0..2 {
        assert_eq!(worker.drain(fail).await.unwrap(), 2);
        assert_eq!(app.state(id).await, State::Dead);
        assert!(app.drain().await.is_empty());
        // A sender that comes again does not change that.
        assert_eq!(app.inbox.put(&delivery("a")).await.unwrap(), Put::Repeated);
        assert_eq!(app.inbox.replay(Select::item(id)).await.unwrap(), 1);
        assert_eq!(app.state(id).await, State::Waiting);
    }
    assert_eq!(app.drain().await, ["a"]);
    let failed = (Some(Outcome::Failed), Some("out of paper".to_owned()));
    let expected = [failed.clone(), failed.clone(), failed.clone(), failed, (Some(Outcome::Done), None)];
    assert_eq!(app.attempts(id).await, expected);
    // What was done is replayed too, where that is asked for.
    assert_eq!(app.inbox.replay(Select::dead()).await.unwrap(), 0);
    assert_eq!(app.inbox.replay(Select::done()).await.unwrap(), 1);
    assert_eq!(app.drain().await, ["a"]);
}

#[derive(Debug, thiserror::Error)]
#[error("the printer\nis \0 {}", "very ".repeat(1_000))]
struct Talkative(#[source] OutOfPaper);

pub(crate) async fn each_way_to_fail_is_kept(app: App) {
    let id = app.put("a").await;
    let worker = app.worker().backoff(Duration::ZERO, Duration::ZERO).deadline(Duration::milliseconds(50));
    let handler = |job: Job<Raw<GitHub>>| async move {
        match job.attempt() {
            1 => Err(Talkative(OutOfPaper).into()),
            2 => Err(Box::<dyn std::error::Error + Send + Sync>::from(OutOfPaper)),
            3 => panic!("of the test"),
            4 => pending().await,
            _ => Ok(()),
        }
    };
    assert_eq!(worker.drain(handler).await.unwrap(), 5);
    let attempts = app.attempts(id).await;
    let talkative = attempts[0].1.as_deref().unwrap();
    assert!(talkative.starts_with("the printer is   very very ") && talkative.len() == 1_000, "{talkative}");
    let rest = ["out of paper", "the handler panicked", "it took longer than its deadline"];
    let rest = rest.map(|error| (Some(Outcome::Failed), Some(error.to_owned())));
    assert_eq!(attempts[1..4], rest);
    assert_eq!(attempts[4], (Some(Outcome::Done), None));
}

const fn print() -> Result<(), OutOfPaper> {
    Err(OutOfPaper)
}

/// Does what its body says.
async fn obey(job: Job<Raw<GitHub>>) -> Result<(), Failure> {
    match &job.body()[..] {
        b"an error by ?" => print()?,
        b"an error given up" => print().map_err(Failure::give_up)?,
        b"an error with a cause" => Err(Failure::give_up(Talkative(OutOfPaper)))?,
        b"a text given up" => Err(Failure::give_up("no such account"))?,
        body => Err(String::from_utf8(body.to_vec())?)?,
    }
    Ok(())
}

pub(crate) async fn what_a_handler_gives_up_is_not_tried_again(app: App) {
    // (body, state, outcome, how its text begins)
    let cases = [
        ("an error by ?", State::Waiting, Outcome::Failed, "out of paper"),
        ("an error given up", State::Dead, Outcome::GivenUp, "out of paper"),
        ("an error with a cause", State::Dead, Outcome::GivenUp, "the printer is   very"),
        ("a text given up", State::Dead, Outcome::GivenUp, "no such account"),
        ("a text", State::Waiting, Outcome::Failed, "a text"),
    ];
    let mut ids = Vec::new();
    for (body, ..) in cases {
        ids.push(app.put(body).await);
    }
    assert_eq!(app.worker().drain(obey).await.unwrap(), cases.len());
    for (id, (body, state, outcome, text)) in ids.iter().zip(cases) {
        assert_eq!(app.state(*id).await, state, "{body}");
        let attempts = app.attempts(*id).await;
        assert_eq!((attempts.len(), attempts[0].0), (1, Some(outcome)), "{body}");
        assert!(attempts[0].1.as_deref().unwrap().starts_with(text), "{body}: {attempts:?}");
    }
    // As what was given up otherwise.
    assert_eq!(app.inbox.replay(Select::dead()).await.unwrap(), 3);
    assert_eq!(app.drain().await, ["a text given up", "an error given up", "an error with a cause"]);
    // It holds up nothing of its order.
    app.inbox.put_in_order(&delivery("a text given up "), "x").await.unwrap();
    app.inbox.put_in_order(&delivery("after it"), "x").await.unwrap();
    let handler = |job: Job<Raw<GitHub>>| async move {
        if job.body().starts_with(b"after") { Ok(()) } else { Err(Failure::give_up("no such account")) }
    };
    assert_eq!(app.worker().drain(handler).await.unwrap(), 2);
}

pub(crate) async fn what_a_handler_wants_later_is_not_tried_before(app: App) {
    let later = |seconds| {
        move |_: Job<Raw<GitHub>>| async move {
            Err::<(), _>(Failure::again_after(Duration::seconds(seconds), OutOfPaper))
        }
    };
    // (name, the seconds that a handler wants, those that the item waits at the least and at the most)
    let cases = [
        ("longer than the worker waits", 3_600, 3_599, 3_600),
        ("shorter than the worker waits", 1, 299, 600),
        ("in the past", -3_600, 299, 600),
        ("as long as there is no time", i64::MAX, 36_525 * 86_400 - 1, 36_525 * 86_400),
    ];
    let minutes = Duration::minutes(10);
    for (name, seconds, least, most) in cases {
        let id = app.put(name).await;
        assert_eq!(app.worker().backoff(minutes, minutes).drain(later(seconds)).await.unwrap(), 1, "{name}");
        let item = app.item(id).await;
        let delay = item.due_at() - item.attempts()[0].ended_at().unwrap();
        assert!((least..=most).contains(&delay.whole_seconds()), "{name}: {delay}");
        assert_eq!(item.attempts()[0].outcome(), Some(Outcome::Failed), "{name}");
    }
    // The attempt counts.
    let id = app.put("the last").await;
    assert_eq!(app.worker().attempts(1).drain(later(3_600)).await.unwrap(), 1);
    assert_eq!(app.state(id).await, State::Dead);
}

#[derive(serde::Deserialize)]
struct Push {
    r#ref: String,
}

pub(crate) async fn what_does_not_fit_is_given_up_and_kept(app: App) {
    let id = app.put(r#"{"ref":7}"#).await;
    let fits = app.put(r#"{"ref":"main"}"#).await;
    let worker = app.inbox.worker::<Json<GitHub, Push>>();
    let handler = |job: Job<Json<GitHub, Push>>| async move {
        assert_eq!(job.r#ref, "main");
        Ok::<_, OutOfPaper>(())
    };
    assert_eq!(worker.drain(handler).await.unwrap(), 2);
    assert_eq!((app.state(id).await, app.state(fits).await), (State::Dead, State::Done));
    let attempts = app.attempts(id).await;
    assert_eq!(attempts.len(), 1);
    assert_eq!(attempts[0].0, Some(Outcome::Unfit));
    assert!(attempts[0].1.is_some(), "{attempts:?}");
    assert_eq!(app.inbox.list(Select::dead(), 10).await.unwrap()[0].id(), id);
    // A version that knows better handles it.
    assert_eq!(app.inbox.replay(Select::dead()).await.unwrap(), 1);
    assert_eq!(app.drain().await, [r#"{"ref":7}"#]);
}

/// What nobody sends.
struct Never;

impl Event for Never {
    type Provider = GitHub;

    fn parse(_: &Payload<'_, GitHub>) -> Result<Self, PayloadError> {
        Err(PayloadError::Unwanted)
    }
}

pub(crate) async fn what_is_not_wanted_is_done(app: App) {
    let id = app.put("a").await;
    let worker = app.inbox.worker::<Never>();
    assert_eq!(worker.drain(|_| async { Err(OutOfPaper) }).await.unwrap(), 1);
    assert_eq!(app.state(id).await, State::Done);
    assert_eq!(app.attempts(id).await, [(Some(Outcome::Unwanted), None)]);
}

pub(crate) async fn an_item_that_every_worker_died_of_is_given_up(app: App) {
    let id = app.put("a").await;
    let worker = app.worker().attempts(2);
    for attempt in 1..=2 {
        // As of a process that dies: the future is dropped, and nothing is settled.
        let begun = Arc::new(Notify::new());
        let in_handler = Arc::clone(&begun);
        let handler = move |job: Job<Raw<GitHub>>| {
            assert_eq!(job.attempt(), attempt);
            in_handler.notify_one();
            pending::<Result<(), OutOfPaper>>()
        };
        tokio::select! {
            _ = worker.drain(handler) => panic!("it never ends"),
            () = begun.notified() => {}
        }
        app.advance(LEASE).await;
    }
    assert_eq!(worker.drain(fail).await.unwrap(), 1);
    assert_eq!(app.state(id).await, State::Dead);
    let attempts = app.attempts(id).await;
    assert_eq!(attempts[..2], [(Some(Outcome::Lost), None), (Some(Outcome::Lost), None)]);
    assert_eq!(attempts[2], (Some(Outcome::Failed), Some("every attempt was lost".to_owned())));
}

pub(crate) async fn a_worker_that_is_dropped_at_any_point_loses_nothing(app: App) {
    const ITEMS: usize = 60;
    for waits in 0..ITEMS {
        for body in ["a", "b"] {
            app.inbox.put_in_order(&delivery(&format!("{body} {waits}")), "one").await.unwrap();
        }
        let bodies = Bodies::default();
        let worker =
            app.worker().concurrency(2.try_into().unwrap()).attempts(1_000).poll(Duration::MILLISECOND);
        let ran = at_most(waits, worker.run(bodies.handler(), pending())).await;
        assert_eq!(ran, None);
        // As when its leases ran out, and what was put off is due.
        app.advance(LEASE).await;
    }
    app.worker().attempts(1_000).drain(Bodies::default().handler()).await.unwrap();
    let counts = app.inbox.counts().await.unwrap();
    assert_eq!((counts.done, counts.waiting, counts.in_hand, counts.dead), (2 * ITEMS as u64, 0, 0, 0));
}

pub(crate) async fn what_has_an_order_is_handled_in_it(app: App) {
    let mut ids = Vec::new();
    for body in ["x1", "y1", "x2", "y2", "x3"] {
        let put = app.inbox.put_in_order(&delivery(body), &body[..1]).await.unwrap();
        let Put::Stored(id) = put else { panic!("{body} is new") };
        ids.push(id);
    }
    app.put("of no order").await;
    let begun = Bodies::default();
    let seen = begun.clone();
    // Each first one fails once.
    let handler = move |job: Job<Raw<GitHub>>| {
        seen.add(&job);
        let fails = job.attempt() == 1 && job.body().ends_with(b"1");
        async move { if fails { Err(OutOfPaper) } else { Ok(()) } }
    };
    let worker = app.worker();
    assert_eq!(worker.drain(handler.clone()).await.unwrap(), 3);
    let mut first = begun.seen();
    first.sort();
    assert_eq!(first, ["of no order", "x1", "y1"]);
    // What waits for another is put off, so that no claim steps over it.
    let begun_at = app.item(ids[0]).await.attempts()[0].started_at();
    for waiting in [ids[2], ids[3], ids[4]] {
        let due_in = app.item(waiting).await.due_at() - begun_at;
        assert!((Duration::seconds(30)..=Duration::minutes(2)).contains(&due_in), "{waiting}: {due_in}");
    }
    app.advance(Duration::minutes(1)).await;
    // All of it, since each one's end makes the next due.
    assert_eq!(worker.drain(handler).await.unwrap(), 5);
    let rest = &begun.seen()[3..];
    for name in ["x", "y"] {
        let of_one: Vec<_> = rest.iter().filter(|body| body.starts_with(name)).cloned().collect();
        let count = if name == "x" { 3 } else { 2 };
        assert_eq!(of_one, (1..=count).map(|index| format!("{name}{index}")).collect::<Vec<_>>());
    }
    // What was given up holds nothing up.
    app.inbox.put_in_order(&delivery("x4"), "x").await.unwrap();
    app.inbox.put_in_order(&delivery("x5"), "x").await.unwrap();
    assert_eq!(app.worker().attempts(1).drain(fail).await.unwrap(), 2);
    assert_eq!(app.inbox.list(Select::dead(), 10).await.unwrap().len(), 2);
    assert_eq!(app.state(ids[4]).await, State::Done);
}

/// So many bytes that nothing compresses, all from one seed.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 88_172_645_463_325_252_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    (0..length).map(|_| next()).collect()
}

pub(crate) async fn an_order_is_any_bytes(app: App) {
    let text = |text: &str| text.as_bytes().to_vec();
    let long = noise(1 << 20);
    let orders = [
        ("nothing", vec![]),
        ("a letter", text("a")),
        ("a capital", text("A")),
        ("a space behind it", text("a ")),
        ("a zero behind it", text("a\0")),
        ("a zero", text("\0")),
        ("a wildcard", text("%")),
        ("another wildcard", text("_")),
        ("a number", text("1")),
        ("the same number", text("01")),
        ("no value", text("NULL")),
        ("a statement", text("'; DROP TABLE countersign_inbox; --")),
        ("one letter", text("\u{e9}")),
        ("the same of two", text("e\u{301}")),
        ("no text", vec![0xff, 0xfe]),
        ("256 bytes", long[..256].to_vec()),
        ("257 bytes", long[..257].to_vec()),
        ("more than an index takes", long[..3_000].to_vec()),
        ("more than a page of an index", long[..10_000].to_vec()),
        ("a mebibyte", long[1..].to_vec()),
        ("a mebibyte and a byte", long),
    ];
    for index in ["1", "2"] {
        let mut puts = JoinSet::new();
        // All at once, so that one that cannot be put would take others with it.
        for (name, order) in orders.clone() {
            puts.spawn(app.inbox.put_in_order(&delivery(&format!("{name} {index}")), order));
        }
        for put in puts.join_all().await {
            assert!(matches!(put.unwrap(), Put::Stored(_)));
        }
    }
    // The first of each, and no second one.
    let begun = Bodies::default();
    let seen = begun.clone();
    let handler = move |job: Job<Raw<GitHub>>| {
        seen.add(&job);
        fail(job)
    };
    app.worker().drain(handler).await.unwrap();
    let mut begun = begun.seen();
    begun.sort();
    let mut expected = orders.map(|(name, _)| format!("{name} 1"));
    expected.sort();
    assert_eq!(begun, expected);
}

pub(crate) async fn a_put_wakes_a_worker(app: App) {
    // A look by itself would be too late for the test.
    let worker = app.worker().poll(Duration::HOUR);
    let (sender, mut handled) = tokio::sync::mpsc::unbounded_channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(async move {
        let handler = move |job: Job<Raw<GitHub>>| {
            sender.send(job.id()).unwrap();
            async { Ok::<_, OutOfPaper>(()) }
        };
        worker.run(handler, async { drop(stopped.await) }).await;
    });
    for body in ["a", "b", "c"] {
        let id = app.put(body).await;
        assert_eq!(handled.recv().await, Some(id), "{body}");
    }
    stop.send(()).unwrap();
    running.await.unwrap();
    assert!(app.drain().await.is_empty());
}

pub(crate) async fn a_worker_that_is_shut_down_finishes_what_is_in_hand(app: App) {
    let id = app.put("a").await;
    let (begun, gate, done) =
        (Arc::new(Notify::new()), Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
    let (in_handler, gated, counted) = (Arc::clone(&begun), Arc::clone(&gate), Arc::clone(&done));
    let (stop, stopped) = oneshot::channel::<()>();
    let worker = app.worker();
    let running = tokio::spawn(async move {
        let handler = move |_: Job<Raw<GitHub>>| {
            let (begun, gate, done) = (Arc::clone(&in_handler), Arc::clone(&gated), Arc::clone(&counted));
            async move {
                begun.notify_one();
                gate.acquire().await.unwrap().forget();
                done.fetch_add(1, Ordering::SeqCst);
                Ok::<_, OutOfPaper>(())
            }
        };
        worker.run(handler, async { drop(stopped.await) }).await;
    });
    begun.notified().await;
    stop.send(()).unwrap();
    let later = app.put("b").await;
    gate.add_permits(1);
    running.await.unwrap();
    assert_eq!(done.load(Ordering::SeqCst), 1);
    assert_eq!((app.state(id).await, app.state(later).await), (State::Done, State::Waiting));
}

pub(crate) async fn a_worker_that_is_shut_down_gives_back_what_it_does_not_finish(app: App) {
    let id = app.put("a").await;
    let begun = Arc::new(Notify::new());
    let in_handler = Arc::clone(&begun);
    let (stop, stopped) = oneshot::channel::<()>();
    let worker = app.worker().grace(Duration::ZERO).attempts(1);
    let running = tokio::spawn(async move {
        let handler = move |_: Job<Raw<GitHub>>| {
            in_handler.notify_one();
            pending::<Result<(), OutOfPaper>>()
        };
        worker.run(handler, async { drop(stopped.await) }).await;
    });
    begun.notified().await;
    stop.send(()).unwrap();
    running.await.unwrap();
    assert_eq!(app.attempts(id).await, [(Some(Outcome::Returned), None)]);
    // It is due at once, and that attempt did not count.
    assert_eq!(app.worker().attempts(1).drain(|_| async { Ok::<_, OutOfPaper>(()) }).await.unwrap(), 1);
    assert_eq!(app.state(id).await, State::Done);
}

/// Tells when it is dropped.
struct Dropped(Arc<Notify>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

pub(crate) async fn a_worker_that_is_shut_down_gives_back_nothing_that_was_finished(app: App) {
    let finished = app.put("finished").await;
    let pending = app.put("pending").await;
    let (begun, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Notify::new()));
    let (ended, dropped) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (stop, stopped) = oneshot::channel::<()>();
    // It looks for nothing while the table is locked.
    let worker = app.worker().grace(Duration::ZERO).poll(Duration::HOUR);
    let (in_handler, gated, at_end, at_drop) =
        (Arc::clone(&begun), Arc::clone(&gate), Arc::clone(&ended), Arc::clone(&dropped));
    let handler = move |job: Job<Raw<GitHub>>| {
        let (begun, gate, ended) = (Arc::clone(&in_handler), Arc::clone(&gated), Arc::clone(&at_end));
        let dropped = Arc::clone(&at_drop);
        async move {
            begun.add_permits(1);
            if job.body() == "finished" {
                gate.notified().await;
                // Nothing is waited for between this and the end.
                ended.notify_one();
                return Ok(());
            }
            let _dropped = Dropped(dropped);
            std::future::pending::<Result<(), OutOfPaper>>().await
        }
    };
    let running = tokio::spawn(async move { worker.run(handler, async { drop(stopped.await) }).await });
    begun.acquire_many(2).await.unwrap().forget();
    let lock = Machine::on(&app.place).await.lock("countersign_inbox").await.unwrap();
    gate.notify_one();
    ended.notified().await;
    stop.send(()).unwrap();
    dropped.notified().await;
    lock.roll_back().await.unwrap();
    running.await.unwrap();
    assert_eq!(app.attempts(finished).await, [(Some(Outcome::Done), None)]);
    assert_eq!(app.attempts(pending).await, [(Some(Outcome::Returned), None)]);
    assert_eq!(app.drain().await, ["pending"]);
}

/// A trigger lets the first end fail.
pub(crate) async fn an_end_that_was_not_taken_is_told_again_within_the_lease(app: App) {
    const FAIL_ONCE: &str = "
        CREATE SEQUENCE ends;
        CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF new.state = 1 AND nextval('ends') = 1 THEN RAISE 'out of ink'; END IF;
            RETURN new;
        END $$;
        CREATE TRIGGER fail_once BEFORE UPDATE ON countersign_inbox FOR EACH ROW EXECUTE FUNCTION fail_once()";
    app.place.execute(FAIL_ONCE).await;
    let id = app.put("a").await;
    let bodies = Bodies::default();
    // What is put is looked for at once, so nothing else need be looked for.
    assert_eq!(app.worker().poll(Duration::HOUR).drain(bodies.handler()).await.unwrap(), 1);
    assert_eq!(app.attempts(id).await, [(Some(Outcome::Done), None)]);
    assert_eq!(bodies.seen(), ["a"]);
}

pub(crate) async fn a_row_that_nobody_wrote_is_given_up(app: App) {
    // (name, what is changed of a row)
    let cases = [
        ("a receipt that is none", "receipt = 'x'"),
        (
            "a family of headers that there is not",
            r#"receipt = replace(receipt, '"family":0', '"family":7')"#,
        ),
        ("a message that there is not", r#"receipt = replace(receipt, '"message":0', '"message":7')"#),
        ("a head that is none", "head = key"),
    ];
    for (name, change) in cases {
        let id = app.put(name).await;
        execute(&app.place, format!("UPDATE countersign_inbox SET {change} WHERE id = {id}")).await;
        assert!(app.drain().await.is_empty(), "{name}");
        let dead = app.inbox.replay(Select::item(id)).await.unwrap();
        assert_eq!(dead, 1, "{name}");
        assert_eq!(app.inbox.worker::<Raw<GitHub>>().drain(fail).await.unwrap(), 1, "{name}");
        assert_eq!(app.inbox.discard(Select::item(id)).await.unwrap(), 1, "{name}");
    }
}
