//! What is stored, and what comes out.

use std::collections::HashSet;
use std::future::Future as _;

use countersign::inbox::Put;
use countersign::providers::{GitHub, Stripe};
use countersign::{AnyProvider, Delivery, Raw, Verified, Verifier, catalogue};
use time::macros::datetime;
use tokio::task::JoinSet;

use super::App;
use super::deliveries::{came_back, delivery, payment, with_secrets};

// Rule 48.
pub(crate) async fn a_delivery_is_stored_once(app: App) {
    let id = app.put("a").await;
    assert_eq!(app.inbox.put(&delivery("a")).await.unwrap(), Put::Repeated);
    assert_ne!(app.put("b").await, id);
    assert_eq!(app.drain().await, ["a", "b"]);
    // Nor when it was handled.
    assert_eq!(app.inbox.put(&delivery("a")).await.unwrap(), Put::Repeated);
    assert!(app.drain().await.is_empty());
}

// Rule 49.
pub(crate) async fn fifty_concurrent_puts_of_one_delivery_make_one_item(app: App) {
    let machines = [app.inbox.clone(), app.place.inbox().await];
    for round in 0..10 {
        let mut tasks = JoinSet::new();
        for index in 0..50 {
            tasks.spawn(machines[index % 2].put(&delivery(&format!("round {round}"))));
        }
        let puts = tasks.join_all().await;
        let stored = puts.into_iter().filter(|put| matches!(put.as_ref().unwrap(), Put::Stored(_))).count();
        assert_eq!(stored, 1, "round {round}");
    }
    assert_eq!(app.drain().await.len(), 10);
}

pub(crate) async fn puts_that_arrive_together_have_an_answer_each(app: App) {
    let mut tasks = JoinSet::new();
    for index in 0..1_200 {
        // Each twice, and some larger than what is committed together.
        let body = format!("{}{}", index / 2, if index < 4 { "x".repeat(5 << 20) } else { String::new() });
        let put = app.inbox.put(&delivery(&body));
        tasks.spawn(async move { (index / 2, body, put.await.unwrap()) });
    }
    let (mut stored, mut ids) = (HashSet::new(), HashSet::new());
    for (index, body, put) in tasks.join_all().await {
        if let Put::Stored(id) = put {
            assert!(stored.insert(index), "{index} twice");
            assert!(ids.insert(id), "{id} twice");
            if index % 50 == 0 {
                assert_eq!(app.item(id).await.delivery().body(), &body, "{index}");
            }
        }
    }
    assert_eq!(stored.len(), 600);
}

pub(crate) async fn what_comes_out_is_what_was_verified(app: App) {
    let verified = payment("payments", b"{\"id\":\"evt_1\",\"type\":\"invoice.paid\",\"text\":\"\xc3\xa4\"}");
    let Put::Stored(id) = app.inbox.put(&verified).await.unwrap() else { panic!("it is new") };

    let (sent, seen) = tokio::sync::oneshot::channel();
    let sent = std::sync::Mutex::new(Some(sent));
    let handler = move |job: countersign::inbox::Job<Raw<Stripe>>| {
        let sent = sent.lock().unwrap().take();
        async move {
            assert_eq!((job.attempt(), sent.is_some()), (1, true));
            sent.unwrap().send((job.id(), job.into_event())).unwrap();
            Ok::<_, super::OutOfPaper>(())
        }
    };
    assert_eq!(app.inbox.worker::<Raw<Stripe>>().drain(handler).await.unwrap(), 1);
    let (number, out) = seen.await.unwrap();
    assert_eq!(number, id);
    came_back(&verified, &out);
    let item = app.item(id).await;
    assert_eq!(item.idempotency_key(), verified.receipt().idempotency_key());
    assert_eq!((item.provider(), item.delivery().body()), ("stripe", verified.body()));
}

pub(crate) async fn a_scheme_that_was_chosen_at_run_time_is_the_same(app: App) {
    let scheme = catalogue::find("github").unwrap();
    let any = Verifier::<AnyProvider>::of(scheme, "It's a Secret to Everybody").unwrap();
    let github = Verifier::<GitHub>::new("It's a Secret to Everybody").unwrap();
    let delivery = || {
        let request = github.sign("{}").uri("/github".parse().unwrap()).request().unwrap();
        Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC))
    };
    let verified: Verified<Raw<AnyProvider>> = any.verify(delivery()).unwrap();
    assert!(matches!(app.inbox.put(&verified).await.unwrap(), Put::Stored(_)));
    assert_eq!(app.inbox.put(&github.verify(delivery()).unwrap()).await.unwrap(), Put::Repeated);
    // Nor is it taken for another provider's.
    let of_stripe = app.inbox.worker::<Raw<Stripe>>();
    assert_eq!(of_stripe.drain(|_| async { Ok::<_, super::OutOfPaper>(()) }).await.unwrap(), 0);
    assert_eq!(app.drain().await, ["{}"]);
}

pub(crate) async fn what_holds_a_secret_of_the_receivers_is_not_kept(app: App) {
    let Put::Stored(id) = app.inbox.put(&with_secrets()).await.unwrap() else { panic!("it is new") };
    let item = app.item(id).await;
    let headers = &item.delivery().head().headers;
    assert_eq!(headers.keys().map(http::HeaderName::as_str).collect::<Vec<_>>(), ["x-gitlab-event"]);
    let debug = format!("{item:?} {:?}", app.inbox);
    assert!(!debug.contains("canary") && !debug.contains("{}"), "{debug}");

    // A tag is no secret.
    let github = Verifier::<GitHub>::new("It's a Secret to Everybody").unwrap();
    let request = github.sign("{}").uri("/github".parse().unwrap()).request().unwrap();
    let verified = github.verify(Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC))).unwrap();
    let Put::Stored(id) = app.inbox.put(&verified).await.unwrap() else { panic!("it is new") };
    assert!(app.item(id).await.delivery().head().headers.contains_key("x-hub-signature-256"));
}

pub(crate) async fn a_body_of_any_size_comes_out_as_it_went_in(app: App) {
    // Next to where SQLite begins to keep them apart, and far away.
    let sizes = [0, 1, 8_191, 8_192, 8_193, 8_194, 65_536, 1 << 20];
    let bodies = sizes.map(|size| "x".repeat(size));
    // All at once, each twice.
    let mut puts = JoinSet::new();
    for body in bodies.iter().chain(&bodies) {
        puts.spawn(app.inbox.put(&delivery(body)));
    }
    let mut ids = Vec::new();
    for put in puts.join_all().await {
        if let Put::Stored(id) = put.unwrap() {
            ids.push(id);
        }
    }
    assert_eq!(ids.len(), sizes.len());
    let mut kept = Vec::new();
    for id in ids {
        kept.push(app.item(id).await.delivery().body().len());
    }
    kept.sort_unstable();
    assert_eq!(kept, sizes);
    assert_eq!(app.drain().await, bodies);
}

/// As in a server that is shut down while another of its threads has a delivery.
pub(crate) async fn a_put_in_a_runtime_that_has_ended_is_an_error(app: App) {
    let (sent, put) = tokio::sync::oneshot::channel();
    let inbox = app.inbox.clone();
    // In a thread of its own: a runtime may not be dropped in another.
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let handle = runtime.handle().clone();
        drop(runtime);
        let _entered = handle.enter();
        let mut put = Box::pin(inbox.put(&delivery("a")));
        let waker = std::task::Waker::noop();
        sent.send(put.as_mut().poll(&mut std::task::Context::from_waker(waker))).unwrap();
    });
    let std::task::Poll::Ready(Err(error)) = put.await.unwrap() else { panic!("nothing was stored") };
    assert_eq!(error.status().as_u16(), 503);
    // It holds up no other.
    app.put("b").await;
    assert_eq!(app.drain().await, ["b"]);
}

pub(crate) async fn a_put_whose_caller_went_away_holds_nothing_up(app: App) {
    for index in 0..20 {
        let mut put = Box::pin(app.inbox.put(&delivery(&format!("gone {index}"))));
        let waker = std::task::Waker::noop();
        // It has begun, and may even be over.
        let _ = put.as_mut().poll(&mut std::task::Context::from_waker(waker));
        drop(put);
        app.put(&format!("here {index}")).await;
    }
    let here = app.drain().await.into_iter().filter(|body| body.starts_with("here")).count();
    assert_eq!(here, 20);
}
