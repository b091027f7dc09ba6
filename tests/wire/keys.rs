//! Keys that are fetched while a delivery waits.

use actix_web::web;
use axum::Router;
use axum::routing::post;
use countersign::fetch::{FetchError, WantedKey};
use countersign::providers::Circle;
use countersign::{Raw, Verified, Verifier};

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
    Verifier::fetching(move |_: WantedKey| std::future::ready(answers.map(|()| key.clone())))
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
