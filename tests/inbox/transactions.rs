//! Effects that are committed together with the record of their item.

use std::future::{Future, pending};
use std::sync::Arc;

use countersign::Raw;
use countersign::inbox::{Job, Outcome, State};
use countersign::providers::GitHub;
use countersign::replay::OnceError;
use time::Duration;
use tokio::sync::{Notify, Semaphore};

use super::App;
use super::deliveries::delivery;
use super::servers::machines::{Machine, Open};

const LEASE: Duration = Duration::seconds(60);

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// An effect in a transaction that has the record too.
async fn effect(machine: &Machine, job: &Job<Raw<GitHub>>) -> Result<Open, Failure> {
    let mut open = machine.begin().await?;
    open.done_in(job).await?;
    open.effect("an effect").await?;
    Ok(open)
}

/// Handles what is due, with an effect each.
async fn have_effects(app: &App, machine: &Machine) -> usize {
    let machine = machine.clone();
    let handler = move |job: Job<Raw<GitHub>>| {
        let machine = machine.clone();
        async move { Ok::<_, Failure>(effect(&machine, &job).await?.commit().await?) }
    };
    app.worker().drain(handler).await.unwrap()
}

// Rule 51.
pub(crate) async fn an_effect_and_its_record_are_one_commit(app: App) {
    let machine = Machine::on(&app.place).await;
    let id = app.put("a").await;
    assert_eq!(have_effects(&app, &machine).await, 1);
    assert_eq!((app.state(id).await, machine.effects().await), (State::Done, 1));
    assert_eq!(app.attempts(id).await, [(Some(Outcome::Done), None)]);
    app.advance(LEASE).await;
    assert_eq!(have_effects(&app, &machine).await, 0);
}

pub(crate) async fn what_is_handled_in_a_transaction_makes_the_next_of_its_order_due(app: App) {
    let machine = Machine::on(&app.place).await;
    for body in ["a", "b", "c"] {
        app.inbox.put_in_order(&delivery(body), "x").await.unwrap();
    }
    assert_eq!(have_effects(&app, &machine).await, 3);
    assert_eq!(machine.effects().await, 3);
}

// Rule 51.
pub(crate) async fn a_worker_that_dies_before_the_commit_leaves_no_effect(app: App) {
    let machine = Machine::on(&app.place).await;
    let id = app.put("a").await;
    die(&app, &machine, |open| async move { Some(open) }).await;
    assert_eq!((app.state(id).await, machine.effects().await), (State::Waiting, 0));
    app.advance(LEASE).await;
    assert_eq!(have_effects(&app, &machine).await, 1);
    assert_eq!((app.state(id).await, machine.effects().await), (State::Done, 1));
    assert_eq!(app.attempts(id).await, [(Some(Outcome::Lost), None), (Some(Outcome::Done), None)]);
}

// Rule 51.
pub(crate) async fn a_worker_that_dies_after_the_commit_leaves_one_effect(app: App) {
    let machine = Machine::on(&app.place).await;
    let id = app.put("a").await;
    die(&app, &machine, |open| async move {
        open.commit().await.unwrap();
        None
    })
    .await;
    assert_eq!((app.state(id).await, machine.effects().await), (State::Done, 1));
    app.advance(LEASE).await;
    assert_eq!(have_effects(&app, &machine).await, 0);
    assert_eq!(machine.effects().await, 1);
}

/// A worker that dies when it has done `last` with its transaction, which it holds until then where it is given back.
async fn die<F>(app: &App, machine: &Machine, last: fn(Open) -> F)
where
    F: Future<Output = Option<Open>> + Send + 'static,
{
    let begun = Arc::new(Notify::new());
    let (machine, in_handler) = (machine.clone(), Arc::clone(&begun));
    let handler = move |job: Job<Raw<GitHub>>| {
        let (machine, begun) = (machine.clone(), Arc::clone(&in_handler));
        async move {
            let _open = last(effect(&machine, &job).await?).await;
            begun.notify_one();
            pending::<Result<(), Failure>>().await
        }
    };
    let worker = app.worker();
    tokio::select! {
        _ = worker.drain(handler) => panic!("it never ends"),
        () = begun.notified() => {}
    }
}

pub(crate) async fn a_handler_that_does_not_commit_has_failed(app: App) {
    let machine = Machine::on(&app.place).await;
    let id = app.put("a").await;
    let in_handler = machine.clone();
    let handler = move |job: Job<Raw<GitHub>>| {
        let machine = in_handler.clone();
        async move { effect(&machine, &job).await.map(drop) }
    };
    assert_eq!(app.worker().drain(handler).await.unwrap(), 1);
    let failed = (Some(Outcome::Failed), Some("its transaction was not committed".to_owned()));
    assert_eq!(app.attempts(id).await, [failed]);
    assert_eq!((app.state(id).await, machine.effects().await), (State::Waiting, 0));
    app.advance(LEASE).await;
    assert_eq!(have_effects(&app, &machine).await, 1);
    assert_eq!(machine.effects().await, 1);
}

pub(crate) async fn a_late_worker_has_no_effect(app: App) {
    let machine = Machine::on(&app.place).await;
    let id = app.put("a").await;
    let (begun, gate) = (Arc::new(Notify::new()), Arc::new(Semaphore::new(0)));
    let (in_handler, gated, late_machine) = (Arc::clone(&begun), Arc::clone(&gate), machine.clone());
    let worker = app.worker();
    let late = tokio::spawn(async move {
        let handler = move |job: Job<Raw<GitHub>>| {
            let (begun, gate, machine) = (Arc::clone(&in_handler), Arc::clone(&gated), late_machine.clone());
            async move {
                begun.notify_one();
                gate.acquire().await.unwrap().forget();
                let Err(error) = effect(&machine, &job).await else { panic!("it is another's") };
                assert!(matches!(
                    error.downcast_ref(),
                    Some(OnceError::<std::convert::Infallible>::LeaseLost)
                ));
                Err::<(), _>(error)
            }
        };
        worker.drain(handler).await.unwrap()
    });
    begun.notified().await;
    app.advance(LEASE).await;
    assert_eq!(have_effects(&app, &machine).await, 1);
    gate.add_permits(1);
    assert_eq!(late.await.unwrap(), 1);
    assert_eq!((app.state(id).await, machine.effects().await), (State::Done, 1));
    assert_eq!(app.attempts(id).await, [(Some(Outcome::Lost), None), (Some(Outcome::Done), None)]);
}
