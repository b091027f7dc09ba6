//! Keys that are fetched, over TLS from a web on this machine.

#![cfg(all(feature = "https", feature = "jwt", feature = "ecdsa", feature = "rsa"))]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "fetch/web.rs"]
mod web;

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use countersign::fetch::{COOL_DOWN, FetchError, Https, HttpsError, MAX_AGE, MAX_KEYS, REFRESH, WantedKey};
use countersign::providers::{AmazonSns, Circle, EBay, GooglePubSub, PayPal};
use countersign::{Delivery, Error, Head, KeyError, Raw, Refusal, Verified, Verifier, catalogue};
use futures_util::{FutureExt, poll};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, Method, StatusCode};
use serde::Deserialize;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use tokio::sync::Notify;
use tokio::task::yield_now;
use web::{Page, Web};

const CERTIFICATE: &str =
    "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem";
const SET: &str = "https://www.googleapis.com/oauth2/v3/certs";

/// A known answer, of the files that the catalogue is tested with.
#[derive(Deserialize)]
struct Vector {
    name: String,
    secret: String,
    #[serde(default)]
    settings: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    body: String,
    clock: Option<i64>,
}

impl Vector {
    fn of(provider: &str, name: &str) -> Self {
        let path = format!("{}/tests/vectors/{provider}.json", env!("CARGO_MANIFEST_DIR"));
        let vectors: Vec<Self> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        vectors.into_iter().find(|vector| vector.name == name).expect(name)
    }

    fn at(&self) -> OffsetDateTime {
        let clock = self.clock.map(|clock| OffsetDateTime::from_unix_timestamp(clock).unwrap());
        clock.unwrap_or(datetime!(2026-11-22 12:00 UTC))
    }

    fn delivery(&self, at: OffsetDateTime) -> Delivery {
        let header =
            |(name, value): (&String, &String)| (HeaderName::try_from(name).unwrap(), value.parse().unwrap());
        let headers: HeaderMap = self.headers.iter().map(header).collect();
        Delivery::new(Head::new(Method::POST, PathAndQuery::from_static("/"), headers, at), self.body.clone())
    }

    fn with_body(self, change: impl FnOnce(&str) -> String) -> Self {
        Self { body: change(&self.body), ..self }
    }
}

/// Has a delivery received as the adapters do.
async fn receive<P>(verifier: &Verifier<P>, delivery: Delivery) -> Result<Verified<Raw<P>>, Refusal> {
    let body = delivery.body().clone();
    verifier.begin(delivery.head().clone())?.finish_fetching(body).await
}

async fn refused<P>(verifier: &Verifier<P>, delivery: Delivery, case: &str) -> Error {
    match receive(verifier, delivery).await {
        Err(Refusal::Refused(error, _)) => error,
        Err(other) => panic!("{case}: {other:?}"),
        Ok(_) => panic!("{case}: accepted"),
    }
}

fn sns() -> Vector {
    Vector::of("amazon_sns", "amazon_sns-00")
}

fn google() -> Vector {
    Vector::of("google_pubsub", "google_pubsub-computed-valid")
}

fn fetching_google(source: Https) -> Verifier<GooglePubSub> {
    let settings = google().settings;
    settings
        .into_iter()
        .fold(Verifier::fetching(source), |verifier, (name, value)| verifier.setting(name, value))
}

#[tokio::test]
async fn keys_are_fetched_from_where_each_sender_publishes_them() {
    let web = Web::new().await;
    let sns = sns();
    web.put(CERTIFICATE, Page::ok(&sns.secret));
    receive(&Verifier::<AmazonSns>::fetching(web.client()), sns.delivery(sns.at())).await.unwrap();

    let google = google();
    web.put(SET, Page::ok(&google.secret));
    receive(&fetching_google(web.client()), google.delivery(google.at())).await.unwrap();

    let paypal = Vector::of("paypal", "paypal-java-sdk-2015");
    let url = &paypal.headers["PAYPAL-CERT-URL"];
    web.put(url, Page::ok(&paypal.secret));
    let verifier = Verifier::<PayPal>::fetching(web.client())
        .setting("webhook_id", &*paypal.settings["webhook_id"])
        .setting("environment", "sandbox");
    receive(&verifier, paypal.delivery(paypal.at())).await.unwrap();

    let circle = Vector::of("circle", "circle-docs-example");
    let url =
        format!("https://api.circle.com/v2/notifications/publicKey/{}", circle.headers["X-Circle-Key-Id"]);
    web.put(&url, Page::ok(&format!(r#"{{"data":{{"publicKey":"{}"}}}}"#, circle.secret)));
    let verifier = Verifier::<Circle>::fetching(web.client().bearer(|| "circle-api-key".to_owned()));
    receive(&verifier, circle.delivery(circle.at())).await.unwrap();

    let ebay = Vector::of("ebay", "ebay-node-valid");
    let url = "https://api.ebay.com/commerce/notification/v1/public_key/9936261a-7d7b-4621-a0f1-96ccb428af49";
    let key = format!("-----BEGIN PUBLIC KEY-----{}-----END PUBLIC KEY-----", ebay.secret);
    web.put(url, Page::ok(&format!(r#"{{"algorithm":"ECDSA","digest":"SHA1","key":"{key}"}}"#)));
    let verifier = Verifier::<EBay>::fetching(web.client().bearer(|| "ebay-token".to_owned()));
    receive(&verifier, ebay.delivery(ebay.at())).await.unwrap();

    assert_eq!(web.authorizations(), ["Bearer circle-api-key", "Bearer ebay-token"]);
    assert_eq!(web.asked().len(), 5);
}

#[tokio::test]
async fn a_fetched_key_is_kept_and_fetched_again_after_an_hour() {
    let web = Web::new().await;
    let google = google();
    web.put(SET, Page::ok(&google.secret));
    let verifier = fetching_google(web.client()).tolerance(Duration::days(30));
    for (after, fetches) in [
        (Duration::ZERO, 1),
        (Duration::seconds(1), 1),
        (REFRESH, 1),
        (REFRESH + Duration::seconds(1), 2),
        (REFRESH * 2, 2),
    ] {
        receive(&verifier, google.delivery(google.at() + after)).await.unwrap();
        assert_eq!(web.asked().len(), fetches, "after {after}");
    }
    // Where it cannot be fetched again it is kept, for a day.
    let last = google.at() + REFRESH + Duration::seconds(1);
    for (status, before) in [("500 Internal Server Error", COOL_DOWN), ("404 Not Found", Duration::ZERO)] {
        web.put(SET, Page::status(status));
        receive(&verifier, google.delivery(last + MAX_AGE - before)).await.unwrap();
    }
    let late = google.delivery(last + MAX_AGE + COOL_DOWN);
    assert_eq!(refused(&verifier, late, "a day later").await, Error::Undetermined { retry_after: COOL_DOWN });
}

#[tokio::test]
async fn a_certificate_url_is_followed_on_the_senders_host_only() {
    let web = Web::new().await;
    let verifier = Verifier::<AmazonSns>::fetching(web.client());
    for url in [
        "https://sns.us-east-1.amazonaws.com.evil.example/x.pem",
        "https://sns.us-west-2.amazonaws.com@evil.example/x.pem",
        "https://evil.example/sns.us-west-2.amazonaws.com/x.pem",
        "https://sns.us-west-2.amazonaws.com:444/x.pem",
        "https://sns.us-west-2.amazonaws.com/../x.pem",
        "https://sns.us-west-2.amazonaws.com/x.pem?x=.pem",
        "https://s3.us-west-2.amazonaws.com/x.pem",
        // Of whoever owns a bucket of the name `sns`.
        "https://sns.s3.amazonaws.com/SimpleNotificationService-1.pem",
        "https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-1.pem",
        "http://sns.us-west-2.amazonaws.com/x.pem",
        "file:///etc/ssl/x.pem",
        "https://169.254.169.254/x.pem",
        "",
    ] {
        let sns = sns().with_body(|body| body.replace(CERTIFICATE, url));
        assert!(sns.body.contains(url));
        let error = refused(&verifier, sns.delivery(sns.at()), url).await;
        assert_eq!(error.status(), StatusCode::UNAUTHORIZED, "{url}");
    }
    let mut paypal = Vector::of("paypal", "paypal-java-sdk-2015");
    let verifier =
        Verifier::<PayPal>::fetching(web.client()).setting("webhook_id", &*paypal.settings["webhook_id"]);
    for url in [
        "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/../../../evil",
        "https://api.paypal.com/v1/oauth2/token",
        "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
    ] {
        paypal.headers.insert("PAYPAL-CERT-URL".to_owned(), url.to_owned());
        let error = refused(&verifier, paypal.delivery(paypal.at()), url).await;
        assert_eq!(error.status(), StatusCode::UNAUTHORIZED, "{url}");
    }
    assert!(web.asked().is_empty(), "{:?}", web.asked());
}

#[tokio::test]
async fn what_is_fetched_is_bounded_and_comes_from_where_it_should() {
    // (case, what is there, whether anything else is asked for)
    let elsewhere = "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-elsewhere.pem";
    let long = "A".repeat(64 * 1024 + 1);
    for (case, page) in [
        ("a redirect", Page::redirect(elsewhere)),
        ("a redirect to another host", Page::redirect("https://evil.example/x.pem")),
        ("too long", Page::ok(&long)),
        ("endless", Page::Endless),
        ("silent", Page::Silence),
        ("no certificate", Page::ok("<html></html>")),
        ("an error", Page::status("500 Internal Server Error")),
    ] {
        let web = Web::new().await;
        let sns = sns();
        web.put(CERTIFICATE, page);
        web.put(elsewhere, Page::ok(&sns.secret));
        let client = web.client();
        let client = if case == "silent" { client.timeout(Duration::milliseconds(200)) } else { client };
        let verifier = Verifier::<AmazonSns>::fetching(client);
        let error = refused(&verifier, sns.delivery(sns.at()), case).await;
        assert_eq!(error, Error::Undetermined { retry_after: COOL_DOWN }, "{case}");
        assert_eq!(web.asked(), [CERTIFICATE], "{case}");
    }
}

#[tokio::test]
async fn a_host_without_a_certificate_that_is_trusted_is_not_the_senders() {
    let web = Web::new().await;
    let sns = sns();
    web.put(CERTIFICATE, Page::ok(&sns.secret));
    let verifier = Verifier::<AmazonSns>::fetching(web.client_without_root());
    let error = refused(&verifier, sns.delivery(sns.at()), "another root").await;
    assert_eq!(error, Error::Undetermined { retry_after: COOL_DOWN });
    assert_eq!(web.asked(), ["sns.us-west-2.amazonaws.com"]);
}

#[tokio::test]
async fn a_flood_of_unknown_names_costs_one_fetch_per_cool_down() {
    let web = Web::new().await;
    let google = google();
    web.put(SET, Page::ok(&google.secret));
    let verifier = fetching_google(web.client());
    let unknown = |name: usize, at| {
        let mut forged = self::google();
        let token = forged.headers["Authorization"].clone();
        let (_, rest) = token.split_once('.').unwrap();
        let header = base64_url(&format!(r#"{{"alg":"RS256","kid":"unknown-{name}"}}"#));
        forged.headers.insert("Authorization".to_owned(), format!("Bearer {header}.{rest}"));
        forged.delivery(at)
    };
    for name in 0..200 {
        let error = refused(&verifier, unknown(name, google.at()), "unknown").await;
        // The first is not in the set. The others may have come into it since.
        assert_eq!(error, first_or_later(name), "{name}");
    }
    assert_eq!(web.asked().len(), 1);
    // The genuine one is not held up.
    receive(&verifier, google.delivery(google.at())).await.unwrap();
    assert_eq!(web.asked().len(), 1);
    for name in 0..200 {
        refused(&verifier, unknown(name, google.at() + COOL_DOWN), "unknown").await;
    }
    assert_eq!(web.asked().len(), 2);

    let verifier = Verifier::<AmazonSns>::fetching(web.client());
    for region in 0..200 {
        let url = format!("https://sns.region-{region}.amazonaws.com/x.pem");
        let sns = sns().with_body(|body| body.replace(CERTIFICATE, &url));
        let error = refused(&verifier, sns.delivery(sns.at()), &url).await;
        assert_eq!(error, first_or_later(region), "{url}");
    }
    assert_eq!(web.asked().len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_deliveries_at_once_cost_one_fetch() {
    let web = Web::new().await;
    let sns = sns();
    web.put(CERTIFICATE, Page::ok(&sns.secret));
    let verifier = Verifier::<AmazonSns>::fetching(web.client());
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let (verifier, delivery) = (verifier.clone(), sns.delivery(sns.at()));
            tokio::spawn(async move { receive(&verifier, delivery).await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(web.asked(), [CERTIFICATE]);
}

#[tokio::test]
async fn a_fetch_that_fails_leaves_the_delivery_undetermined() {
    let web = Web::new().await;
    let sns = sns();
    web.put(CERTIFICATE, Page::status("503 Service Unavailable"));
    let verifier = Verifier::<AmazonSns>::fetching(web.client());
    let error = refused(&verifier, sns.delivery(sns.at()), "the first").await;
    assert_eq!(error, Error::Undetermined { retry_after: COOL_DOWN });
    web.put(CERTIFICATE, Page::ok(&sns.secret));
    let third = sns.delivery(sns.at() + COOL_DOWN / 3);
    let error = refused(&verifier, third, "in the pause").await;
    assert_eq!(error, Error::Undetermined { retry_after: COOL_DOWN - COOL_DOWN / 3 });
    let response = Refusal::from(error).into_response();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.headers()["retry-after"], "20");
    assert!(response.body().is_empty());
    receive(&verifier, sns.delivery(sns.at() + COOL_DOWN)).await.unwrap();
}

#[tokio::test]
async fn a_subscription_is_confirmed_only_where_that_was_asked_for() {
    #[derive(Deserialize)]
    struct Signed {
        topic: String,
        certificate: String,
        confirmations: BTreeMap<String, String>,
    }
    let signed: Signed = serde_json::from_str(include_str!("fetch/sns.json")).unwrap();
    let at = datetime!(2026-11-22 12:00:30 UTC);
    let link = format!(
        "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn={}&Token=2336412f37",
        signed.topic
    );
    for (case, body) in &signed.confirmations {
        for asked in [true, false] {
            let web = Web::new().await;
            let certificate = "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-1.pem";
            web.put(certificate, Page::ok(&signed.certificate));
            web.put(&link, Page::ok("<ConfirmSubscriptionResponse/>"));
            let verifier = Verifier::<AmazonSns>::fetching(web.client());
            let verifier = if asked {
                verifier.setting("topic_arn", &*signed.topic).confirm_subscriptions()
            } else {
                verifier
            };
            let head = Head::new(Method::POST, PathAndQuery::from_static("/"), HeaderMap::new(), at);
            let received = receive(&verifier, Delivery::new(head, body.clone())).await;
            let asked_for = match (asked, case.as_str(), received) {
                (true, "of the topic", Err(Refusal::Handshake(answer))) => {
                    assert_eq!(answer.status(), StatusCode::OK);
                    vec![certificate.to_owned(), link.clone()]
                }
                (true, "of another topic", Err(Refusal::Refused(Error::Mismatch, _))) => {
                    vec![certificate.to_owned()]
                }
                // They arrive as deliveries.
                (_, _, Ok(event)) => {
                    assert_eq!(event.receipt().event().unwrap().covered(), Some("SubscriptionConfirmation"));
                    vec![certificate.to_owned()]
                }
                (_, _, received) => panic!("{case}, asked {asked}: {received:?}"),
            };
            assert_eq!(web.asked(), asked_for, "{case}, asked {asked}");
        }
    }
    assert_eq!(signed.confirmations.len(), 6);
}

#[tokio::test]
async fn a_key_that_is_preloaded_is_not_fetched() {
    let sns = sns();
    let nothing = |_: WantedKey| std::future::ready(Err(FetchError::Failed));
    let verifier = Verifier::<AmazonSns>::fetching(nothing).preload(CERTIFICATE, &*sns.secret).unwrap();
    assert!(verifier.verify(sns.delivery(sns.at())).is_ok());
    // Under its own name only.
    let verifier = Verifier::<AmazonSns>::fetching(nothing)
        .preload("https://sns.eu-1.amazonaws.com/x.pem", &*sns.secret);
    let error = refused(&verifier.unwrap(), sns.delivery(sns.at()), "another name").await;
    assert_eq!(error, Error::Undetermined { retry_after: COOL_DOWN });
}

#[tokio::test]
async fn a_key_that_is_not_the_one_named_is_not_tried() {
    let web = Web::new().await;
    let sns = sns();
    let url = "https://sns.eu-west-1.amazonaws.com/x.pem";
    web.put(CERTIFICATE, Page::ok(&sns.secret));
    let other = Vector::of("amazon_sns", "amazon_sns-computed-subject");
    web.put(url, Page::ok(&other.secret));
    let verifier = Verifier::<AmazonSns>::fetching(web.client());
    receive(&verifier, sns.delivery(sns.at())).await.unwrap();
    let moved = self::sns().with_body(|body| body.replace(CERTIFICATE, url));
    assert_eq!(refused(&verifier, moved.delivery(sns.at()), "another certificate").await, Error::Mismatch);
}

#[tokio::test]
async fn a_key_that_is_configured_is_tried_where_none_could_be_fetched() {
    for why in [FetchError::Failed, FetchError::NotThere] {
        let sns = sns();
        let fetching = || Verifier::<AmazonSns>::fetching(move |_: WantedKey| std::future::ready(Err(why)));
        let verifier = fetching().or(&*sns.secret).unwrap();
        receive(&verifier, sns.delivery(sns.at())).await.unwrap();
        let error = refused(&fetching(), sns.delivery(sns.at()), "without it").await;
        let forged = self::sns().with_body(|body| body.replace("MessageId", "MessageID"));
        assert_eq!(
            refused(&verifier, forged.delivery(forged.at()), "malformed").await.status(),
            401,
            "{why}"
        );
        let other = Vector::of("amazon_sns", "amazon_sns-computed-subject");
        let verifier = fetching().or(&*other.secret).unwrap();
        assert_eq!(refused(&verifier, sns.delivery(sns.at()), "another").await, error, "{why}");
    }
}

#[tokio::test]
async fn a_source_of_ones_own_is_asked_by_name() {
    let sns = sns();
    let key = sns.secret.clone();
    let source = move |wanted: WantedKey| {
        assert_eq!(
            (wanted.provider(), wanted.name(), wanted.url()),
            ("amazon_sns", CERTIFICATE, Some(CERTIFICATE))
        );
        std::future::ready(Ok(key.clone()))
    };
    receive(&Verifier::<AmazonSns>::fetching(source), sns.delivery(sns.at())).await.unwrap();
}

/// A delivery of Circle's that names its key so.
fn named(name: &str, at: OffsetDateTime) -> Delivery {
    let mut vector = Vector::of("circle", "circle-docs-example");
    vector.headers.insert("X-Circle-Key-Id".to_owned(), name.to_owned());
    vector.delivery(at)
}

/// One that was not signed with that key.
fn forged(name: &str, at: OffsetDateTime) -> Delivery {
    Delivery::new(named(name, at).head().clone(), "{}")
}

/// Gives the same key for every name, unless it is said what becomes of it, and notes what it was asked for.
#[derive(Clone, Default)]
struct Names {
    outcomes: Arc<Mutex<BTreeMap<String, Result<(), FetchError>>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Names {
    fn set(&self, name: &str, outcome: Result<(), FetchError>) {
        self.outcomes.lock().unwrap().insert(name.to_owned(), outcome);
    }

    /// What it was asked for since this was called.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    fn verifier(&self) -> Verifier<Circle> {
        let (names, key) = (self.clone(), Vector::of("circle", "circle-docs-example").secret);
        Verifier::fetching(move |wanted: WantedKey| {
            names.asked.lock().unwrap().push(wanted.name().to_owned());
            let outcome = names.outcomes.lock().unwrap().get(wanted.name()).copied();
            std::future::ready(outcome.unwrap_or(Ok(())).map(|()| key.clone()))
        })
    }
}

const START: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

#[tokio::test]
async fn at_most_so_many_fetched_keys_are_kept() {
    let names = Names::default();
    let verifier = names.verifier();
    for name in 0..MAX_KEYS {
        receive(&verifier, named(&name.to_string(), START)).await.unwrap();
    }
    // There is room for another one every half a minute.
    let error = refused(&verifier, named("another", START), "there is no room").await;
    assert_eq!(error, Error::Undetermined { retry_after: COOL_DOWN });
    assert_eq!(names.asked().len(), MAX_KEYS);
    receive(&verifier, named("another", START + COOL_DOWN)).await.unwrap();
    receive(&verifier, named("another", START + COOL_DOWN)).await.unwrap();
    receive(&verifier, named("1", START + COOL_DOWN)).await.unwrap();
    assert_eq!(names.asked(), ["another"]);
    receive(&verifier, named("0", START + COOL_DOWN * 2)).await.unwrap();
    assert_eq!(names.asked(), ["0"], "the first had to go");
}

#[tokio::test]
async fn keys_that_proved_nothing_displace_none_that_did() {
    let names = Names::default();
    let verifier = names.verifier();
    let genuine = ["old", "new"];
    for name in genuine {
        receive(&verifier, named(name, START)).await.unwrap();
    }
    names.asked();
    // Real keys of the sender's, which a stranger may name: there are more than are kept.
    for round in 0..200 {
        let at = START + COOL_DOWN * round / 2;
        refused(&verifier, forged(&format!("elsewhere-{round}"), at), "forged").await;
        for name in genuine {
            receive(&verifier, named(name, at)).await.unwrap();
        }
    }
    let asked = names.asked();
    let again = asked.iter().filter(|name| genuine.contains(&&***name)).count();
    assert_eq!(again, 0, "genuine keys were fetched again");
    let is_bounded = asked.len() > MAX_KEYS && asked.len() < 200;
    assert!(is_bounded, "at most {MAX_KEYS} at once, and then one each half a minute: {}", asked.len());
}

#[tokio::test]
async fn a_key_that_is_there_is_refreshed_in_the_pause_of_another() {
    for why in [FetchError::Failed, FetchError::NotThere] {
        let names = Names::default();
        let verifier = names.verifier();
        names.set("unknown", Err(why));
        receive(&verifier, named("known", START)).await.unwrap();
        names.asked();
        for hour in 1..=30 {
            let at = START + (REFRESH + Duration::SECOND) * hour;
            refused(&verifier, forged("unknown", at - Duration::SECOND), "unknown").await;
            receive(&verifier, named("known", at)).await.unwrap();
            assert_eq!(names.asked(), ["unknown", "known"], "{why}, after {hour} hours");
        }
    }
}

#[tokio::test]
async fn a_refresh_in_vain_has_a_pause_of_its_own() {
    let names = Names::default();
    let verifier = names.verifier();
    receive(&verifier, named("known", START)).await.unwrap();
    names.set("known", Err(FetchError::Failed));
    names.asked();
    let stale = START + REFRESH + Duration::SECOND;
    for _ in 0..50 {
        receive(&verifier, named("known", stale)).await.unwrap();
    }
    assert_eq!(names.asked(), ["known"]);
    // A key that is not there is not held up by it.
    receive(&verifier, named("new", stale)).await.unwrap();
    assert_eq!(names.asked(), ["new"]);
    receive(&verifier, named("known", stale + COOL_DOWN)).await.unwrap();
    assert_eq!(names.asked(), ["known"]);
    // When it is too old it is still by itself.
    let late = START + MAX_AGE + Duration::SECOND;
    refused(&verifier, forged("unknown", late), "forged").await;
    let error = refused(&verifier, named("known", late), "too old").await;
    assert_eq!(error, Error::Undetermined { retry_after: COOL_DOWN });
    names.set("known", Ok(()));
    let later = late + Duration::SECOND * 10;
    let error = refused(&verifier, named("known", later), "in the pause").await;
    assert_eq!(error, Error::Undetermined { retry_after: COOL_DOWN - Duration::SECOND * 10 });
    receive(&verifier, named("known", late + COOL_DOWN)).await.unwrap();
}

#[tokio::test]
async fn a_key_that_is_not_there_any_more_is_given_up() {
    let names = Names::default();
    let verifier = names.verifier();
    receive(&verifier, named("known", START)).await.unwrap();
    names.set("known", Err(FetchError::NotThere));
    let stale = START + REFRESH + Duration::SECOND;
    for after in [Duration::ZERO, Duration::SECOND, COOL_DOWN, COOL_DOWN * 10] {
        let error = refused(&verifier, named("known", stale + after), "given up").await;
        assert_eq!(error, Error::UnknownKey, "after {after}");
    }
}

#[tokio::test]
async fn whoever_hangs_up_ends_no_fetch() {
    let key = Vector::of("circle", "circle-docs-example").secret;
    for name in ["known", "new"] {
        let (asked, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let (counted, opened, key) = (Arc::clone(&asked), Arc::clone(&gate), key.clone());
        let verifier = Verifier::<Circle>::fetching(move |_: WantedKey| {
            let is_first = counted.fetch_add(1, Ordering::Relaxed) == 0;
            let (gate, key) = (Arc::clone(&opened), key.clone());
            async move {
                if !is_first {
                    gate.notified().await;
                }
                Ok(key)
            }
        });
        receive(&verifier, named("known", START)).await.unwrap();
        let stale = START + REFRESH + Duration::SECOND;
        assert!(receive(&verifier, forged(name, stale)).now_or_never().is_none(), "{name}");
        yield_now().await;
        gate.notify_one();
        yield_now().await;
        // It was fetched for the genuine ones too.
        let late = if name == "known" { stale + REFRESH } else { stale };
        receive(&verifier, named(name, late)).now_or_never().expect(name).unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 2, "{name}");
    }
}

#[tokio::test]
async fn whoever_hangs_up_has_had_a_fetch() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let verifier = Verifier::<Circle>::fetching(move |_: WantedKey| {
        counted.fetch_add(1, Ordering::Relaxed);
        pending()
    });
    for name in 0..50 {
        let received = receive(&verifier, forged(&name.to_string(), START)).now_or_never();
        assert!(received.is_none(), "{name} waits for its turn");
        yield_now().await;
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_key_that_is_there_waits_for_no_fetch() {
    let first = Arc::new(AtomicUsize::new(0));
    let key = Vector::of("circle", "circle-docs-example").secret;
    let verifier = Verifier::<Circle>::fetching(move |_: WantedKey| {
        let (is_first, key) = (first.fetch_add(1, Ordering::Relaxed) == 0, key.clone());
        async move { if is_first { Ok(key) } else { pending().await } }
    });
    receive(&verifier, named("known", START)).await.unwrap();
    let stale = START + REFRESH + Duration::SECOND;
    let mut unknown = Box::pin(receive(&verifier, named("unknown", stale)));
    assert!(poll!(&mut unknown).is_pending());
    let mut refreshing = Box::pin(receive(&verifier, named("known", stale)));
    assert!(poll!(&mut refreshing).is_pending());
    receive(&verifier, named("known", stale)).now_or_never().expect("it does not wait").unwrap();
}

#[tokio::test]
async fn bodies_that_take_long_cost_no_more_fetches() {
    let names = Names::default();
    let verifier = names.verifier();
    for (index, name) in (0..50).map(|index| (index, index.to_string())) {
        names.set(&name, Err(FetchError::NotThere));
        // Their heads arrived in turns, and they end together.
        let at = START + COOL_DOWN * (index % 2) * 2;
        refused(&verifier, forged(&name, at), &name).await;
    }
    assert_eq!(names.asked(), ["0", "1"]);
}

#[tokio::test]
async fn a_clock_that_was_set_back_ends_the_pause() {
    let names = Names::default();
    let verifier = names.verifier();
    names.set("unknown", Err(FetchError::NotThere));
    refused(&verifier, forged("unknown", START + Duration::DAY), "unknown").await;
    receive(&verifier, named("known", START)).await.unwrap();
}

#[test]
fn a_scheme_without_published_keys_fetches_none() {
    let github = catalogue::find("github").unwrap();
    let nothing = |_: WantedKey| std::future::ready(Err(FetchError::Failed));
    assert_eq!(Verifier::of_fetching(github, nothing).unwrap_err(), KeyError::NotPublished);
}

#[test]
fn settings_of_the_client_are_looked_at() {
    assert_eq!(Https::new().proxy("not a proxy").unwrap_err(), HttpsError::Proxy);
    for pem in ["", "no certificate", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"] {
        assert_eq!(
            Https::new().root_certificates(pem.as_bytes()).unwrap_err(),
            HttpsError::Certificates,
            "{pem}"
        );
    }
}

/// What becomes of the unknown keys of a flood: the first one was asked for, the others were not.
const fn first_or_later(index: usize) -> Error {
    if index == 0 { Error::UnknownKey } else { Error::Undetermined { retry_after: COOL_DOWN } }
}

fn base64_url(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}

/// eBay wants a `412` where its credentials are refused, and an unknown key is one of the reasons.
#[tokio::test]
async fn an_unknown_key_is_refused_as_any_other_credentials_of_the_scheme() {
    let ebay = Vector::of("ebay", "ebay-node-valid");
    let undetermined = COOL_DOWN.whole_seconds().to_string();
    // (why there is no key, status, when to try again)
    let cases = [(FetchError::NotThere, 412, None), (FetchError::Failed, 503, Some(&*undetermined))];
    for (why, status, retry_after) in cases {
        let verifier = Verifier::<EBay>::fetching(move |_: WantedKey| std::future::ready(Err(why)));
        let refusal = receive(&verifier, ebay.delivery(ebay.at())).await.unwrap_err();
        let answer = refusal.into_response();
        let header = answer.headers().get("retry-after").map(|value| value.to_str().unwrap());
        assert_eq!((answer.status().as_u16(), header), (status, retry_after), "{why}");
        assert!(answer.body().is_empty(), "{why}");
    }
}
