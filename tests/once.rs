//! `once` in both frameworks, over sockets, on every store, `once_in` transactions, and the inbox: the effect of a
//! delivery happens once, and never not at all.
//!
//! Where a server is not installed its tests are ignored, and with `CI` set they fail.

#![allow(clippy::unwrap_used, reason = "a test may")]

#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/client.rs"]
mod client;
#[allow(dead_code, reason = "each test has its own use for it")]
#[path = "wire/senders.rs"]
mod senders;
#[path = "wire/server.rs"]
mod server;
#[allow(dead_code, reason = "each test has its own use for it")]
mod servers;

use std::future::Future;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use countersign::inbox::{Inbox, Job, Put};
use countersign::providers::{GitHub, GitLab, StandardWebhooks, Stripe, Svix};
use countersign::replay::{
    Claim, KEEP, LEASE, Lease, Once, OnceError, Record, Store, StoreError, StoreFuture, once,
};
use countersign::{Delivery, IdempotencyKey, Provider, Raw, Verified, Verifier};
use libtest_mimic::{Arguments, Trial};
use time::Duration;
use tokio::sync::Semaphore;

use self::client::{Answer, Connection, Request};
use self::senders::*;
use self::server::Server;
use self::servers::machines::Machine;
use self::servers::places::{Backend, Place, Shared};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let shared = Arc::new(Shared::default());
    let mut trials = Vec::new();
    macro_rules! on {
        ($backends:expr, $way:expr, $($test:ident),+ $(,)?) => {
            for backend in $backends {
                let app = App { shared: Arc::clone(&shared), backend, way: $way };
                $(trials.push(app.clone().trial(stringify!($test), $test));)+
            }
        };
    }
    on!(
        Backend::ALL,
        Way::Once,
        a_delivery_that_comes_twice_has_one_effect,
        fifty_copies_at_once_have_one_effect,
        copies_of_what_is_under_way_are_answered_409,
        the_retry_of_work_that_failed_is_handled,
        the_retry_after_a_process_died_is_handled_when_its_lease_ran_out,
        work_that_lost_its_lease_is_not_answered_with_success,
        a_store_that_fails_leaves_nothing_handled_unprotected,
        what_is_not_verified_occupies_nothing,
        the_same_id_from_two_senders_is_two_deliveries,
        the_record_outlives_the_senders_retries,
        what_is_not_signed_makes_no_other_delivery,
    );
    on!(
        Backend::SQL,
        Way::InTransaction,
        a_delivery_that_comes_twice_has_one_effect,
        fifty_copies_at_once_have_one_effect,
        the_retry_of_work_that_failed_is_handled,
        the_retry_after_a_process_died_is_handled_when_its_lease_ran_out,
        the_retry_after_an_answer_that_was_lost_has_no_second_effect,
        the_retry_after_a_client_went_away_half_way_has_one_effect,
        what_is_not_verified_occupies_nothing,
        the_same_id_from_two_senders_is_two_deliveries,
        the_record_outlives_the_senders_retries,
        what_is_not_signed_makes_no_other_delivery,
    );
    on!(
        Backend::SQL,
        Way::Inbox,
        a_delivery_that_comes_twice_has_one_effect,
        fifty_copies_at_once_have_one_effect,
        what_is_not_verified_occupies_nothing,
        the_same_id_from_two_senders_is_two_deliveries,
        the_record_outlives_the_senders_retries,
        what_is_not_signed_makes_no_other_delivery,
    );
    on!(Backend::SERVERS, Way::Once, what_comes_while_the_store_is_down_is_handled_when_it_is_back);
    on!(
        [Backend::Postgres],
        Way::InTransaction,
        what_comes_while_the_store_is_down_is_handled_when_it_is_back,
    );
    on!([Backend::Sqlite], Way::Once, what_comes_while_a_file_is_locked_is_handled_afterwards);
    on!([Backend::Sqlite], Way::InTransaction, what_comes_while_a_file_is_locked_is_handled_afterwards);
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// How a handler does its work once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Inbox,
    InTransaction,
    Once,
}

/// What the app of a test goes by.
#[derive(Clone)]
struct App {
    shared: Arc<Shared>,
    backend: Backend,
    way: Way,
}

impl App {
    fn trial<F: Future<Output = ()> + 'static>(self, test: &str, body: fn(Self) -> F) -> Trial {
        let test = match self.way {
            Way::Inbox => format!("inbox::{test}"),
            Way::InTransaction => format!("in_transaction::{test}"),
            Way::Once => test.to_owned(),
        };
        self.backend.trial(&test, move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(body(self));
        })
    }

    /// The app in both frameworks, each with a place of its own for its records.
    async fn both(&self) -> [Running; 2] {
        let places = [self.shared.place(self.backend).await, self.shared.place(self.backend).await];
        self.both_with(places, |store| store).await
    }

    async fn both_with(
        &self,
        places: [Place; 2],
        store: impl Fn(Arc<dyn Store>) -> Arc<dyn Store>,
    ) -> [Running; 2] {
        let [one, other] = places;
        let work = [self.work(&one, &store).await, self.work(&other, &store).await];
        let in_actix = work[1].clone();
        let servers = [
            Server::of_axum(in_axum::router(&work[0])).await,
            Server::of_actix(move |config| in_actix::configure(&in_actix, config)),
        ];
        let [first, second] = servers;
        let [work, in_actix] = work;
        [
            Running { server: first, work, place: one },
            Running { server: second, work: in_actix, place: other },
        ]
    }

    async fn work(&self, place: &Place, store: impl Fn(Arc<dyn Store>) -> Arc<dyn Store>) -> Work {
        let mut work = Work::new(store(place.store().await));
        match self.way {
            Way::Inbox => {
                let inbox = place.inbox().await;
                inbox.migrate().await.unwrap();
                work.inbox = Some(inbox);
            }
            Way::InTransaction => work.machine = Some(Machine::on(place).await),
            Way::Once => {}
        }
        work
    }
}

const BODY: &str = r#"{"id":"evt_1","type":"ping"}"#;

/// What a handler does with a delivery, and how it is kept from doing it.
#[derive(Clone)]
struct Work {
    store: Arc<dyn Store>,
    /// Where the work is done in a transaction.
    machine: Option<Machine>,
    /// Where it is left to a worker.
    inbox: Option<Inbox>,
    begun: Arc<AtomicUsize>,
    effects: Arc<AtomicUsize>,
    failures: Arc<AtomicUsize>,
    gate: Arc<Semaphore>,
    /// Between a commit and the answer.
    exit: Arc<Semaphore>,
}

#[derive(Debug, thiserror::Error)]
#[error("out of paper")]
struct OutOfPaper;

impl Work {
    fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            machine: None,
            inbox: None,
            begun: Arc::default(),
            effects: Arc::default(),
            failures: Arc::default(),
            gate: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)),
            exit: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)),
        }
    }

    async fn handle<P: Provider>(
        &self,
        event: &Verified<Raw<P>>,
    ) -> Result<&'static str, OnceError<OutOfPaper>> {
        if let Some(inbox) = &self.inbox {
            return Ok(match inbox.put(event).await? {
                Put::Stored(_) => "done",
                Put::Repeated => "repeated",
            });
        }
        if let Some(machine) = &self.machine {
            return self.handle_in(machine, event).await;
        }
        once(&*self.store, event, self.effect()).await.map(|once| match once {
            Once::Done(()) => "done",
            Once::Repeated => "repeated",
        })
    }

    /// The same in a transaction.
    async fn handle_in<P: Provider>(
        &self,
        machine: &Machine,
        event: &Verified<Raw<P>>,
    ) -> Result<&'static str, OnceError<OutOfPaper>> {
        let mut open = machine.begin().await.map_err(StoreError::new)?;
        let record = match open.once_in(event).await {
            Ok(record) => record,
            Err(OnceError::InProgress) => return Err(OnceError::InProgress),
            Err(error) => return Err(StoreError::new(error).into()),
        };
        if record == Record::First {
            self.work().await.map_err(OnceError::Work)?;
            open.effect("an effect").await.map_err(StoreError::new)?;
        }
        open.commit().await.map_err(StoreError::new)?;
        self.exit.acquire().await.unwrap().forget();
        Ok(if record == Record::First { "done" } else { "repeated" })
    }

    async fn effect(&self) -> Result<(), OutOfPaper> {
        self.work().await?;
        self.effects.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    /// Does what was left to workers.
    async fn drain<P: Provider + Send + Sync + 'static>(&self, inbox: &Inbox) {
        let work = self.clone();
        let handler = move |_: Job<Raw<P>>| {
            let work = work.clone();
            async move { work.effect().await }
        };
        inbox.worker().drain(handler).await.unwrap();
    }

    async fn work(&self) -> Result<(), OutOfPaper> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        self.gate.acquire().await.unwrap().forget();
        let less = |failures: usize| failures.checked_sub(1);
        let has_failed = self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok();
        if has_failed { Err(OutOfPaper) } else { Ok(()) }
    }

    fn begun(&self) -> usize {
        self.begun.load(Ordering::SeqCst)
    }

    async fn effects(&self) -> usize {
        if let Some(inbox) = &self.inbox {
            self.drain::<GitHub>(inbox).await;
            self.drain::<GitLab>(inbox).await;
            self.drain::<StandardWebhooks>(inbox).await;
            self.drain::<Stripe>(inbox).await;
            self.drain::<Svix>(inbox).await;
        }
        match &self.machine {
            Some(machine) => machine.effects().await,
            None => self.effects.load(Ordering::SeqCst),
        }
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
    place: Place,
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

    /// Makes it as if time had passed, in which what the inbox need not know any longer is pruned.
    async fn advance(&self, by: Duration) {
        self.place.advance(by).await;
        let Some(inbox) = &self.work.inbox else { return };
        self.work.effects().await;
        let by = by.whole_seconds() * 1_000_000;
        let advance = format!("UPDATE countersign_inbox SET ended_at = ended_at - {by}");
        match self.place.backend() {
            Backend::Postgres => sqlx::query(sqlx::AssertSqlSafe(advance))
                .execute(&self.place.postgres().await)
                .await
                .map(drop),
            _ => {
                sqlx::query(sqlx::AssertSqlSafe(advance)).execute(&self.place.sqlite().await).await.map(drop)
            }
        }
        .unwrap();
        inbox.prune(KEEP).await.unwrap();
    }

    async fn had(&self, effects: usize, name: &str) {
        assert_eq!(self.work.effects().await, effects, "{name}, {}", self.framework());
    }
}

// Rule 48.
async fn a_delivery_that_comes_twice_has_one_effect(app: App) {
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
    for app in app.both().await {
        for (index, (name, first, retry)) in cases.iter().enumerate() {
            app.expect(first, 200, "done", name).await;
            app.expect(retry, 200, "repeated", name).await;
            app.expect(first, 200, "repeated", name).await;
            app.had(index + 1, name).await;
        }
        assert_eq!(app.work.begun(), cases.len(), "{}", app.framework());
    }
}

// Rule 49.
async fn fifty_copies_at_once_have_one_effect(app: App) {
    for app in app.both().await {
        let mut answers = tokio::task::JoinSet::new();
        let request = github(GITHUB, BODY);
        for _ in 0..50 {
            let (request, address) = (request.clone(), app.server.address);
            answers.spawn(async move { request.send(address).await });
        }
        while let Some(answer) = client::within(answers.join_next()).await {
            let answer = answer.unwrap();
            let known = [(409, ""), (200, "done"), (200, "repeated")];
            assert!(known.contains(&(answer.status(), answer.text())), "{answer:?}, {}", app.framework());
        }
        app.had(1, "in a rush").await;
    }
}

// Rule 49.
async fn copies_of_what_is_under_way_are_answered_409(app: App) {
    for app in app.both().await {
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
        app.had(1, "while it was under way").await;
        app.expect(&request, 200, "repeated", "afterwards").await;
    }
}

// Rule 50.
async fn the_retry_of_work_that_failed_is_handled(app: App) {
    for app in app.both().await {
        app.work.failures.store(2, Ordering::SeqCst);
        let request = github(GITHUB, BODY);
        app.expect(&request, 502, "out of paper", "the work's own answer").await;
        app.expect(&request, 502, "out of paper", "the work's own answer again").await;
        app.had(0, "failed").await;
        app.expect(&request, 200, "done", "the retry").await;
        app.expect(&request, 200, "repeated", "afterwards").await;
        app.had(1, "handled").await;
    }
}

// Rule 50: a claim whose process died is nobody's to give back.
async fn the_retry_after_a_process_died_is_handled_when_its_lease_ran_out(app: App) {
    let request = github(GITHUB, BODY);
    for app in app.both().await {
        let died = app.work.store.claim(key_of(&request)).await.unwrap();
        assert!(matches!(died, Claim::Granted(_)));
        app.expect(&request, 409, "", "at once").await;
        app.place.advance(LEASE / 2).await;
        app.expect(&request, 409, "", "before its lease ran out").await;
        app.place.advance(LEASE / 2).await;
        app.expect(&request, 200, "done", "when the lease ran out").await;
        app.had(1, "handled").await;
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

async fn work_that_lost_its_lease_is_not_answered_with_success(app: App) {
    for app in app.both().await {
        app.work.gate.forget_permits(Semaphore::MAX_PERMITS);
        let request = github(GITHUB, BODY);
        let slow = tokio::spawn({
            let (request, address) = (request.clone(), app.server.address);
            async move { request.send(address).await }
        });
        begins(&app, 1).await;
        app.place.advance(LEASE).await;
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
    store: Arc<dyn Store>,
    at: &'static str,
}

impl Failing {
    fn unless<'a, T>(&self, at: &str, otherwise: StoreFuture<'a, T>) -> StoreFuture<'a, T> {
        if self.at == at { Box::pin(async { Err(StoreError::new("connection refused")) }) } else { otherwise }
    }
}

impl Store for Failing {
    fn claim(&self, key: IdempotencyKey) -> StoreFuture<'_, Claim> {
        self.unless("claim", self.store.claim(key))
    }

    fn settle(&self, lease: Lease) -> StoreFuture<'_, bool> {
        self.unless("settle", self.store.settle(lease))
    }

    fn release(&self, lease: Lease) -> StoreFuture<'_, bool> {
        self.unless("release", self.store.release(lease))
    }
}

// Rule 52.
async fn a_store_that_fails_leaves_nothing_handled_unprotected(app: App) {
    // (what fails, whether the work does, the answer, how much was begun)
    let cases = [
        ("claim", false, (503, ""), 0),
        ("settle", false, (503, ""), 1),
        // The claim runs out by itself.
        ("release", true, (502, "out of paper"), 1),
    ];
    for (at, work_fails, (status, text), begun) in cases {
        let places = [app.shared.place(app.backend).await, app.shared.place(app.backend).await];
        for app in app.both_with(places, |store| Arc::new(Failing { store, at })).await {
            app.work.failures.store(usize::from(work_fails), Ordering::SeqCst);
            app.expect(&github(GITHUB, BODY), status, text, at).await;
            assert_eq!(app.work.begun(), begun, "{at}, {}", app.framework());
            // Refusals need no store.
            app.expect(&github(GITHUB_SECOND, BODY), 401, "", at).await;
        }
    }
}

// Rule 52. With a server of the test's own, which dies and comes back.
async fn what_comes_while_the_store_is_down_is_handled_when_it_is_back(app: App) {
    let mut server = servers::Server::start(app.backend.server().unwrap());
    let places = [Place::on(&server).await, Place::on(&server).await];
    let running = app.both_with(places, |store| store).await;
    let [before, during] = [github(GITHUB, BODY), github(GITHUB, "{}")];
    for app in &running {
        app.expect(&before, 200, "done", "before").await;
    }
    server.stop();
    for app in &running {
        for request in [&before, &during] {
            app.expect(request, 503, "", "while it is down").await;
        }
        assert_eq!(app.work.begun(), 1, "{}", app.framework());
        // Refusals need no store.
        app.expect(&github(GITHUB_SECOND, BODY), 401, "", "while it is down").await;
    }
    server.start_again();
    for app in &running {
        // The connections that were lost are noticed by and by.
        let answer = loop {
            let answer = app.send(&during).await;
            if answer.status() != 503 {
                break answer;
            }
        };
        assert_eq!((answer.status(), answer.text()), (200, "done"), "{}", app.framework());
        app.expect(&during, 200, "repeated", "afterwards").await;
        app.expect(&before, 200, "repeated", "what was done before").await;
        app.had(2, "in the end").await;
    }
}

// Rule 52.
async fn what_comes_while_a_file_is_locked_is_handled_afterwards(app: App) {
    let running = app.both().await;
    let mut locks = Vec::new();
    for app in &running {
        locks.push(app.place.sqlite().await.begin_with("BEGIN IMMEDIATE").await.unwrap());
    }
    let (event, name) = (github(GITHUB, BODY), "while it is locked");
    // At once, since each waits for as long as its connection does.
    let [one, other] = &running;
    tokio::join!(one.expect(&event, 503, "", name), other.expect(&event, 503, "", name));
    for lock in locks {
        lock.rollback().await.unwrap();
    }
    for app in &running {
        assert_eq!(app.work.begun(), 0, "{}", app.framework());
        app.expect(&event, 200, "done", "afterwards").await;
        app.expect(&event, 200, "repeated", "its retry").await;
        app.had(1, "in the end").await;
    }
}

// Rule 51. The effect is committed, and the sender learns nothing of it.
async fn the_retry_after_an_answer_that_was_lost_has_no_second_effect(app: App) {
    for app in app.both().await {
        app.work.exit.forget_permits(Semaphore::MAX_PERMITS);
        let request = github(GITHUB, BODY);
        let mut lost = Connection::open(app.server.address).await;
        lost.write(&request.bytes()).await;
        client::within(async { while app.work.effects().await == 0 {} }).await;
        drop(lost);
        app.work.exit.add_permits(10);
        app.expect(&request, 200, "repeated", "the retry").await;
        app.had(1, "in the end").await;
        assert_eq!(app.work.begun(), 1, "{}", app.framework());
    }
}

// Rules 50 and 51. The client goes away while the work is under way. axum gives the work up, which rolls its
// transaction back, and actix-web goes on with it.
async fn the_retry_after_a_client_went_away_half_way_has_one_effect(app: App) {
    for app in app.both().await {
        app.work.gate.forget_permits(Semaphore::MAX_PERMITS);
        let request = github(GITHUB, BODY);
        let mut lost = Connection::open(app.server.address).await;
        lost.write(&request.bytes()).await;
        begins(&app, 1).await;
        app.had(0, "nothing is committed").await;
        drop(lost);
        app.work.gate.add_permits(10);
        let retry = app.send(&request).await;
        assert_eq!(retry.status(), 200, "{}", app.framework());
        app.had(1, "in the end").await;
    }
}

// Rule 53.
async fn what_is_not_verified_occupies_nothing(app: App) {
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
    for app in app.both().await {
        for request in &forged {
            app.expect(request, 401, "", "forged").await;
        }
        assert_eq!(app.work.begun(), 0, "{}", app.framework());
        app.expect(&genuine, 200, "done", "the genuine one").await;
        app.expect(&event, 200, "done", "the genuine one of a sender that signs no id").await;
        // Nor does it become a repetition by what was done.
        app.expect(&forged[0], 401, "", "forged afterwards").await;
        app.had(2, "genuine").await;
    }
}

// Rule 54.
async fn the_same_id_from_two_senders_is_two_deliveries(app: App) {
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
    for app in app.both().await {
        for (index, (name, request)) in cases.iter().enumerate() {
            app.expect(request, 200, "done", name).await;
            app.had(index + 1, name).await;
        }
        for (name, request) in &cases {
            app.expect(request, 200, "repeated", name).await;
        }
        app.expect(&event.clone().to("/tenant/b"), 200, "repeated", "another path of a named endpoint").await;
        app.had(cases.len(), "all of them twice").await;
    }
}

// Rule 55. Stripe tries again for three days, WhatsApp for seven, Wise for fourteen.
async fn the_record_outlives_the_senders_retries(app: App) {
    let now = now();
    let retry = |seconds: i64| stripe(&(now + seconds).to_string(), BODY);
    for app in app.both().await {
        app.expect(&retry(-200), 200, "done", "first").await;
        let mut at = Duration::ZERO;
        let tries = [(1, -150), (24, -100), (72, -50), (7 * 24, 0), (14 * 24, 30), (15 * 24 - 1, 50)];
        for (hours, seconds) in tries {
            app.advance(Duration::hours(hours) - at).await;
            at = Duration::hours(hours);
            app.expect(&retry(seconds), 200, "repeated", &format!("after {hours} hours")).await;
        }
        app.had(1, "within the record's time").await;
        app.advance(KEEP - at).await;
        app.expect(&retry(100), 200, "done", "after the record's time").await;
    }
}

// Rule 56.
async fn what_is_not_signed_makes_no_other_delivery(app: App) {
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
    for app in app.both().await {
        app.expect(&event, 200, "done", "first").await;
        for (name, request) in &cases {
            app.expect(request, 200, "repeated", name).await;
        }
        for path in paths {
            app.send(&event.clone().to(path)).await;
            app.had(1, path).await;
        }
    }
}
