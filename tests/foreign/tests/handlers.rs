//! The same handler on both frameworks, over an enum whose arms hold types of another crate.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use axum::body::{Body, to_bytes};
use countersign::providers::GitHub;
use countersign::{Verified, Verifier, events};
use http::{Request, StatusCode};
use octocrab::models::webhook_events::payload::{PushWebhookEventPayload, WatchWebhookEventPayload};
use tower::ServiceExt as _;

events! {
    enum Development: GitHub {
        Pushed(Json<PushWebhookEventPayload>) = "push",
        Watched(Data<WatchWebhookEventPayload>) = "watch.started",
        ; Other
    }
}

async fn on_event(event: Verified<Development>) -> String {
    match &*event {
        Development::Pushed(push) => format!("{} was pushed", push.r#ref),
        Development::Watched(_) => "somebody watches".to_owned(),
        Development::Other => "something else".to_owned(),
    }
}

const PUSH: &str = r#"{"ref":"refs/heads/main","before":"6113728f","after":"a10867b1","commits":[],
    "compare":"https://github.com/octo/hello/compare/6113728f...a10867b1","created":false,"deleted":false,
    "forced":false,"pusher":{"name":"octo"}}"#;

/// (event, body, status, answer)
const CASES: [(&str, &str, StatusCode, &str); 4] = [
    ("push", PUSH, StatusCode::OK, "refs/heads/main was pushed"),
    ("watch", r#"{"action":"started"}"#, StatusCode::OK, "somebody watches"),
    ("watch", r#"{"action":"paused"}"#, StatusCode::OK, "something else"),
    ("push", r#"{"ref":1}"#, StatusCode::BAD_REQUEST, ""),
];

fn github() -> Verifier<GitHub> {
    Verifier::new("It's a Secret to Everybody").unwrap()
}

fn request(event: &str, body: &str) -> Request<bytes::Bytes> {
    github().sign(body.to_owned()).header("x-github-event", event).request().unwrap()
}

#[tokio::test]
async fn axum_hands_on_types_of_another_crate() {
    let app = axum::Router::new().route("/", axum::routing::post(on_event)).with_state(github());
    for (event, body, status, expected) in CASES {
        let response = app.clone().oneshot(request(event, body).map(Body::from)).await.unwrap();
        assert_eq!(response.status(), status, "{event} {body}");
        assert_eq!(to_bytes(response.into_body(), 1024).await.unwrap(), expected, "{event} {body}");
    }
}

#[actix_web::test]
async fn actix_hands_on_types_of_another_crate() {
    use actix_web::test::{TestRequest, call_service, init_service, read_body};

    let app = actix_web::App::new().app_data(github()).route("/", actix_web::web::post().to(on_event));
    let app = init_service(app).await;
    for (event, body, status, expected) in CASES {
        let (parts, body) = request(event, body).into_parts();
        let mut request = TestRequest::post().uri("/").set_payload(body);
        for (name, value) in &parts.headers {
            request = request.insert_header((name.as_str(), value.as_bytes()));
        }
        let response = call_service(&app, request.to_request()).await;
        assert_eq!(response.status().as_u16(), status.as_u16(), "{event}");
        assert_eq!(read_body(response).await, expected, "{event}");
    }
}
