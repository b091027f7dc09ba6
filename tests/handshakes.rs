//! Every probe of the catalogue: its answer, and that nothing behind it skips verification.

#![cfg(all(feature = "ecdsa", feature = "ed25519", feature = "jwt"))]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::BTreeMap;

use bytes::Bytes;
use countersign::providers::Notion;
use countersign::{
    AnyProvider, Delivery, Error, Head, MAX_CHALLENGE, MAX_UNSIGNED_PROBE, Raw, Refusal, SignError, Verified,
    Verifier, catalogue,
};
use http::{Method, Request, Response, StatusCode};
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const SECRET: &str = "secret-of-the-endpoint-32-bytes!";
const OTHER: &str = "secret-of-somebody-else-32-bytes";
const CHALLENGE: &str = "challenge-1158201444";
const TOKEN: &str = "token-of-ours";

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";

/// A probe of the catalogue and its answer.
#[derive(Clone)]
struct Case {
    scheme: &'static str,
    proof: Proof,
    method: Method,
    target: String,
    headers: Vec<(&'static str, String)>,
    body: String,
    status: u16,
    content: Option<(&'static str, String)>,
    answered: Vec<(&'static str, &'static str)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// In the request as it stands here.
    Given,
    /// To be made.
    Made,
    /// None.
    Unsigned,
}

fn case(scheme: &'static str, proof: Proof, method: Method) -> Case {
    Case {
        scheme,
        proof,
        method,
        target: "/".to_owned(),
        headers: Vec::new(),
        body: String::new(),
        status: 200,
        content: None,
        answered: Vec::new(),
    }
}

fn get(scheme: &'static str, target: &str) -> Case {
    Case { target: target.to_owned(), ..case(scheme, Proof::Unsigned, Method::GET) }
}

fn head(scheme: &'static str) -> Case {
    case(scheme, Proof::Unsigned, Method::HEAD)
}

fn post(scheme: &'static str, body: &str) -> Case {
    Case { body: body.to_owned(), ..case(scheme, Proof::Unsigned, Method::POST) }
}

fn signed(scheme: &'static str, body: &str) -> Case {
    Case { proof: Proof::Made, ..post(scheme, body) }
}

/// The validation of CloudEvents.
fn validation(scheme: &'static str) -> Case {
    case(scheme, Proof::Unsigned, Method::OPTIONS)
        .header("webhook-request-origin", CHALLENGE)
        .header("webhook-request-rate", "120")
        .answered("allow", "POST")
        .answered("webhook-allowed-origin", CHALLENGE)
        .answered("webhook-allowed-rate", "*")
}

fn subscription(scheme: &'static str, mode: &str) -> Case {
    get(
        scheme,
        &format!("/?hub.mode={mode}&hub.topic={TOKEN}&hub.challenge={CHALLENGE}&hub.lease_seconds=60"),
    )
}

impl Case {
    fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn given(mut self, name: &'static str, value: &str) -> Self {
        self.proof = Proof::Given;
        self.header(name, value)
    }

    fn body(mut self, body: &str) -> Self {
        self.body = body.to_owned();
        self
    }

    const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    fn text(mut self, text: &str) -> Self {
        self.content = Some((TEXT, text.to_owned()));
        self
    }

    fn json(mut self, text: &str) -> Self {
        self.content = Some((JSON, text.to_owned()));
        self
    }

    fn answered(mut self, name: &'static str, value: &'static str) -> Self {
        self.answered.push((name, value));
        self
    }

    /// With another text in its place, in whatever is sent.
    fn with(mut self, text: &str, other: &str) -> Self {
        self.target = self.target.replace(text, other);
        self.body = self.body.replace(text, other);
        self.headers.iter_mut().for_each(|(_, value)| *value = value.replace(text, other));
        self
    }

    fn holds(&self, text: &str) -> bool {
        let headers = self.headers.iter().map(|(_, value)| value);
        headers.chain([&self.target, &self.body]).any(|place| place.contains(text))
    }

    /// The request as it stands here.
    fn request(&self) -> Request<Bytes> {
        let mut request = Request::builder().method(self.method.clone()).uri(&*self.target);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(Bytes::from(self.body.clone())).unwrap()
    }

    /// The request with a proof under this verifier's key.
    fn signed_by(&self, verifier: &Verifier<AnyProvider>) -> Result<Request<Bytes>, SignError> {
        let mut signing = verifier.sign(self.body.clone()).at(NOW).id("msg_1");
        signing = signing.method(self.method.clone()).uri(self.target.parse().unwrap());
        for (name, value) in &self.headers {
            signing = signing.header(name, value);
        }
        signing.request()
    }

    /// The probe as its sender makes it.
    fn genuine(&self) -> Request<Bytes> {
        match self.proof {
            Proof::Made => self.signed_by(&verifier(self.scheme, SECRET)).unwrap(),
            Proof::Given | Proof::Unsigned => self.request(),
        }
    }

    /// A delivery of somebody else's that looks like the probe.
    fn forged(&self) -> Request<Bytes> {
        let mut case = self.clone();
        if case.body.is_empty() {
            case.body = "bt_payload=YQ&more=1".to_owned();
        }
        match case.signed_by(&verifier(self.scheme, OTHER)) {
            Ok(request) => request,
            Err(SignError::TagInJson) => {
                case.body = r#"{"value":[{"clientState":"another"}]}"#.to_owned();
                case.request()
            }
            // With the tag of another delivery.
            Err(SignError::CheckOnly) => match self.scheme {
                "circle" => case.header("x-circle-signature", CIRCLE_TAG).request(),
                "ebay" => case.header("x-ebay-signature", EBAY_TAG).request(),
                name => panic!("{name}: a tag"),
            },
            Err(error) => panic!("{}: {error}", self.scheme),
        }
    }
}

/// Of one scheme or the other, by a published delivery.
const CIRCLE_TAG: &str =
    "MEQCIBlJPX7t0FDOcozsRK6qIQwik5Fq6mhAtCSSgIB/yQO7AiB9U5lVpdufKvPhk3cz4TH2f5MP7ArnmPRBmhPztpsIFQ==";
const EBAY_TAG: &str = "eyJhbGciOiJlY2RzYSIsImtpZCI6Ijk5MzYyNjFhLTdkN2ItNDYyMS1hMGYxLTk2Y2NiNDI4YWY0OSIsInNpZ25hdHVyZSI6Ik1FWUNJUUNmeGZJV3V4bVdjSUJRSjljNS9YN2lHREpxczJSQ0dzQkVhQWppbnlycmZBSWhBSVY2d0djVGlCdVY1S0pVaWYyaG9reXJMK1E5c3NIa2FkK214Mm5FRTI1dyIsImRpZ2VzdCI6IlNIQTEifQ==";

/// Every probe of the catalogue.
///
/// Tags and hashes in answers, and signatures of Ed25519, were computed with Python: `hmac`, `hashlib` and
/// `cryptography`, the latter with the private keys `01…01` and `02…02`.
#[rustfmt::skip]
fn cases() -> Vec<Case> {
    let dropbox_sign = |tag: &str| {
        let event = format!(
            r#"{{"event":{{"event_time":"1348177752","event_type":"callback_test","event_hash":"{tag}"}}}}"#
        );
        let form = form_urlencoded::Serializer::new(String::new()).append_pair("json", &event).finish();
        Case { proof: Proof::Given, ..post("dropbox_sign", &form) }
    };
    let websub = |scheme| {
        [
            subscription(scheme, "subscribe").text(CHALLENGE),
            subscription(scheme, "denied"),
            subscription(scheme, "unsubscribe").status(404),
        ]
    };
    let pings = r#"{"pings":[{"token":"marqeta","payload":"challenge-1158201444"}]}"#;
    let pong = r#"{"payload":"challenge-1158201444","token":"marqeta"}"#;
    let challenge = r#"{"challenge":"challenge-1158201444"}"#;
    let mut cases = vec![
        post("asana", "{}").header("x-hook-secret", CHALLENGE).answered("x-hook-secret", CHALLENGE),
        signed("azure_event_grid", r#"[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"challenge-1158201444"}}]"#)
            .json(r#"{"validationResponse":"challenge-1158201444"}"#),
        validation("azure_event_grid"),
        post("bandwidth", "[]").status(401).answered("www-authenticate", "Basic realm=\"webhooks\""),
        post("bitbucket_server", r#"{"test":true}"#).header("x-event-key", "diagnostics:ping"),
        get("braintree", "/?bt_challenge=challenge-1158201444")
            .text("integration_public_key|84c19ac176ed6597c60a9f50aeee618750c831a8"),
        head("circle"),
        validation("cloudevents"),
        validation("cloudevents_query"),
        case("discord", Proof::Given, Method::POST)
            .given("x-signature-timestamp", "1795348800")
            .given("x-signature-ed25519", "cd7c25b8d702c626165fd09dce483675bcc4eb2ed6324d00ec6ccbc73347038ef20c6cc77fb09cdc839598531926296de38d73e5b1d2e658344e3ee8f2106108")
            .body(r#"{"version":1,"application_id":"1","type":0}"#)
            .status(204)
            .answered("content-type", JSON),
        case("discord_interactions", Proof::Given, Method::POST)
            .given("x-signature-timestamp", "1795348800")
            .given("x-signature-ed25519", "c1c76df391b670dd53f00e949e4fc7333f00da3171be6b0d4e8de65edb54548ccbfa970509d9ecdccd443f8f7937a2eb93ec593d858fda9de10e5e4dcf9db403")
            .body(r#"{"id":"1","application_id":"1","type":1}"#)
            .json(r#"{"type":1}"#),
        get("dropbox", "/?challenge=challenge-1158201444").text(CHALLENGE),
        Case { content: Some(("text/plain", "Hello API Event Received".to_owned())), ..dropbox_sign(DROPBOX_SIGN_TAG) },
        get("ebay", "/?challenge_code=challenge-1158201444")
            .json(r#"{"challengeResponse":"9828ccdca12f8e8a7e442f4c7d0625b4a1d23c72fa7f2c2dbac4ca0ee8b54485"}"#),
        get("fitbit", "/?verify=token-of-ours").status(204),
        signed("front", "{}").header("x-front-challenge", CHALLENGE).json(challenge),
        signed("google_push", "").header("x-goog-resource-state", "sync"),
        head("intercom"),
        signed("intercom", r#"{"type":"notification_event","topic":"ping"}"#),
        signed("line", r#"{"destination":"U1","events":[ ]}"#),
        get("linkedin", "/?challengeCode=challenge-1158201444&applicationId=1").json(LINKEDIN),
        get("mailchimp", "/"),
        get("mailchimp_token", "/"),
        head("mandrill"),
        signed("marqeta", pings).json(pong),
        signed("marqeta_basic", pings).json(pong),
        signed("marqeta_sha1", pings).json(pong),
        get("meta", "/?hub.mode=subscribe&hub.verify_token=token-of-ours&hub.challenge=challenge-1158201444")
            .text(CHALLENGE),
        post("monday", challenge).json(challenge),
        signed("monday", challenge).json(challenge),
        signed("moralis", r#"{"confirmed":true,"streamId":"","block":{"hash":""}}"#),
        Case { target: "/?validationToken=challenge-1158201444".to_owned(), ..post("ms_graph", "") }.text(CHALLENGE),
        post("notion", r#"{"verification_token":"challenge-1158201444"}"#),
        get("okta", "/").header("x-okta-verification-challenge", CHALLENGE)
            .json(r#"{"verification":"challenge-1158201444"}"#),
        signed("slack", r#"{"type":"url_verification","challenge":"challenge-1158201444"}"#).text(CHALLENGE),
        signed("sparkpost", r#"[{"msys":{}}]"#),
        signed("sparkpost_token", r#"[{"msys":{}}]"#),
        head("trello"),
        signed("twitch", r#"{"subscription":{"status":"webhook_callback_verification_pending"},"challenge":"challenge-1158201444"}"#)
            .text(CHALLENGE),
        signed("viber", r#"{"event":"webhook","timestamp":1457764197627}"#),
        post("woocommerce", "webhook_id=7"),
        get("x_twitter", "/?crc_token=challenge-1158201444").json(X_TWITTER),
        signed("xero", r#"{"events":[],"firstEventSequence":0,"lastEventSequence":0,"entropy":"S0m3r4Nd0mt3xt"}"#),
        signed("zoom", r#"{"event":"endpoint.url_validation","payload":{"plainToken":"challenge-1158201444"}}"#).json(ZOOM),
    ];
    cases.extend(["websub", "websub_sha1", "websub_sha384", "websub_sha512"].into_iter().flat_map(websub));
    cases
}

const DROPBOX_SIGN_TAG: &str = "01a436814ee72ded501b9b75d7ef5553252689c9a48a75c34c995639dcf0c75d";
const LINKEDIN: &str = r#"{"challengeCode":"challenge-1158201444","challengeResponse":"086bb7c01bcc62673ee82217c20abaa480624338e911121a175238490221552e"}"#;
const X_TWITTER: &str = r#"{"response_token":"sha256=CGu3wBvMYmc+6CIXwgq6pIBiQzjpERIaF1I4SQIhVS4="}"#;
const ZOOM: &str = r#"{"encryptedToken":"086bb7c01bcc62673ee82217c20abaa480624338e911121a175238490221552e","plainToken":"challenge-1158201444"}"#;

/// A verifier that knows all that any probe is answered with.
fn verifier(name: &str, secret: &str) -> Verifier<AnyProvider> {
    without_token(name, secret).verify_token(TOKEN).unwrap()
}

fn without_token(name: &str, secret: &str) -> Verifier<AnyProvider> {
    let scheme = catalogue::find(name).unwrap_or_else(|| panic!("{name} is in the catalogue"));
    let is_other = secret == OTHER;
    let secret = match name {
        "bandwidth" | "marqeta_basic" | "sparkpost" => format!("user:{secret}"),
        "circle" => "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAESl76SZPBJemW0mJNN4KTvYkLT8bOT4UGhFhzNk3fJqf6iuPlLQLq533FelXwczJbjg2U1PHTvQTK7qOQnDL2Tg==".to_owned(),
        "discord" | "discord_interactions" if is_other => "8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394".to_owned(),
        "discord" | "discord_interactions" => "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c".to_owned(),
        "ebay" => "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZhhxXKtR+TOvtDbgTPCkSof02qgBB7IsYOyf76ilExJ/upAa/vKIKheOoCyOpcLmi4t0b4uepb7LLjmMr90FUg==".to_owned(),
        _ => secret.to_owned(),
    };
    Verifier::of(scheme, secret)
        .unwrap()
        .public_url("https://example.com/")
        .unwrap()
        .setting("audience", "https://example.com/")
        .setting("public_key", "integration_public_key")
        .setting("verification_token", "token-of-ours")
        .setting("endpoint", "https://example.com/ebay")
}

type Received = Result<Verified<Raw<AnyProvider>>, Refusal>;

fn receive(verifier: &Verifier<AnyProvider>, request: Request<Bytes>) -> Received {
    verifier.receive(Delivery::from_request(request, NOW))
}

fn assert_answer(name: &str, case: &Case, answer: &Response<Bytes>) {
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap());
    assert_eq!(answer.status(), case.status, "{name}");
    for (header_name, value) in &case.answered {
        assert_eq!(header(header_name), Some(*value), "{name}");
    }
    let Some((content_type, content)) = &case.content else {
        assert_eq!(answer.body(), "", "{name}");
        return;
    };
    assert_eq!(header("content-type"), Some(*content_type), "{name}");
    assert_eq!(header("x-content-type-options"), Some("nosniff"), "{name}");
    if *content_type == JSON {
        let json = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).unwrap();
        assert_eq!(json(answer.body()), json(content.as_bytes()), "{name}");
    } else {
        assert_eq!(answer.body(), content, "{name}");
    }
}

/// Refused for its credentials, whatever the sender wants to be answered then.
fn is_refused(received: &Received) -> bool {
    matches!(received, Err(Refusal::Refused(error, _)) if error.status() == StatusCode::UNAUTHORIZED)
}

/// The page says of each scheme which probes are answered.
#[test]
fn every_probe_of_the_catalogue_is_among_the_cases() {
    let mut counts = BTreeMap::new();
    for case in cases() {
        *counts.entry(case.scheme.to_owned()).or_insert(0) += 1;
    }
    let page = include_str!("../docs/providers.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| [`"));
    let documented: BTreeMap<_, _> = rows
        .filter_map(|row| {
            let cells: Vec<_> = row.split(" | ").collect();
            let probes = cells[8];
            let name = row.split_once('`').unwrap().0.to_owned();
            (!probes.trim().is_empty()).then(|| (name, probes.split("; ").count()))
        })
        .collect();
    assert_eq!(counts, documented);
}

#[test]
fn every_probe_is_answered_as_its_sender_wants() {
    for case in cases() {
        let name = format!("{} {}", case.scheme, case.method);
        match receive(&verifier(case.scheme, SECRET), case.genuine()) {
            Err(Refusal::Handshake(answer)) => assert_answer(&name, &case, &answer),
            other => panic!("{name}: {other:?}"),
        }
    }
}

/// Rule 58.
#[test]
fn a_probe_that_is_signed_is_answered_only_if_it_verifies() {
    for case in cases().into_iter().filter(|case| case.proof != Proof::Unsigned) {
        let name = case.scheme;
        let received = receive(&verifier(name, OTHER), case.genuine());
        assert!(is_refused(&received), "{name}, of somebody else: {received:?}");
        // Verified, it is handed to whoever answers probes by other means.
        let delivery = Delivery::from_request(case.genuine(), NOW);
        assert!(verifier(name, SECRET).verify(delivery).is_ok(), "{name}");
        let unsigned = Case { proof: Proof::Unsigned, ..case.clone() };
        let received = match case.proof {
            Proof::Made => receive(&verifier(name, SECRET), unsigned.request()),
            _ => receive(
                &verifier(name, SECRET),
                unsigned.with("01a43681", "00000000").with("1795348800", "1795348801").request(),
            ),
        };
        let is_answered = matches!(received, Err(Refusal::Handshake(_)));
        // Its challenge comes without a token too.
        assert_eq!(is_answered, name == "monday", "{name}: {received:?}");
        assert!(is_answered || is_refused(&received), "{name}, unsigned: {received:?}");
    }
}

/// Rule 58: whatever a forged delivery looks like, it is not taken for one, and one that presents a signature is
/// verified even where its head or its body is a probe's.
#[test]
fn a_forged_delivery_that_looks_like_a_probe_reaches_no_handler() {
    for case in cases().into_iter().filter(|case| case.proof == Proof::Unsigned) {
        let name = format!("{} {}", case.scheme, case.method);
        let verifier = verifier(case.scheme, SECRET);
        let received = receive(&verifier, case.forged());
        assert!(received.is_err(), "{name}: {received:?}");
        let received = receive(&verifier, Case { method: Method::POST, ..case.clone() }.forged());
        // Graph has its token in the body alone, so that nothing in the head says that there is one.
        let is_hidden = case.scheme == "ms_graph";
        assert!(is_refused(&received) || is_hidden && received.is_err(), "{name}: {received:?}");
        for method in [Method::PUT, Method::DELETE, Method::PATCH] {
            let received = receive(&verifier, Case { method, ..case.clone() }.forged());
            assert!(is_refused(&received), "{name}: {received:?}");
        }
    }
}

/// Rule 57.
#[test]
fn a_wrong_verify_token_is_refused_by_every_scheme_that_has_one() {
    let mut schemes = Vec::new();
    for case in cases().into_iter().filter(|case| case.target.contains(TOKEN)) {
        let refused = if case.scheme == "meta" { 403 } else { 404 };
        schemes.push(case.scheme);
        let beginning = &TOKEN[..TOKEN.len() - 1];
        let longer = format!("{TOKEN}x");
        for other in ["", "another", beginning, &longer, SECRET] {
            let name = format!("{} by {other:?}", case.scheme);
            let refusal = receive(&verifier(case.scheme, SECRET), case.clone().with(TOKEN, other).request())
                .unwrap_err();
            assert_eq!(refusal.status(), refused, "{name}");
            let answer = refusal.into_response();
            assert!(answer.body().is_empty() && answer.headers().is_empty(), "{name}");
        }
        let refusal = receive(&without_token(case.scheme, SECRET), case.request()).unwrap_err();
        assert_eq!(refusal.status(), refused, "{} without a token of ours", case.scheme);
    }
    schemes.dedup();
    assert_eq!(schemes, ["fitbit", "meta", "websub", "websub_sha1", "websub_sha384", "websub_sha512"]);
}

/// Rule 57.
#[test]
fn a_challenge_is_answered_up_to_its_longest_and_no_further() {
    let cases: Vec<_> = cases().into_iter().filter(|case| case.holds(CHALLENGE)).collect();
    assert!(cases.len() > 20);
    // The hub's word that there is no subscription has none.
    for case in cases.into_iter().filter(|case| !case.scheme.starts_with("websub") || case.content.is_some())
    {
        let name = case.scheme;
        let of = |length| {
            receive(&verifier(name, SECRET), case.clone().with(CHALLENGE, &"x".repeat(length)).genuine())
        };
        match of(MAX_CHALLENGE) {
            Err(Refusal::Handshake(answer)) => assert_eq!(answer.status(), case.status, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
        for length in [0, MAX_CHALLENGE + 1] {
            let refusal = of(length).unwrap_err();
            assert!(refusal.status().is_client_error(), "{name}: {refusal:?}");
            assert!(refusal.into_response().body().is_empty(), "{name}");
        }
    }
}

/// Rule 37: a body that may be a probe's is read where it is short and no signature is there, and no other.
#[test]
fn an_unsigned_body_is_read_only_where_it_may_be_a_probe() {
    let longest = MAX_UNSIGNED_PROBE.to_string();
    let longer = (MAX_UNSIGNED_PROBE + 1).to_string();
    // (name, method, headers, is read)
    let cases = [
        ("a short one", Method::POST, vec![("content-length", "64")], true),
        ("the longest", Method::POST, vec![("content-length", &*longest)], true),
        ("a longer one", Method::POST, vec![("content-length", &*longer)], false),
        ("of no length", Method::POST, vec![], false),
        ("of a length that is no number", Method::POST, vec![("content-length", "-1")], false),
        ("of an endless length", Method::POST, vec![("content-length", "99999999999999999999999999")], false),
        ("of a PUT", Method::PUT, vec![("content-length", "64")], false),
        (
            "behind an empty signature",
            Method::POST,
            vec![("content-length", "64"), ("x-notion-signature", "")],
            false,
        ),
        (
            "behind a signature in another form",
            Method::POST,
            vec![("content-length", "64"), ("x-notion-signature", "x")],
            false,
        ),
    ];
    let notion = Verifier::<Notion>::new(SECRET).unwrap();
    for (name, method, headers, is_read) in cases {
        let mut request = Request::builder().method(method).uri("/");
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        assert_eq!(notion.begin(Head::from_parts(parts, NOW)).is_ok(), is_read, "{name}");
    }
}

/// Rules 58 and 59.
#[test]
fn an_unsigned_body_that_is_no_probe_is_refused_like_any_other() {
    let token = r#"{"verification_token":"secret_x"}"#;
    let long = format!(r#"{{"verification_token":"secret_x","x":"{}"}}"#, "x".repeat(MAX_UNSIGNED_PROBE));
    // (scheme, its header, body, is answered)
    let cases = [
        ("notion", "x-notion-signature", token, true),
        ("notion", "x-notion-signature", r#"{"id":"1","type":"page.created"}"#, false),
        ("notion", "x-notion-signature", r#"{"data":{"verification_token":"secret_x"}}"#, false),
        ("notion", "x-notion-signature", r#"{"verification_token":["secret_x"]}"#, false),
        ("notion", "x-notion-signature", r#"{"verification_token":"a","verification_token":"b"}"#, false),
        ("notion", "x-notion-signature", "verification_token=secret_x", false),
        ("notion", "x-notion-signature", &long, false),
        ("notion", "x-notion-signature", "", false),
        ("woocommerce", "x-wc-webhook-signature", "webhook_id=7", true),
        ("woocommerce", "x-wc-webhook-signature", r#"{"webhook_id":7}"#, false),
        ("woocommerce", "x-wc-webhook-signature", "webhook_id=7&webhook_id=8", false),
        ("monday", "authorization", r#"{"challenge":"3eZbrw1a"}"#, true),
        ("monday", "authorization", r#"{"event":{"challenge":"3eZbrw1a"}}"#, false),
    ];
    for (name, header, body, is_answered) in cases {
        let request = post(name, body).request();
        let received = receive(&verifier(name, SECRET), request);
        assert_eq!(matches!(received, Err(Refusal::Handshake(_))), is_answered, "{name}: {body}");
        if !is_answered {
            let Err(Refusal::Refused(error, _)) = &received else { panic!("{name}: {received:?}") };
            assert_eq!(*error, Error::Missing(header), "{name}: {body}");
            let answer = received.unwrap_err().into_response();
            assert_eq!(
                (answer.status(), answer.body().len(), answer.headers().len()),
                (StatusCode::UNAUTHORIZED, 0, 0)
            );
        }
    }
}

/// Rule 61: a proposed secret is for whoever asks for it, and is printed nowhere.
#[test]
fn a_secret_that_a_probe_proposes_is_for_the_operator_alone() {
    for case in cases() {
        let refusal = receive(&verifier(case.scheme, SECRET), case.genuine()).unwrap_err();
        let offers = ["asana", "notion"].contains(&case.scheme);
        assert_eq!(refusal.offered(), offers.then_some(CHALLENGE), "{}", case.scheme);
        if case.scheme == "notion" {
            assert!(!format!("{refusal:?} {refusal}").contains(CHALLENGE));
            let answer = refusal.into_response();
            assert!(!format!("{answer:?}").contains(CHALLENGE));
            assert!(answer.body().is_empty());
        }
    }
    let refused = receive(&verifier("notion", SECRET), post("notion", "{}").request()).unwrap_err();
    assert_eq!(refused.offered(), None);
}
