//! The crates, each with the delivery in the form that it takes.
//!
//! Each is handed a delivery of its own, with headers that no check has read before, and those that borrow one give it
//! back with their answer, as a receiver would go on with it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum_github_webhook_extract::{GithubEvent, GithubToken};
use bytes::Bytes;
use countersign::providers::{GitHub, StandardWebhooks, Stripe};
use countersign::{Delivery, Json, Provider, Verified, Verifier};
use futures_executor::block_on;
use serde::de::IgnoredAny;
use time::OffsetDateTime;
use webhook_verify::{Secret, VerifyOptions, verify};

use crate::turns::turn;

/// One crate, and one form of signature that it checks.
pub(crate) struct Peer {
    pub(crate) form: &'static str,
    pub(crate) name: &'static str,
    /// One turn, in nanoseconds a delivery.
    pub(crate) turn: Box<dyn Fn() -> f64>,
}

/// A peer that is asked once whether it accepts the delivery, so that nothing is measured that fails early.
fn peer<I: Clone + 'static, O: 'static>(
    form: &'static str,
    name: &'static str,
    input: I,
    check: impl Fn(I) -> O + 'static,
    accepts: impl Fn(&O) -> bool,
) -> Peer {
    assert!(accepts(&check(input.clone())), "{name} accepts {form}");
    Peer { form, name, turn: Box::new(move || turn(&input, &check)) }
}

const GITHUB: &str = "It's a Secret to Everybody";
const STRIPE: &str = "whsec_8f742231b10e8888abcd99";
const STANDARD: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A JSON object of this size.
pub(crate) fn body(size: usize) -> Bytes {
    let around = r#"{"text":""}"#.len();
    let text: String = "countersign ".chars().cycle().take(size - around).collect();
    format!(r#"{{"text":"{text}"}}"#).into()
}

/// A genuine delivery of a provider.
fn delivery<P: Provider>(verifier: &Verifier<P>, size: usize, now: OffsetDateTime) -> Delivery {
    let signing = verifier.sign(body(size)).at(now).id("msg_2Lh9KRb0pzN4LePd3XiA4v12Axj");
    Delivery::from_request(signing.request().expect("a body that the scheme can sign"), now)
}

pub(crate) fn peers(size: usize) -> Vec<Peer> {
    let now = OffsetDateTime::now_utc();
    [github(size, now), stripe(size, now), standard(size, now)].into_iter().flatten().collect()
}

fn ours<P: Provider + 'static>(form: &'static str, verifier: Verifier<P>, delivery: &Delivery) -> Peer {
    peer(form, "countersign", delivery.clone(), move |delivery| verifier.verify(delivery), Result::is_ok)
}

fn theirs(form: &'static str, provider: webhook_verify::Provider, secret: &str, delivery: &Delivery) -> Peer {
    let secret = Secret::new(secret);
    let check = move |delivery: Delivery| {
        let (headers, body) = (&*delivery.head().headers, delivery.body());
        let verified = verify(provider.clone(), headers, body, &secret, VerifyOptions::default());
        (verified, delivery)
    };
    peer(form, "webhook-verify 0.1", delivery.clone(), check, |(verified, _)| verified.is_ok())
}

fn github(size: usize, now: OffsetDateTime) -> Vec<Peer> {
    const FORM: &str = "GitHub";
    let verifier = Verifier::<GitHub>::new(GITHUB).expect("a secret");
    let delivery = delivery(&verifier, size, now);
    let token = GithubToken(Arc::new(GITHUB.to_owned()));
    let state = verifier.clone();
    let extract = move |delivery| {
        block_on(Verified::<Json<GitHub, IgnoredAny>>::from_request(request(delivery), &state))
            .map(|event| event.body().len())
    };
    let extract_theirs = move |delivery| {
        block_on(GithubEvent::<IgnoredAny>::from_request(request(delivery), &token)).map(|_| 0)
    };
    vec![
        ours(FORM, verifier, &delivery),
        theirs(FORM, webhook_verify::Provider::GitHub, GITHUB, &delivery),
        peer("GitHub, axum", "countersign", delivery.clone(), extract, Result::is_ok),
        peer("GitHub, axum", "axum-github-webhook-extract 0.3", delivery, extract_theirs, Result::is_ok),
    ]
}

/// The request as axum has it.
fn request(delivery: Delivery) -> Request {
    let mut request = Request::new(Body::from(delivery.body().clone()));
    *request.headers_mut() = delivery.head().headers.clone().into();
    *request.method_mut() = delivery.head().method.clone();
    request
}

fn stripe(size: usize, now: OffsetDateTime) -> Vec<Peer> {
    const FORM: &str = "Stripe";
    let verifier = Verifier::<Stripe>::new(STRIPE).expect("a secret");
    let delivery = delivery(&verifier, size, now);
    let header = delivery.head().headers["stripe-signature"].to_str().expect("ASCII").to_owned();
    let text = String::from_utf8(delivery.body().to_vec()).expect("UTF-8");
    // What it parses is no event, so it stops behind the check.
    let construct = |(text, header): (Arc<str>, Arc<str>)| {
        stripe_webhook::Webhook::construct_event(&text, &header, STRIPE).err()
    };
    let is_behind_check =
        |error: &Option<_>| matches!(error, Some(stripe_webhook::WebhookError::BadParse(_)));
    vec![
        theirs(FORM, webhook_verify::Provider::Stripe, STRIPE, &delivery),
        peer(
            FORM,
            "async-stripe-webhook 1.0.0-rc.10",
            (text.into(), header.into()),
            construct,
            is_behind_check,
        ),
        ours(FORM, verifier, &delivery),
    ]
}

fn standard(size: usize, now: OffsetDateTime) -> Vec<Peer> {
    const FORM: &str = "Standard Webhooks";
    let verifier = Verifier::<StandardWebhooks>::new(STANDARD).expect("a secret");
    let delivery = delivery(&verifier, size, now);
    let standard = standardwebhooks::Webhook::new(STANDARD).expect("a secret");
    let svix = svix::webhooks::Webhook::new(STANDARD).expect("a secret");
    let by_standard = move |delivery: Delivery| {
        (standard.verify(delivery.body(), &delivery.head().headers).is_ok(), delivery)
    };
    let by_svix =
        move |delivery: Delivery| (svix.verify(delivery.body(), &delivery.head().headers).is_ok(), delivery);
    vec![
        theirs(FORM, webhook_verify::Provider::StandardWebhooks, STANDARD, &delivery),
        peer(FORM, "standardwebhooks 1.0", delivery.clone(), by_standard, |(is_ok, _)| *is_ok),
        peer(FORM, "svix 2.9", delivery.clone(), by_svix, |(is_ok, _)| *is_ok),
        ours(FORM, verifier, &delivery),
    ]
}
