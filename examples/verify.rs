//! Checks captured deliveries again, as of the time at which they arrived.
//!
//! Reads JSON lines from standard input and writes one verdict a line:
//!
//! ```sh
//! echo '{"provider":"github","secret":"It'"'"'s a Secret to Everybody","body":"Hello, World!",
//!   "headers":{"X-Hub-Signature-256":"sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}}' |
//!   tr -d '\n' | cargo run --example verify
//! ```
//!
//! A line has `provider` (its name in the catalogue) and `secret` (a string, or a list of them), and of the
//! request `method` (`POST` unless given), `url`, `headers` (an object; a value may be a list), and `body` or
//! `body_base64`. `received_at` is in Unix seconds, the present unless given; `tolerance` in seconds.
//! `settings` has what a provider needs besides: `public_url`, which is `url` unless given, `verify_token`,
//! whatever the provider's docs name, certificates by their URLs, and a `root`, which is the secret: the certificate
//! at the end of a chain.
//!
//! A verdict is `verified`, `refused`, `undetermined` where something was not configured, `handshake` for a
//! probe without a signature that was answered, or `error` for a line that says too little. A probe with a
//! signature is `verified`.
//!
//! Secrets may be weak here, as those of published examples are.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead as _, Write as _, stdin, stdout};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use countersign::{
    AnyProvider, Assurance, Delivery, Error as Refused, Head, Label, Refusal, Scheme, Verified, Verifier,
    catalogue, dangerous,
};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

#[derive(Deserialize)]
struct Captured {
    provider: String,
    #[serde(default = "OneOrMore::none")]
    secret: OneOrMore,
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, OneOrMore>,
    #[serde(default)]
    body: String,
    body_base64: Option<String>,
    received_at: Option<f64>,
    tolerance: Option<i64>,
    #[serde(default)]
    settings: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(Default, Serialize)]
struct Verdict {
    verdict: &'static str,
    reason: Option<String>,
    provider: Option<String>,
    event: Option<String>,
    id: Option<String>,
    signed_at: Option<i64>,
    key: Option<usize>,
    assurance: Option<&'static str>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    for line in stdin().lock().split(b'\n') {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let verdict = serde_json::from_slice::<Captured>(&line).map_or_else(
            |error| {
                Verdict::error(format!(
                    "line {} column {}: {}",
                    error.line(),
                    error.column(),
                    category(&error)
                ))
            },
            |captured| {
                let provider = Some(captured.provider.clone());
                let verdict = check(captured).unwrap_or_else(|error| Verdict::error(error.to_string()));
                Verdict { provider, ..verdict }
            },
        );
        serde_json::to_writer(&mut out, &verdict)?;
        writeln!(out)?;
    }
    Ok(())
}

/// The schemes whose signature comes along with a stronger one, which stands in this header, behind this.
const WEAKER: [(&str, &str, &str); 5] = [
    ("agora_v1", "agora-signature-v2", ""),
    ("coinbase_cdp_v0", "x-hook0-signature", "v1="),
    ("hubspot_v1", "x-hubspot-signature-v3", ""),
    ("hubspot_v2", "x-hubspot-signature-v3", ""),
    ("plivo_v2", "x-plivo-signature-v3", ""),
];

/// Checks by every scheme of the provider that takes the secret, until one proves the delivery. If none
/// does, the first that found its signature says why.
fn check(captured: Captured) -> Result<Verdict, Box<dyn Error>> {
    let delivery = Delivery::new(captured.head()?, captured.body()?);
    let mut schemes = catalogue::variants(&captured.provider).peekable();
    schemes.peek().ok_or("unknown provider")?;
    let mut unusable = None;
    let mut refused = None;
    for scheme in schemes {
        if scheme.name() != captured.provider && has_stronger(scheme, &delivery.head().headers) {
            continue;
        }
        let verifier = match captured.verifier(scheme) {
            Ok(verifier) => verifier,
            Err(error) => {
                unusable = unusable.or(Some(error));
                continue;
            }
        };
        match verifier.receive(delivery.clone()) {
            Ok(event) => return Ok(Verdict::verified(&event)),
            Err(Refusal::Refused(error, _)) => {
                if refused.is_none_or(|first| matches!(first, Refused::Missing(_))) {
                    refused = Some(error);
                }
            }
            Err(_) => return Ok(Verdict::answered(&verifier, delivery)),
        }
    }
    match (refused, unusable) {
        (Some(error), _) => Ok(Verdict::refused(error)),
        (None, error) => Err(error.unwrap_or_else(|| "unknown provider".into())),
    }
}

/// Whether a stronger signature is there, which a right weaker one would not make up for if it is wrong.
fn has_stronger(scheme: &Scheme, headers: &HeaderMap) -> bool {
    WEAKER.iter().any(|(name, header, before)| {
        let mut values = headers.get_all(*header).iter();
        scheme.name() == *name
            && values.any(|value| String::from_utf8_lossy(value.as_bytes()).contains(before))
    })
}

impl Captured {
    fn verifier(&self, scheme: &'static Scheme) -> Result<Verifier<AnyProvider>, Box<dyn Error>> {
        // A certificate by its URL is a key like any other, and so is one at the end of a chain.
        let is_key = |name: &str| name == "root" || name.starts_with("https://");
        let configured = self.settings.iter().filter(|(name, _)| is_key(name));
        let mut secrets: Vec<&str> = configured.map(|(_, certificate)| &**certificate).collect();
        if secrets.is_empty() {
            secrets = self.secret.all();
        }
        let (first, rest) = secrets.split_first().ok_or("no secret")?;
        let mut verifier = Verifier::of(scheme, dangerous::weak_secret(*first))?;
        for secret in rest {
            verifier = verifier.or(dangerous::weak_secret(*secret))?;
        }
        if let Some(seconds) = self.tolerance {
            verifier = verifier.tolerance(Duration::seconds(seconds));
        }
        // A captured URL is the one that was configured, unless the settings say otherwise.
        let url = self.url.as_deref().filter(|url| url.contains("://"));
        if let Some(url) = self.settings.get("public_url").map(String::as_str).or(url) {
            verifier = verifier.public_url(url.split('?').next().unwrap_or(url))?;
        }
        if let Some(token) = self.settings.get("verify_token") {
            verifier = verifier.verify_token(dangerous::weak_secret(token))?;
        }
        let settings = self.settings.iter();
        Ok(settings.fold(verifier, |verifier, (name, value)| verifier.setting(&**name, &**value)))
    }

    fn head(&self) -> Result<Head, Box<dyn Error>> {
        Ok(Head::new(
            self.method.as_deref().unwrap_or("POST").to_uppercase().parse::<Method>()?,
            target(
                self.url.as_ref().or_else(|| self.settings.get("public_url")).map_or("/", String::as_str),
            )?,
            header_map(&self.headers)?,
            self.received_at.map_or_else(|| Ok(now()), at)?,
        ))
    }

    fn body(&self) -> Result<Vec<u8>, base64::DecodeError> {
        match &self.body_base64 {
            Some(body) => STANDARD.decode(body),
            None => Ok(self.body.clone().into_bytes()),
        }
    }
}

/// The path and the query of a URL.
fn target(url: &str) -> Result<PathAndQuery, Box<dyn Error>> {
    let uri: Uri = url.parse()?;
    Ok(uri.into_parts().path_and_query.unwrap_or_else(|| PathAndQuery::from_static("/")))
}

fn header_map(headers: &BTreeMap<String, OneOrMore>) -> Result<HeaderMap, Box<dyn Error>> {
    let mut map = HeaderMap::new();
    for (name, values) in headers {
        for value in values.all() {
            map.append(HeaderName::try_from(name)?, HeaderValue::from_bytes(value.as_bytes())?);
        }
    }
    Ok(map)
}

/// A time in Unix seconds, or in milliseconds where it would be far off.
fn at(time: f64) -> Result<OffsetDateTime, Box<dyn Error>> {
    let seconds = if time > 1e11 { time / 1000.0 } else { time };
    Ok(OffsetDateTime::from_unix_timestamp(seconds.floor() as i64)?)
}

#[expect(clippy::disallowed_methods, reason = "a line without a time is checked as of now")]
fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

fn category(error: &serde_json::Error) -> &'static str {
    if error.is_data() { "not a captured delivery" } else { "not JSON" }
}

impl OneOrMore {
    fn none() -> Self {
        Self::More(Vec::new())
    }

    fn all(&self) -> Vec<&str> {
        match self {
            Self::One(text) => vec![text],
            Self::More(texts) => texts.iter().map(String::as_str).collect(),
        }
    }
}

impl Verdict {
    fn error(reason: String) -> Self {
        Self { verdict: "error", reason: Some(reason), ..Self::default() }
    }

    /// Of a probe: that it was signed, or else that it was answered.
    fn answered(verifier: &Verifier<AnyProvider>, delivery: Delivery) -> Self {
        match verifier.verify(delivery) {
            Ok(event) => Self::verified(&event),
            Err(_) => Self { verdict: "handshake", ..Self::default() },
        }
    }

    fn refused(error: Refused) -> Self {
        let verdict = if error.status().is_server_error() { "undetermined" } else { "refused" };
        Self { verdict, reason: Some(error.to_string()), ..Self::default() }
    }

    fn verified<T>(event: &Verified<T>) -> Self {
        let receipt = event.receipt();
        let text = |label: Option<Label<'_>>| label.map(|label| label.text().to_owned());
        Self {
            verdict: "verified",
            event: text(receipt.event()),
            id: text(receipt.id()),
            signed_at: receipt.signed_at().map(OffsetDateTime::unix_timestamp),
            key: Some(receipt.key()),
            assurance: Some(match receipt.assurance() {
                Assurance::Body => "body",
                Assurance::Partial => "partial",
                _ => "origin",
            }),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From `clients/conformance/signature.json` of hook0/hook0, and from Agora's documentation: a right tag,
    /// and another one in place of the stronger.
    #[test]
    fn a_right_weaker_signature_does_not_make_up_for_a_wrong_stronger_one() {
        let hook0 = |signature: &str| {
            format!(
                r#"{{"provider":"coinbase_cdp","secret":"a-subscription-secret","received_at":1800000000,
                "headers":{{"x-event-id":"evt-1","x-delivery-id":"dlv-1","x-hook0-signature":"t=1800000000,{signature}"}},
                "body":"{{\"event\":\"user.created\"}}"}}"#
            )
        };
        let agora = |headers: &str| {
            format!(
                r#"{{"provider":"agora","secret":"secret","headers":{{{headers}}},
                "body":"{{\"eventMs\":1560408533119,\"eventType\":10,\"noticeId\":\"4eb720f0-8da7-11e9-a43e-53f411c2761f\",\"notifyMs\":1560408533119,\"payload\":{{\"a\":\"1\",\"b\":2}},\"productId\":1}}"}}"#
            )
        };
        let v0 = "v0=d17d66b66fca89390c5b967c45e8928fc732db07a0aabe8167b1e98213081ffe";
        let right = "v1=19a6fb8f6581715b241a93af02a58611c3b0ac7b747a8d2a5b120ee418d0c347";
        let wrong = "v1=bf5f4e5fe0c9143510ae192f983316a09ed392d0104d2ce0faa3d7bce3687acb";
        let first = r#""Agora-Signature":"033c62f40f687675f17f0f41f91a40c71c0f134c""#;
        let cases = [
            ("both right", hook0(&format!("h=x-event-id x-delivery-id,{v0},{right}")), "verified"),
            ("the weaker alone", hook0(v0), "verified"),
            ("the stronger wrong", hook0(&format!("h=x-event-id x-delivery-id,{v0},{wrong}")), "refused"),
            ("the stronger no tag", hook0(&format!("h=x-event-id x-delivery-id,{v0},v1=zz")), "refused"),
            ("another header: the weaker alone", agora(first), "verified"),
            (
                "another header: the stronger wrong",
                agora(&format!(r#"{first},"Agora-Signature-V2":"{}""#, "00".repeat(32))),
                "refused",
            ),
        ];
        for (name, line, expected) in cases {
            let verdict = check(serde_json::from_str(&line).expect(name)).expect(name);
            assert_eq!(verdict.verdict, expected, "{name}: {:?}", verdict.reason);
        }
    }
}
