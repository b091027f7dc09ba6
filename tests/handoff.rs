//! What a hand-off promises, on NATS, RabbitMQ, Kafka and Redis that the test starts.
//!
//! What is stored is read back by other means than the clients that store it. Where a server is not installed its tests
//! are ignored, and with `CI` set they fail.

#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "handoff/brokers.rs"]
mod brokers;
#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/client.rs"]
mod client;
#[path = "handoff/contract.rs"]
mod contract;
#[path = "wire/deliveries.rs"]
mod deliveries;
#[path = "handoff/outages.rs"]
mod outages;
#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/senders.rs"]
mod senders;
#[path = "wire/server.rs"]
mod server;
#[allow(dead_code, reason = "each test has its own use for it")]
mod servers;
#[path = "wire/taker.rs"]
mod taker;
#[path = "handoff/wire.rs"]
mod wire;

use std::future::Future;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};

use self::brokers::{Place, Queue, Shared};
use self::servers::Server;

/// How long a test waits before it fails. Nothing depends on it where all is well. RabbitMQ starts slowly.
const GUARD: std::time::Duration = std::time::Duration::from_secs(180);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let shared = Arc::new(Shared::default());
    let mut trials = Vec::new();
    macro_rules! on {
        ($places:expr, $way:ident: $($test:path),+ $(,)?) => {
            for place in $places {
                $(trials.push($way(&shared, place, stringify!($test), $test));)+
            }
        };
    }
    on!(
        Place::ALL,
        beside:
        contract::what_is_handed_on_is_stored_as_it_arrived,
        contract::a_consumer_gets_the_delivery_again,
        contract::a_repetition_is_stored_once_where_that_is_promised,
        contract::one_id_at_two_endpoints_is_two_messages,
        contract::two_hundred_at_once_are_all_stored,
        contract::what_has_an_order_says_so,
        contract::where_nothing_takes_it_nothing_is_confirmed,
        contract::a_message_above_the_limit_is_refused,
        contract::a_head_that_is_too_long_is_refused,
        contract::what_a_sender_writes_makes_no_header,
        contract::what_holds_a_secret_of_the_receivers_is_not_handed_on,
        wire::what_is_answered_with_success_is_stored,
    );
    on!(
        Place::ALL,
        alone:
        outages::a_broker_that_was_stopped_is_used_again,
        outages::a_broker_that_does_not_confirm_is_an_error_in_time,
        wire::a_broker_that_does_not_confirm_is_answered_503,
    );
    // The clients of the others have settings for it.
    on!([Place::Kafka, Place::RabbitMq], alone: outages::a_connection_that_hangs_is_given_up);
    trials.push(Trial::test("the_answer_waits_for_the_confirmation", || {
        run(wire::the_answer_waits_for_the_confirmation());
        Ok(())
    }));
    trials.push(Trial::test("an_order_is_any_bytes", || {
        contract::an_order_is_any_bytes();
        Ok(())
    }));
    trials.push(Trial::test("what_is_no_message_is_not_received", || {
        contract::what_is_no_message_is_not_received();
        Ok(())
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A test that shares its broker with others.
fn beside<F>(shared: &Arc<Shared>, place: Place, test: &str, body: fn(Queue) -> F) -> Trial
where
    F: Future<Output = ()> + 'static,
{
    let shared = Arc::clone(shared);
    place.trial(test, move || {
        shared.beside(place, |server| {
            let queue = Queue::on(place, server);
            run(async move {
                queue.make().await;
                body(queue).await;
            });
        });
    })
}

/// A test that stops its broker, which nobody else uses meanwhile, and gives it back as it was.
fn alone<F>(shared: &Arc<Shared>, place: Place, test: &str, body: fn(Queue, Server) -> F) -> Trial
where
    F: Future<Output = Server> + 'static,
{
    let shared = Arc::clone(shared);
    place.trial(test, move || {
        shared.alone(place, |server| {
            let queue = Queue::on(place, &server);
            run(async move {
                queue.make().await;
                body(queue, server).await
            })
        });
    })
}

fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    let done = runtime.block_on(async { tokio::time::timeout(GUARD, test).await.expect("an end in time") });
    runtime.shutdown_background();
    done
}
