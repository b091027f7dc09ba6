//! What is kept, and what is not.

use countersign::inbox::{Quarantined, Select};
use countersign::providers::GitLab;
use countersign::{Delivery, KeyError, Verifier};
use tokio::task::JoinSet;

use super::senders::{GITHUB, hex_of};
use super::servers::places::Backend;
use super::{App, NOW, execute, github, inbox_of, refused, right, wrong};

pub(crate) async fn nothing_is_kept_unless_a_verifier_is_set_to_it(app: App) {
    let off = Verifier::<GitLab>::new("mF_9.B5f-4.1JqM").unwrap();
    assert_eq!(off.quarantine(&app.quarantine).err(), Some(KeyError::ProvenByToken));
    // One that gives back what it refuses keeps nothing by itself.
    drop(refused(&wrong(), github(GITHUB, "a")));
    app.quarantine.flush().await;
    assert_eq!(app.held().await, 0);
    app.keep(GITHUB, "a").await;
    assert_eq!(app.held().await, 1);
}

pub(crate) async fn what_is_on_disk_is_neither_a_cookie_nor_an_item(app: App) {
    let tag = format!("sha256={}", hex_of(GITHUB, "canary body"));
    let request = http::Request::post("/github?canary=query").header("x-hub-signature-256", tag);
    let request = ["cookie", "authorization", "proxy-authorization"]
        .into_iter()
        .fold(request, |request, name| request.header(name, "canary"));
    let delivery = Delivery::from_request(request.body("canary body").unwrap(), NOW);
    let unproven = refused(&wrong(), delivery);
    assert_eq!(app.quarantine.put(&unproven).await.unwrap(), Quarantined::Kept);
    let head = "SELECT head FROM countersign_quarantine";
    let (head,): (Vec<u8>,) = match app.place.backend() {
        Backend::Postgres => sqlx::query_as(head).fetch_one(&app.place.postgres().await).await.unwrap(),
        _ => sqlx::query_as(head).fetch_one(&app.place.sqlite().await).await.unwrap(),
    };
    let head = String::from_utf8(head).unwrap();
    let lines: Vec<_> = head.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(lines, ["POST", "x-hub-signature-256:"]);
    assert!(app.drain().await.is_empty());
    assert!(app.inbox.list(Select::dead(), 10).await.unwrap().is_empty());
    assert!(app.inbox.item(1).await.unwrap().is_none());
    let debug = format!("{unproven:?} {unproven} {:?}", app.quarantine);
    assert!(!debug.contains("canary"), "{debug}");
}

pub(crate) async fn the_table_is_made_by_many_at_once_and_again(app: App) {
    execute(&app.place, "DROP TABLE countersign_quarantine".to_owned()).await;
    let mut tasks = JoinSet::new();
    for _ in 0..8 {
        let quarantine = inbox_of(&app.place).await.quarantine();
        tasks.spawn(async move { quarantine.create_table().await.unwrap() });
    }
    tasks.join_all().await;
    app.keep(GITHUB, "a").await;
    app.quarantine.create_table().await.unwrap();
    assert_eq!(app.held().await, 1);
}

pub(crate) async fn what_is_offered_without_a_runtime_is_written_later(app: App) {
    let quarantine = app.quarantine.clone();
    let offering = move || quarantine.offer(&refused(&wrong(), github(GITHUB, "a")));
    std::thread::spawn(offering).join().unwrap();
    assert_eq!(app.held().await, 0);
    app.quarantine.flush().await;
    assert_eq!(app.held().await, 1);
}

/// As in a server that is shut down while another of its threads has a delivery.
pub(crate) async fn what_is_offered_in_a_runtime_that_has_ended_is_written_later(app: App) {
    let (sent, offered) = tokio::sync::oneshot::channel();
    let quarantine = app.quarantine.clone();
    // In a thread of its own: a runtime may not be dropped in another.
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let handle = runtime.handle().clone();
        drop(runtime);
        let _entered = handle.enter();
        quarantine.offer(&refused(&wrong(), github(GITHUB, "a")));
        sent.send(()).unwrap();
    });
    offered.await.unwrap();
    assert_eq!(app.held().await, 0);
    app.quarantine.flush().await;
    assert_eq!(app.held().await, 1);
}

pub(crate) async fn what_is_offered_outlives_the_runtime_that_began_to_write(app: App) {
    let quarantine = app.quarantine.clone();
    let offering = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { quarantine.offer(&refused(&wrong(), github(GITHUB, "a"))) });
    };
    std::thread::spawn(offering).join().unwrap();
    // The next one is written by a task of this runtime, and so is what was left.
    let put = app.quarantine.put(&refused(&wrong(), github(GITHUB, "b"))).await.unwrap();
    assert_eq!(put, Quarantined::Kept);
    assert_eq!(app.held().await, 2);
    assert_eq!(app.quarantine.retry(&right()).await.unwrap().stored, 2);
}
