//! Verifying again.

use std::collections::BTreeMap;
use std::future::ready;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use countersign::condition::{Https, Proxies};
use countersign::fetch::{FetchError, WantedKey};
use countersign::inbox::{Job, Put, Quarantined};
use countersign::providers::{Circle, GitHub, Stripe, Twilio, Zoom};
use countersign::{Connection, Delivery, Head, Json, Raw, Refusal, Unproven, Verifier};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, Method, Request};
use time::Duration;
use time::macros::datetime;

use super::senders::{GITHUB, ZOOM, hex_of};
use super::servers::trials::at_most;
use super::{App, NOW, SENDER, STRANGER, github, inbox_of, of_peer, refused, retried, right, wrong};

pub(crate) async fn what_is_genuine_is_put_and_what_is_not_stays_until_it_is_too_old(app: App) {
    for body in ["a", "b"] {
        app.keep(GITHUB, body).await;
        app.keep("a stranger's secret", body).await;
    }
    // As long as the secret is wrong nothing changes.
    assert_eq!(app.quarantine.retry(&wrong()).await.unwrap(), retried(0, 0, 4));
    assert_eq!(app.retry().await, retried(2, 0, 2));
    // Eight at a time, so in any order.
    let mut handled = app.drain().await;
    handled.sort();
    assert_eq!(handled, ["a", "b"]);
    assert_eq!((app.held().await, app.retry().await), (2, retried(0, 0, 2)));
    app.advance(Duration::days(3) - Duration::MINUTE).await;
    assert_eq!((app.quarantine.prune().await.unwrap(), app.held().await), (0, 2));
    app.advance(Duration::MINUTE).await;
    assert_eq!((app.quarantine.prune().await.unwrap(), app.held().await), (2, 0));
    assert!(app.drain().await.is_empty());
}

/// A delivery of Stripe's that was signed at noon, under `whsec_test_secret`.
fn stripe(after: Duration) -> Delivery {
    let signed_at = datetime!(2026-11-22 12:00 UTC);
    let time = signed_at.unix_timestamp();
    let tag = hex_of("whsec_test_secret", format!("{time}.{{}}"));
    let request = Request::post("/stripe").header("stripe-signature", format!("t={time},v1={tag}"));
    Delivery::from_request(request.body("{}").unwrap(), signed_at + after)
}

pub(crate) async fn it_is_verified_as_of_its_arrival(app: App) {
    let wrong = Verifier::<Stripe>::new("whsec_wrong").unwrap().keep_unproven().unwrap();
    let right = Verifier::<Stripe>::new("whsec_test_secret").unwrap();
    let second = Duration::SECOND;
    let until = datetime!(2026-11-22 12:00:03 UTC);
    // (name, verifier, how long after it was signed it arrived, whether it is genuine)
    let cases = [
        (
            "at once, and the clock is years ahead or behind",
            right.clone(),
            2 * second + Duration::NANOSECOND,
            true,
        ),
        ("at the tolerance", right.clone(), Duration::minutes(5), true),
        ("past the tolerance", right.clone(), Duration::minutes(5) + second, false),
        ("before the key was retired", right.clone().until(until), 2 * second, true),
        ("when the key was retired", right.until(until), 3 * second, false),
    ];
    for (name, right, after, is_genuine) in cases {
        app.quarantine.offer(&refused(&wrong, stripe(after)));
        app.quarantine.flush().await;
        let outcome = app.quarantine.retry(&right).await.unwrap();
        let expected = if is_genuine { (1, 0) } else { (0, 1) };
        assert_eq!((outcome.stored + outcome.repeated, outcome.refused), expected, "{name}");
        app.quarantine.clear(&right).await.unwrap();
    }
    let handler = |job: Job<Raw<Stripe>>| {
        let receipt = job.receipt();
        assert_eq!(receipt.received_at(), datetime!(2026-11-22 12:00:02.000000001 UTC));
        assert_eq!(receipt.signed_at(), Some(datetime!(2026-11-22 12:00 UTC)));
        ready(Ok::<_, std::io::Error>(()))
    };
    let worker = app.inbox.worker::<Raw<Stripe>>();
    assert_eq!(worker.drain(handler).await.unwrap(), 1);
}

pub(crate) async fn a_retry_of_the_senders_is_no_second_item(app: App) {
    app.keep(GITHUB, "the sender came again before").await;
    app.keep(GITHUB, "the sender came again before, and it was handled").await;
    app.keep(GITHUB, "the sender comes again after").await;
    app.keep(GITHUB, "the sender comes again after").await;
    let again = |body: &str| app.inbox.put(&right().verify(github(GITHUB, body)).unwrap());
    again("the sender came again before, and it was handled").await.unwrap();
    assert_eq!(app.drain().await.len(), 1);
    again("the sender came again before").await.unwrap();
    assert_eq!(app.retry().await, retried(1, 3, 0));
    assert_eq!(again("the sender comes again after").await.unwrap(), Put::Repeated);
    let mut bodies = app.drain().await;
    bodies.sort();
    assert_eq!(bodies, ["the sender came again before", "the sender comes again after"]);
    assert_eq!((app.done().await, app.held().await), (3, 0));
}

pub(crate) async fn two_machines_that_retry_at_once_make_one_item_each(app: App) {
    for index in 0..30 {
        app.quarantine.offer(&refused(&wrong(), github(GITHUB, &format!("{index}"))));
    }
    app.quarantine.flush().await;
    let other = inbox_of(&app.place).await.quarantine();
    let (right, other_right) = (right(), right());
    let (here, there) = tokio::join!(app.quarantine.retry(&right), other.retry(&other_right));
    assert_eq!(here.unwrap().stored + there.unwrap().stored, 30);
    assert_eq!((app.drain().await.len(), app.held().await), (30, 0));
}

pub(crate) async fn only_the_endpoint_that_refused_it_takes_it(app: App) {
    let of = |name: Option<&str>, verifier: Verifier<GitHub>| match name {
        Some(name) => verifier.endpoint(name),
        None => verifier,
    };
    let endpoints = [None, Some("orders"), Some("invoices")];
    for name in endpoints {
        app.quarantine.offer(&refused(&of(name, wrong()), github(GITHUB, "a")));
    }
    app.quarantine.flush().await;
    let other = app.quarantine.retry(&of(Some("payments"), right())).await.unwrap();
    assert_eq!((other, app.held().await), (retried(0, 0, 0), 3));
    // Rule 54: the same id of two endpoints is two deliveries.
    for name in endpoints {
        let outcome = app.quarantine.retry(&of(name, right())).await.unwrap();
        assert_eq!(outcome, retried(1, 0, 0), "{name:?}");
    }
    assert_eq!(app.drain().await.len(), 3);
}

pub(crate) async fn what_has_an_order_is_put_in_it(app: App) {
    for index in 0..20 {
        app.quarantine.offer(&refused(&wrong(), github(GITHUB, &format!("{index}"))));
    }
    app.quarantine.flush().await;
    let outcome = app.quarantine.retry_in_order(&right(), |_| "account 7").await.unwrap();
    assert_eq!(outcome, retried(20, 0, 0));
    let expected: Vec<_> = (0..20).map(|index| index.to_string()).collect();
    assert_eq!(app.drain().await, expected);
}

/// The HMAC with SHA-1 under `12345` of `https://hooks.example:8443/twilio?a=1BodyHiFrom+491701234567`, made by
/// Python's `hmac`.
const TWILIO_TAG: &str = "Tl0OpGOeZ0zx2xOx8fxe9HO68Vc=";

pub(crate) async fn conditions_are_not_asked_again_and_a_forwarded_url_is_known(app: App) {
    let proxies = || Proxies::x_forwarded_for(["10.0.0.0/8"]).unwrap().x_forwarded_proto().x_forwarded_host();
    let behind = |secret| {
        let verifier = Verifier::<Twilio>::new(countersign::dangerous::weak_secret(secret)).unwrap();
        verifier.behind(proxies()).forwarded_url().requires(Https)
    };
    let request = Request::post("/twilio?a=1")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-twilio-signature", TWILIO_TAG)
        .header("x-forwarded-for", "203.0.113.9")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-host", "hooks.example:8443");
    let delivery = Delivery::from_request(request.body("Body=Hi&From=%2B491701234567").unwrap(), NOW);
    let delivery = delivery.over(Connection::from(std::net::IpAddr::from([10, 0, 0, 1])).http());
    let wrong = behind("54321").keep_unproven().unwrap();
    app.quarantine.offer(&refused(&wrong, delivery));
    app.quarantine.flush().await;
    let never = behind("12345").requires(|_: &countersign::condition::Origin<'_>| {
        Err(countersign::Error::Unmet("it asks for what only the connection had"))
    });
    assert_eq!(app.quarantine.retry(&never).await.unwrap(), retried(1, 0, 0));
}

/// Circle's own example, of the file that the catalogue is tested with, and its key.
fn circle() -> (Delivery, String) {
    let path = format!("{}/tests/vectors/circle.json", env!("CARGO_MANIFEST_DIR"));
    let vectors: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let vectors = vectors.as_array().unwrap();
    let vector = vectors.iter().find(|vector| vector["name"] == "circle-docs-example").unwrap();
    let headers: BTreeMap<String, String> = serde_json::from_value(vector["headers"].clone()).unwrap();
    let header =
        |(name, value): (&String, &String)| (HeaderName::try_from(name).unwrap(), value.parse().unwrap());
    let headers: HeaderMap = headers.iter().map(header).collect();
    let head = Head::new(Method::POST, PathAndQuery::from_static("/circle"), headers, NOW);
    let key = vector["secret"].as_str().unwrap();
    let body = vector["body"].as_str().unwrap().to_owned();
    (Delivery::new(head, body), key.to_owned())
}

async fn undetermined(verifier: &Verifier<Circle>, delivery: Delivery) -> Unproven {
    let body = delivery.body().clone();
    match verifier.begin(delivery.head().clone()).unwrap().finish_fetching(body).await {
        Err(Refusal::Unproven(unproven)) => unproven,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn a_key_that_could_not_be_fetched_is_fetched(app: App) {
    let (delivery, key) = circle();
    let down = Verifier::<Circle>::fetching(|_: WantedKey| ready(Err(FetchError::Failed)));
    let unproven = undetermined(&down.keep_unproven().unwrap(), delivery).await;
    assert_eq!(Refusal::Unproven(unproven).status(), 503);
    let down = Verifier::<Circle>::fetching(|_: WantedKey| ready(Err(FetchError::Failed)));
    let unproven = undetermined(&down.keep_unproven().unwrap(), circle().0).await;
    assert_eq!(app.quarantine.put(&unproven).await.unwrap(), Quarantined::Kept);
    let down = Verifier::<Circle>::fetching(|_: WantedKey| ready(Err(FetchError::Failed)));
    assert_eq!(app.quarantine.retry(&down).await.unwrap(), retried(0, 0, 1));
    let up = Verifier::<Circle>::fetching(move |_: WantedKey| ready(Ok(key.clone())));
    assert_eq!(app.quarantine.retry(&up).await.unwrap(), retried(1, 0, 0));
}

/// Circle's, with another name for its key.
fn of_unknown_key(index: u8) -> Delivery {
    let (delivery, _) = circle();
    let mut head = delivery.head().clone();
    head.headers.insert("x-circle-key-id", format!("unknown-{index}").parse().unwrap());
    // Each arrived so much later that it would have had a fetch of its own.
    head.received_at = NOW + Duration::HOUR * i32::from(index);
    Delivery::new(head, delivery.body().clone())
}

// Rule 42.
pub(crate) async fn unknown_keys_cost_one_fetch(app: App) {
    let down = Verifier::<Circle>::fetching(|_: WantedKey| ready(Err(FetchError::Failed)));
    let down = down.keep_unproven().unwrap();
    for index in 0..20 {
        app.quarantine.offer(&undetermined(&down, of_unknown_key(index)).await);
    }
    app.quarantine.flush().await;
    let fetches = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&fetches);
    let counting = Verifier::<Circle>::fetching(move |_: WantedKey| {
        counted.fetch_add(1, Ordering::SeqCst);
        ready(Err(FetchError::NotThere))
    });
    assert_eq!(app.quarantine.retry(&counting).await.unwrap(), retried(0, 0, 20));
    assert_eq!(fetches.load(Ordering::SeqCst), 1);
}

pub(crate) async fn unknown_keys_of_a_stranger_hold_up_nobody_else(app: App) {
    let down = Verifier::<Circle>::fetching(|_: WantedKey| ready(Err(FetchError::Failed)));
    let down = down.keep_unproven().unwrap();
    for index in 0..20 {
        let forged = of_peer(of_unknown_key(index), if index < 10 { STRANGER } else { [198, 51, 100, 66] });
        app.quarantine.offer(&undetermined(&down, forged).await);
    }
    let (genuine, key) = circle();
    app.quarantine.offer(&undetermined(&down, of_peer(genuine, SENDER)).await);
    app.quarantine.flush().await;
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&asked);
    let up = Verifier::<Circle>::fetching(move |wanted: WantedKey| {
        noted.lock().unwrap().push(wanted.name().to_owned());
        let is_unknown = wanted.name().starts_with("unknown");
        ready(if is_unknown { Err(FetchError::NotThere) } else { Ok(key.clone()) })
    });
    assert_eq!(app.quarantine.retry(&up).await.unwrap(), retried(1, 0, 20));
    let asked = asked.lock().unwrap();
    assert_eq!((&*asked[0], &*asked[1], asked.len()), ("unknown-0", "unknown-10", 3), "one for each source");
}

pub(crate) async fn a_signed_probe_is_no_delivery(app: App) {
    let wrong = Verifier::<Zoom>::new("canary-another").unwrap().keep_unproven().unwrap();
    let body = r#"{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}"#;
    let time = NOW.unix_timestamp();
    let tag = format!("v0={}", hex_of(ZOOM, format!("v0:{time}:{body}")));
    let request = Request::post("/zoom").header("x-zm-request-timestamp", time).header("x-zm-signature", tag);
    app.quarantine.offer(&refused(&wrong, Delivery::from_request(request.body(body).unwrap(), NOW)));
    let outcome = app.quarantine.retry(&Verifier::<Zoom>::new(ZOOM).unwrap()).await.unwrap();
    assert_eq!((outcome.probes, outcome.stored, outcome.refused, app.held().await), (1, 0, 0, 0));
    let worker = app.inbox.worker::<Json<Zoom, serde_json::Value>>();
    assert_eq!(worker.drain(|_| ready(Ok::<_, std::io::Error>(()))).await.unwrap(), 0);
}

pub(crate) async fn many_are_taken_page_by_page(app: App) {
    // More than a hundred, and more than eight megabytes.
    let quarantine = app.quarantine.clone().longest(4 << 20);
    for index in 0..250 {
        let length = if index % 50 == 0 { 3 << 20 } else { 10 };
        let secret = if index % 3 == 0 { "a stranger's secret" } else { GITHUB };
        let body = format!("{index} {}", "x".repeat(length));
        quarantine.offer(&refused(&wrong(), github(secret, &body)));
        if index % 2 == 1 {
            quarantine.flush().await;
        }
    }
    assert_eq!(quarantine.dropped(), 0);
    assert_eq!(quarantine.retry(&right()).await.unwrap(), retried(166, 0, 84));
    assert_eq!((app.drain().await.len(), app.held().await), (166, 84));
}

pub(crate) async fn a_retry_that_is_dropped_at_any_point_loses_nothing(app: App) {
    for waits in 0.. {
        for name in ["a", "b"] {
            app.keep(GITHUB, &format!("{name} {waits}")).await;
        }
        let right = right();
        let ended = at_most(waits, app.quarantine.retry(&right)).await.is_some();
        app.retry().await;
        assert_eq!(app.held().await, 0);
        assert_eq!(app.drain().await.len(), 2, "after {waits}");
        if ended {
            break;
        }
    }
}

pub(crate) async fn what_is_cleared_is_one_endpoints(app: App) {
    for name in ["orders", "orders", "invoices"] {
        app.quarantine.offer(&refused(&wrong().endpoint(name), github(GITHUB, "a")));
    }
    app.quarantine.flush().await;
    assert_eq!(app.quarantine.clear(&right()).await.unwrap(), 0);
    assert_eq!(app.quarantine.clear(&right().endpoint("orders")).await.unwrap(), 2);
    assert_eq!(app.held().await, 1);
}
