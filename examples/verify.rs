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
//! `settings` has what a provider needs besides: `public_url`, `verify_token`, and whatever the
//! provider's docs name. A `root` there is the secret: the certificate at the end of a chain.
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
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

#[derive(Deserialize)]
struct Captured {
    provider: String,
    secret: Option<OneOrMore>,
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

/// Checks by every scheme of the provider that takes the secret, until one proves the delivery. If none
/// does, the first that found its signature says why.
fn check(captured: Captured) -> Result<Verdict, Box<dyn Error>> {
    let delivery = Delivery::new(captured.head()?, captured.body()?);
    let mut schemes = catalogue::variants(&captured.provider).peekable();
    schemes.peek().ok_or("unknown provider")?;
    let mut unusable = None;
    let mut refused = None;
    for scheme in schemes {
        let verifier = match captured.verifier(scheme) {
            Ok(verifier) => verifier,
            Err(error) => {
                unusable = unusable.or(Some(error));
                continue;
            }
        };
        match verifier.receive(delivery.clone()) {
            Ok(event) => return Ok(Verdict::verified(&event)),
            Err(Refusal::Refused(error)) => {
                if refused.is_none_or(|first| matches!(first, Refused::Missing(_))) {
                    refused = Some(error);
                }
            }
            Err(_) => return Ok(Verdict { verdict: "handshake", ..Verdict::default() }),
        }
    }
    match (refused, unusable) {
        (Some(error), _) => Ok(Verdict::refused(error)),
        (None, error) => Err(error.unwrap_or_else(|| "unknown provider".into())),
    }
}

impl Captured {
    fn verifier(&self, scheme: &'static Scheme) -> Result<Verifier<AnyProvider>, Box<dyn Error>> {
        let secrets = match (self.settings.get("root"), &self.secret) {
            (Some(root), _) => vec![&**root],
            (None, Some(secret)) => secret.all(),
            (None, None) => Vec::new(),
        };
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
            target(self.url.as_deref().unwrap_or("/"))?,
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
fn target(url: &str) -> Result<Uri, Box<dyn Error>> {
    let uri: Uri = url.parse()?;
    Ok(uri.path_and_query().map_or_else(|| Uri::from_static("/"), |target| Uri::from(target.clone())))
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

fn at(seconds: f64) -> Result<OffsetDateTime, Box<dyn Error>> {
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
