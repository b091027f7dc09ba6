//! What somebody makes of a delivery or an answer that is genuine, who has no key: other texts that are signed alike, and
//! texts that cost much to refuse.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use countersign::providers::DropboxSign;
use countersign::{
    AnyProvider, Delivery, Error, Handshake, Json, KeyError, Part, Refusal, Repeats, Scheme, SignError,
    Sorted, Source, Unit, Value, Verifier, catalogue,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use sha2::Sha256;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const SECRET: &str = "It's a Secret to Everybody";

fn of(name: &str) -> Verifier<AnyProvider> {
    Verifier::of(catalogue::find(name).unwrap(), SECRET).unwrap()
}

fn delivery<B: Into<bytes::Bytes>>(request: Request<B>) -> Delivery {
    Delivery::from_request(request, NOW)
}

/// With another value of a header.
fn with<B>(mut request: Request<B>, name: &'static str, value: &str) -> Request<B> {
    request.headers_mut().insert(name, value.parse().unwrap());
    request
}

/// The tag that a probe with this challenge is answered with.
fn answered(verifier: &Verifier<AnyProvider>, uri: &str, member: &str) -> String {
    let probe = Request::get(uri).body("").unwrap();
    let Err(Refusal::Handshake(answer)) = verifier.receive(delivery(probe)) else { panic!("{uri}: a probe") };
    let answer: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
    answer[member].as_str().unwrap().to_owned()
}

#[test]
fn what_a_handshake_signs_is_no_delivery() {
    // (scheme, the header of the tag, the challenge and what is signed in front of a body, the answer's member)
    let cases = [
        ("x_twitter", "x-twitter-webhooks-signature", "/?crc_token=", "response_token"),
        ("linkedin", "x-li-signature", "/?challengeCode=hmacsha256%3D", "challengeResponse"),
    ];
    for (name, header, uri, member) in cases {
        let verifier = of(name);
        for body in ["12345", "true", "null", "a.b", ""] {
            let tag =
                answered(&verifier, &format!("{uri}{}", if body.is_empty() { "a" } else { body }), member);
            let forged = || Request::post("/").header(header, &tag).body(body).unwrap();
            assert!(verifier.verify(delivery(forged())).is_err(), "{name}, {body}");
            let head = delivery(forged()).head().clone();
            let mut arriving = verifier.begin(head).unwrap().arriving();
            arriving.push(body.as_bytes());
            assert!(arriving.finish().is_err(), "{name}, {body}, piece by piece");
        }
        // And what no challenge can be is one.
        let genuine = verifier.sign(r#"{"for_user_id":"1"}"#).request().unwrap();
        assert!(verifier.verify(delivery(genuine)).is_ok(), "{name}");
        let long = verifier.sign("a".repeat(600)).request().unwrap();
        assert!(verifier.verify(delivery(long)).is_ok(), "{name}");
        assert!(matches!(verifier.sign("12345").request(), Err(SignError::Lacking(_))), "{name}");
    }
}

/// One that signs what stands in the query.
static SIGNS_THE_QUERY: Scheme =
    Scheme::hmac_sha256("own", "x-tag").signs(&[Part::Query("id"), Part::Literal("\n"), Part::Body]);

#[test]
fn what_has_nothing_of_the_body_is_decided_before_it() {
    static OWN: Scheme = Scheme::hmac_sha256("own", "x-tag")
        .timestamp(Source::Header("x-time"), Unit::Seconds)
        .signs(&[Part::Timestamp, Part::Literal(" "), Part::Method, Part::Literal(" "), Part::Path]);
    let own = Verifier::<AnyProvider>::of(&OWN, SECRET).unwrap();
    let url = "https://example.com/hooks";
    let verifiers = [own, of("mercado_pago"), of("plivo_v2").public_url(url).unwrap()];
    let late = Duration::hours(1);
    for verifier in verifiers {
        let name = verifier.scheme().name();
        let signing = verifier.sign("a=1").at(NOW).uri("/hooks?data.id=1".parse().unwrap());
        let signing = signing.header("x-request-id", "7").header("x-plivo-signature-v2-nonce", "12345");
        let signing =
            if name == "mercado_pago" { signing.header("x-signature", "ts=1795348800") } else { signing };
        let genuine = signing.request().unwrap();
        let begin = |at| verifier.begin(Delivery::from_request(genuine.clone(), at).head().clone());
        assert!(begin(NOW).unwrap().finish("a=1").is_ok(), "{name}");
        if name == "own" {
            let stale = begin(NOW + late);
            let Err(Refusal::Refused(Error::Stale { age }, _)) = stale else { panic!("{stale:?}") };
            assert_eq!(age, late);
        }
        verifier.replace_keys(Verifier::of(verifier.scheme(), "another secret of ours").unwrap());
        let forged = begin(NOW);
        assert!(matches!(forged, Err(Refusal::Refused(Error::Mismatch, _))), "{name}: {forged:?}");
    }
}

/// Who wants to have what no key proves gets it whole.
#[test]
fn what_is_kept_without_a_proof_is_kept_with_its_body() {
    let mercado_pago = of("mercado_pago").keep_unproven().unwrap();
    let request = Request::post("/?data.id=1").header("x-signature", format!("v1={},ts=1", "a".repeat(64)));
    let head = delivery(request.body("").unwrap()).head().clone();
    let refusal = mercado_pago.begin(head).unwrap().finish("the body").unwrap_err();
    let Refusal::Unproven(unproven) = refusal else { panic!("{refusal:?}") };
    assert_eq!(unproven.into_delivery().body(), "the body");
}

#[test]
fn what_is_signed_of_the_head_is_looked_for_before_the_body() {
    let own = Verifier::<AnyProvider>::of(&SIGNS_THE_QUERY, SECRET).unwrap();
    let (hex, base64) = ("a".repeat(64), "A".repeat(43) + "=");
    let own_tag = format!("x-tag: {hex}");
    let contentful =
        format!("x-contentful-signature: {hex}\nx-contentful-timestamp: 1763812800000\nx-own: 1");
    let listed = "x-contentful-signed-headers: x-contentful-signed-headers,x-contentful-timestamp,x-own";
    let coinbase = format!("x-own: 1\nx-hook0-signature: t=1763812800,v1={hex}");
    let mercado_pago = format!("x-signature: v1={hex}");
    let twilio = format!("x-twilio-signature: {}=", "A".repeat(27));
    let bird = format!("messagebird-signature: {base64}\nmessagebird-request-timestamp: 1763812800");
    // (verifier, target, headers, whether nothing is wrong with them)
    let cases = [
        (&own, "/?id=1", own_tag.clone(), true),
        (&own, "/?id=%ff", own_tag.clone(), false),
        (&own, "/?id=1&id=2", own_tag.clone(), false),
        (&own, "/", own_tag, false),
        (&of("contentful"), "/", format!("{contentful}\n{listed}"), true),
        (&of("contentful"), "/?a?b", format!("{contentful}\n{listed}"), false),
        (&of("contentful"), "/", format!("{contentful}\n{listed},x-another"), false),
        (&of("contentful"), "/", format!("{contentful}\n{listed},x-own"), false),
        (&of("contentful"), "/", format!("{contentful}\n{listed},X-Own"), false),
        (&of("contentful"), "/", format!("{contentful}\n{listed}\nx-own: 2"), false),
        (&of("contentful"), "/", contentful, false),
        (&of("coinbase_cdp"), "/", format!("{coinbase},h=x-own"), true),
        (&of("coinbase_cdp"), "/", format!("{coinbase},h=x-another"), false),
        (&of("coinbase_cdp"), "/", format!("{coinbase},h=x-own x-own"), false),
        (&of("coinbase_cdp"), "/", format!("{coinbase},h=x-own X-own"), false),
        (&of("coinbase_cdp"), "/", coinbase, false),
        (&of("mercado_pago"), "/?data.id=1%3Brequest-id:2", format!("{mercado_pago},ts=1"), false),
        (&of("mercado_pago"), "/?data.id=1&data.id=2", format!("{mercado_pago},ts=1"), false),
        (&of("mercado_pago"), "/?data.id=1", format!("{mercado_pago},ts=1,ts=2"), false),
        (&of("mercado_pago"), "/?data.id=1", mercado_pago, false),
        (&of("twilio"), "/?bodySHA256=00&a=1", twilio.clone(), true),
        (&of("twilio"), "/?bodySHA256=00&bodySHA256=00", twilio, false),
        (&of("messagebird_legacy"), "/?id=1", bird.clone(), true),
        (&of("messagebird_legacy"), "/?id=%ff", bird, false),
    ];
    for (verifier, target, lines, is_sound) in cases {
        let case = format!("{verifier:?}, {target}, {lines}");
        let lines = lines.lines().map(|line| line.split_once(": ").unwrap());
        let request = lines.fold(Request::post(target), |request, (name, value)| request.header(name, value));
        let begun = verifier.begin(delivery(request.body("").unwrap()).head().clone());
        assert_eq!(begun.is_ok(), is_sound, "{case}: {:?}", begun.err());
    }
}

/// The challenge of this one is what is signed of a delivery, whose body has more than that.
static SIGNS_A_FIELD: Scheme =
    Scheme::hmac_sha256("own", "x-tag").signs(&[Part::Field("/id")]).handshakes(&[
        Handshake::get().json(&[("tag", Value::Sign(Source::Query("c"), countersign::Encoding::Hex))])
    ]);

#[test]
fn what_a_handshake_signs_is_no_message_of_ones_own() {
    let verifier = Verifier::<AnyProvider>::of(&SIGNS_A_FIELD, SECRET).unwrap();
    let tag = answered(&verifier, "/?c=evt-1", "tag");
    let forged = Request::post("/").header("x-tag", tag).body(r#"{"id":"evt-1"}"#).unwrap();
    assert_eq!(
        verifier.verify(delivery(forged)).map(drop),
        Err(Error::Malformed("the message, which may be a challenge"))
    );
}

#[test]
fn a_payment_that_failed_is_not_divided_into_one_that_did_not() {
    let verifier = of("momo").setting("access_key", "ak");
    let notification = |info: &str, result: &str, transaction: &str, tag: &str| {
        let body = serde_json::json!({
            "amount": 100, "extraData": "", "message": "M", "orderId": "O", "orderInfo": info, "orderType": "w",
            "partnerCode": "P", "payType": "qr", "requestId": "R", "responseTime": 1, "resultCode": result,
            "transId": transaction, "signature": tag
        });
        delivery(Request::post("/").body(body.to_string()).unwrap())
    };
    let rest =
        "&orderType=w&partnerCode=P&payType=qr&requestId=R&responseTime=1&resultCode=0&transId=7".to_owned();
    let failed = "&orderType=w&partnerCode=P&payType=qr&requestId=R&responseTime=1&resultCode=1006&transId=8";
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let before = "accessKey=ak&amount=100&extraData=&message=M&orderId=O&orderInfo=shoes";
    mac.update([before, &rest, failed].concat().as_bytes());
    let tag = hex::encode(mac.finalize().into_bytes());

    let genuine = notification(&format!("shoes{rest}"), "1006", "8", &tag);
    assert_eq!(verifier.verify(genuine).unwrap().receipt().event().unwrap().covered(), Some("1006"));
    let forged = notification("shoes", "0", &format!("7{failed}"), &tag);
    assert!(verifier.verify(forged).is_err());
}

#[test]
fn no_part_of_a_body_passes_for_the_header_before_it() {
    let twitch = of("twitch");
    let body = r#"{"event":{"ends_at":"2026-12-22T12:00:00Z"}}"#;
    let genuine = twitch.sign(body).at(NOW).id("e76c6bd4").request().unwrap();
    assert!(twitch.verify(delivery(genuine.clone())).is_ok());
    let time = genuine.headers()["twitch-eventsub-message-timestamp"].to_str().unwrap().to_owned();
    let id = format!("e76c6bd4{time}{}", r#"{"event":{"ends_at":""#);
    let forged = with(genuine, "twitch-eventsub-message-id", &id);
    let forged = with(forged, "twitch-eventsub-message-timestamp", "2026-12-22T12:00:00Z").map(|_| r#""}}"#);
    let later = datetime!(2026-12-22 12:00 UTC);
    assert_eq!(
        twitch.verify(Delivery::from_request(forged, later)).map(drop),
        Err(Error::Malformed("twitch-eventsub-message-id"))
    );

    let quicknode = of("quicknode");
    let body = r#"[{"deadline":1797940800}]"#;
    let genuine = quicknode.sign(body).at(NOW).id("abc").request().unwrap();
    assert!(quicknode.verify(delivery(genuine.clone())).is_ok());
    let forged = with(genuine, "x-qn-nonce", r#"abc1795348800[{"deadline":"#);
    let forged = with(forged, "x-qn-timestamp", "1797940800").map(|_| "}]");
    let later = OffsetDateTime::from_unix_timestamp(1_797_940_800).unwrap();
    assert_eq!(
        quicknode.verify(Delivery::from_request(forged, later)).map(drop),
        Err(Error::Malformed("x-qn-nonce"))
    );

    let coinbase = of("coinbase_cdp");
    let signed = |id: &str| {
        let signing = coinbase.sign(r#"{"amount":"1.50"}"#).at(NOW).header("x-event-id", id);
        signing.header("x-hook0-signature", "h=x-event-id").request().unwrap()
    };
    for id in ["evt-1", "evt.1"] {
        assert!(coinbase.verify(delivery(signed(id))).is_ok(), "{id}");
    }
    let out_of_the_body = with(signed("evt-1"), "x-event-id", r#"evt-1.{"amount":"1"#).map(|_| r#"50"}"#);
    let into_the_body = with(signed("a.b"), "x-event-id", "a").map(|_| r#"b.{"amount":"1.50"}"#);
    for forged in [out_of_the_body, into_the_body] {
        assert_eq!(coinbase.verify(delivery(forged)).map(drop), Err(Error::Malformed("the signed content")));
    }
}

#[test]
fn a_query_behind_a_query_is_no_part_of_what_was_signed() {
    const LIST: &str = "x-contentful-signed-headers,x-contentful-timestamp";
    let verifier = of("contentful");
    for target in ["/hook", "/hook?a=1"] {
        let signing = verifier.sign("{}").at(NOW).uri(target.parse().unwrap());
        let genuine = signing.header("x-contentful-signed-headers", LIST).request().unwrap();
        assert!(verifier.verify(delivery(genuine.clone())).is_ok(), "{target}");
        let mut forged = genuine;
        let more = if target.contains('?') { "?&tenant=other" } else { "??&tenant=other" };
        *forged.uri_mut() = format!("{target}{more}").parse().unwrap();
        let refused = verifier.verify(delivery(forged)).map(drop);
        assert_eq!(refused, Err(Error::Malformed("the signed content")), "{target}");
    }
}

#[cfg(feature = "rsa")]
#[test]
fn a_subject_that_is_no_text_or_a_host_in_upper_case_is_refused() {
    let vectors: serde_json::Value = serde_json::from_str(include_str!("vectors/amazon_sns.json")).unwrap();
    let untitled = vectors.as_array().unwrap().iter().filter(|vector| {
        let body = vector["body"].as_str().unwrap_or_default();
        vector["expected"] == "valid" && body.contains("\"Notification\"") && !body.contains("Subject")
    });
    let mut seen = 0;
    for vector in untitled {
        let (secret, body) = (vector["secret"].as_str().unwrap(), vector["body"].as_str().unwrap());
        let verifier = Verifier::<AnyProvider>::of(catalogue::find("amazon_sns").unwrap(), secret).unwrap();
        let at = OffsetDateTime::from_unix_timestamp(vector["clock"].as_i64().unwrap()).unwrap();
        let verify = |body: String| {
            let request = Request::post("/").body(body).unwrap();
            verifier.verify(Delivery::from_request(request, at)).map(drop)
        };
        assert_eq!(verify(body.to_owned()), Ok(()));
        for subject in [r#"["x"]"#, r#"{"x":1}"#] {
            let forged = body.replacen('{', &format!(r#"{{"Subject":{subject},"#), 1);
            assert_eq!(verify(forged), Err(Error::Malformed("the signed content")), "{subject}");
        }
        // The URL is not signed. One certificate has one, or whoever changes it has it fetched again and again.
        let elsewhere = body.replace("https://sns.", "https://sns.A");
        assert_eq!(verify(elsewhere), Err(Error::Malformed("the signed content")));
        seen += 1;
    }
    assert!(seen > 0, "an untitled notification");
}

/// What a vector that is valid has as its secret, its body and its headers.
fn genuine(vectors: &str, name: &str) -> (String, String, http::HeaderMap) {
    let vectors: serde_json::Value = serde_json::from_str(vectors).unwrap();
    let vector = vectors.as_array().unwrap().iter().find(|vector| vector["name"] == name).unwrap();
    assert_eq!(vector["expected"], "valid");
    let headers = vector["headers"].as_object().unwrap().iter();
    let headers =
        headers.map(|(name, value)| (name.parse().unwrap(), value.as_str().unwrap().parse().unwrap()));
    let text = |field: &str| vector[field].as_str().unwrap().to_owned();
    (text("secret"), text("body"), headers.collect())
}

fn with_headers(headers: &http::HeaderMap, body: impl Into<bytes::Bytes>) -> Delivery {
    let mut request = Request::post("/").body(body.into()).unwrap();
    *request.headers_mut() = headers.clone();
    delivery(request)
}

/// JSON of somebody's own, in texts of which a form stands that was signed.
fn around_form(form: &str) -> [String; 4] {
    [
        format!(r#"{{"state":"forged","x":"&{form}&y="}}"#),
        format!("\r\n\t {{\"state\":\"forged\",\"x\":\"&{form}&y=\"}}"),
        format!(r#"[{{"state":"forged"}},"&{form}&y="]"#),
        format!(r#""&{form}&y=""#),
    ]
}

#[cfg(feature = "rsa")]
#[test]
fn json_with_a_form_in_one_of_its_texts_is_no_form() {
    use countersign::providers::TravisCi;

    #[derive(serde::Deserialize)]
    struct Build {
        state: String,
    }

    let (secret, form, headers) = genuine(include_str!("vectors/travis_ci.json"), "travis_ci-computed");
    let verifier = Verifier::<TravisCi>::new(secret).unwrap();
    let build = verifier.verify(with_headers(&headers, form.clone())).unwrap();
    assert_eq!(build.parse::<Json<TravisCi, Build>>().unwrap().state, "passed");
    for forged in around_form(&form) {
        serde_json::from_str::<serde_json::Value>(&forged).unwrap();
        let refused = verifier.verify(with_headers(&headers, forged.clone())).map(drop);
        assert_eq!(refused, Err(Error::Missing("a signed form field")), "{forged}");
    }
    // Behind something else it is what the signature says.
    let longer = verifier.verify(with_headers(&headers, format!("x={{}}&{form}&y="))).unwrap();
    assert_eq!(longer.parse::<Json<TravisCi, Build>>().unwrap().state, "passed");
}

#[test]
fn an_event_that_was_signed_in_a_form_is_no_other_one_beside_it() {
    let (secret, form, headers) = genuine(include_str!("vectors/dropbox_sign.json"), "dropbox_sign-03");
    let verifier = Verifier::<DropboxSign>::new(secret).unwrap();
    for forged in around_form(&form) {
        let refused = verifier.verify(with_headers(&headers, forged.clone())).map(drop);
        assert!(refused.is_err(), "{forged}");
    }
    // The other way round, the JSON alone is what counts.
    let json = form_urlencoded::parse(form.as_bytes()).next().unwrap().1.into_owned();
    let other = form.replace("signature_request_sent", "signature_request_all_signed");
    let both = json.replacen('{', &format!(r#"{{"x":"&{other}&y=","#), 1);
    let verified = verifier.verify(with_headers(&headers, both)).unwrap();
    assert_eq!(verified.receipt().event().unwrap().covered(), Some("signature_request_sent"));
    let event = verified.parse::<Json<DropboxSign, serde_json::Value>>().unwrap();
    assert_eq!(event["event"]["event_type"], "signature_request_sent");
}

#[cfg(feature = "form")]
#[test]
fn a_form_in_parts_is_no_form_of_other_fields_among_them() {
    use countersign::providers::Braintree;
    use countersign::{Form, PayloadError};

    #[derive(serde::Deserialize)]
    struct Notification {
        bt_payload: String,
    }

    let (secret, form, headers) = genuine(include_str!("vectors/braintree.json"), "braintree-computed");
    let verifier = Verifier::<Braintree>::new(secret).unwrap();
    let fields: Vec<_> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let parts: String = fields
        .iter()
        .map(|(name, value)| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        })
        .collect();
    let forged = format!("{parts}--x--\r\n&bt_payload=forged%0A&");
    let verified = verifier.verify(with_headers(&headers, forged)).unwrap();
    let unfit = verified.parse::<Form<Braintree, Notification>>().unwrap_err();
    assert_eq!(unfit.error(), PayloadError::Form);

    let notification = verifier.verify(with_headers(&headers, form)).unwrap();
    let notification = notification.parse::<Form<Braintree, Notification>>().unwrap();
    assert_eq!(notification.bt_payload, fields[1].1);
}

#[cfg(feature = "events-twilio")]
#[test]
fn a_text_in_json_that_is_written_like_a_form_is_no_message() {
    use countersign::events::twilio::Event;
    use countersign::providers::Twilio;
    use countersign::{Form, PayloadError};
    use sha2::Digest as _;

    type Fields = std::collections::HashMap<String, String>;

    let verifier = Verifier::<Twilio>::new(SECRET).unwrap().public_url("https://example.com/hook").unwrap();
    for body in [
        r#"{"text":"&MessageSid=SM1&From=%2B15550100&Body=forged&"}"#,
        r#"[{"text":"&CallSid=CA1&CallStatus=completed&"}]"#,
        " \"&MessageSid=SM1&Body=forged&\"",
    ] {
        let target = format!("/hook?bodySHA256={}", hex::encode(Sha256::digest(body)));
        let request = verifier.sign(body).uri(target.parse().unwrap()).request().unwrap();
        let verified = verifier.verify(delivery(request)).unwrap();
        let unfit = verified.clone().parse::<Form<Twilio, Fields>>().map(drop).unwrap_err();
        assert_eq!(unfit.error(), PayloadError::Form, "{body}");
        assert!(matches!(*verified.parse::<Event>().unwrap(), Event::Other), "{body}");
    }
}

#[test]
fn a_form_is_not_cut_at_a_full_stop_that_stands_in_front_of_a_nonce() {
    const NONCE: &str = "x-plivo-signature-v3-nonce";
    let verifier = of("plivo").public_url("https://example.com/hook").unwrap();
    // (body and target that were signed, what is sent in their place, the nonce beside that)
    let cases = [
        (("BillRate=0.0085&Duration=60", "/"), ("BillRate=0", "/"), "0085Duration60.12345"),
        (("To=sip%3Aa%40b.example", "/"), ("To=sip%3Aa%40b", "/"), "example.12345"),
        (("", "/?a=1.5&b=2"), ("", "/?a=1"), "5&b=2.12345"),
        (("To=1", "/"), ("To=1.1", "/"), "2345"),
    ];
    for ((body, target), (other_body, other_target), nonce) in cases {
        let signing = verifier.sign(body).uri(target.parse().unwrap()).header(NONCE, "12345");
        let genuine = signing.request().unwrap();
        assert!(verifier.verify(delivery(genuine.clone())).is_ok(), "{body}, {target}");
        let mut forged = with(genuine, NONCE, nonce).map(|_| other_body);
        *forged.uri_mut() = other_target.parse().unwrap();
        let refused = verifier.verify(delivery(forged)).map(drop);
        let expected = if nonce.contains('.') { Error::Malformed(NONCE) } else { Error::Mismatch };
        assert_eq!(refused, Err(expected), "{other_body}, {other_target}");
    }
}

#[test]
fn a_header_behind_the_body_does_not_begin_in_the_body() {
    const fn own(signs: &'static [Part]) -> Scheme {
        Scheme::hmac_sha256("own", "x-tag").id(Source::Header("x-id")).signs(signs)
    }
    static ID_LAST: Scheme = own(&[Part::Body, Part::Literal("::"), Part::Id]);
    static HEADER_LAST: Scheme = own(&[Part::Body, Part::Literal("::"), Part::Header("x-id")]);
    static METHOD_BETWEEN: Scheme =
        own(&[Part::Body, Part::Literal(":"), Part::Method, Part::Literal("::"), Part::Header("x-id")]);
    static HEADER_FIRST: Scheme =
        own(&[Part::Literal("::"), Part::Header("x-id"), Part::Literal("."), Part::Body]);
    // (scheme, body and id that are signed, what is sent in their place)
    let cases = [
        (&ID_LAST, ("amount=10::5", "a"), ("amount=10", "5::a")),
        (&HEADER_LAST, ("amount=10::5", "a"), ("amount=10", "5::a")),
        (&HEADER_LAST, ("amount=10:", "a"), ("amount=10", ":a")),
        (&METHOD_BETWEEN, ("amount=10:POST::5", "a"), ("amount=10", "5:POST::a")),
    ];
    for (scheme, (body, id), (other_body, other_id)) in cases {
        let verifier = Verifier::<AnyProvider>::of(scheme, SECRET).unwrap();
        let genuine = verifier.sign(body).id(id).request().unwrap();
        assert!(verifier.verify(delivery(genuine.clone())).is_ok(), "{body}");
        let forged = with(genuine, "x-id", other_id).map(|_| other_body);
        assert_eq!(
            verifier.verify(delivery(forged)).map(drop),
            Err(Error::Malformed("x-id")),
            "{other_body}"
        );
    }
    // Where nothing of any text is in front of it, it may hold it.
    let first = Verifier::<AnyProvider>::of(&HEADER_FIRST, SECRET).unwrap();
    let genuine = first.sign("{}").id("a::b").request().unwrap();
    assert!(first.verify(delivery(genuine)).is_ok());
}

/// A name in so many ways of writing it.
fn names(name: &str, count: usize) -> Vec<String> {
    let upper = |at: usize, bits: usize| at < 32 && bits >> at & 1 == 1;
    let write = |bits| {
        let letters = name.char_indices();
        letters.map(|(at, c)| if upper(at, bits) { c.to_ascii_uppercase() } else { c }).collect()
    };
    (0..count).map(write).collect()
}

#[test]
fn a_header_that_is_listed_in_many_ways_costs_no_more_than_its_length() {
    let names = names("paddingoftwelve", 1000);
    let coinbase = format!("t=1795348800,h={},v1={}", names.join(" "), "0".repeat(64));
    let contentful = format!("x-contentful-signed-headers,x-contentful-timestamp,{}", names.join(","));
    // (scheme, headers)
    let cases = [
        ("coinbase_cdp", vec![("x-hook0-signature", coinbase)]),
        (
            "contentful",
            vec![
                ("x-contentful-signature", "0".repeat(64)),
                ("x-contentful-timestamp", "1795348800000".to_owned()),
                ("x-contentful-signed-headers", contentful),
            ],
        ),
    ];
    for (name, headers) in cases {
        let mut request = Request::post("/").header("paddingoftwelve", "a".repeat(30_000));
        for (name, value) in &headers {
            request = request.header(*name, value);
        }
        let verifier = of(name);
        let mut forged = Some(delivery(request.body("{}").unwrap()));
        let mut refused = None;
        let used =
            allocation_counter::measure(|| refused = forged.take().map(|forged| verifier.verify(forged)));
        assert_eq!(refused.unwrap().map(drop), Err(Error::Malformed("the signed content")), "{name}");
        assert!(used.bytes_total < 1_000_000, "{name}: {} bytes", used.bytes_total);
    }
}

#[test]
fn a_separator_does_not_begin_in_what_stands_before_it() {
    static OWN: Scheme = Scheme::hmac_sha256("own", "x-tag").id(Source::Header("x-id")).signs(&[
        Part::Id,
        Part::Literal("::"),
        Part::Body,
    ]);
    let verifier = Verifier::<AnyProvider>::of(&OWN, SECRET).unwrap();
    let genuine = verifier.sign(":{}").id("a").request().unwrap();
    assert!(verifier.verify(delivery(genuine.clone())).is_ok());
    let forged = with(genuine, "x-id", "a:").map(|_| "{}");
    assert_eq!(verifier.verify(delivery(forged)).map(drop), Err(Error::Malformed("x-id")));
    assert!(verifier.verify(delivery(verifier.sign("{}").id("a:b").request().unwrap())).is_ok());
}

#[test]
fn bytes_that_are_no_text_are_not_signed_as_the_replacement_character() {
    static FORM: Scheme =
        Scheme::hmac_sha256("own", "x-tag").signs(&[Part::Form("p"), Part::Literal("."), Part::Query("q")]);
    let verifier = Verifier::<AnyProvider>::of(&FORM, SECRET).unwrap();
    let genuine = verifier.sign("p=%EF%BF%BDx").uri("/?q=%EF%BF%BD".parse().unwrap()).request().unwrap();
    assert!(verifier.verify(delivery(genuine.clone())).is_ok());
    // (body, target)
    for (body, target) in
        [("p=%FFx", "/?q=%EF%BF%BD"), ("p=%C3x", "/?q=%EF%BF%BD"), ("p=%EF%BF%BDx", "/?q=%FF")]
    {
        let mut forged = genuine.clone().map(|_| body);
        *forged.uri_mut() = target.parse().unwrap();
        let refused = verifier.verify(delivery(forged)).map(drop);
        assert!(matches!(refused, Err(Error::Malformed(_))), "{body}, {target}: {refused:?}");
    }
}

#[test]
fn an_empty_id_that_was_signed_makes_no_two_deliveries_one() {
    for (name, header) in [("quicknode", "x-qn-nonce"), ("sinch", "x-sinch-webhook-signature-nonce")] {
        let signing = of(name).sign("{}").at(NOW).header(header, "").request().map(drop);
        assert!(
            matches!(signing, Err(SignError::Lacking(Error::Malformed(role))) if role == header),
            "{name}"
        );
    }
    let stripe = of("stripe");
    let keys = [r#"{"id":"","a":1}"#, r#"{"id":"","a":2}"#].map(|body| {
        let request = stripe.sign(body).at(NOW).request().unwrap();
        stripe.verify(delivery(request)).unwrap().receipt().idempotency_key()
    });
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn credentials_that_a_proxy_joined_are_malformed() {
    let key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    let verifier = Verifier::<AnyProvider>::of(catalogue::find("sinch_voice").unwrap(), key).unwrap();
    let signing = verifier.sign("{}").at(NOW).header("content-type", "application/json");
    let genuine = signing.request().unwrap();
    assert!(verifier.verify(delivery(genuine.clone())).is_ok());
    let tag = genuine.headers()["authorization"].to_str().unwrap().to_owned();
    for text in [
        format!("Application other:AAAA, {tag}"),
        format!("{tag}, Application other:AAAA"),
        format!("{tag} x"),
    ] {
        let refused = verifier.verify(delivery(with(genuine.clone(), "authorization", &text)));
        assert_eq!(refused.map(drop), Err(Error::Malformed("the signature")), "{text}");
    }
}

#[test]
fn the_cap_on_entries_is_one_for_all_groups() {
    let verifier = of("persona");
    let genuine = verifier.sign("{}").at(NOW).request().unwrap();
    let tag = genuine.headers()["persona-signature"].to_str().unwrap().to_owned();
    // (groups, entries in each, whether it is accepted beside the two of the tag)
    for (groups, entries, is_accepted) in [(2, 31, true), (62, 1, true), (2, 32, false), (63, 64, false)] {
        let junk = vec![vec!["a=b"; entries].join(","); groups].join(" ");
        let request = with(genuine.clone(), "persona-signature", &format!("{tag} {junk}"));
        let verified = verifier.verify(delivery(request)).map(drop);
        assert_eq!(verified.is_ok(), is_accepted, "{groups} of {entries}: {verified:?}");
    }
}

#[test]
fn a_parameter_that_stands_often_costs_no_more_than_its_length() {
    const fn own(repeats: Repeats) -> [Part; 1] {
        [Part::SortedForm(Sorted::new("=", "&").repeats(repeats))]
    }
    static OWN: [Scheme; 3] = [
        Scheme::hmac_sha256("kept", "x-tag").signs(const { &own(Repeats::Kept) }),
        Scheme::hmac_sha256("merged", "x-tag").signs(const { &own(Repeats::Merged(",")) }),
        Scheme::hmac_sha256("unique", "x-tag").signs(const { &own(Repeats::Unique) }),
    ];
    for scheme in &OWN {
        let verifier = Verifier::<AnyProvider>::of(scheme, SECRET).unwrap();
        let body = "a&".repeat(50_000);
        let length = body.len();
        let forged = Request::post("/").header("x-tag", "0".repeat(64)).body(body).unwrap();
        let mut forged = Some(delivery(forged));
        let mut verified = None;
        let used =
            allocation_counter::measure(|| verified = forged.take().map(|forged| verifier.verify(forged)));
        assert_eq!(verified.unwrap().map(drop), Err(Error::Mismatch), "{}", scheme.name());
        let most = 100 * length as u64;
        assert!(used.bytes_total < most, "{}: {} bytes for {length}", scheme.name(), used.bytes_total);
    }
}

/// JSON of so many levels of arrays in a text, which is in so many levels around a text, and so on. `serde_json` takes
/// what has this name for raw JSON.
#[cfg(all(feature = "ecdsa", feature = "jwt", feature = "rsa"))]
fn nested(texts: usize) -> String {
    let (open, close) = ("[".repeat(120), "]".repeat(120));
    (0..texts).fold(format!("{open}{close}"), |inner, _| {
        let inner = inner.replace('\\', r"\u005c").replace('"', r"\u0022");
        format!(r#"{open}{{"$serde_json::private::RawValue":"{inner}"}}{close}"#)
    })
}

// The stack of a test is that of a thread in a server: two megabytes.
#[cfg(all(feature = "ecdsa", feature = "jwt", feature = "rsa"))]
#[test]
fn a_token_that_nests_texts_in_texts_takes_no_more_of_the_stack() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    let chain: serde_json::Value = serde_json::from_str(include_str!("chain/apple.json")).unwrap();
    let apple = Verifier::of(catalogue::find("apple_app_store").unwrap(), chain["root"].as_str().unwrap());
    let apple: Verifier<AnyProvider> = apple.unwrap().setting("bundle_id", "com.example");
    let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
    for texts in [1, 50, 150] {
        let deep = nested(texts);
        for (alg, tag) in [("HS256", [0; 32].as_slice()), ("ES256", &[1; 64])] {
            let tag = URL_SAFE_NO_PAD.encode(tag);
            let tokens = [
                format!("{}.{}.{tag}", part(&format!(r#"{{"alg":"{alg}","x":{deep}}}"#)), part("{}")),
                format!(
                    "{}.{}.{tag}",
                    part(&format!(r#"{{"alg":"{alg}"}}"#)),
                    part(&format!(r#"{{"x":{deep}}}"#))
                ),
            ];
            for token in tokens {
                let by_header = Request::post("/").header("authorization", &token).body("{}").unwrap();
                let monday = of("monday").setting("audience", "https://example.com/");
                assert!(monday.verify(delivery(by_header)).is_err(), "{alg}, {texts}");
                let body = serde_json::json!({ "signedPayload": token }).to_string();
                let by_body = Request::post("/").body(body).unwrap();
                assert!(apple.verify(delivery(by_body)).is_err(), "{alg}, {texts}");
            }
        }
    }
}

#[test]
fn a_secret_is_more_than_the_prefix_it_is_shown_with() {
    for name in ["stripe", "generic_hmac"] {
        let scheme = catalogue::find(name).unwrap();
        // (secret, why not)
        for (secret, error) in [("whsec_", KeyError::Empty), ("whsec_changeme", KeyError::Placeholder)] {
            let built = Verifier::<AnyProvider>::of(scheme, secret).map(drop);
            assert_eq!(built, Err(error), "{name}, {secret}");
        }
    }
}

#[test]
fn a_header_that_every_message_needs_condemns_the_head() {
    for (name, header) in
        [("plivo", "x-plivo-signature-v3-nonce"), ("plivo_v2", "x-plivo-signature-v2-nonce")]
    {
        let verifier = of(name).public_url("https://example.com/").unwrap();
        let mut request = verifier.sign("a=1").header(header, "12345").request().unwrap();
        assert!(verifier.begin(delivery(request.clone()).head().clone()).is_ok(), "{name}");
        request.headers_mut().remove(header);
        let refused = verifier.begin(delivery(request).head().clone());
        assert!(
            matches!(refused, Err(Refusal::Refused(Error::Missing(role), _)) if role == header),
            "{name}"
        );
    }
}

#[cfg(feature = "limit")]
#[test]
fn a_wrong_token_counts_against_the_limit_whatever_it_is_answered() {
    use countersign::Connection;
    use countersign::condition::FailureLimit;
    use time::Duration;

    // (scheme, probe, what it is answered)
    let cases = [
        ("fitbit", "/?verify=guess", 404),
        ("meta", "/?hub.mode=subscribe&hub.challenge=1&hub.verify_token=guess", 403),
        ("websub", "/?hub.mode=subscribe&hub.challenge=1&hub.topic=guess", 404),
    ];
    for (name, uri, status) in cases {
        let limit = FailureLimit::of(2, Duration::minutes(1)).unwrap();
        let verifier = of(name).verify_token("token-of-ours").unwrap().requires(limit);
        let answers = [(); 4].map(|()| {
            let peer = std::net::IpAddr::from([203, 0, 113, 9]);
            let probe = delivery(Request::get(uri).body("").unwrap()).over(Connection::from(peer));
            verifier.receive(probe).unwrap_err().status().as_u16()
        });
        assert_eq!(answers, [status, status, 429, 429], "{name}");
    }
}

// By HTTP/2, where a header that was sent before takes a byte.
#[cfg(feature = "actix")]
#[actix_web::test]
async fn a_header_that_stands_thirty_thousand_times_is_refused_like_any_other() {
    // With this one, whatever the scheme, all headers are looked at.
    let mut request = actix_web::test::TestRequest::post().insert_header(("ce-id", "1"));
    for _ in 0..30_000 {
        request = request.append_header(("x", ""));
    }
    let (request, mut payload) = request.to_http_parts();
    let refused = countersign::actix::receive(&of("github"), &request, &mut payload).await.map(drop);
    let Err(countersign::actix::Rejection::Refusal(refusal)) = refused else { panic!("it is unsigned") };
    assert_eq!(refusal.to_string(), "x-hub-signature-256 is missing");
}
