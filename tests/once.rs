//! `once` in both frameworks, over sockets: the effect of a delivery happens once, and never not at all.

#![cfg(all(feature = "actix", feature = "axum", feature = "memory"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/client.rs"]
mod client;
#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/senders.rs"]
mod senders;
#[path = "wire/server.rs"]
mod server;

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Instant;

use countersign::providers::{GitHub, GitLab, StandardWebhooks, Stripe, Svix};
use countersign::replay::{
    Claim, KEEP, LEASE, Lease, Memory, Once, OnceError, Store, StoreError, StoreFuture, once,
};
use countersign::{Delivery, IdempotencyKey, Provider, Raw, Verified, Verifier};
use time::Duration;
use tokio::sync::Semaphore;

use self::client::{Answer, Request};
use self::senders::*;
use self::server::Server;

const BODY: &str = r#"{"id":"evt_1","type":"ping"}"#;

/// What a handler does with a delivery, and how it is kept from doing it.
#[derive(Clone)]
struct Work {
    store: Arc<dyn Store>,
    begun: Arc<AtomicUsize>,
    effects: Arc<AtomicUsize>,
    failures: Arc<AtomicUsize>,
    gate: Arc<Semaphore>,
}

#[derive(Debug, thiserror::Error)]
#[error("out of paper")]
struct OutOfPaper;

impl Work {
    fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            begun: Arc::default(),
            effects: Arc::default(),
            failures: Arc::default(),
            gate: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)),
        }
    }

    async fn handle<P: Provider>(
        &self,
        event: &Verified<Raw<P>>,
    ) -> Result<&'static str, OnceError<OutOfPaper>> {
        let work = async {
            self.begun.fetch_add(1, Ordering::SeqCst);
            self.gate.acquire().await.unwrap().forget();
            let less = |failures: usize| failures.checked_sub(1);
            if self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok() {
                return Err(OutOfPaper);
            }
            self.effects.fetch_add(1, Ordering::SeqCst);
            Ok(())
        };
        once(&*self.store, event, work).await.map(|once| match once {
            Once::Done(()) => "done",
            Once::Repeated => "repeated",
        })
    }

    fn begun(&self) -> usize {
        self.begun.load(Ordering::SeqCst)
    }

    fn effects(&self) -> usize {
        self.effects.load(Ordering::SeqCst)
    }
}

/// The endpoints, of which some have the same secret.
macro_rules! endpoints {
    ($add:ident) => {
        $add!(GitHub, "/github", GITHUB, None);
        $add!(GitHub, "/github/second", GITHUB, None);
        $add!(GitHub, "/tenant/{name}", GITHUB, Some("tenants"));
        $add!(GitLab, "/gitlab", GITLAB, None);
        $add!(StandardWebhooks, "/standard", STANDARD_WEBHOOKS, None);
        $add!(StandardWebhooks, "/standard/second", STANDARD_WEBHOOKS, None);
        $add!(Stripe, "/stripe", STRIPE, None);
        $add!(Svix, "/svix", STANDARD_WEBHOOKS, None);
        // Two senders under one name.
        $add!(StandardWebhooks, "/shared/standard", STANDARD_WEBHOOKS, Some("shared"));
        $add!(Svix, "/shared/svix", STANDARD_WEBHOOKS, Some("shared"));
    };
}

fn verifier<P: Provider>(secret: &str, endpoint: Option<&str>) -> Verifier<P> {
    let verifier = Verifier::new(secret).unwrap();
    match endpoint {
        Some(name) => verifier.endpoint(name),
        None => verifier,
    }
}

mod in_axum {
    use axum::Router;
    use axum::extract::{FromRef, State};
    use axum::http::StatusCode;
    use axum::response::{IntoResponse, Response};
    use axum::routing::any;

    use super::*;

    struct Endpoint<P>(Work, Verifier<P>);

    impl<P> Clone for Endpoint<P> {
        fn clone(&self) -> Self {
            Self(self.0.clone(), self.1.clone())
        }
    }

    impl<P> FromRef<Endpoint<P>> for Verifier<P> {
        fn from_ref(endpoint: &Endpoint<P>) -> Self {
            endpoint.1.clone()
        }
    }

    impl IntoResponse for OutOfPaper {
        fn into_response(self) -> Response {
            (StatusCode::BAD_GATEWAY, self.to_string()).into_response()
        }
    }

    async fn on<P: Provider>(
        State(Endpoint(work, _)): State<Endpoint<P>>,
        event: Verified<Raw<P>>,
    ) -> Result<&'static str, OnceError<OutOfPaper>> {
        work.handle(&event).await
    }

    pub(super) fn router(work: &Work) -> Router {
        let mut router = Router::new();
        macro_rules! add {
            ($provider:ty, $path:literal, $secret:ident, $endpoint:expr) => {
                let state = Endpoint(work.clone(), verifier::<$provider>($secret, $endpoint));
                router = router.merge(Router::new().route($path, any(on::<$provider>)).with_state(state));
            };
        }
        endpoints!(add);
        router
    }
}

mod in_actix {
    use actix_web::http::StatusCode;
    use actix_web::web::{self, Data, ServiceConfig};
    use actix_web::{HttpResponse, ResponseError};

    use super::*;

    impl ResponseError for OutOfPaper {
        fn status_code(&self) -> StatusCode {
            StatusCode::BAD_GATEWAY
        }

        fn error_response(&self) -> HttpResponse {
            HttpResponse::build(self.status_code()).body(self.to_string())
        }
    }

    async fn on<P: Provider>(
        work: Data<Work>,
        event: Verified<Raw<P>>,
    ) -> Result<&'static str, OnceError<OutOfPaper>> {
        work.handle(&event).await
    }

    pub(super) fn configure(work: &Work, config: &mut ServiceConfig) {
        config.app_data(Data::new(work.clone()));
        macro_rules! add {
            ($provider:ty, $path:literal, $secret:ident, $endpoint:expr) => {
                let verifier = verifier::<$provider>($secret, $endpoint);
                config.service(web::resource($path).app_data(verifier).to(on::<$provider>));
            };
        }
        endpoints!(add);
    }
}

/// One running app.
struct Running {
    server: Server,
    work: Work,
    clock: Clock,
}

impl Running {
    fn framework(&self) -> &'static str {
        self.server.framework
    }

    async fn send(&self, request: &Request) -> Answer {
        request.send(self.server.address).await
    }

    async fn expect(&self, request: &Request, status: u16, text: &str, name: &str) {
        let answer = self.send(request).await;
        assert_eq!((answer.status(), answer.text()), (status, text), "{name}, {}", self.framework());
    }

    fn had(&self, effects: usize, name: &str) {
        assert_eq!(self.work.effects(), effects, "{name}, {}", self.framework());
    }
}

/// A clock that stands still until it is moved.
#[derive(Clone, Default)]
struct Clock(Arc<AtomicI64>);

impl Clock {
    fn advance(&self, by: Duration) {
        self.0.fetch_add(by.whole_seconds(), Ordering::SeqCst);
    }

    fn store(&self) -> Memory {
        let (start, clock) = (Instant::now(), self.clone());
        Memory::new(const { NonZeroUsize::new(1_000).unwrap() })
            .clock(move || start + Duration::seconds(clock.0.load(Ordering::SeqCst)))
    }
}

/// The same app in both frameworks, each with a store of its own in memory.
async fn both() -> [Running; 2] {
    both_with(|memory| Arc::new(memory)).await
}

async fn both_with(store: impl Fn(Memory) -> Arc<dyn Store>) -> [Running; 2] {
    let (one, other) = (Clock::default(), Clock::default());
    let work = [&one, &other].map(|clock| Work::new(store(clock.store())));
    let in_actix = work[1].clone();
    let servers = [
        Server::of_axum(in_axum::router(&work[0])).await,
        Server::of_actix(move |config| in_actix::configure(&in_actix, config)),
    ];
    let [first, second] = servers;
    let [work, in_actix] = work;
    [Running { server: first, work, clock: one }, Running { server: second, work: in_actix, clock: other }]
}

// Rule 48.
#[tokio::test]
async fn a_delivery_that_comes_twice_has_one_effect() {
    let now = now();
    let names = ["svix-id", "svix-timestamp", "svix-signature"];
    // (name, a delivery, its retry)
    let signed = |at: i64| stripe(&at.to_string(), BODY);
    let cases = [
        ("the same request", github(GITHUB, BODY), github(GITHUB, BODY)),
        ("signed anew", signed(now - 100), signed(now)),
        (
            "signed anew with the same id",
            standard_webhooks("msg_1", &(now - 100).to_string(), BODY),
            standard_webhooks("msg_1", &now.to_string(), BODY),
        ),
        (
            "of the other family of headers",
            svix(names, "msg_1", &now.to_string(), BODY),
            svix(["webhook-id", "webhook-timestamp", "webhook-signature"], "msg_1", &now.to_string(), BODY),
        ),
        ("in chunks", gitlab(GITLAB, BODY), gitlab(GITLAB, BODY).chunked(5)),
    ];
    for app in both().await {
        for (index, (name, first, retry)) in cases.iter().enumerate() {
            app.expect(first, 200, "done", name).await;
            app.expect(retry, 200, "repeated", name).await;
            app.expect(first, 200, "repeated", name).await;
            app.had(index + 1, name);
        }
        assert_eq!(app.work.begun(), cases.len(), "{}", app.framework());
    }
}

// Rule 49.
#[tokio::test]
async fn fifty_copies_at_once_have_one_effect() {
    for app in both().await {
        let request = github(GITHUB, BODY);
        app.work.gate.forget_permits(Semaphore::MAX_PERMITS);
        let mut answers = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let (request, address) = (request.clone(), app.server.address);
            answers.spawn(async move { request.send(address).await });
        }
        // All but the one that waits at the gate.
        for _ in 0..49 {
            let answer = client::within(answers.join_next()).await.unwrap().unwrap();
            assert_eq!((answer.status(), answer.text()), (409, ""), "{}", app.framework());
        }
        app.work.gate.add_permits(1);
        let answer = client::within(answers.join_next()).await.unwrap().unwrap();
        assert_eq!((answer.status(), answer.text()), (200, "done"), "{}", app.framework());
        app.had(1, "while it was under way");
        app.expect(&request, 200, "repeated", "afterwards").await;

        // The same with nothing in its way.
        app.work.gate.add_permits(50);
        let request = github(GITHUB, "{}");
        for _ in 0..50 {
            let (request, address) = (request.clone(), app.server.address);
            answers.spawn(async move { request.send(address).await });
        }
        while let Some(answer) = client::within(answers.join_next()).await {
            let answer = answer.unwrap();
            let known = [(409, ""), (200, "done"), (200, "repeated")];
            assert!(known.contains(&(answer.status(), answer.text())), "{answer:?}, {}", app.framework());
        }
        app.had(2, "in a rush");
    }
}

// Rule 50.
#[tokio::test]
async fn the_retry_of_work_that_failed_is_handled() {
    for app in both().await {
        app.work.failures.store(2, Ordering::SeqCst);
        let request = github(GITHUB, BODY);
        app.expect(&request, 502, "out of paper", "the work's own answer").await;
        app.expect(&request, 502, "out of paper", "the work's own answer again").await;
        app.had(0, "failed");
        app.expect(&request, 200, "done", "the retry").await;
        app.expect(&request, 200, "repeated", "afterwards").await;
        app.had(1, "handled");
    }
}

// Rule 50: a claim whose process died is nobody's to give back.
#[tokio::test]
async fn the_retry_after_a_process_died_is_handled_when_its_lease_ran_out() {
    let request = github(GITHUB, BODY);
    for app in both().await {
        let died = app.work.store.claim(key_of(&request)).await.unwrap();
        assert!(matches!(died, Claim::Granted(_)));
        app.expect(&request, 409, "", "at once").await;
        app.clock.advance(LEASE - Duration::SECOND);
        app.expect(&request, 409, "", "a second early").await;
        app.clock.advance(Duration::SECOND);
        app.expect(&request, 200, "done", "when the lease ran out").await;
        app.had(1, "handled");
    }
}

/// The key of a delivery to `/github`.
fn key_of(request: &Request) -> IdempotencyKey {
    let tag = request.value("x-hub-signature-256");
    let request = http::Request::post("/github").header("x-hub-signature-256", tag);
    let request = request.body(BODY).unwrap();
    let delivery = Delivery::from_request(request, time::OffsetDateTime::UNIX_EPOCH);
    Verifier::<GitHub>::new(GITHUB).unwrap().verify(delivery).unwrap().receipt().idempotency_key()
}

#[tokio::test]
async fn work_that_lost_its_lease_is_not_answered_with_success() {
    for app in both().await {
        app.work.gate.forget_permits(Semaphore::MAX_PERMITS);
        let request = github(GITHUB, BODY);
        let slow = tokio::spawn({
            let (request, address) = (request.clone(), app.server.address);
            async move { request.send(address).await }
        });
        begins(&app, 1).await;
        app.clock.advance(LEASE);
        let copy = tokio::spawn({
            let (request, address) = (request.clone(), app.server.address);
            async move { request.send(address).await }
        });
        begins(&app, 2).await;
        app.work.gate.add_permits(2);
        let (slow, copy) = (client::within(slow).await.unwrap(), client::within(copy).await.unwrap());
        assert_eq!((slow.status(), slow.text()), (500, ""), "{}", app.framework());
        assert_eq!((copy.status(), copy.text()), (200, "done"), "{}", app.framework());
        app.expect(&request, 200, "repeated", "afterwards").await;
    }
}

/// Until so many handlers have begun.
async fn begins(app: &Running, count: usize) {
    client::within(async {
        while app.work.begun() < count {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

/// Fails at one of its methods.
struct Failing {
    memory: Memory,
    at: &'static str,
}

impl Failing {
    fn unless<'a, T>(&self, at: &str, otherwise: StoreFuture<'a, T>) -> StoreFuture<'a, T> {
        if self.at == at { Box::pin(async { Err(StoreError::new("connection refused")) }) } else { otherwise }
    }
}

impl Store for Failing {
    fn claim(&self, key: IdempotencyKey) -> StoreFuture<'_, Claim> {
        self.unless("claim", self.memory.claim(key))
    }

    fn settle(&self, lease: Lease) -> StoreFuture<'_, bool> {
        self.unless("settle", self.memory.settle(lease))
    }

    fn release(&self, lease: Lease) -> StoreFuture<'_, bool> {
        self.unless("release", self.memory.release(lease))
    }
}

// Rule 52.
#[tokio::test]
async fn a_store_that_is_down_leaves_nothing_handled_unprotected() {
    // (what fails, whether the work does, the answer, how much was begun)
    let cases = [
        ("claim", false, (503, ""), 0),
        ("settle", false, (503, ""), 1),
        // The claim runs out by itself.
        ("release", true, (502, "out of paper"), 1),
    ];
    for (at, work_fails, (status, text), begun) in cases {
        for app in both_with(|memory| Arc::new(Failing { memory, at })).await {
            app.work.failures.store(usize::from(work_fails), Ordering::SeqCst);
            app.expect(&github(GITHUB, BODY), status, text, at).await;
            assert_eq!(app.work.begun(), begun, "{at}, {}", app.framework());
            // Refusals need no store.
            app.expect(&github(GITHUB_SECOND, BODY), 401, "", at).await;
        }
    }
}

// Rule 53.
#[tokio::test]
async fn what_is_not_verified_occupies_nothing() {
    let time = now().to_string();
    let genuine = standard_webhooks("msg_1", &time, BODY);
    let zeros = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let event = github(GITHUB, BODY).header("x-github-delivery", "d-1");
    let forged = [
        genuine.clone().replace("webhook-signature", zeros),
        genuine.clone().without("webhook-signature"),
        genuine.clone().body("{}"),
        standard_webhooks("msg_1", &(now() - 86_400).to_string(), BODY),
        event.clone().body("{}"),
        event.clone().without("x-hub-signature-256"),
    ];
    for app in both().await {
        for request in &forged {
            app.expect(request, 401, "", "forged").await;
        }
        assert_eq!(app.work.begun(), 0, "{}", app.framework());
        app.expect(&genuine, 200, "done", "the genuine one").await;
        app.expect(&event, 200, "done", "the genuine one of a sender that signs no id").await;
        // Nor does it become a repetition by what was done.
        app.expect(&forged[0], 401, "", "forged afterwards").await;
        app.had(2, "genuine");
    }
}

// Rule 54.
#[tokio::test]
async fn the_same_id_from_two_senders_is_two_deliveries() {
    let time = now().to_string();
    let message = standard_webhooks("msg_1", &time, BODY);
    let names = ["svix-id", "svix-timestamp", "svix-signature"];
    let event = github(GITHUB, BODY).header("x-github-delivery", "d-1");
    // (name, request)
    let cases = [
        ("an endpoint", message.clone()),
        ("another endpoint", message.clone().to("/standard/second")),
        ("another sender", svix(names, "msg_1", &time, BODY)),
        ("an endpoint with a name that is shared", message.clone().to("/shared/standard")),
        ("another sender by the same name", svix(names, "msg_1", &time, BODY).to("/shared/svix")),
        ("another id", standard_webhooks("msg_2", &time, BODY)),
        ("an endpoint without a signed id", event.clone()),
        ("another endpoint without a signed id", event.clone().to("/github/second")),
        ("another sender without a signed id", gitlab(GITLAB, BODY)),
        ("an endpoint with a name", event.clone().to("/tenant/a")),
    ];
    for app in both().await {
        for (index, (name, request)) in cases.iter().enumerate() {
            app.expect(request, 200, "done", name).await;
            app.had(index + 1, name);
        }
        for (name, request) in &cases {
            app.expect(request, 200, "repeated", name).await;
        }
        app.expect(&event.clone().to("/tenant/b"), 200, "repeated", "another path of a named endpoint").await;
        app.had(cases.len(), "all of them twice");
    }
}

// Rule 55. Stripe tries again for three days, WhatsApp for seven.
#[tokio::test]
async fn the_record_outlives_the_senders_retries() {
    let now = now();
    let retry = |seconds: i64| stripe(&(now + seconds).to_string(), BODY);
    for app in both().await {
        app.expect(&retry(-200), 200, "done", "first").await;
        let mut at = Duration::ZERO;
        for (hours, seconds) in [(1, -150), (24, -100), (72, -50), (7 * 24, 0), (8 * 24 - 1, 50)] {
            app.clock.advance(Duration::hours(hours) - at);
            at = Duration::hours(hours);
            app.expect(&retry(seconds), 200, "repeated", &format!("after {hours} hours")).await;
        }
        app.had(1, "within the record's time");
        app.clock.advance(KEEP - at);
        app.expect(&retry(100), 200, "done", "after the record's time").await;
    }
}

// Rule 56.
#[tokio::test]
async fn what_is_not_signed_makes_no_other_delivery() {
    let event = github(GITHUB, BODY).header("x-github-delivery", "d-1").header("x-github-event", "ping");
    let cases = [
        ("another id", event.clone().replace("x-github-delivery", "d-2")),
        ("no id", event.clone().without("x-github-delivery")),
        ("an empty id", event.clone().replace("x-github-delivery", "")),
        ("another event", event.clone().replace("x-github-event", "push")),
        ("one more header", event.clone().header("x-request-id", "7")),
        ("a query", event.clone().to("/github?again")),
        ("a whole URL", event.clone().to("http://elsewhere.example/github")),
        ("another method", event.clone().by("PUT")),
        ("in chunks", event.clone().chunked(1)),
        ("the tag in upper case", {
            let tag = hex_of(GITHUB, BODY).to_uppercase();
            event.clone().replace("x-hub-signature-256", format!("sha256={tag}"))
        }),
    ];
    // Where a framework routes these, they are the same endpoint.
    let paths = ["/gith%75b", "/%67ithub", "//github", "/github/", "/./github", "/github/."];
    for app in both().await {
        app.expect(&event, 200, "done", "first").await;
        for (name, request) in &cases {
            app.expect(request, 200, "repeated", name).await;
        }
        for path in paths {
            app.send(&event.clone().to(path)).await;
            app.had(1, path);
        }
    }
}
