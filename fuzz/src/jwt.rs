//! Tokens whose header and claims are the fuzzer's, signed with the key that the verifier has.

use std::sync::OnceLock;

use arbitrary::{Result, Unstructured};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use countersign::Delivery;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderName, HeaderValue, Request};
use serde_json::Value;
use sha2::{Sha256, Sha384, Sha512};
use time::Duration;

use crate::genuine::{self, Genuine};
use crate::input;
use crate::raw::read;

/// A genuine token that the fuzzer changed and we signed again. What is accepted has the scheme's algorithm, no
/// critical extension, and the claims that the genuine one has.
pub fn jwt(input: &[u8]) {
    let _ = run(&mut Unstructured::new(input));
}

/// A genuine delivery with a token signed by HMAC.
struct Token {
    genuine: &'static Genuine,
    header: HeaderName,
    prefix: String,
    head: Vec<u8>,
    claims: Vec<u8>,
    alg: String,
}

fn tokens() -> &'static [Token] {
    static TOKENS: OnceLock<Vec<Token>> = OnceLock::new();
    TOKENS.get_or_init(|| {
        let found: Vec<_> = genuine::all().iter().filter_map(Token::of).collect();
        assert!(found.len() > 3, "there are {} tokens", found.len());
        found
    })
}

impl Token {
    fn of(genuine: &'static Genuine) -> Option<Self> {
        let (header, value) = genuine.request.headers().iter().find(|(name, value)| {
            genuine.essential.contains(name)
                && value.as_bytes().iter().filter(|byte| **byte == b'.').count() == 2
        })?;
        let value = value.to_str().ok()?;
        let (prefix, token) = value.rsplit_once(' ').map_or(("", value), |(word, token)| (word, token));
        let mut parts = token.split('.');
        let head = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?;
        let claims = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?;
        let parsed: Value = serde_json::from_slice(&head).ok()?;
        let alg = parsed["alg"].as_str()?.to_owned();
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix} ") };
        let token = Self { genuine, header: header.clone(), prefix, head, claims, alg };
        // Only where we know how the key is made of the secret.
        let request = token.request(&token.head, &token.claims)?;
        genuine.verifier.verify(Delivery::from_request(request, genuine.at)).is_ok().then_some(token)
    }

    fn request(&self, head: &[u8], claims: &[u8]) -> Option<Request<Bytes>> {
        let mut token = format!("{}.{}", URL_SAFE_NO_PAD.encode(head), URL_SAFE_NO_PAD.encode(claims));
        let (secret, text) = (self.genuine.secret.as_bytes(), token.as_bytes());
        let tag = match &*self.alg {
            "HS256" => tag::<Hmac<Sha256>>(secret, text),
            "HS384" => tag::<Hmac<Sha384>>(secret, text),
            "HS512" => tag::<Hmac<Sha512>>(secret, text),
            _ => return None,
        };
        token = format!("{}{token}.{}", self.prefix, URL_SAFE_NO_PAD.encode(tag));
        let mut request = self.genuine.request.clone();
        request.headers_mut().insert(&self.header, HeaderValue::from_str(&token).ok()?);
        Some(request)
    }
}

fn tag<M: Mac + KeyInit>(secret: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(secret).unwrap();
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let token = input::one(u, tokens())?;
    let flags: u8 = u.arbitrary()?;
    let drift = if flags & 1 == 1 { u.arbitrary::<i16>()? } else { 0 };
    let head = text(u, &token.head, flags >> 1 & 3)?;
    let claims = text(u, &token.claims, flags >> 3 & 3)?;
    let Some(request) = token.request(&head, &claims) else { return Ok(()) };
    let at = token.genuine.at + Duration::seconds(drift.into());
    let delivery = Delivery::from_request(request, at);
    let answer = token.genuine.verifier.verify(delivery.clone());
    assert_eq!(answer.is_ok(), token.genuine.verifier.receive(delivery).is_ok());
    let Ok(verified) = answer else { return Ok(()) };
    read(&verified);
    let head: Value = serde_json::from_slice(&head).expect("a header that was accepted is JSON");
    assert_eq!(head["alg"].as_str(), Some(&*token.alg), "another algorithm");
    assert_eq!(head.get("crit"), None, "a critical extension");
    let claims: Value = serde_json::from_slice(&claims).expect("claims that were accepted are JSON");
    let genuine: Value = serde_json::from_slice(&token.claims).unwrap();
    for name in ["payload_hash", "url_hash", "body_sha256", "sha256"] {
        let (Some(ours), Some(theirs)) = (genuine[name].as_str(), claims[name].as_str()) else { continue };
        assert!(ours.eq_ignore_ascii_case(theirs), "another {name}");
    }
    Ok(())
}

/// As it was, changed in places, or all of the fuzzer's.
fn text(u: &mut Unstructured<'_>, genuine: &[u8], how: u8) -> Result<Vec<u8>> {
    match how {
        0 => Ok(genuine.to_vec()),
        3 => Ok(input::bytes(u, 255)?.to_vec()),
        times => {
            let mut text = genuine.to_vec();
            for _ in 0..times {
                let at = u.int_in_range(0..=text.len())?;
                let end = (at + usize::from(u.arbitrary::<u8>()? % 16)).min(text.len());
                text.splice(at..end, input::bytes(u, 40)?.iter().copied());
            }
            Ok(text)
        }
    }
}
