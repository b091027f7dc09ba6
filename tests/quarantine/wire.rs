//! Over HTTP, in both frameworks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use countersign::condition::Origin;
use countersign::inbox::{Inbox, Quarantine, Quarantined};
use countersign::providers::{GitHub, Stripe};
use countersign::replay::StoreError;
use countersign::{Error, Raw, Refusal, Verified, Verifier};
use time::Duration;
use tokio::task::JoinSet;

use super::client::Request;
use super::senders::{GITHUB, STRIPE, github, now, stripe};
use super::server::Server;
use super::servers::places::Backend;
use super::servers::proxy::{Proxy, Way};
use super::{App, WRONG, inbox_of, retried, right};

/// What a receiver has: `/github` keeps what is refused, `/off` does not, and `/promise` answers with a success where
/// it is kept. `/stripe` has the right secret, and so has `/unmet`, beside a condition that nothing meets.
#[derive(Clone)]
struct Receiver {
    inbox: Inbox,
    quarantine: Quarantine,
    kept: Verifier<GitHub>,
    off: Verifier<GitHub>,
    promise: Verifier<GitHub>,
    stripe: Verifier<Stripe>,
    unmet: Verifier<Stripe>,
    /// How often somebody was told of what `/github` refused.
    told: Arc<AtomicUsize>,
}

impl Receiver {
    fn of(inbox: &Inbox, quarantine: &Quarantine) -> Self {
        const UNMET: fn(&Origin<'_>) -> Result<(), Error> = |_| Err(Error::Unmet("it is Sunday"));
        let wrong = || Verifier::<GitHub>::new(WRONG).unwrap();
        let stripe = || Verifier::<Stripe>::new(STRIPE).unwrap();
        let told = Arc::new(AtomicUsize::new(0));
        let observer = || {
            let told = Arc::clone(&told);
            move |_: &Refusal| {
                told.fetch_add(1, Ordering::SeqCst);
            }
        };
        Self {
            inbox: inbox.clone(),
            quarantine: quarantine.clone(),
            kept: wrong().on_refusal(observer()).quarantine(quarantine).unwrap().on_refusal(observer()),
            off: wrong(),
            promise: wrong().keep_unproven().unwrap(),
            stripe: stripe().quarantine(quarantine).unwrap(),
            unmet: stripe().requires(UNMET).quarantine(quarantine).unwrap(),
            told,
        }
    }
}

mod in_axum {
    use axum::Router;
    use axum::extract::{DefaultBodyLimit, FromRef, State};
    use axum::http::StatusCode;
    use axum::response::{IntoResponse as _, Response};
    use axum::routing::post;
    use countersign::axum::Rejection;

    use super::*;

    #[derive(Clone, FromRef)]
    struct Endpoint {
        inbox: Inbox,
        quarantine: Quarantine,
        github: Verifier<GitHub>,
    }

    async fn on_github(
        State(inbox): State<Inbox>,
        event: Verified<Raw<GitHub>>,
    ) -> Result<StatusCode, StoreError> {
        inbox.put(&event).await?;
        Ok(StatusCode::ACCEPTED)
    }

    async fn on_stripe(_: Verified<Raw<Stripe>>) -> StatusCode {
        StatusCode::ACCEPTED
    }

    async fn on_promise(
        State(quarantine): State<Quarantine>,
        event: Result<Verified<Raw<GitHub>>, Rejection>,
    ) -> Response {
        let Err(rejection) = event else { return StatusCode::ACCEPTED.into_response() };
        if let Rejection::Refusal(Refusal::Unproven(unproven)) = &rejection
            && let Ok(Quarantined::Kept) = quarantine.put(unproven).await
        {
            return StatusCode::OK.into_response();
        }
        rejection.into_response()
    }

    pub(super) fn router(receiver: &Receiver) -> Router {
        let endpoint = |github: &Verifier<GitHub>| Endpoint {
            inbox: receiver.inbox.clone(),
            quarantine: receiver.quarantine.clone(),
            github: github.clone(),
        };
        let of = |path, github| Router::new().route(path, post(on_github)).with_state(endpoint(github));
        let promise =
            Router::new().route("/promise", post(on_promise)).with_state(endpoint(&receiver.promise));
        let stripe = |path, stripe: &Verifier<Stripe>| {
            Router::new().route(path, post(on_stripe)).with_state(stripe.clone())
        };
        let stripe = stripe("/stripe", &receiver.stripe).merge(stripe("/unmet", &receiver.unmet));
        let router =
            of("/github", &receiver.kept).merge(of("/off", &receiver.off)).merge(promise).merge(stripe);
        router.layer(DefaultBodyLimit::max(1 << 20))
    }
}

mod in_actix {
    use actix_web::HttpResponse;
    use actix_web::web::{self, Data, PayloadConfig, ServiceConfig};
    use countersign::actix::Rejection;

    use super::*;

    async fn on_github(inbox: Data<Inbox>, event: Verified<Raw<GitHub>>) -> Result<HttpResponse, StoreError> {
        inbox.put(&event).await?;
        Ok(HttpResponse::Accepted().finish())
    }

    async fn on_stripe(_: Verified<Raw<Stripe>>) -> HttpResponse {
        HttpResponse::Accepted().finish()
    }

    async fn on_promise(
        quarantine: Data<Quarantine>,
        event: Result<Verified<Raw<GitHub>>, Rejection>,
    ) -> Result<HttpResponse, Rejection> {
        let Err(rejection) = event else { return Ok(HttpResponse::Accepted().finish()) };
        if let Rejection::Refusal(Refusal::Unproven(unproven)) = &rejection
            && let Ok(Quarantined::Kept) = quarantine.put(unproven).await
        {
            return Ok(HttpResponse::Ok().finish());
        }
        Err(rejection)
    }

    pub(super) fn configure(receiver: &Receiver, config: &mut ServiceConfig) {
        config.app_data(Data::new(receiver.inbox.clone())).app_data(Data::new(receiver.quarantine.clone()));
        config.app_data(PayloadConfig::new(1 << 20));
        for (path, github) in [("/github", &receiver.kept), ("/off", &receiver.off)] {
            let resource = web::resource(path).app_data(github.clone());
            config.service(resource.route(web::post().to(on_github)));
        }
        for (path, stripe) in [("/stripe", &receiver.stripe), ("/unmet", &receiver.unmet)] {
            let resource = web::resource(path).app_data(stripe.clone());
            config.service(resource.route(web::post().to(on_stripe)));
        }
        let promise = web::resource("/promise").app_data(receiver.promise.clone());
        config.service(promise.route(web::post().to(on_promise)));
    }
}

async fn both(inbox: &Inbox, quarantine: &Quarantine) -> [Server; 2] {
    serve(&Receiver::of(inbox, quarantine)).await
}

async fn serve(receiver: &Receiver) -> [Server; 2] {
    let (in_axum, in_actix) = (in_axum::router(receiver), receiver.clone());
    [Server::of_axum(in_axum).await, Server::of_actix(move |config| in_actix::configure(&in_actix, config))]
}

pub(crate) async fn what_a_wrong_secret_refused_is_handled_once_it_is_mended(app: App) {
    let receiver = Receiver::of(&app.inbox, &app.quarantine);
    for server in serve(&receiver).await {
        let name = server.framework;
        // Longer than what is checked as it arrives.
        let long = format!("{name} {}", "x".repeat(200_000));
        let requests = [
            github(GITHUB, format!("{name} short")),
            github(GITHUB, long.clone()),
            github(GITHUB, format!("{name} in chunks")).chunked(7),
        ];
        for request in &requests {
            assert_eq!(request.send(server.address).await.status(), 401, "{name}");
        }
        assert_eq!(
            github("a stranger's secret", "forged").send(server.address).await.status(),
            401,
            "{name}"
        );
        assert_eq!(requests[0].clone().to("/off").send(server.address).await.status(), 401, "{name}");
        app.quarantine.flush().await;
        assert_eq!(app.held().await, 4, "{name}");
        // Whoever else is told of refusals is told of these.
        assert_eq!(receiver.told.swap(0, Ordering::SeqCst), 2 * 4, "{name}");
        assert_eq!(sources(&app).await, ["127.0.0.1"], "{name}");
        assert!(app.drain().await.is_empty(), "{name}");
        assert_eq!(app.retry().await, retried(3, 0, 1), "{name}");
        let mut handled = app.drain().await;
        handled.sort();
        assert_eq!(handled, [format!("{name} in chunks"), format!("{name} short"), long], "{name}");
        app.quarantine.clear(&right()).await.unwrap();
    }
}

/// Whose all is that is kept.
async fn sources(app: &App) -> Vec<String> {
    const SOURCES: &str = "SELECT DISTINCT source FROM countersign_quarantine";
    let rows: Vec<(String,)> = match app.place.backend() {
        Backend::Postgres => sqlx::query_as(SOURCES).fetch_all(&app.place.postgres().await).await.unwrap(),
        _ => sqlx::query_as(SOURCES).fetch_all(&app.place.sqlite().await).await.unwrap(),
    };
    rows.into_iter().map(|(source,)| source).collect()
}

pub(crate) async fn what_is_refused_for_anything_else_is_not_kept(app: App) {
    let at = |seconds: i64| stripe(&(now() + seconds).to_string(), "{}");
    let tag = "stripe-signature";
    // (name, request, status)
    let cases = [
        ("genuine", at(0), 202),
        ("stale", at(-3_600), 401),
        ("early", at(3_600), 401),
        ("not a time", stripe("noon", "{}"), 401),
        ("unsigned", at(0).without(tag), 401),
        ("malformed", at(0).replace(tag, format!("t={},v1=zz", now())), 401),
        ("signed twice", at(0).header(tag, "t=1,v1=00"), 401),
        ("longer than the framework takes", stripe(&now().to_string(), vec![b'x'; 2 << 20]), 413),
        ("against a condition", at(0).to("/unmet"), 401),
        ("against a condition, and of nobody", at(0).body("[]").to("/unmet"), 401),
    ];
    for server in both(&app.inbox, &app.quarantine).await {
        let name = server.framework;
        for (case, request, status) in &cases {
            assert_eq!(request.send(server.address).await.status(), *status, "{case}, {name}");
        }
        app.quarantine.flush().await;
        assert_eq!(app.held().await, 0, "{name}");
        // It would be, were it refused for want of a key.
        assert_eq!(at(0).body("[]").send(server.address).await.status(), 401, "{name}");
        app.quarantine.flush().await;
        assert_eq!(app.held().await, 1, "{name}");
        app.quarantine.clear(&Verifier::<Stripe>::new(STRIPE).unwrap()).await.unwrap();
    }
}

// Rule 59.
pub(crate) async fn every_refusal_is_answered_alike(app: App) {
    let good = github(GITHUB, "a");
    let tag = "x-hub-signature-256";
    let refused = [
        ("another secret", good.clone()),
        ("another body", good.clone().body("b")),
        ("too long to be kept", github(GITHUB, vec![b'x'; 300 << 10])),
        ("no signature", good.clone().without(tag)),
        ("a malformed signature", good.clone().replace(tag, "sha256=zz")),
        ("a signature twice", good.header(tag, "sha256=00")),
    ];
    let full = app.inbox.quarantine().rows(0);
    let without_table = inbox_of(&app.place).await.quarantine();
    for (state, quarantine) in [("kept", &app.quarantine), ("full", &full), ("no table", &without_table)] {
        if state == "no table" {
            super::execute(&app.place, "DROP TABLE countersign_quarantine".to_owned()).await;
        }
        for server in both(&app.inbox, quarantine).await {
            let name = format!("{state}, {}", server.framework);
            let mut answers = Vec::new();
            for path in ["/off", "/github"] {
                for (case, request) in &refused {
                    let answer = request.clone().to(path).send(server.address).await;
                    assert_eq!((answer.status(), answer.text()), (401, ""), "{case} at {path}, {name}");
                    answers.push(answer);
                }
            }
            assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{name}: {answers:?}");
            quarantine.flush().await;
        }
        if state != "no table" {
            assert_eq!(quarantine.held().await.unwrap(), if state == "kept" { 4 } else { 0 }, "{state}");
            app.quarantine.clear(&right()).await.unwrap();
        }
    }
}

pub(crate) async fn a_flood_is_answered_and_bounded(app: App) {
    // Fewer than may wait in memory, which is all that is kept of a flood that is over at once.
    let quarantine = app.quarantine.clone().rows(100);
    for server in both(&app.inbox, &quarantine).await {
        let name = server.framework;
        let mut flood = JoinSet::new();
        for task in 0..8 {
            let address = server.address;
            flood.spawn(async move {
                let mut connection = super::client::Connection::open(address).await;
                for index in 0..100 {
                    let forged = github("a stranger's secret", format!("{task} {index}"));
                    let answer = match connection.exchange(&forged).await {
                        Some(answer) => answer,
                        // The server closes where it refuses.
                        None => {
                            connection = super::client::Connection::open(address).await;
                            connection.exchange(&forged).await.unwrap()
                        }
                    };
                    assert_eq!(answer.status(), 401);
                }
            });
        }
        flood.join_all().await;
        quarantine.flush().await;
        assert_eq!(app.held().await, 100, "{name}");
    }
    assert_eq!(quarantine.dropped(), 2 * 800 - 100);
}

pub(crate) async fn a_success_is_answered_for_what_is_on_disk_alone(app: App) {
    let quarantine = app.quarantine.clone().rows(4);
    let send = |server: &Server, request: Request| {
        let address = server.address;
        async move { request.to("/promise").send(address).await.status() }
    };
    for server in both(&app.inbox, &quarantine).await {
        let name = server.framework;
        let good = github(GITHUB, name);
        assert_eq!(send(&server, good.clone()).await, 200, "{name}");
        assert_eq!(app.held().await, 1, "{name}");
        assert_eq!(send(&server, good.without("x-hub-signature-256")).await, 401, "{name}");
        let mut answers = Vec::new();
        for index in 0..6 {
            answers.push(send(&server, github("a stranger's secret", format!("{index}"))).await);
        }
        assert_eq!(answers, [200, 200, 200, 401, 401, 401], "{name}");
        assert_eq!(quarantine.retry(&right()).await.unwrap().stored, 1, "{name}");
        assert_eq!(app.drain().await, [name]);
        quarantine.clear(&right()).await.unwrap();
    }
}

// Rule 52, where nothing is handled: the sender is refused as ever.
pub(crate) async fn a_database_that_is_down_changes_no_answer(app: App) {
    let (inbox, proxy) = match app.place.backend() {
        Backend::Postgres => {
            let proxy = Proxy::to(&app.place.socket()).await;
            (inbox_of(&app.place.by(proxy.address)).await, Some(proxy))
        }
        _ => (inbox_of(&app.place).await, None),
    };
    let inbox = inbox.timeout(Duration::milliseconds(500));
    let quarantine = inbox.quarantine();
    for server in both(&inbox, &quarantine).await {
        let name = server.framework;
        let before = quarantine.dropped();
        let lock = match &proxy {
            Some(proxy) => {
                proxy.set(Way::Cut);
                None
            }
            None => Some(app.place.sqlite().await.begin_with("BEGIN IMMEDIATE").await.unwrap()),
        };
        for path in ["/github", "/promise"] {
            let request = github(GITHUB, format!("{name} {path} down"));
            assert_eq!(request.to(path).send(server.address).await.status(), 401, "{name} {path}");
        }
        // What was not written is not written later.
        quarantine.flush().await;
        assert_eq!(quarantine.dropped() - before, 2, "{name}");
        match (&proxy, lock) {
            (Some(proxy), _) => proxy.set(Way::Open),
            (None, Some(lock)) => lock.rollback().await.unwrap(),
            (None, None) => {}
        }
        let held = app.held().await;
        while app.held().await == held {
            let request = github(GITHUB, format!("{name} up"));
            assert_eq!(request.send(server.address).await.status(), 401, "{name}");
            quarantine.flush().await;
        }
        assert_eq!(app.retry().await.refused, 0, "{name}");
        assert_eq!(app.drain().await, [format!("{name} up")]);
    }
}
