//! Claims of a token, and what each has to say about the delivery that it came with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};

use crate::algorithm;
use crate::delivery::Delivery;
use crate::error::Error;
use crate::json::Object;
use crate::layout::Tag;
use crate::message::{Reader, is_sha256_of};
use crate::part::{Part, UrlForm};
use crate::presented::{are_milliseconds, check_age, since_epoch};
use crate::scheme::Unit;

/// A claim that a token has to have ([RFC 7519](https://www.rfc-editor.org/rfc/rfc7519#section-4)), and what
/// it has to say. Others are passed over.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum JwtClaim {
    /// The SHA-256 of the body, in padded base64.
    BodySha256Base64(&'static str),
    /// The SHA-256 of the body, in hexadecimal.
    BodySha256Hex(&'static str),
    /// The SHA-256 of the body, in hexadecimal. Where the body is empty the claim may not be there.
    BodySha256HexUnlessEmpty(&'static str),
    /// `exp`: the token has not expired when it arrives, give or take the tolerance, and will within a day.
    Expires,
    /// This text, or `true`.
    Is(&'static str, &'static str),
    /// One of these texts.
    IsOneOf(&'static str, &'static [&'static str]),
    /// `iat`: the token was made when it arrives, give or take the tolerance.
    IssuedAt,
    /// `nbf`: the token is valid already when it arrives, give or take the tolerance.
    NotBefore,
    /// The text of the verifier's [`setting`](crate::Verifier::setting) of the second name, alone or in a list.
    Setting(&'static str, &'static str),
    /// The text of the verifier's [`setting`](crate::Verifier::setting) of the second name, at the first of these
    /// JSON pointers that leads to anything.
    SettingAt(&'static [&'static str], &'static str),
    /// A time in milliseconds since the epoch: the token was signed when it arrives, give or take the tolerance.
    SignedAt(&'static str),
    /// The SHA-256 of the URL under which the sender knows the endpoint, in hexadecimal. It is taken from the
    /// verifier's [`public_url`](crate::Verifier::public_url), with the query of the request.
    UrlSha256Hex(&'static str),
}

/// The longest that a token may still be valid when it arrives. A time so far ahead bounds nothing.
const LONGEST_LIFE: Duration = Duration::DAY;

/// Whether the claims of the token fit the delivery, of which the body may be still to come: when it was issued, where
/// they say.
///
/// The token's signature has been checked.
pub(crate) fn check(
    expected: &[JwtClaim],
    token: &Tag,
    reader: Reader<'_>,
    body: Option<&[u8]>,
) -> Result<Option<Duration>, Error> {
    let claims = algorithm::claims(token).ok_or(Error::Malformed("the claims of the token"))?;
    let tolerance = reader.config.tolerance;
    let received_at = reader.head.received_at;
    let mut issued_at = None;
    for claim in expected {
        match *claim {
            JwtClaim::Expires => {
                let expires = time_of(&claims, "exp")?;
                let age = received_at - expires;
                // The token is not valid at that second.
                if age >= tolerance {
                    return Err(Error::Stale { age });
                }
                if -age > LONGEST_LIFE {
                    return Err(Error::Malformed("exp"));
                }
            }
            JwtClaim::IssuedAt => {
                let at = since_epoch(time_of(&claims, "iat")?);
                check_age(Unit::Seconds, received_at, at, tolerance)?;
                issued_at = Some(at);
            }
            JwtClaim::SignedAt(name) => {
                let milliseconds = claims.get(name).ok_or(Error::Missing(name))?.as_i64();
                let at = milliseconds.and_then(of_milliseconds).ok_or(Error::Malformed(name))?;
                let at = since_epoch(at);
                check_age(Unit::Milliseconds, received_at, at, tolerance)?;
                issued_at = Some(at);
            }
            JwtClaim::NotBefore => {
                let by = time_of(&claims, "nbf")? - received_at.truncate_to_second();
                if by > tolerance {
                    return Err(Error::Early { by });
                }
            }
            claim => {
                if !claim.says(&claims, reader, body)? {
                    return Err(Error::Mismatch);
                }
            }
        }
    }
    Ok(issued_at)
}

/// The claims that the sender's token would make about a delivery at this time.
pub(crate) fn write(
    claims: &[JwtClaim],
    reader: Reader<'_>,
    delivery: &Delivery,
    at: OffsetDateTime,
) -> Result<Vec<u8>, Error> {
    let mut written = Map::new();
    for claim in claims {
        let (name, value) = match *claim {
            JwtClaim::BodySha256HexUnlessEmpty(_) if delivery.body.is_empty() => continue,
            JwtClaim::BodySha256Base64(name) => {
                (name, json!(STANDARD.encode(Sha256::digest(&delivery.body))))
            }
            JwtClaim::BodySha256Hex(name) | JwtClaim::BodySha256HexUnlessEmpty(name) => {
                (name, json!(hex::encode(Sha256::digest(&delivery.body))))
            }
            JwtClaim::Expires => {
                let expires = at.checked_add(Duration::MINUTE).ok_or(Error::Malformed("exp"))?;
                ("exp", json!(expires.unix_timestamp()))
            }
            JwtClaim::Is(name, "true") => (name, json!(true)),
            JwtClaim::Is(name, text) => (name, json!(text)),
            JwtClaim::IsOneOf(name, texts) => (name, json!(texts.first())),
            JwtClaim::IssuedAt => ("iat", json!(at.unix_timestamp())),
            JwtClaim::NotBefore => ("nbf", json!(at.unix_timestamp())),
            JwtClaim::Setting(name, setting) => (name, json!(reader.setting(setting)?)),
            JwtClaim::SettingAt(pointers, setting) => {
                let text = json!(reader.setting(setting)?);
                let mut names = pointers.first().map_or("", |first| first.trim_start_matches('/')).split('/');
                let name = names.next().unwrap_or_default();
                (name, names.rev().fold(text, |value, name| json!({ name: value })))
            }
            JwtClaim::SignedAt(name) => (name, json!((at.unix_timestamp_nanos() / 1_000_000) as i64)),
            JwtClaim::UrlSha256Hex(name) => {
                (name, json!(hex::encode(Sha256::digest(reader.url(UrlForm::AsConfigured)?))))
            }
        };
        written.insert(name.to_owned(), value);
    }
    Ok(Value::Object(written).to_string().into_bytes())
}

impl JwtClaim {
    /// Whether a claim that states no time says what it has to. What is said of a body that is still to come may be right.
    fn says(self, claims: &Object, reader: Reader<'_>, body: Option<&[u8]>) -> Result<bool, Error> {
        let text = |name| text_of(claims, name);
        Ok(match self {
            Self::BodySha256HexUnlessEmpty(name) if body.is_none_or(<[u8]>::is_empty) => {
                claims.get(name).is_none() || body.is_none()
            }
            Self::BodySha256Base64(name) => {
                let said = text(name)?;
                body.is_none_or(|body| said == STANDARD.encode(Sha256::digest(body)))
            }
            Self::BodySha256Hex(name) | Self::BodySha256HexUnlessEmpty(name) => {
                let said = text(name)?;
                body.is_none_or(|body| is_sha256_of(said, body))
            }
            Self::Is(name, expected) => text(name)? == expected,
            Self::IsOneOf(name, expected) => expected.contains(&text(name)?),
            Self::Setting(name, setting) => {
                let expected = reader.setting(setting)?;
                match claims.get(name) {
                    Some(Value::Array(values)) => values.iter().any(|value| value == expected),
                    _ => text(name)? == expected,
                }
            }
            Self::SettingAt(pointers, setting) => {
                let expected = reader.setting(setting)?;
                let found = pointers.iter().find_map(|pointer| Some((pointer, claims.at(pointer)?)));
                let Some((name, found)) = found else {
                    return Err(Error::Missing(pointers.first().unwrap_or(&"a claim")));
                };
                found.as_str().ok_or(Error::Malformed(name))? == expected
            }
            Self::UrlSha256Hex(name) => {
                is_sha256_of(text(name)?, reader.url(UrlForm::AsConfigured)?.as_bytes())
            }
            Self::Expires | Self::IssuedAt | Self::NotBefore | Self::SignedAt(_) => true,
        })
    }

    /// What claims bind to the token, as the message that their scheme signs.
    pub(crate) const fn message(claims: &[Self]) -> &'static [Part] {
        let (mut body, mut url) = (false, false);
        let mut at = 0;
        while at < claims.len() {
            match claims[at] {
                Self::BodySha256Base64(_) | Self::BodySha256Hex(_) | Self::BodySha256HexUnlessEmpty(_) => {
                    body = true;
                }
                Self::UrlSha256Hex(_) => url = true,
                _ => {}
            }
            at += 1;
        }
        match (body, url) {
            (false, false) => &[],
            (true, false) => &[Part::Body],
            (false, true) => &[URL],
            // No URL has a space, so this is divided in one way.
            (true, true) => &[URL, Part::Literal(" "), Part::Body],
        }
    }

    /// Whether `message` is what [`message`](Self::message) says.
    pub(crate) const fn binds(claims: &[Self], message: &[Part]) -> bool {
        let bound = Self::message(claims);
        let mut at = 0;
        while at < bound.len() && at < message.len() {
            match (bound[at], message[at]) {
                (Part::Body, Part::Body)
                | (Part::Literal(_), Part::Literal(_))
                | (Part::Url(UrlForm::AsConfigured), Part::Url(UrlForm::AsConfigured)) => at += 1,
                _ => return false,
            }
        }
        bound.len() == message.len()
    }

    /// Whether a token with these claims gets old.
    pub(crate) const fn bound_time(claims: &[Self]) -> bool {
        let mut at = 0;
        while at < claims.len() {
            if matches!(claims[at], Self::Expires | Self::IssuedAt | Self::SignedAt(_)) {
                return true;
            }
            at += 1;
        }
        false
    }
}

const URL: Part = Part::Url(UrlForm::AsConfigured);

fn text_of<'a>(claims: &'a Object, name: &'static str) -> Result<&'a str, Error> {
    match claims.get(name).ok_or(Error::Missing(name))? {
        Value::String(text) => Ok(text),
        Value::Bool(true) => Ok("true"),
        _ => Err(Error::Malformed(name)),
    }
}

fn of_milliseconds(milliseconds: i64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).ok()
}

/// A time in whole seconds since the epoch.
fn time_of(claims: &Object, name: &'static str) -> Result<OffsetDateTime, Error> {
    let seconds = claims.get(name).ok_or(Error::Missing(name))?.as_i64();
    if seconds.is_some_and(are_milliseconds) {
        return Err(Error::Milliseconds);
    }
    let time = seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    time.ok_or(Error::Malformed(name))
}
