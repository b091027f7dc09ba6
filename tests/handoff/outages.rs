//! Brokers that are not there, or do not answer.

use std::time::Instant;

use time::Duration;

use super::brokers::{Place, Queue, SOON};
use super::deliveries::delivery;
use super::servers::proxy::Way;
use super::servers::{Kind, Server};

/// For how long a broker is waited for that is known not to answer.
const SHORT: Duration = Duration::milliseconds(300);

// Rule 52.
pub(crate) async fn a_broker_that_was_stopped_is_used_again(queue: Queue, mut server: Server) -> Server {
    let handoff = queue.handoff().await;
    let mut expected = Vec::new();
    for index in 0..20 {
        handoff.send(&delivery(&format!("{index:02}"))).await.unwrap();
        expected.push(format!("{index:02}"));
    }
    let hasty = handoff.clone().timeout(SHORT);
    server.stop();
    for index in 20..23 {
        let began = Instant::now();
        let error = hasty.send(&delivery(&format!("{index}"))).await.unwrap_err();
        assert_eq!(error.status().as_u16(), 503);
        assert!(began.elapsed() < SHORT + SOON, "{:?}", began.elapsed());
    }
    server.start_again();
    queue.moved(&server);
    if queue.place == Place::Kafka {
        // It kept everything in memory.
        queue.make().await;
        expected.clear();
    }
    for index in 20..23 {
        // The sender comes again until it is told that it need not.
        while handoff.send(&delivery(&format!("{index}"))).await.is_err() {}
        expected.push(format!("{index}"));
    }
    let mut bodies = queue.bodies().await;
    if !queue.place.tells_repetitions() {
        bodies.dedup();
    }
    assert_eq!(bodies, expected);
    server
}

pub(crate) async fn a_broker_that_does_not_confirm_is_an_error_in_time(
    queue: Queue,
    server: Server,
) -> Server {
    let handoff = queue.handoff().await;
    handoff.send(&delivery("before")).await.unwrap();
    server.pause();
    let hasty = handoff.clone().timeout(SHORT);
    for _ in 0..3 {
        let began = Instant::now();
        let error = hasty.send(&delivery("meanwhile")).await.unwrap_err();
        assert_eq!(error.status().as_u16(), 503);
        assert!(began.elapsed() >= SHORT && began.elapsed() < SHORT + SOON, "{:?}", began.elapsed());
    }
    server.resume();
    // What it was sent meanwhile it may store now, and what it is sent again it knows, where that is promised.
    while handoff.send(&delivery("meanwhile")).await.is_err() {}
    let mut bodies = queue.bodies().await;
    if !queue.place.tells_repetitions() {
        bodies.dedup();
    }
    assert_eq!(bodies, ["before", "meanwhile"]);
    server
}

/// Not even its end is heard of, as where a machine is gone from the network.
pub(crate) async fn a_connection_that_hangs_is_given_up(queue: Queue, server: Server) -> Server {
    let proxy = if queue.place == Place::RabbitMq { Some(queue.by_proxy().await) } else { None };
    let handoff = queue.handoff().await;
    handoff.send(&delivery("before")).await.unwrap();
    let other = match &proxy {
        Some(proxy) => {
            proxy.set(Way::Hangs);
            None
        }
        // Its clients are told where it is by itself, so another is where it was.
        None => {
            server.pause();
            Some(Server::start(Kind::Kafka))
        }
    };
    queue.moved(other.as_ref().unwrap_or(&server));
    if other.is_some() {
        queue.make().await;
    }
    handoff.clone().timeout(SHORT).send(&delivery("lost")).await.unwrap_err();
    handoff.send(&delivery("after")).await.unwrap();
    assert!(queue.bodies().await.contains(&"after".to_owned()));
    if other.is_some() {
        server.resume();
    }
    server
}
