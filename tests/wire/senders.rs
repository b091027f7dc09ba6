//! Requests as senders make them, signed here and not by the crate.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::client::Request;

/// The secret of GitHub's own example.
pub(crate) const GITHUB: &str = "It's a Secret to Everybody";
pub(crate) const GITHUB_SECOND: &str = "canary-github-second-c1f0";
pub(crate) const STRIPE: &str = "whsec_canary8f742231b10e8888abcd99";
pub(crate) const SLACK: &str = "8f742231b10ecanary8888abcd99yyyz";
/// The secret of the specification's example.
pub(crate) const STANDARD_WEBHOOKS: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
pub(crate) const GITLAB: &str = "canary-gitlab-token-77aa";
pub(crate) const BASIC: &str = "hooks:canary:with:colons-5d2";
pub(crate) const BEARER: &str = "canary-bearer-token-0b3e";
pub(crate) const ECHOLON: &str = "canary-path-token-94c2";
pub(crate) const TWILIO: &str = "canary12345twilio12345";
pub(crate) const META: &str = "canary-meta-app-secret-3e";
pub(crate) const META_TOKEN: &str = "canary-verify-token-61";
pub(crate) const ZOOM: &str = "canary-zoom-secret-token-a0";
pub(crate) const PROBED: &str = "canary-probed-secret-7c";
pub(crate) const PARTICULAR: &str = "canary-particular-secret-b2";

/// Under which Twilio knows the endpoint.
pub(crate) const TWILIO_URL: &str = "https://hooks.example/twilio";

pub(crate) fn sha256(secret: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

pub(crate) fn hex_of(secret: &str, message: impl AsRef<[u8]>) -> String {
    hex::encode(sha256(secret.as_bytes(), message.as_ref()))
}

/// The time, since the adapters read the clock.
#[expect(clippy::disallowed_methods, reason = "the adapters read the clock, so their senders do")]
pub(crate) fn now() -> i64 {
    time::OffsetDateTime::now_utc().unix_timestamp()
}

pub(crate) fn github(secret: &str, body: impl Into<Vec<u8>>) -> Request {
    let body = body.into();
    let tag = format!("sha256={}", hex_of(secret, &body));
    Request::post("/github").header("x-hub-signature-256", tag).body(body)
}

pub(crate) fn particular(secret: &str, body: impl Into<Vec<u8>>) -> Request {
    let body = body.into();
    Request::post("/particular").header("x-signature", hex_of(secret, &body)).body(body)
}

/// With a timestamp of any text.
pub(crate) fn stripe(time: &str, body: impl Into<Vec<u8>>) -> Request {
    let body = body.into();
    let header = format!("t={time},v1={}", stripe_tag(time, &body));
    Request::post("/stripe").header("stripe-signature", header).body(body)
}

pub(crate) fn stripe_tag(time: &str, body: &[u8]) -> String {
    hex_of(STRIPE, [time.as_bytes(), b".", body].concat())
}

/// With a timestamp of any text.
pub(crate) fn slack(time: &str, body: impl Into<Vec<u8>>) -> Request {
    timed("/slack", ["x-slack-request-timestamp", "x-slack-signature"], SLACK, time, body.into())
}

/// With a timestamp of any text.
pub(crate) fn zoom(time: &str, body: impl Into<Vec<u8>>) -> Request {
    timed("/zoom", ["x-zm-request-timestamp", "x-zm-signature"], ZOOM, time, body.into())
}

fn timed(target: &str, names: [&str; 2], secret: &str, time: &str, body: Vec<u8>) -> Request {
    let tag = format!("v0={}", hex_of(secret, [b"v0:", time.as_bytes(), b":", &body].concat()));
    Request::post(target).header(names[0], time).header(names[1], tag).body(body)
}

/// With an id and a timestamp of any text.
pub(crate) fn standard_webhooks(id: &str, time: &str, body: impl Into<Vec<u8>>) -> Request {
    svix(["webhook-id", "webhook-timestamp", "webhook-signature"], id, time, body).to("/standard")
}

/// The same under other names, with the same secret.
pub(crate) fn svix(names: [&str; 3], id: &str, time: &str, body: impl Into<Vec<u8>>) -> Request {
    let body = body.into();
    let tag = format!("v1,{}", STANDARD.encode(standard_webhooks_tag(id, time, &body)));
    let request = Request::post("/svix").header(names[0], id).header(names[1], time);
    request.header(names[2], tag).body(body)
}

pub(crate) fn standard_webhooks_tag(id: &str, time: &str, body: &[u8]) -> [u8; 32] {
    let key = STANDARD.decode(&STANDARD_WEBHOOKS["whsec_".len()..]).expect("base64");
    sha256(&key, &[id.as_bytes(), b".", time.as_bytes(), b".", body].concat())
}

pub(crate) fn gitlab(token: &str, body: impl Into<Vec<u8>>) -> Request {
    Request::post("/gitlab").header("x-gitlab-token", token).body(body)
}

pub(crate) fn basic(credentials: &str) -> Request {
    let header = format!("Basic {}", STANDARD.encode(credentials));
    Request::post("/basic").header("authorization", header).body(r#"{"event":"ping"}"#)
}

pub(crate) fn bearer(token: &str) -> Request {
    Request::post("/bearer").header("authorization", format!("Bearer {token}")).body(r#"{"event":"ping"}"#)
}

pub(crate) fn echolon(token: &str) -> Request {
    Request::post(&format!("/echolon/{token}")).body(r#"{"call":"+4989123456"}"#)
}

/// A form, as Twilio signs it: the URL, then names and values, sorted.
pub(crate) fn twilio(query: &str, fields: &[(&str, &str)]) -> Request {
    let mut sorted = fields.to_vec();
    sorted.sort_unstable();
    let sorted: String = sorted.iter().map(|(name, value)| format!("{name}{value}")).collect();
    let tag = twilio_tag(&format!("{TWILIO_URL}{query}{sorted}"));
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post(&format!("/twilio{query}")).header("x-twilio-signature", tag);
    request.header("content-type", "application/x-www-form-urlencoded").body(form)
}

/// JSON, as Twilio signs it: the URL, which has the hash of the body.
pub(crate) fn twilio_json(body: &str) -> Request {
    let query = format!("?bodySHA256={}", hex::encode(Sha256::digest(body)));
    let tag = twilio_tag(&format!("{TWILIO_URL}{query}"));
    Request::post(&format!("/twilio{query}")).header("x-twilio-signature", tag).body(body)
}

pub(crate) fn twilio_tag(message: &str) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(TWILIO.as_bytes()).expect("a key of any length");
    mac.update(message.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

pub(crate) fn meta(body: impl Into<Vec<u8>>) -> Request {
    github(META, body).to("/meta")
}
