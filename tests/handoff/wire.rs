//! Over HTTP, in both frameworks.

use std::sync::Arc;

use countersign::handoff::{Broker, BrokerError, BrokerFuture, Handoff, Message};
use countersign::providers::GitHub;
use countersign::{Raw, Verified};
use time::Duration;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;

use super::brokers::Queue;
use super::senders::{GITHUB, github};
use super::servers;
use super::taker::{Taker, both, status};

impl Taker for Handoff {
    type Error = BrokerError;

    async fn take(&self, event: &Verified<Raw<GitHub>>) -> Result<(), BrokerError> {
        self.send(event).await
    }
}

pub(crate) async fn what_is_answered_with_success_is_stored(queue: Queue) {
    let mut expected = Vec::new();
    for server in both(&queue.handoff().await).await {
        let name = server.framework;
        let mut answers = JoinSet::new();
        for index in 0..30 {
            let (request, address) = (github(GITHUB, format!("{name} {index:02}")), server.address);
            answers.spawn(async move { request.send(address).await.status() });
            expected.push(format!("{name} {index:02}"));
        }
        assert!(answers.join_all().await.iter().all(|status| *status == 202), "{name}");
        // What is not genuine is not handed on.
        let forged = github("another secret", "forged").send(server.address).await;
        assert_eq!(forged.status(), 401, "{name}");
    }
    expected.sort();
    assert_eq!(queue.bodies().await, expected);
}

// Rule 52.
pub(crate) async fn a_broker_that_does_not_confirm_is_answered_503(
    queue: Queue,
    broker: servers::Server,
) -> servers::Server {
    let handoff = queue.handoff().await.timeout(Duration::seconds(1));
    for server in both(&handoff).await {
        let name = server.framework;
        let body = |index: usize| format!("{name} {index}");
        assert_eq!(status(&server, &body(0)).await, 202, "{name}");
        broker.pause();
        for index in 1..3 {
            assert_eq!(status(&server, &body(index)).await, 503, "{name}");
        }
        broker.resume();
        for index in 1..3 {
            while status(&server, &body(index)).await != 202 {}
        }
    }
    let mut bodies = queue.bodies().await;
    bodies.dedup();
    assert_eq!(bodies, ["actix 0", "actix 1", "actix 2", "axum 0", "axum 1", "axum 2"]);
    broker
}

/// A broker of the user's own, which confirms when it is told to.
struct Slow {
    arrived: mpsc::UnboundedSender<Message>,
    confirmed: Arc<Semaphore>,
}

impl Broker for Slow {
    fn publish(&self, message: Message) -> BrokerFuture<'_> {
        self.arrived.send(message).unwrap();
        Box::pin(async {
            self.confirmed.acquire().await.map_err(BrokerError::new)?.forget();
            Ok(())
        })
    }
}

pub(crate) async fn the_answer_waits_for_the_confirmation() {
    let (arrived, mut messages) = mpsc::unbounded_channel();
    let confirmed = Arc::new(Semaphore::new(0));
    let handoff = Handoff::new(Slow { arrived, confirmed: Arc::clone(&confirmed) });
    for server in both(&handoff).await {
        let (request, address) = (github(GITHUB, "slow"), server.address);
        let answer = tokio::spawn(async move { request.send(address).await.status() });
        let message = messages.recv().await.unwrap();
        assert_eq!(message.body(), "slow", "{}", server.framework);
        assert!(!answer.is_finished(), "{}", server.framework);
        confirmed.add_permits(1);
        assert_eq!(answer.await.unwrap(), 202, "{}", server.framework);
    }
    // One that never does.
    for server in both(&handoff.timeout(Duration::milliseconds(50))).await {
        assert_eq!(status(&server, "never").await, 503, "{}", server.framework);
    }
}
