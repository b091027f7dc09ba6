//! What both servers have in common: the verifiers, what was seen, and what a handler answers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::FromRef;
use countersign::providers::{
    Echolon, GenericBasic, GenericToken, GitHub, GitLab, Meta, Slack, StandardWebhooks, Stripe, Svix, Twilio,
    Zoom,
};
use countersign::{
    Acceptance, AnyProvider, Denial, Handshake, Provider, Refusal, Scheme, Source, Value, Verified, Verifier,
    catalogue,
};
use sha2::{Digest as _, Sha256};
use time::Duration;
use time::macros::datetime;

use crate::senders;
use crate::server::Server;
use crate::{actix_server, axum_server};

/// What `/lowered` and `/raised` take, in bytes.
pub(crate) const LOWERED: usize = 1_000;
pub(crate) const RAISED: usize = 3_000_000;

/// A sender of the user's own, that probes by method, and by what two headers say.
pub(crate) enum Probed {}

impl Provider for Probed {
    const SCHEME: Scheme = Scheme::hmac_sha256("probed", "x-signature").handshakes(&[
        Handshake::head(),
        Handshake::options(),
        Handshake::get().json(&[
            ("first", Value::Echo(Source::Header("x-first"))),
            ("second", Value::Echo(Source::Header("x-second"))),
        ]),
    ]);
}

/// A sender of the user's own, that reads its answers and probes by a body without a signature.
pub(crate) enum Particular {}

impl Provider for Particular {
    const SCHEME: Scheme = Scheme::hmac_sha256("particular", "x-signature")
        .acceptance(Acceptance::json(r#"{"return_code":1}"#))
        .denial(Denial::status(498).header("www-authenticate", "Own").json(r#"{"code":"FAIL"}"#))
        .handshakes(&[
            Handshake::unsigned().json(&[("challenge", Value::Echo(Source::Field("/challenge")))]),
            Handshake::unsigned().offers(Source::Field("/secret")),
            Handshake::post().is(&[(Source::Header("x-event"), "ping")]).status(204),
        ]);
}

/// The verifiers of one app.
#[derive(Clone, FromRef)]
pub(crate) struct App {
    pub(crate) seen: Seen,
    pub(crate) basic: Verifier<GenericBasic>,
    pub(crate) bearer: Verifier<GenericToken>,
    pub(crate) echolon: Verifier<Echolon>,
    pub(crate) github: Verifier<GitHub>,
    pub(crate) gitlab: Verifier<GitLab>,
    pub(crate) meta: Verifier<Meta>,
    pub(crate) particular: Verifier<Particular>,
    pub(crate) probed: Verifier<Probed>,
    pub(crate) slack: Verifier<Slack>,
    pub(crate) standard: Verifier<StandardWebhooks>,
    pub(crate) stripe: Verifier<Stripe>,
    pub(crate) svix: Verifier<Svix>,
    pub(crate) twilio: Verifier<Twilio>,
    pub(crate) zoom: Verifier<Zoom>,
}

/// More endpoints of senders that the app has already, each with a verifier of its own.
pub(crate) struct More {
    pub(crate) github_second: Verifier<GitHub>,
    pub(crate) github_retired: Verifier<GitHub>,
    pub(crate) meta_without_token: Verifier<Meta>,
    /// Of a provider that is chosen at run time.
    pub(crate) slack_by_name: Verifier<AnyProvider>,
    pub(crate) stripe_strict: Verifier<Stripe>,
    pub(crate) twilio_without_url: Verifier<Twilio>,
}

impl App {
    fn new() -> Self {
        Self {
            seen: Seen::default(),
            basic: Verifier::new(senders::BASIC).unwrap(),
            bearer: Verifier::new(senders::BEARER).unwrap(),
            echolon: Verifier::new(senders::ECHOLON).unwrap(),
            github: Verifier::new(senders::GITHUB).unwrap(),
            gitlab: Verifier::new(senders::GITLAB).unwrap(),
            meta: Verifier::new(senders::META).unwrap().verify_token(senders::META_TOKEN).unwrap(),
            particular: Verifier::new(senders::PARTICULAR).unwrap(),
            probed: Verifier::new(senders::PROBED).unwrap(),
            slack: Verifier::new(senders::SLACK).unwrap(),
            standard: Verifier::new(senders::STANDARD_WEBHOOKS).unwrap(),
            stripe: Verifier::new(senders::STRIPE).unwrap(),
            svix: Verifier::new(senders::STANDARD_WEBHOOKS).unwrap(),
            twilio: Verifier::new(senders::TWILIO).unwrap().public_url(senders::TWILIO_URL).unwrap(),
            zoom: Verifier::new(senders::ZOOM).unwrap(),
        }
    }
}

impl More {
    pub(crate) fn new() -> Self {
        let retired = Verifier::<GitHub>::new(senders::GITHUB_SECOND).unwrap().or(senders::GITHUB).unwrap();
        Self {
            github_second: Verifier::new(senders::GITHUB_SECOND).unwrap(),
            github_retired: retired.until(datetime!(2026-01-01 0:00 UTC)),
            meta_without_token: Verifier::new(senders::META).unwrap(),
            slack_by_name: Verifier::of(catalogue::find("slack").unwrap(), senders::SLACK).unwrap(),
            stripe_strict: Verifier::new(senders::STRIPE).unwrap().tolerance(Duration::ZERO),
            twilio_without_url: Verifier::new(senders::TWILIO).unwrap(),
        }
    }
}

/// What became of requests behind the extractor.
#[derive(Clone, Default)]
pub(crate) struct Seen {
    reached: Arc<AtomicUsize>,
    refusals: Arc<Mutex<Vec<String>>>,
}

impl Seen {
    /// How many events reached a handler.
    pub(crate) fn reached(&self) -> usize {
        self.reached.load(Ordering::SeqCst)
    }

    /// The refusals that handlers were given.
    pub(crate) fn refusals(&self) -> Vec<String> {
        self.refusals.lock().unwrap().clone()
    }

    /// What a handler does with an event: it says what it was given.
    pub(crate) fn describe<T>(&self, event: &Verified<T>) -> String {
        self.reached.fetch_add(1, Ordering::SeqCst);
        let receipt = event.receipt();
        let (id, name) = (receipt.id(), receipt.event());
        serde_json::json!({
            "provider": receipt.provider(),
            "key": receipt.key(),
            "assurance": format!("{:?}", receipt.assurance()),
            "id": id.as_ref().map(|id| id.text()),
            "id is covered": id.as_ref().is_some_and(|id| id.covered().is_some()),
            "event": name.as_ref().map(|name| name.text()),
            "body": digest(event.body()),
        })
        .to_string()
    }

    /// What a handler does with a refusal.
    pub(crate) fn note(&self, refusal: &Refusal) {
        let text = match refusal {
            Refusal::Handshake(_) => "a handshake".to_owned(),
            Refusal::Refused(error, _) => error.to_string(),
            Refusal::Unfit(unfit) => unfit.error().to_string(),
            _ => "something new".to_owned(),
        };
        self.refusals.lock().unwrap().push(text);
    }
}

pub(crate) fn digest(body: &[u8]) -> String {
    hex::encode(Sha256::digest(body))
}

/// What `/github/push` reads.
#[derive(serde::Deserialize)]
pub(crate) struct Push {
    #[expect(dead_code, reason = "it has to be there, and a text")]
    r#ref: String,
}

/// One running app.
pub(crate) struct Running {
    pub(crate) server: Server,
    pub(crate) seen: Seen,
    /// The framework's limit of a body where nobody set another.
    pub(crate) limit: usize,
}

/// The same app in both frameworks.
pub(crate) async fn both() -> [Running; 2] {
    let (one, other) = (App::new(), App::new());
    [
        Running {
            seen: one.seen.clone(),
            server: Server::of_axum(axum_server::router(one)).await,
            limit: 2_097_152,
        },
        Running {
            seen: other.seen.clone(),
            server: Server::of_actix(move |config| actix_server::configure(&other, config)),
            limit: 262_144,
        },
    ]
}
