//! The app in axum.

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use countersign::axum::{Rejection, receive};
use countersign::providers::{
    Echolon, GenericBasic, GenericToken, GitHub, GitLab, Meta, Slack, StandardWebhooks, Stripe, Svix, Twilio,
    Zoom,
};
use countersign::{AnyProvider, Event, Json, Raw, Verified, Verifier};
use serde_json::Value;

use crate::app::{App, LOWERED, More, Particular, Probed, Push, RAISED, Seen};

pub(crate) fn router(app: App) -> Router {
    let more = More::new();
    let seen = &app.seen;
    Router::new()
        .route("/basic", any(on::<Raw<GenericBasic>>))
        .route("/bearer", any(on::<Raw<GenericToken>>))
        .route("/echolon/{token}", any(on_call))
        .route("/github", any(on::<Raw<GitHub>>))
        .route("/github/any", any(on::<Json<GitHub, Value>>))
        .route("/github/push", any(on::<Json<GitHub, Push>>))
        .route("/github/seen", any(on_either::<Json<GitHub, Push>>))
        .route("/gitlab", any(on::<Raw<GitLab>>))
        .route("/lowered", post(on::<Raw<GitHub>>).layer(DefaultBodyLimit::max(LOWERED)))
        .route("/meta", any(on::<Raw<Meta>>))
        .route("/meta/seen", any(on_either::<Raw<Meta>>))
        .route("/particular", any(on_particular))
        .route("/probed", any(on::<Raw<Probed>>))
        .route("/raised", post(on::<Raw<GitHub>>).layer(DefaultBodyLimit::max(RAISED)))
        .route("/slack", any(on::<Raw<Slack>>))
        .route("/slack/seen", any(on_either::<Raw<Slack>>))
        .route("/standard", any(on::<Raw<StandardWebhooks>>))
        .route("/stripe", any(on::<Raw<Stripe>>))
        .route("/svix", any(on::<Raw<Svix>>))
        .route("/twilio", any(on::<Raw<Twilio>>))
        .route("/zoom", any(on::<Raw<Zoom>>))
        .with_state(app.clone())
        .merge(endpoint::<GitHub>("/github/second", seen, more.github_second))
        .merge(endpoint::<GitHub>("/github/retired", seen, more.github_retired))
        .merge(endpoint::<Meta>("/meta/without-token", seen, more.meta_without_token))
        .merge(by_name("/slack/by-name", seen, more.slack_by_name))
        .merge(endpoint::<Stripe>("/stripe/strict", seen, more.stripe_strict))
        .merge(endpoint::<Twilio>("/twilio/without-url", seen, more.twilio_without_url))
}

/// One more endpoint of a sender, with a verifier of its own.
fn endpoint<P: countersign::Provider>(path: &str, seen: &Seen, verifier: Verifier<P>) -> Router {
    let state = Endpoint { seen: seen.clone(), verifier };
    Router::new().route(path, any(on_endpoint::<P>)).with_state(state)
}

/// An endpoint that receives without an extractor.
fn by_name(path: &str, seen: &Seen, verifier: Verifier<AnyProvider>) -> Router {
    let state = Endpoint { seen: seen.clone(), verifier };
    Router::new().route(path, any(on_request)).with_state(state)
}

async fn on_request(
    State(endpoint): State<Endpoint<AnyProvider>>,
    request: Request,
) -> Result<Response, Rejection> {
    let event = receive(&endpoint.verifier, request).await?;
    Ok(json(endpoint.seen.describe(&event)))
}

struct Endpoint<P> {
    seen: Seen,
    verifier: Verifier<P>,
}

impl<P> Clone for Endpoint<P> {
    fn clone(&self) -> Self {
        Self { seen: self.seen.clone(), verifier: self.verifier.clone() }
    }
}

impl<P> FromRef<Endpoint<P>> for Verifier<P> {
    fn from_ref(endpoint: &Endpoint<P>) -> Self {
        endpoint.verifier.clone()
    }
}

async fn on_endpoint<P: countersign::Provider>(
    State(endpoint): State<Endpoint<P>>,
    event: Verified<Raw<P>>,
) -> Response {
    json(endpoint.seen.describe(&event))
}

async fn on<E: Event>(State(seen): State<Seen>, event: Verified<E>) -> Response {
    json(seen.describe(&event))
}

/// The sender reads the answer.
async fn on_call(State(seen): State<Seen>, call: Verified<Raw<Echolon>>) -> Response {
    seen.describe(&call);
    json(r#"{"reference":"T-1"}"#.to_owned())
}

/// The sender wants its own answer.
async fn on_particular(State(seen): State<Seen>, event: Verified<Raw<Particular>>) -> Response {
    seen.describe(&event);
    event.receipt().acceptance().map(axum::body::Body::from)
}

/// A handler that sees refusals too.
async fn on_either<E: Event>(
    State(seen): State<Seen>,
    event: Result<Verified<E>, Rejection>,
) -> Result<Response, Rejection> {
    match event {
        Ok(event) => Ok(json(seen.describe(&event))),
        Err(rejection) => {
            if let Rejection::Refusal(refusal) = &rejection {
                seen.note(refusal);
            }
            Err(rejection)
        }
    }
}

fn json(text: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
