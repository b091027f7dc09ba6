//! Over HTTP, in both frameworks.

use countersign::inbox::Inbox;
use countersign::providers::GitHub;
use countersign::replay::StoreError;
use countersign::{Raw, Verified};
use time::Duration;
use tokio::task::JoinSet;

use super::App;
use super::senders::{GITHUB, github};
use super::servers::places::{Backend, Place};
use super::servers::proxy::{Proxy, Way};
use super::taker::{Taker, both, status};

impl Taker for Inbox {
    type Error = StoreError;

    async fn take(&self, event: &Verified<Raw<GitHub>>) -> Result<(), StoreError> {
        self.put(event).await.map(drop)
    }
}

// Rule 48.
pub(crate) async fn what_is_answered_with_success_is_stored(app: App) {
    for server in both(&app.inbox).await {
        let name = server.framework;
        let mut answers = JoinSet::new();
        for index in 0..60 {
            let (request, address) = (github(GITHUB, format!("{name} {}", index / 2)), server.address);
            answers.spawn(async move { request.send(address).await.status() });
        }
        assert!(answers.join_all().await.iter().all(|status| *status == 202), "{name}");
        let stored = app.drain().await;
        let mut expected: Vec<_> = (0..30).map(|index| format!("{name} {index}")).collect();
        expected.sort();
        assert_eq!(stored, expected);
        // What is not genuine is not stored.
        let forged = github("another secret", "forged").send(server.address).await;
        assert_eq!(forged.status(), 401, "{name}");
        assert!(app.drain().await.is_empty(), "{name}");
    }
}

/// What takes the database away, and gives it back when it is dropped.
enum Outage {
    Locked(#[allow(dead_code, reason = "it is held")] sqlx::Transaction<'static, sqlx::Sqlite>),
    Cut(Proxy),
}

// Rule 52.
pub(crate) async fn a_database_that_is_down_is_answered_503_and_nothing_is_lost(app: App) {
    let (inbox, proxy) = match app.place.backend() {
        Backend::Postgres => {
            let proxy = Proxy::to(&app.place.socket()).await;
            (app.place.by(proxy.address).inbox().await, Some(proxy))
        }
        _ => (app.place.inbox().await, None),
    };
    let inbox = inbox.timeout(Duration::milliseconds(500));
    let mut proxy = proxy;
    for server in both(&inbox).await {
        let name = server.framework;
        let body = |index: usize| format!("{name} {index}");
        assert_eq!(status(&server, &body(0)).await, 202, "{name}");
        let outage = begin(&app.place, proxy.take()).await;
        for index in 0..3 {
            assert_eq!(status(&server, &body(index + 1)).await, 503, "{name}");
        }
        proxy = end(outage).await;
        for index in 0..4 {
            // The sender comes again until it is told that it need not.
            while status(&server, &body(index)).await != 202 {}
        }
        let stored = app.drain().await;
        assert_eq!(stored, (0..4).map(body).collect::<Vec<_>>());
    }
}

async fn begin(place: &Place, proxy: Option<Proxy>) -> Outage {
    match proxy {
        Some(proxy) => {
            proxy.set(Way::Cut);
            Outage::Cut(proxy)
        }
        None => Outage::Locked(place.sqlite().await.begin_with("BEGIN IMMEDIATE").await.unwrap()),
    }
}

async fn end(outage: Outage) -> Option<Proxy> {
    match outage {
        Outage::Locked(lock) => {
            lock.rollback().await.unwrap();
            None
        }
        Outage::Cut(proxy) => {
            proxy.set(Way::Open);
            Some(proxy)
        }
    }
}
