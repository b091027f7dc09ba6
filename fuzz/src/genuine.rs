//! Genuine deliveries of every scheme: the valid vectors of the crate's tests.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use bytes::Bytes;
use countersign::{AnyProvider, Delivery, Raw, Scheme, SignError, Verified, Verifier, catalogue, dangerous};
use http::{HeaderName, HeaderValue, Request};
use time::{Duration, OffsetDateTime};

/// A genuine delivery, and a verifier that accepts it.
pub(crate) struct Genuine {
    pub(crate) scheme: &'static Scheme,
    pub(crate) secret: String,
    pub(crate) verifier: Verifier<AnyProvider>,
    /// What it comes to.
    pub(crate) verified: Verified<Raw<AnyProvider>>,
    pub(crate) request: Request<Bytes>,
    pub(crate) at: OffsetDateTime,
    /// Headers without which it is refused.
    pub(crate) essential: Vec<HeaderName>,
    /// Its other headers, which a sender gives along with what it signs.
    pub(crate) given: Vec<(HeaderName, String)>,
    /// Whether the verifier's key can sign.
    pub(crate) can_sign: bool,
}

/// One of the crate's vectors, as far as it is needed here.
#[derive(serde::Deserialize)]
struct Row {
    secret: String,
    #[serde(default)]
    settings: BTreeMap<String, String>,
    method: String,
    url: Option<String>,
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
    body_hex: Option<String>,
    clock: Option<i64>,
    expected: String,
}

/// All of them, in the order of the catalogue.
pub(crate) fn all() -> &'static [Genuine] {
    static ALL: OnceLock<Vec<Genuine>> = OnceLock::new();
    ALL.get_or_init(|| catalogue::ALL.iter().flat_map(of).collect())
}

/// Those of schemes whose keys can sign, or cannot.
pub(crate) fn that_sign(can: bool) -> &'static [&'static Genuine] {
    static HALVES: OnceLock<(Vec<&Genuine>, Vec<&Genuine>)> = OnceLock::new();
    let (can_sign, cannot) = HALVES.get_or_init(|| all().iter().partition(|genuine| genuine.can_sign));
    if can { can_sign } else { cannot }
}

/// A few of each scheme are enough.
const MOST: usize = 3;

fn of(scheme: &'static Scheme) -> Vec<Genuine> {
    let path = format!("{}/../tests/vectors/{}.json", env!("CARGO_MANIFEST_DIR"), scheme.name());
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let rows: Vec<Row> = serde_json::from_str(&text).unwrap();
    let valid = rows.into_iter().filter(|row| row.expected == "valid");
    let found: Vec<_> = valid.filter_map(|row| row.genuine(scheme)).take(MOST).collect();
    assert!(!found.is_empty(), "{} has no valid vector", scheme.name());
    found
}

impl Row {
    fn genuine(self, scheme: &'static Scheme) -> Option<Genuine> {
        let target = self.url.as_ref().map_or("/", |url| split(url).1);
        let mut request = Request::builder().method(self.method.as_str()).uri(target);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let body = match &self.body_hex {
            Some(digits) => hex::decode(digits).unwrap(),
            None => self.body.clone().into_bytes(),
        };
        let mut request = request.body(Bytes::from(body)).unwrap();
        set_length(&mut request);
        let verifier = self.verifier(scheme);
        // Where the scheme signs no time, any will do.
        let at = OffsetDateTime::from_unix_timestamp(self.clock.unwrap_or(1_795_348_800)).unwrap();
        let accepts =
            |request: &Request<Bytes>| verifier.verify(Delivery::from_request(request.clone(), at)).is_ok();
        let verified = verifier.verify(Delivery::from_request(request.clone(), at)).ok()?;
        let is_essential = |name: &&HeaderName| {
            let mut without = request.clone();
            without.headers_mut().remove(*name);
            !accepts(&without)
        };
        let essential = request.headers().keys().filter(is_essential).cloned().collect();
        let can_sign = !matches!(sign(&verifier, &request, at), Err(SignError::CheckOnly));
        let given = given(&verifier, &request, at);
        Some(Genuine {
            given,
            scheme,
            secret: self.secret,
            verifier,
            verified,
            request,
            at,
            essential,
            can_sign,
        })
    }

    fn verifier(&self, scheme: &'static Scheme) -> Verifier<AnyProvider> {
        let verifier = Verifier::of(scheme, dangerous::weak_secret(&self.secret)).unwrap();
        let verifier = match &self.url {
            Some(url) => verifier.public_url(split(url).0).unwrap(),
            None => verifier,
        };
        let settings = self.settings.iter();
        // By a name, so that the path is in no idempotency key.
        settings
            .fold(verifier, |verifier, (name, value)| verifier.setting(&**name, &**value))
            .endpoint("fuzz")
    }
}

/// The headers of a request that signing it again, a second later, leaves as they are.
fn given(
    verifier: &Verifier<AnyProvider>,
    request: &Request<Bytes>,
    at: OffsetDateTime,
) -> Vec<(HeaderName, String)> {
    let again = sign(verifier, request, at + Duration::SECOND);
    let is_left = |name: &HeaderName| {
        let again = again.as_ref().ok().and_then(|again| again.headers().get(name));
        again.is_none_or(|value| value == request.headers()[name])
    };
    let headers = request.headers().iter().filter(|(name, _)| is_left(name));
    headers.map(|(name, value)| (name.clone(), value.to_str().unwrap_or_default().to_owned())).collect()
}

/// The same request, signed with the verifier's key.
fn sign(
    verifier: &Verifier<AnyProvider>,
    request: &Request<Bytes>,
    at: OffsetDateTime,
) -> Result<Request<Bytes>, SignError> {
    let mut signing = verifier.sign(request.body().clone()).at(at).uri(request.uri().clone());
    for (name, value) in request.headers() {
        signing = signing.header(name.as_str(), value.to_str().unwrap_or_default());
    }
    signing.request()
}

/// As a server sees it.
pub(crate) fn set_length(request: &mut Request<Bytes>) {
    let length = HeaderValue::from(request.body().len());
    request.headers_mut().insert(http::header::CONTENT_LENGTH, length);
}

/// A URL up to its path, and its path with the query.
fn split(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let (origin, target) = url.split_at(url[authority..].find('/').map_or(url.len(), |at| authority + at));
    (origin, if target.is_empty() { "/" } else { target })
}
