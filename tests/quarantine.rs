//! What a quarantine promises, on SQLite and on a PostgreSQL that the test starts.
//!
//! Where PostgreSQL is not installed its tests are ignored, and with `CI` set they fail.

#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "quarantine/bounds.rs"]
mod bounds;
#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/client.rs"]
mod client;
#[path = "quarantine/kept.rs"]
mod kept;
#[path = "quarantine/retry.rs"]
mod retry;
#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/senders.rs"]
mod senders;
#[path = "wire/server.rs"]
mod server;
#[allow(dead_code, reason = "each test has its own use for it")]
mod servers;
#[path = "quarantine/wire.rs"]
mod wire;

use std::future::ready;
use std::net::IpAddr;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use countersign::inbox::{Inbox, Job, Quarantine, Retried, Select};
use countersign::providers::GitHub;
use countersign::{Connection, Delivery, Raw, Refusal, Unproven, Verifier};
use libtest_mimic::Arguments;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use self::senders::{GITHUB, hex_of};
use self::servers::places::{Backend, Place, Shared};
use self::servers::trials::on_place;

/// When deliveries arrive that come over no socket.
pub(crate) const NOW: OffsetDateTime = datetime!(2026-11-22 12:00:00.123456789 UTC);

pub(crate) const WRONG: &str = "It's a Secret to Nobody";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let shared = Arc::new(Shared::default());
    let mut trials = Vec::new();
    macro_rules! on_both {
        ($($test:path),+ $(,)?) => {
            for backend in Backend::SQL {
                $(trials.push(on_place(&shared, backend, stringify!($test), |place| async { $test(App::on(place).await).await }));)+
            }
        };
    }
    on_both!(
        kept::nothing_is_kept_unless_a_verifier_is_set_to_it,
        kept::what_is_on_disk_is_neither_a_cookie_nor_an_item,
        kept::the_table_is_made_by_many_at_once_and_again,
        kept::what_is_offered_without_a_runtime_is_written_later,
        kept::what_is_offered_in_a_runtime_that_has_ended_is_written_later,
        kept::what_is_offered_outlives_the_runtime_that_began_to_write,
        retry::what_is_genuine_is_put_and_what_is_not_stays_until_it_is_too_old,
        retry::it_is_verified_as_of_its_arrival,
        retry::a_retry_of_the_senders_is_no_second_item,
        retry::two_machines_that_retry_at_once_make_one_item_each,
        retry::only_the_endpoint_that_refused_it_takes_it,
        retry::what_has_an_order_is_put_in_it,
        retry::conditions_are_not_asked_again_and_a_forwarded_url_is_known,
        retry::a_key_that_could_not_be_fetched_is_fetched,
        retry::unknown_keys_cost_one_fetch,
        retry::unknown_keys_of_a_stranger_hold_up_nobody_else,
        retry::a_signed_probe_is_no_delivery,
        retry::many_are_taken_page_by_page,
        retry::a_retry_that_is_dropped_at_any_point_loses_nothing,
        retry::what_is_cleared_is_one_endpoints,
        bounds::a_flood_displaces_itself_and_no_genuine_delivery,
        bounds::bytes_and_lengths_are_bounded,
        bounds::what_was_promised_gives_way_to_nobody,
        bounds::what_is_too_old_makes_room,
        wire::what_a_wrong_secret_refused_is_handled_once_it_is_mended,
        wire::what_is_refused_for_anything_else_is_not_kept,
        wire::every_refusal_is_answered_alike,
        wire::a_flood_is_answered_and_bounded,
        wire::a_success_is_answered_for_what_is_on_disk_alone,
        wire::a_database_that_is_down_changes_no_answer,
    );
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// An inbox with a quarantine, and the place where they are.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) place: Place,
    pub(crate) inbox: Inbox,
    pub(crate) quarantine: Quarantine,
}

impl App {
    pub(crate) async fn on(place: Place) -> Self {
        let inbox = inbox_of(&place).await;
        inbox.migrate().await.unwrap();
        let quarantine = inbox.quarantine();
        quarantine.create_table().await.unwrap();
        Self { place, inbox, quarantine }
    }

    /// Has a delivery of GitHub's refused and kept.
    pub(crate) async fn keep(&self, secret: &str, body: &str) {
        self.quarantine.offer(&refused(&wrong(), github(secret, body)));
        self.quarantine.flush().await;
    }

    pub(crate) async fn held(&self) -> u64 {
        self.quarantine.held().await.unwrap()
    }

    pub(crate) async fn retry(&self) -> Retried {
        self.quarantine.retry(&right()).await.unwrap()
    }

    /// Makes it as if time had passed.
    pub(crate) async fn advance(&self, by: Duration) {
        let by = i64::try_from(by.whole_microseconds()).unwrap();
        execute(&self.place, format!("UPDATE countersign_quarantine SET kept_at = kept_at - {by}")).await;
    }

    /// Handles all that is due, successfully, and gives the bodies in their order.
    pub(crate) async fn drain(&self) -> Vec<String> {
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&bodies);
        let handler = move |job: Job<Raw<GitHub>>| {
            seen.lock().unwrap().push(String::from_utf8(job.body().to_vec()).unwrap());
            ready(Ok::<_, std::io::Error>(()))
        };
        self.inbox.worker().drain(handler).await.unwrap();
        let bodies = bodies.lock().unwrap();
        bodies.clone()
    }

    /// How many items the inbox has that were handled.
    pub(crate) async fn done(&self) -> usize {
        self.inbox.list(Select::done(), 1_000).await.unwrap().len()
    }
}

/// An inbox as another machine has it: with connections of its own.
pub(crate) async fn inbox_of(place: &Place) -> Inbox {
    match place.backend() {
        Backend::Postgres => Inbox::postgres(place.postgres().await),
        _ => Inbox::sqlite(place.sqlite().await),
    }
}

pub(crate) async fn execute(place: &Place, statements: String) {
    let statements = sqlx::raw_sql(sqlx::AssertSqlSafe(statements));
    match place.backend() {
        Backend::Postgres => drop(statements.execute(&place.postgres().await).await.unwrap()),
        _ => drop(statements.execute(&place.sqlite().await).await.unwrap()),
    }
}

/// A verifier whose secret was copied wrongly.
pub(crate) fn wrong() -> Verifier<GitHub> {
    Verifier::new(WRONG).unwrap().keep_unproven().unwrap()
}

pub(crate) fn right() -> Verifier<GitHub> {
    Verifier::new(GITHUB).unwrap()
}

pub(crate) fn github(secret: &str, body: &str) -> Delivery {
    let tag = format!("sha256={}", hex_of(secret, body));
    let request = http::Request::post("/github").header("x-hub-signature-256", tag);
    Delivery::from_request(request.body(body.to_owned()).unwrap(), NOW)
}

pub(crate) const STRANGER: [u8; 4] = [203, 0, 113, 9];
pub(crate) const SENDER: [u8; 4] = [140, 82, 112, 7];

pub(crate) fn of_peer(delivery: Delivery, peer: [u8; 4]) -> Delivery {
    delivery.over(Connection::from(IpAddr::from(peer)))
}

/// What a verifier refuses for want of a key.
pub(crate) fn refused<P>(verifier: &Verifier<P>, delivery: Delivery) -> Unproven {
    match verifier.receive(delivery) {
        Err(Refusal::Unproven(unproven)) => unproven,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn retried(stored: u64, repeated: u64, refused: u64) -> Retried {
    let mut retried = Retried::default();
    (retried.stored, retried.repeated, retried.refused) = (stored, repeated, refused);
    retried
}
