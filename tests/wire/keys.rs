//! Keys that are fetched while a delivery waits.

use std::future::ready;
use std::sync::{Arc, Mutex};

use actix_web::test::TestRequest;
use actix_web::web;
use axum::Router;
use axum::routing::post;
use countersign::fetch::{FetchError, FetchFuture, KeySource, WantedKey};
use countersign::providers::Circle;
use countersign::{
    AnyProvider, Confirmation, Published, Raw, Refusal, Scheme, Source, Verified, Verifier, actix,
};
use ed25519_dalek::{Signer as _, SigningKey};

use crate::client::Request;
use crate::server::Server;

/// The example of Circle's documentation. It has no time, so it does not get old.
const VECTORS: &str = include_str!("../vectors/circle.json");

/// A source that has the key, one that cannot get at it, and one that says there is none.
const SOURCES: [(&str, Result<(), FetchError>, u16); 3] = [
    ("/there", Ok(()), 200),
    ("/failed", Err(FetchError::Failed), 503),
    ("/not-there", Err(FetchError::NotThere), 401),
];

fn genuine() -> (Request, String) {
    let vectors: serde_json::Value = serde_json::from_str(VECTORS).unwrap();
    let vector = &vectors[0];
    assert_eq!(vector["name"], "circle-docs-example");
    let mut request = Request::post("/").body(vector["body"].as_str().unwrap());
    for (name, value) in vector["headers"].as_object().unwrap() {
        request = request.header(&name.to_lowercase(), value.as_str().unwrap());
    }
    (request, vector["secret"].as_str().unwrap().to_owned())
}

fn verifier(key: &str, answers: Result<(), FetchError>) -> Verifier<Circle> {
    let key = key.to_owned();
    Verifier::fetching(move |_: WantedKey| ready(answers.map(|()| key.clone())))
}

async fn on_circle(_: Verified<Raw<Circle>>) -> &'static str {
    "handled"
}

async fn servers(key: &str) -> [Server; 2] {
    let router = SOURCES.iter().fold(Router::new(), |router, (path, answers, _)| {
        let route = Router::new().route(path, post(on_circle)).with_state(verifier(key, *answers));
        router.merge(route)
    });
    let verifiers = SOURCES.map(|(path, answers, _)| (path, verifier(key, answers)));
    let configure = move |app: &mut web::ServiceConfig| {
        for (path, verifier) in verifiers.clone() {
            app.service(web::resource(path).app_data(verifier).route(web::post().to(on_circle)));
        }
    };
    [Server::of_axum(router).await, Server::of_actix(configure)]
}

#[tokio::test]
async fn a_key_that_cannot_be_fetched_is_a_503_with_retry_after() {
    let (genuine, key) = genuine();
    for server in servers(&key).await {
        for (path, _, status) in SOURCES {
            let case = format!("{} {path}", server.framework);
            let answer = genuine.clone().to(path).send(server.address).await;
            assert_eq!(answer.status(), status, "{case}");
            assert_eq!(answer.text(), if status == 200 { "handled" } else { "" }, "{case}");
            assert_eq!(answer.header("retry-after"), (status == 503).then_some("30"), "{case}");
        }
        let forged = genuine.clone().body("{}").to("/there").send(server.address).await;
        assert_eq!(forged.status(), 401, "{}", server.framework);
        let unknown = genuine.clone().to("/not-there").send(server.address).await;
        assert_eq!(forged, unknown, "{}: an unknown key is refused like any other", server.framework);
    }
}

/// A sender of the user's own, whose confirmations are told by their head.
static OWN: Scheme =
    Scheme::ed25519("own", "x-tag").published(Published::on_request()).confirmation(Confirmation::new(
        (Source::Header("x-type"), "confirmation"),
        (Source::Header("x-topic"), "topic"),
        Source::Header("x-link"),
        &["https://own.example/*"],
    ));

/// Has one key, and notes which links it followed.
#[derive(Clone)]
struct Links(String, Arc<Mutex<Vec<String>>>);

impl KeySource for Links {
    fn fetch<'a>(&'a self, _: &'a WantedKey) -> FetchFuture<'a, String> {
        Box::pin(ready(Ok(self.0.clone())))
    }

    fn follow<'a>(&'a self, url: &'a str) -> FetchFuture<'a, ()> {
        self.1.lock().unwrap().push(url.to_owned());
        Box::pin(ready(Ok(())))
    }
}

// Rule 44.
#[tokio::test]
async fn a_confirmation_that_its_head_tells_is_followed_in_both_frameworks() {
    let key = SigningKey::from_bytes(&[1; 32]);
    let tag = hex::encode(key.sign(b"{}").to_bytes());
    let headers = [
        ("x-type", "confirmation"),
        ("x-topic", "ours"),
        ("x-link", "https://own.example/a"),
        ("x-tag", &tag),
    ];
    let links = Links(hex::encode(key.verifying_key().to_bytes()), Arc::default());
    let verifier = Verifier::<AnyProvider>::of_fetching(&OWN, links.clone()).unwrap();
    let verifier = verifier.setting("topic", "ours").confirm_subscriptions();

    let request =
        headers.iter().fold(http::Request::post("/"), |request, (name, value)| request.header(*name, *value));
    let refused = countersign::axum::receive(&verifier, request.body("{}".into()).unwrap()).await.map(drop);
    assert!(
        matches!(refused, Err(countersign::axum::Rejection::Refusal(Refusal::Handshake(_)))),
        "{refused:?}"
    );

    let request =
        headers.into_iter().fold(TestRequest::post(), |request, header| request.insert_header(header));
    let (request, mut payload) = request.set_payload("{}").to_http_parts();
    let refused = actix::receive(&verifier, &request, &mut payload).await.map(drop);
    assert!(matches!(refused, Err(actix::Rejection::Refusal(Refusal::Handshake(_)))), "{refused:?}");
    assert_eq!(*links.1.lock().unwrap(), ["https://own.example/a"; 2]);
}
