//! JSON Web Signatures in compact form ([RFC 7515](https://www.rfc-editor.org/rfc/rfc7515)).
//!
//! The algorithm is the scheme's, and a token has to name exactly that one. What else its header says counts
//! for nothing (a key, or where to find one), or refuses it (`crit`).

use std::borrow::Cow;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{Algorithm, Key};
use crate::KeyError;
use crate::json::Object;
use crate::layout::{Encoding, Tag};

#[cfg(feature = "ecdsa")]
pub(crate) static JWS_ES256: Jws = Jws::new("ES256", &super::ECDSA_P256_SHA256_FIXED);
#[cfg(feature = "ecdsa")]
pub(crate) static JWS_ES512_DETACHED: Jws =
    Jws { content: Content::Detached, ..Jws::new("ES512", &super::ECDSA_P521_SHA512_FIXED) };
pub(crate) static JWS_HS256: Jws = Jws::new("HS256", &super::HMAC_SHA256);
pub(crate) static JWS_HS384: Jws = Jws::new("HS384", &super::HMAC_SHA384);
pub(crate) static JWS_HS512: Jws = Jws::new("HS512", &super::HMAC_SHA512);
#[cfg(feature = "rsa")]
pub(crate) static JWS_RS256: Jws = Jws::new("RS256", &super::RSA_SHA256);
#[cfg(feature = "rsa")]
pub(crate) static JWS_RS512_DETACHED: Jws =
    Jws { content: Content::Detached, ..Jws::new("RS512", &super::RSA_SHA512) };

/// A token signed by another algorithm, under its name in
/// [RFC 7518](https://www.rfc-editor.org/rfc/rfc7518#section-3.1). The token as a whole is the tag.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Jws {
    alg: &'static str,
    algorithm: &'static dyn Algorithm,
    content: Content,
}

/// Where the payload of a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// In the token, as claims.
    Attached,
    /// Left out of the token: it is the message
    /// ([RFC 7515, appendix F](https://www.rfc-editor.org/rfc/rfc7515#appendix-F)).
    Detached,
}

impl Jws {
    const fn new(alg: &'static str, algorithm: &'static dyn Algorithm) -> Self {
        Self { alg, algorithm, content: Content::Attached }
    }
}

impl Algorithm for Jws {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        Ok(Arc::new(JwsKey { jws: *self, key: self.algorithm.key(secret)? }))
    }

    fn tag(&self, presented: &[u8], _: Encoding) -> Option<Tag> {
        let token = Token::of(presented)?;
        let header = header(presented)?;
        let is_ours = header.get("alg").and_then(Value::as_str) == Some(self.alg);
        // No extension is understood, so none may be critical.
        let is_plain = header.get("crit").is_none();
        let is_signature = self.algorithm.tag(token.signature, Encoding::Base64Url).is_some();
        let is_whole = token.payload.is_empty() == (self.content == Content::Detached);
        (is_ours && is_plain && is_signature && is_whole).then(|| Tag::Long(presented.into()))
    }

    fn present(&self, signed: &[u8], _: Encoding) -> String {
        String::from_utf8_lossy(signed).into_owned()
    }
}

struct JwsKey {
    jws: Jws,
    key: Arc<dyn Key>,
}

impl Key for JwsKey {
    /// Where the token has its payload, the message is not asked: claims bind it to the token.
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        let payload = match self.jws.content {
            Content::Attached => String::new(),
            Content::Detached => URL_SAFE_NO_PAD.encode(message.concat()),
        };
        tags.iter().any(|tag| {
            let Some(token) = Token::of(tag.as_ref()) else { return false };
            let signature = self.jws.algorithm.tag(token.signature, Encoding::Base64Url);
            let signed = [token.signed.into(), payload.as_bytes().into()];
            signature.is_some_and(|signature| self.key.matches(&signed, &[signature]))
        })
    }

    fn is_valid_at(&self, time: time::OffsetDateTime) -> bool {
        self.key.is_valid_at(time)
    }

    /// A token with the message as its payload. Those without one are signed with keys that can only check.
    fn sign(&self, message: &[Cow<'_, [u8]>]) -> Option<Vec<u8>> {
        let header = json!({ "alg": self.jws.alg, "typ": "JWT" }).to_string();
        let mut token =
            format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(message.concat()));
        let signature = self.key.sign(&[token.as_bytes().into()])?;
        token.push('.');
        token.push_str(&self.jws.algorithm.present(&signature, Encoding::Base64Url));
        Some(token.into_bytes())
    }
}

/// The header of a token.
pub(crate) fn header(token: &[u8]) -> Option<Object> {
    Object::parse(&URL_SAFE_NO_PAD.decode(Token::of(token)?.header).ok()?)
}

/// The claims of a token that [`Jws::tag`] made.
pub(crate) fn claims(token: &Tag) -> Option<Object> {
    Object::parse(&URL_SAFE_NO_PAD.decode(Token::of(token.as_ref())?.payload).ok()?)
}

/// A token in its three parts, as they are written.
struct Token<'a> {
    header: &'a [u8],
    payload: &'a [u8],
    signature: &'a [u8],
    /// Header and payload, with the full stop between them.
    signed: &'a [u8],
}

impl<'a> Token<'a> {
    fn of(text: &'a [u8]) -> Option<Self> {
        let mut parts = text.split(|byte| *byte == b'.');
        let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
        let signed = &text[..header.len() + 1 + payload.len()];
        parts.next().is_none().then_some(Self { header, payload, signature, signed })
    }
}
