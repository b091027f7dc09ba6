//! Events by name: the same handler on both frameworks, over an enum whose arms hold types of several crates.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use actix_web::web;
use axum::Router;
use axum::routing::post;
use countersign::providers::GitHub;
use countersign::{Data, Event, Payload, PayloadError, Refusal, Verified, Verifier, events};
use octocrab::models::webhook_events::payload::PushWebhookEventPayload;

use crate::client::Request;
use crate::senders::{GITHUB, github};
use crate::server::Server;

#[derive(serde::Deserialize)]
struct Issue {
    action: String,
}

/// A type that parses itself.
struct Zen(String);

impl Event for Zen {
    type Provider = GitHub;

    fn parse(payload: &Payload<'_, GitHub>) -> Result<Self, PayloadError> {
        payload.at("/zen")?.map(Self).ok_or(PayloadError::NoData)
    }
}

events! {
    enum Development: GitHub {
        Pushed(Json<PushWebhookEventPayload>) = "push",
        Opened(Data<Issue>) = "issues.opened" | "issues.reopened",
        Issue(Box<Data<GitHub, Issue>>) = "issues",
        Ping(Zen) = "ping",
        ; Other
    }
}

events! {
    /// What is of no interest does not get here.
    enum OnlyPushes: GitHub {
        Pushed(Json<PushWebhookEventPayload>) = "push",
        ; _
    }
}

async fn on_development(event: Verified<Development>) -> String {
    match &*event {
        Development::Pushed(push) => format!("pushed {}", push.r#ref),
        Development::Opened(issue) => format!("issue {}", issue.action),
        Development::Issue(issue) => format!("another action: {}", issue.action),
        Development::Ping(zen) => zen.0.clone(),
        Development::Other => "other".to_owned(),
    }
}

async fn on_pushes(event: Verified<OnlyPushes>) -> String {
    let OnlyPushes::Pushed(push) = &*event;
    format!("pushed {}", push.r#ref)
}

/// What the hook was told.
type Told = Arc<Mutex<Vec<String>>>;

fn verifier(told: &Told, parsed: &Arc<AtomicUsize>) -> Verifier<GitHub> {
    let (told, parsed) = (Arc::clone(told), Arc::clone(parsed));
    Verifier::new(GITHUB).unwrap().on_refusal(move |refusal| {
        let name = match refusal {
            Refusal::Unfit(unfit) => {
                // Nothing of it is lost.
                parsed.fetch_add(unfit.delivery().body().len(), Ordering::Relaxed);
                "unfit"
            }
            Refusal::Unwanted(_) => "unwanted",
            Refusal::Refused(..) => "refused",
            _ => "another",
        };
        told.lock().unwrap().push(name.to_owned());
    })
}

async fn servers(github: &Verifier<GitHub>) -> [Server; 2] {
    let router = Router::new()
        .route("/github", post(on_development))
        .route("/pushes", post(on_pushes))
        .with_state(github.clone());
    let github = github.clone();
    let configure = move |app: &mut web::ServiceConfig| {
        app.app_data(github.clone())
            .route("/github", web::post().to(on_development))
            .route("/pushes", web::post().to(on_pushes));
    };
    [Server::of_axum(router).await, Server::of_actix(configure)]
}

fn event(name: &str, body: &str) -> Request {
    github(GITHUB, body).header("x-github-event", name)
}

const PUSH: &str = r#"{"ref":"refs/heads/main","before":"0","after":"1","commits":[],"compare":"https://example.com/",
    "created":false,"deleted":false,"forced":false,"pusher":{"name":"a"}}"#;

#[tokio::test]
async fn an_event_is_told_by_its_name() {
    let (told, kept) = (Told::default(), Arc::default());
    let verifier = verifier(&told, &kept);
    // (case, request, status, answer)
    let cases = [
        ("another crate's type", event("push", PUSH), 200, "pushed refs/heads/main"),
        ("an action", event("issues", r#"{"action":"opened"}"#), 200, "issue opened"),
        ("another one of the same arm", event("issues", r#"{"action":"reopened"}"#), 200, "issue reopened"),
        ("an action that was unknown", event("issues", r#"{"action":"x"}"#), 200, "another action: x"),
        ("a type that parses itself", event("ping", r#"{"zen":"Keep it."}"#), 200, "Keep it."),
        ("a name that was unknown", event("brand_new", "{}"), 200, "other"),
        ("no name", github(GITHUB, "{}"), 200, "other"),
        ("a payload that does not fit", event("issues", "{}"), 400, ""),
    ];
    for server in servers(&verifier).await {
        for (case, request, status, answer) in &cases {
            let found = request.clone().to("/github").send(server.address).await;
            assert_eq!((found.status(), found.text()), (*status, *answer), "{} {case}", server.framework);
        }
    }
}

#[tokio::test]
async fn an_event_of_another_name_is_accepted_and_counted() {
    let (told, kept) = (Told::default(), Arc::<AtomicUsize>::default());
    let verifier = verifier(&told, &kept);
    for (at, server) in servers(&verifier).await.iter().enumerate() {
        let pushes = |request: Request| request.to("/pushes");
        // (case, request, status, answer, what the hook is told)
        let cases = [
            ("one that was asked for", event("push", PUSH), 200, "pushed refs/heads/main", None),
            ("one of another name", event("issues", "{}"), 200, "", Some("unwanted")),
            ("one without a name", github(GITHUB, "{}"), 200, "", Some("unwanted")),
            ("one that does not fit", event("push", "{\"ref\":7}"), 400, "", Some("unfit")),
            ("one that is forged", event("issues", "{}").body("{ }"), 401, "", Some("refused")),
        ];
        for (case, request, status, expected, hook) in cases {
            told.lock().unwrap().clear();
            let answer = pushes(request).send(server.address).await;
            let case = format!("{} {case}", server.framework);
            assert_eq!((answer.status(), answer.text()), (status, expected), "{case}");
            assert_eq!(told.lock().unwrap().first().map(String::as_str), hook, "{case}");
        }
        assert_eq!(verifier.unwanted_events(), 2 * (at as u64 + 1), "{}", server.framework);
        assert_eq!(kept.load(Ordering::Relaxed), 9 * (at + 1), "{}", server.framework);
    }
}
