//! The app in actix-web.

use actix_web::web::{self, Data, PayloadConfig, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Resource};
use countersign::actix::{Rejection, receive, response};
use countersign::providers::{
    Echolon, GenericBasic, GenericToken, GitHub, GitLab, Meta, Slack, StandardWebhooks, Stripe, Svix, Twilio,
    Zoom,
};
use countersign::{AnyProvider, Event, Json, Provider, Raw, Verified, Verifier};
use serde_json::Value;

use crate::app::{App, LOWERED, More, Particular, Probed, Push, RAISED, Seen};

pub(crate) fn configure(app: &App, config: &mut ServiceConfig) {
    let more = More::new();
    let lowered = web::resource("/lowered").app_data(PayloadConfig::new(LOWERED));
    let raised = web::resource("/raised").app_data(PayloadConfig::new(RAISED));
    config
        .app_data(Data::new(app.seen.clone()))
        .app_data(app.basic.clone())
        .app_data(app.bearer.clone())
        .app_data(app.echolon.clone())
        .app_data(app.github.clone())
        .app_data(app.gitlab.clone())
        .app_data(app.meta.clone())
        .app_data(app.particular.clone())
        .app_data(app.probed.clone())
        .app_data(app.slack.clone())
        // In `Data`, where users keep what they share, it is found too.
        .app_data(Data::new(app.standard.clone()))
        .app_data(app.stripe.clone())
        .app_data(app.svix.clone())
        .app_data(app.twilio.clone())
        .app_data(app.zoom.clone())
        .service(web::resource("/basic").to(on::<Raw<GenericBasic>>))
        .service(web::resource("/bearer").to(on::<Raw<GenericToken>>))
        .service(web::resource("/echolon/{token}").to(on_call))
        .service(web::resource("/github").to(on::<Raw<GitHub>>))
        .service(web::resource("/github/any").to(on::<Json<GitHub, Value>>))
        .service(web::resource("/github/push").to(on::<Json<GitHub, Push>>))
        .service(web::resource("/github/seen").to(on_either::<Json<GitHub, Push>>))
        .service(web::resource("/gitlab").to(on::<Raw<GitLab>>))
        .service(lowered.to(on::<Raw<GitHub>>))
        .service(web::resource("/meta").to(on::<Raw<Meta>>))
        .service(web::resource("/meta/seen").to(on_either::<Raw<Meta>>))
        .service(web::resource("/particular").to(on_particular))
        .service(web::resource("/probed").to(on::<Raw<Probed>>))
        .service(raised.to(on::<Raw<GitHub>>))
        .service(web::resource("/slack").to(on::<Raw<Slack>>))
        .service(web::resource("/slack/seen").to(on_either::<Raw<Slack>>))
        .service(web::resource("/standard").to(on::<Raw<StandardWebhooks>>))
        .service(web::resource("/stripe").to(on::<Raw<Stripe>>))
        .service(web::resource("/svix").to(on::<Raw<Svix>>))
        .service(web::resource("/twilio").to(on::<Raw<Twilio>>))
        .service(web::resource("/zoom").to(on::<Raw<Zoom>>))
        .service(endpoint("/github/second", more.github_second))
        .service(endpoint("/github/retired", more.github_retired))
        .service(endpoint("/meta/without-token", more.meta_without_token))
        .service(web::resource("/slack/by-name").app_data(more.slack_by_name).to(on_request))
        .service(endpoint("/stripe/strict", more.stripe_strict))
        .service(endpoint("/twilio/without-url", more.twilio_without_url))
        // No verifier of this sender is there.
        .service(web::resource("/forgotten").to(on::<Raw<countersign::providers::Hookdeck>>));
}

/// One more endpoint of a sender, with a verifier of its own.
fn endpoint<P: Provider>(path: &str, verifier: Verifier<P>) -> Resource {
    web::resource(path).app_data(verifier).to(on::<Raw<P>>)
}

/// A handler that receives without an extractor.
async fn on_request(
    seen: Data<Seen>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Rejection> {
    let verifier = request.app_data::<Verifier<AnyProvider>>().unwrap();
    let event = receive(verifier, &request, &mut payload.into_inner()).await?;
    Ok(json(seen.describe(&event)))
}

async fn on<E: Event + 'static>(seen: Data<Seen>, event: Verified<E>) -> HttpResponse {
    json(seen.describe(&event))
}

/// The sender reads the answer.
async fn on_call(seen: Data<Seen>, call: Verified<Raw<Echolon>>) -> HttpResponse {
    seen.describe(&call);
    json(r#"{"reference":"T-1"}"#.to_owned())
}

/// The sender wants its own answer.
async fn on_particular(seen: Data<Seen>, event: Verified<Raw<Particular>>) -> HttpResponse {
    seen.describe(&event);
    response(event.receipt().acceptance())
}

/// A handler that sees refusals too.
async fn on_either<E: Event + 'static>(
    seen: Data<Seen>,
    event: Result<Verified<E>, Rejection>,
) -> Result<HttpResponse, Rejection> {
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

fn json(text: String) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(text)
}
