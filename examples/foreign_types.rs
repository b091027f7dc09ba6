//! Enums of events whose arms hold types of other crates.
//!
//! ```sh
//! cargo run --example foreign_types
//! ```
//!
//! Any type that `serde` can make goes into an arm: `Json<T>` reads it from the whole payload, `Data<T>` from the
//! part that the event is about. None of these crates is a dependency of countersign.

use std::error::Error;

use cloudevents::AttributesReader as _;
use countersign::providers::{CloudEvents, GitHub, Slack, Stripe};
use countersign::{Delivery, Json, Provider, Raw, Verified, Verifier, events};
use octocrab::models::webhook_events::payload::{IssuesWebhookEventPayload, PushWebhookEventPayload};
use slack_morphism::prelude::SlackPushEvent;
use time::OffsetDateTime;
use time::macros::datetime;

events! {
    /// By octocrab.
    enum Development: GitHub {
        Pushed(Json<PushWebhookEventPayload>) = "push",
        Issue(Json<Box<IssuesWebhookEventPayload>>) = "issues",
        ; Other
    }
}

events! {
    /// By async-stripe.
    enum Billing: Stripe {
        Refunded(Data<stripe_shared::Refund>) = "refund.created" | "refund.updated",
        ; Other
    }
}

events! {
    /// By slack-morphism.
    enum Talk: Slack {
        Message(Json<SlackPushEvent>) = "message" | "app_mention",
        ; Other
    }
}

/// By the SDK of CloudEvents.
type CloudEvent = Json<CloudEvents, cloudevents::Event>;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

fn main() -> Result<(), Box<dyn Error>> {
    let github = Verifier::<GitHub>::new("It's a Secret to Everybody")?;
    let request = github.sign(PUSH).header("x-github-event", "push").request()?;
    match &*receive(&github, request)?.parse::<Development>()? {
        Development::Pushed(push) => println!("octocrab: {} was pushed", push.r#ref),
        Development::Issue(_) | Development::Other => return Err("another event".into()),
    }

    let stripe = Verifier::<Stripe>::new("whsec_b6hHwtmp0")?;
    match &*receive(&stripe, stripe.sign(REFUND).at(NOW).request()?)?.parse::<Billing>()? {
        Billing::Refunded(refund) => println!("async-stripe: {} cents were refunded", refund.amount),
        Billing::Other => return Err("another event".into()),
    }

    let slack = Verifier::<Slack>::new("8f742231b10e8888abcd99yyyzzz85a5")?;
    match &*receive(&slack, slack.sign(MENTION).at(NOW).request()?)?.parse::<Talk>()? {
        Talk::Message(event) => match &**event {
            SlackPushEvent::EventCallback(callback) => {
                println!("slack-morphism: team {} says something", callback.team_id);
            }
            _ => return Err("another event".into()),
        },
        Talk::Other => return Err("another event".into()),
    }

    let sender = Verifier::<CloudEvents>::new("Bearer 6c1d7a3e90")?;
    let event = receive(&sender, sender.sign(CLOUD_EVENT).request()?)?.parse::<CloudEvent>()?;
    println!("cloudevents-sdk: {} of {}", event.ty(), event.source());
    Ok(())
}

/// What a server does with what comes in.
fn receive<P: Provider>(
    verifier: &Verifier<P>,
    request: http::Request<bytes::Bytes>,
) -> Result<Verified<Raw<P>>, countersign::Error> {
    verifier.verify(Delivery::from_request(request, NOW))
}

const PUSH: &str = r#"{"ref":"refs/heads/main","before":"6113728f","after":"a10867b1","commits":[],
    "compare":"https://github.com/octo/hello/compare/6113728f...a10867b1","created":false,"deleted":false,
    "forced":false,"pusher":{"name":"octo"}}"#;

const REFUND: &str = r#"{"id":"evt_1","object":"event","type":"refund.created","data":{"object":{
    "id":"re_1","object":"refund","amount":1250,"charge":"ch_1","created":1795348800,"currency":"eur"}}}"#;

const MENTION: &str = r#"{"type":"event_callback","team_id":"T1","api_app_id":"A1","event_id":"Ev1",
    "event_time":1795348800,"event":{"type":"app_mention","user":"U1","text":"hello","ts":"1795348800.000100",
    "channel":"C1","event_ts":"1795348800.000100"}}"#;

const CLOUD_EVENT: &str = r#"{"specversion":"1.0","id":"1","source":"/orders","type":"order.placed",
    "datacontenttype":"application/json","data":{"total":3}}"#;
