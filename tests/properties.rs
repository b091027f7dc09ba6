//! Whatever is sent, the check answers; what is signed verifies, and what is changed after that does not.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::{AnyProvider, Assurance, Delivery, Head, Refusal, SignError, Verifier, catalogue};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use time::{Duration, OffsetDateTime};

/// How a delivery of one scheme is made and changed.
#[derive(Debug, Clone, Copy)]
struct Sender {
    name: &'static str,
    secret: &'static str,
    /// The header whose value ends with the tag; none where the path does.
    tag: Option<&'static str>,
    /// Other headers that are signed.
    signed: &'static [&'static str],
    body: Body,
}

/// What bodies a scheme's deliveries have, and whether they are covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    /// Any bytes, all signed.
    Bytes,
    /// A form, of which the fields are signed.
    Form,
    /// JSON with the time in it, all signed.
    Timed,
    /// Any bytes, none signed.
    Uncovered,
}

const STANDARD: &[&str] = &["webhook-timestamp", "webhook-id"];

const fn sender(
    name: &'static str,
    secret: &'static str,
    tag: &'static str,
    signed: &'static [&'static str],
    body: Body,
) -> Sender {
    Sender { name, secret, tag: Some(tag), signed, body }
}

const SENDERS: [Sender; 18] = [
    Sender { name: "echolon", secret: "se/cret%1", tag: None, signed: &[], body: Body::Uncovered },
    sender("generic_basic", "user:pass:word", "authorization", &[], Body::Uncovered),
    sender("generic_hmac", "a secret of ours", "x-signature", &[], Body::Bytes),
    sender("generic_token", "mF_9.B5f-4.1JqM", "authorization", &[], Body::Uncovered),
    sender("github", "It's a Secret to Everybody", "x-hub-signature-256", &[], Body::Bytes),
    sender("gitlab", "sampleToken!", "x-gitlab-token", &[], Body::Uncovered),
    sender(
        "gitlab_signed",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "webhook-signature",
        STANDARD,
        Body::Bytes,
    ),
    sender("hookdeck", "2wl0oh6cs5o2qyexsavyykcq", "x-hookdeck-signature", &[], Body::Bytes),
    sender("meta", "8b0a4d9a1f3c4f5e9d2c7b6a5e4f3d2c", "x-hub-signature-256", &[], Body::Bytes),
    sender("shopify", "hush_2f9a1c", "x-shopify-hmac-sha256", &[], Body::Bytes),
    sender(
        "slack",
        "8f742231b10e8888abcd99yyyzzz85a5",
        "x-slack-signature",
        &["x-slack-request-timestamp"],
        Body::Bytes,
    ),
    sender(
        "standard_webhooks",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "webhook-signature",
        STANDARD,
        Body::Bytes,
    ),
    sender("stripe", "whsec_9fd1b5c3a87e4d20", "stripe-signature", &["stripe-signature"], Body::Bytes),
    sender(
        "svix",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "svix-signature",
        &["svix-timestamp", "svix-id"],
        Body::Bytes,
    ),
    sender("twilio", "12345-auth-token", "x-twilio-signature", &[], Body::Form),
    sender("webex", "bakersfield-7", "x-spark-signature", &[], Body::Bytes),
    sender("zalo_oa", "a7K9sQ2LmP4x", "x-zevent-signature", &[], Body::Timed),
    sender("zoom", "QMIp4JkrTTWJ2eg6pVnJyQ", "x-zm-signature", &["x-zm-request-timestamp"], Body::Bytes),
];

/// Every header that a scheme of the catalogue reads.
const HEADERS: [&str; 29] = [
    "authorization",
    "i-twilio-idempotency-token",
    "shopify-hmac-sha256",
    "stripe-signature",
    "svix-id",
    "svix-signature",
    "svix-timestamp",
    "webhook-id",
    "webhook-signature",
    "webhook-timestamp",
    "x-github-delivery",
    "x-github-event",
    "x-gitlab-event",
    "x-gitlab-event-uuid",
    "x-gitlab-token",
    "x-hookdeck-eventid",
    "x-hookdeck-signature",
    "x-hookdeck-signature-2",
    "x-hub-signature-256",
    "x-shopify-event-id",
    "x-shopify-hmac-sha256",
    "x-signature",
    "x-slack-request-timestamp",
    "x-slack-retry-num",
    "x-slack-signature",
    "x-spark-signature",
    "x-twilio-signature",
    "x-zevent-signature",
    "x-zm-signature",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_that_is_sent_makes_the_check_panic(
        headers in vec((select(&HEADERS[..]), value()), 0..12),
        method in select(vec![Method::POST, Method::GET, Method::HEAD, Method::OPTIONS]),
        uri in uri(),
        body in body(),
        received_at in instant(),
    ) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), value);
        }
        let target = uri.into_parts().path_and_query.unwrap();
        let head = Head::new(method, target, map, received_at);
        for sender in &SENDERS {
            let verifier = sender.verifier();
            let delivery = Delivery::new(head.clone(), body.clone());
            if let Err(error) = verifier.verify(delivery.clone()) {
                prop_assert!(error.status().is_client_error(), "{}: {error}", sender.name);
            } else {
                prop_assert!(false, "{} accepts noise", sender.name);
            }
            prop_assert!(verifier.receive(delivery).is_err(), "{} accepts noise", sender.name);
        }
    }

    /// The tag and the time are right, so that all that comes after them is reached.
    #[test]
    fn nothing_in_a_genuine_delivery_makes_its_receipt_panic(
        sender in select(&SENDERS[..]),
        headers in vec((select(&HEADERS[..]), value()), 0..6),
        body in body(),
        uri in uri(),
        at in instant(),
    ) {
        let verifier = sender.verifier();
        let signed = verifier.sign(body).at(at).id("msg_1").uri(uri).request();
        // What cannot be signed is another property's.
        if let Ok(mut request) = signed {
            for (name, value) in headers {
                if !request.headers().contains_key(name) {
                    request.headers_mut().insert(name, value);
                }
            }
            let delivery = Delivery::from_request(request, at);
            if let Ok(verified) = verifier.verify(delivery.clone()) {
                let receipt = verified.receipt();
                prop_assert_eq!(receipt.idempotency_key(), receipt.idempotency_key());
                for label in [receipt.id(), receipt.event()].into_iter().flatten() {
                    prop_assert!(label.covered().is_none_or(|text| text == label.text()));
                }
                let _ = receipt.attempt();
                let again = verifier.verify(delivery).unwrap().receipt().idempotency_key();
                prop_assert_eq!(again, receipt.idempotency_key());
            }
        }
    }

    #[test]
    fn what_is_signed_verifies_within_the_tolerance(
        case in signed_case(),
        offset in -299_i64..=299,
    ) {
        let Case { sender, at, .. } = &case;
        let verifier = sender.verifier();
        let received_at = *at + Duration::seconds(offset);
        let verified = verifier.verify(case.delivery(received_at));
        let verified = verified.unwrap_or_else(|error| panic!("{}: {error}", sender.name));
        let receipt = verified.receipt();
        prop_assert_eq!(receipt.provider(), sender.name);
        prop_assert_eq!(receipt.received_at(), received_at);
        let assurance = match sender.body {
            Body::Bytes | Body::Timed => Assurance::Body,
            Body::Form => Assurance::Partial,
            Body::Uncovered => Assurance::Origin,
        };
        prop_assert_eq!(receipt.assurance(), assurance, "{}", sender.name);
        if let Some(signed_at) = receipt.signed_at() {
            prop_assert!((*at - signed_at).abs() < Duration::SECOND, "{}", sender.name);
        }
    }

    #[test]
    fn a_delivery_changed_in_its_body_is_refused(case in signed_case(), at in any::<Index>(), bit in 0..8_u32) {
        let delivery = case.delivery(case.at);
        let mut body = delivery.body().to_vec();
        prop_assume!(!body.is_empty() && case.sender.body != Body::Uncovered);
        let at = at.index(body.len());
        body[at] ^= 1 << bit;
        prop_assume!(case.sender.body != Body::Form || fields(&body) != fields(delivery.body()));
        let changed = Delivery::new(delivery.head().clone(), body);
        let error = case.sender.verifier().verify(changed).map(drop);
        let error = error.expect_err(case.sender.name);
        prop_assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
    }

    #[test]
    fn a_body_in_pieces_is_checked_like_the_whole(
        case in signed_case(),
        change in proptest::option::of((any::<Index>(), 0..8_u32)),
        cuts in vec(any::<Index>(), 0..4),
    ) {
        let delivery = case.delivery(case.at);
        let mut body = delivery.body().to_vec();
        if let Some((at, bit)) = change && !body.is_empty() {
            let at = at.index(body.len());
            body[at] ^= 1 << bit;
        }
        let verifier = case.sender.verifier();
        let whole = verifier.verify(Delivery::new(delivery.head().clone(), body.clone()));
        let mut arriving = verifier.begin(delivery.head().clone()).unwrap().arriving();
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(body.len() + 1)).collect();
        cuts.extend([0, body.len()]);
        cuts.sort_unstable();
        cuts.windows(2).for_each(|cut| arriving.push(&body[cut[0]..cut[1]]));
        match (whole, arriving.finish()) {
            (Ok(whole), Ok(arrived)) => {
                prop_assert_eq!(arrived.body(), &body);
                prop_assert_eq!(whole.receipt().key(), arrived.receipt().key());
            }
            (Err(error), Err(Refusal::Refused(other, _))) => prop_assert_eq!(error, other),
            // A body that asks for an answer is a delivery to the one, and answered by the other.
            (Ok(_), Err(Refusal::Handshake(_))) => {}
            (whole, arrived) => prop_assert!(false, "{}: {:?}, {:?}", case.sender.name, whole, arrived),
        }
    }

    #[test]
    fn a_delivery_changed_in_its_tag_is_refused(case in signed_case(), at in 1..=20_usize) {
        let delivery = case.delivery(case.at);
        let mut head = delivery.head().clone();
        match case.sender.tag {
            Some(name) => change(&mut head.headers, name, |length| length - at.min(length)),
            None => {
                // The last character of the escape that ends the token is a digit.
                let path = head.target.path().strip_suffix('1').unwrap();
                head.target = format!("{path}0").parse().unwrap();
            }
        }
        let error = case.sender.verifier().verify(Delivery::new(head, delivery.body().clone()));
        let error = error.expect_err(case.sender.name);
        prop_assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
    }

    #[test]
    fn a_delivery_changed_in_a_signed_header_is_refused(
        case in signed_case(),
        which in any::<Index>(),
        at in any::<Index>(),
    ) {
        prop_assume!(!case.sender.signed.is_empty());
        let delivery = case.delivery(case.at);
        let mut head = delivery.head().clone();
        let name = case.sender.signed[which.index(case.sender.signed.len())];
        change(&mut head.headers, name, |length| at.index(length));
        let error = case.sender.verifier().verify(Delivery::new(head, delivery.body().clone()));
        let error = error.expect_err(case.sender.name);
        prop_assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
    }

    #[test]
    fn an_id_with_a_full_stop_is_refused(
        before in "[!-~]{0,10}",
        behind in "[!-~]{0,10}",
        at in instant(),
    ) {
        let names = ["gitlab_signed", "standard_webhooks", "svix"];
        for sender in SENDERS.iter().filter(|sender| names.contains(&sender.name)) {
            let id = format!("{before}.{behind}");
            let verifier = sender.verifier();
            let mut request = verifier.sign("{}").at(at).id("msg_1").request().unwrap();
            request.headers_mut().insert(sender.signed[1], id.parse().unwrap());
            let error = verifier.verify(Delivery::from_request(request, at)).unwrap_err();
            prop_assert_eq!(error, countersign::Error::Malformed(sender.signed[1]));
        }
    }
}

/// A delivery as its sender makes it.
#[derive(Debug, Clone)]
struct Case {
    sender: Sender,
    at: OffsetDateTime,
    request: Request<bytes::Bytes>,
}

impl Case {
    fn delivery(&self, received_at: OffsetDateTime) -> Delivery {
        Delivery::from_request(self.request.clone(), received_at)
    }
}

impl Sender {
    fn verifier(&self) -> Verifier<AnyProvider> {
        let verifier = Verifier::of(catalogue::find(self.name).expect(self.name), self.secret).unwrap();
        verifier.public_url("https://example.com").unwrap()
    }

    fn sign(
        &self,
        body: &[u8],
        text: &str,
        id: &str,
        uri: Uri,
        at: OffsetDateTime,
    ) -> Result<Case, SignError> {
        let body = match self.body {
            Body::Bytes | Body::Uncovered => body.to_vec(),
            Body::Form => {
                let pairs = body.chunks(7).map(|chunk| (String::from_utf8_lossy(chunk), text));
                form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
            }
            Body::Timed => {
                let milliseconds = at.unix_timestamp_nanos() / 1_000_000;
                let body =
                    serde_json::json!({ "app_id": id, "text": text, "timestamp": milliseconds.to_string() });
                body.to_string().into_bytes()
            }
        };
        let verifier = self.verifier();
        let request = verifier.sign(body).at(at).id(id).uri(uri).request()?;
        Ok(Case { sender: *self, at, request })
    }
}

fn signed_case() -> impl Strategy<Value = Case> {
    let id = "[!-~&&[^.]]{1,40}";
    (select(&SENDERS[..]), vec(any::<u8>(), 0..200), ".{0,20}", id, uri(), instant()).prop_map(
        |(sender, body, text, id, uri, at)| {
            sender.sign(&body, &text, &id, uri, at).unwrap_or_else(|error| panic!("{}: {error}", sender.name))
        },
    )
}

/// A header's value: noise, or something near what a scheme expects.
fn value() -> impl Strategy<Value = HeaderValue> {
    let near = "(t=|v1=|v1,|v0=|sha256=|mac=|Basic |bearer )?[0-9a-fA-F+/=_-]{0,90}([, ](t=|v1=|v1,)?[0-9a-z=]{0,90}){0,12}";
    prop_oneof![
        vec(any::<u8>(), 0..120)
            .prop_filter_map("no control characters", |bytes| HeaderValue::from_bytes(&bytes).ok()),
        near.prop_map(|text| text.parse().unwrap()),
        "-?[0-9]{0,42}".prop_map(|text| text.parse().unwrap()),
        "[0-9a-f]{64}".prop_map(|text| text.parse().unwrap()),
    ]
}

/// A path and a query, with those parameters among them that schemes read.
fn uri() -> impl Strategy<Value = Uri> {
    let query = "((hub\\.mode|hub\\.challenge|hub\\.verify_token|a)=[!-\"$-~]{0,12}&?){0,4}";
    ("[!-\"$->@-~]{0,20}", proptest::option::of(query)).prop_filter_map("no target", |(path, query)| {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        format!("/{path}{query}").parse().ok()
    })
}

/// Noise, JSON and forms.
fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 0..200),
        "[ {}\\[\\]\",:a-z0-9\\\\]{0,80}".prop_map(String::into_bytes),
        r#"\{"(type|event|app_id|id|challenge)":("(url_verification|endpoint.url_validation|x)?"|-?[0-9]{0,30}),"timestamp":"?[0-9]{0,30}"?\}"#
            .prop_map(String::into_bytes),
        "([a-zA-Z%+]{0,8}=?[0-9a-fA-F%+]{0,8}&?){0,8}".prop_map(String::into_bytes),
    ]
}

/// A time between 1970 and 2100, to the nanosecond.
fn instant() -> impl Strategy<Value = OffsetDateTime> {
    (1_000_i64..4_102_444_800, 0..1_000_000_000_i64).prop_map(|(seconds, nanoseconds)| {
        OffsetDateTime::from_unix_timestamp(seconds).unwrap() + Duration::nanoseconds(nanoseconds)
    })
}

/// Changes the lowest bit of one character, which no encoding of tags passes over.
fn change(headers: &mut HeaderMap, name: &str, at: impl Fn(usize) -> usize) {
    let mut value = headers[name].as_bytes().to_vec();
    let at = at(value.len());
    value[at] = match value[at] ^ 1 {
        // No header may hold these, and what they would have been is not what was there.
        0x7f => b'}',
        other => other,
    };
    headers
        .insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_bytes(&value).unwrap());
}

/// What is signed of a form: its pairs, sorted, equal ones once, with nothing between them.
fn fields(form: &[u8]) -> String {
    let mut pairs: Vec<_> = form_urlencoded::parse(form).collect();
    pairs.sort();
    pairs.dedup();
    pairs.iter().map(|(name, value)| format!("{name}{value}")).collect()
}
