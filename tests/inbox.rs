//! What an inbox promises, on SQLite and on a PostgreSQL that the test starts.
//!
//! Where PostgreSQL is not installed its tests are ignored, and with `CI` set they fail.

#![allow(clippy::unwrap_used, reason = "a test may")]

#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/client.rs"]
mod client;
#[path = "wire/deliveries.rs"]
mod deliveries;
#[path = "inbox/outages.rs"]
mod outages;
#[path = "inbox/put.rs"]
mod put;
#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/senders.rs"]
mod senders;
#[path = "wire/server.rs"]
mod server;
#[allow(dead_code, reason = "each test has its own use for it")]
mod servers;
#[path = "inbox/tables.rs"]
mod tables;
#[path = "wire/taker.rs"]
mod taker;
#[path = "inbox/transactions.rs"]
mod transactions;
#[path = "inbox/wire.rs"]
mod wire;
#[path = "inbox/work.rs"]
mod work;

use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use countersign::Raw;
use countersign::inbox::{Inbox, Item, Job, Outcome, Put, State, Worker};
use countersign::providers::GitHub;
use libtest_mimic::Arguments;
use time::Duration;

use self::deliveries::delivery;
use self::servers::Server;
use self::servers::places::{Backend, Place, Shared};
use self::servers::trials::{on_place, run};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let shared = Arc::new(Shared::default());
    let mut trials = Vec::new();
    macro_rules! on {
        ($backends:expr, $($test:path),+ $(,)?) => {
            for backend in $backends {
                $(trials.push(on_place(&shared, backend, stringify!($test), |place| async { $test(App::on(place).await).await }));)+
            }
        };
    }
    on!(
        Backend::SQL,
        put::a_delivery_is_stored_once,
        put::fifty_concurrent_puts_of_one_delivery_make_one_item,
        put::puts_that_arrive_together_have_an_answer_each,
        put::what_comes_out_is_what_was_verified,
        put::a_scheme_that_was_chosen_at_run_time_is_the_same,
        put::what_holds_a_secret_of_the_receivers_is_not_kept,
        put::a_body_of_any_size_comes_out_as_it_went_in,
        put::a_put_whose_caller_went_away_holds_nothing_up,
        put::a_put_in_a_runtime_that_has_ended_is_an_error,
        work::many_workers_never_have_one_item_twice,
        work::an_item_whose_lease_ran_out_is_handled_again_and_its_late_worker_ends_nothing,
        work::what_failed_is_due_again_after_its_time,
        work::a_pause_beyond_all_clocks_is_a_century,
        work::what_failed_too_often_is_given_up_and_handled_again_when_replayed,
        work::each_way_to_fail_is_kept,
        work::what_a_handler_gives_up_is_not_tried_again,
        work::what_a_handler_wants_later_is_not_tried_before,
        work::what_does_not_fit_is_given_up_and_kept,
        work::what_is_not_wanted_is_done,
        work::an_item_that_every_worker_died_of_is_given_up,
        work::a_worker_that_is_dropped_at_any_point_loses_nothing,
        work::what_has_an_order_is_handled_in_it,
        work::an_order_is_any_bytes,
        work::a_put_wakes_a_worker,
        work::a_worker_that_is_shut_down_finishes_what_is_in_hand,
        work::a_worker_that_is_shut_down_gives_back_what_it_does_not_finish,
        work::a_worker_that_is_shut_down_gives_back_nothing_that_was_finished,
        work::a_row_that_nobody_wrote_is_given_up,
        tables::tables_are_made_by_many_at_once_and_again,
        tables::what_there_is_is_counted,
        tables::what_was_done_is_pruned_by_age_and_nothing_else,
        tables::what_is_replayed_or_discarded_is_what_was_selected,
        transactions::an_effect_and_its_record_are_one_commit,
        transactions::what_is_handled_in_a_transaction_makes_the_next_of_its_order_due,
        transactions::a_worker_that_dies_before_the_commit_leaves_no_effect,
        transactions::a_worker_that_dies_after_the_commit_leaves_one_effect,
        transactions::a_handler_that_does_not_commit_has_failed,
        transactions::a_late_worker_has_no_effect,
        wire::what_is_answered_with_success_is_stored,
        wire::a_database_that_is_down_is_answered_503_and_nothing_is_lost,
    );
    on!(
        [Backend::Sqlite],
        tables::a_file_that_is_locked_is_opened_afterwards,
        tables::a_large_body_is_deleted_with_its_item,
        tables::an_item_whose_body_is_gone_is_given_up,
        tables::keys_of_deleted_items_do_not_pile_up,
    );
    on!(
        [Backend::Postgres],
        tables::nothing_reads_the_whole_table,
        work::an_end_that_was_not_taken_is_told_again_within_the_lease,
    );
    for backend in Backend::SQL {
        let test = "what_was_put_survives_a_restart";
        trials.push(backend.trial(test, move || {
            let server = backend.server().map(Server::start);
            run(outages::what_was_put_survives_a_restart(backend, server));
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// An inbox, and the place where it is.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) place: Place,
    pub(crate) inbox: Inbox,
}

impl App {
    pub(crate) async fn on(place: Place) -> Self {
        let inbox = place.inbox().await;
        inbox.migrate().await.unwrap();
        Self { place, inbox }
    }

    /// Puts a delivery that was not there, and gives its number.
    pub(crate) async fn put(&self, body: &str) -> i64 {
        match self.inbox.put(&delivery(body)).await.unwrap() {
            Put::Stored(id) => id,
            put => panic!("{body}: {put:?}"),
        }
    }

    pub(crate) async fn item(&self, id: i64) -> Item {
        self.inbox.item(id).await.unwrap().expect("an item of this number")
    }

    pub(crate) async fn state(&self, id: i64) -> State {
        self.item(id).await.state()
    }

    /// How the attempts on an item ended, with what there is to say of them.
    pub(crate) async fn attempts(&self, id: i64) -> Vec<(Option<Outcome>, Option<String>)> {
        let item = self.item(id).await;
        let attempts = item.attempts().iter();
        let numbered: Vec<_> = attempts.clone().map(|attempt| attempt.number()).collect();
        assert_eq!(numbered, (1..=numbered.len() as u64).collect::<Vec<_>>());
        attempts.map(|attempt| (attempt.outcome(), attempt.error().map(str::to_owned))).collect()
    }

    pub(crate) fn worker(&self) -> Worker<Raw<GitHub>> {
        self.inbox.worker()
    }

    /// Makes it as if time had passed.
    pub(crate) async fn advance(&self, by: Duration) {
        let by = i64::try_from(by.whole_microseconds()).unwrap();
        let advance = format!(
            "UPDATE countersign_inbox
            SET due_at = due_at - {by}, started_at = started_at - {by}, ended_at = ended_at - {by}"
        );
        execute(&self.place, advance).await;
    }

    /// Handles all that is due, successfully, and gives the bodies, sorted.
    pub(crate) async fn drain(&self) -> Vec<String> {
        let bodies = Bodies::default();
        self.worker().drain(bodies.handler()).await.unwrap();
        let mut bodies = bodies.seen();
        bodies.sort();
        bodies
    }
}

pub(crate) async fn execute(place: &Place, statements: String) {
    let statements = sqlx::raw_sql(sqlx::AssertSqlSafe(statements));
    match place.backend() {
        Backend::Postgres => drop(statements.execute(&place.postgres().await).await.unwrap()),
        _ => drop(statements.execute(&place.sqlite().await).await.unwrap()),
    }
}

/// What handlers were given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bodies(Arc<Mutex<Vec<String>>>);

impl Bodies {
    pub(crate) fn add<E>(&self, job: &Job<E>) {
        self.0.lock().unwrap().push(String::from_utf8(job.body().to_vec()).unwrap());
    }

    pub(crate) fn seen(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// A handler that adds what it is given, and succeeds.
    pub(crate) fn handler<E: Send + 'static>(
        &self,
    ) -> impl Fn(Job<E>) -> std::future::Ready<Result<(), OutOfPaper>> + Send + Sync + 'static {
        let bodies = self.clone();
        move |job| {
            bodies.add(&job);
            std::future::ready(Ok(()))
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("out of paper")]
pub(crate) struct OutOfPaper;
