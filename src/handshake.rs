//! Probes of an endpoint, and the answers that senders want to them.

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Response, StatusCode};

use crate::algorithm::{self, Key};
use crate::config::Config;
use crate::delivery::Delivery;
use crate::error::Error;
use crate::json;
use crate::layout::Encoding;
use crate::message::Reader;
use crate::part::Source;

/// The longest challenge that is echoed, in bytes.
pub const MAX_CHALLENGE: usize = 512;

/// A probe of an endpoint, and how it is answered.
///
/// A probe never replaces verification: those that come without a signature have other methods than
/// deliveries and are answered whatever they carry; those that come as deliveries are verified first.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Handshake {
    /// A signed delivery in which one field has a certain value is answered with another field of it, as
    /// plain text.
    EchoField {
        /// JSON pointer of the field that tells the probe.
        field: &'static str,
        /// Its value in a probe.
        is: &'static str,
        /// JSON pointer of the challenge.
        challenge: &'static str,
    },
    /// A `GET` in which one parameter of the query has a certain value is answered with another one, as
    /// plain text, if a third is the [`verify_token`](crate::Verifier::verify_token).
    EchoQuery {
        /// The parameter that tells the probe.
        parameter: &'static str,
        /// Its value in a probe.
        is: &'static str,
        /// The parameter that holds the challenge.
        challenge: &'static str,
        /// The parameter that holds the verify token.
        token: &'static str,
    },
    /// A request of this method, `GET`, `HEAD` or `OPTIONS`, is answered with an empty `200`.
    Probe(&'static str),
    /// A signed delivery in which one field has a certain value is answered with another field of it and
    /// that field's tag in hexadecimal, as JSON.
    SignField {
        /// JSON pointer of the field that tells the probe.
        field: &'static str,
        /// Its value in a probe.
        is: &'static str,
        /// JSON pointer of the challenge.
        challenge: &'static str,
        /// The name of the challenge in the answer.
        plain: &'static str,
        /// The name of its tag in the answer.
        signed: &'static str,
    },
}

impl Handshake {
    /// The answer to a probe that is told by its head alone.
    pub(crate) fn of_head(self, reader: Reader<'_>) -> Option<Result<Response<Bytes>, Error>> {
        let head = reader.head;
        match self {
            Self::Probe(method) if head.method == method => Some(Ok(empty())),
            Self::EchoQuery { parameter, is, challenge, token } if head.method == http::Method::GET => {
                let query = |name| reader.read(Source::Query(name), b"").ok().flatten();
                if query(parameter)? != is {
                    return None;
                }
                let known = query(token).is_some_and(|token| is_verify_token(reader.config, &token));
                let challenge = query(challenge).filter(|text| known && is_fit(text));
                Some(challenge.map_or(Err(Error::Handshake), |challenge| Ok(text(&challenge))))
            }
            _ => None,
        }
    }

    /// The answer to a probe that came as a delivery, which `key` has verified.
    pub(crate) fn of_delivery(
        self,
        delivery: &Delivery,
        key: &dyn Key,
    ) -> Option<Result<Response<Bytes>, Error>> {
        let field = |pointer| json::field(&delivery.body, pointer).ok().flatten();
        match self {
            Self::EchoField { field: tell, is, challenge } if field(tell)? == is => {
                let challenge = field(challenge).filter(|challenge| is_fit(challenge));
                Some(challenge.map_or(Err(Error::Handshake), |challenge| Ok(text(&challenge))))
            }
            Self::SignField { field: tell, is, challenge, plain, signed } if field(tell)? == is => {
                let Some(challenge) = field(challenge).filter(|challenge| is_fit(challenge)) else {
                    return Some(Err(Error::Handshake));
                };
                let tag = Encoding::Hex.encode(&key.sign(&[challenge.as_bytes()])?);
                let answer = serde_json::json!({ plain: challenge, signed: tag }).to_string();
                Some(Ok(answer_of("application/json", answer)))
            }
            _ => None,
        }
    }
}

fn is_verify_token(config: &Config, presented: &str) -> bool {
    let tag = algorithm::digest_of(presented.as_bytes());
    config.verify_token.is_some_and(|expected| algorithm::is_among(expected.as_ref(), &[tag]))
}

fn is_fit(challenge: &str) -> bool {
    (1..=MAX_CHALLENGE).contains(&challenge.len())
}

fn empty() -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

fn text(text: &str) -> Response<Bytes> {
    answer_of("text/plain; charset=utf-8", text.to_owned())
}

fn answer_of(content_type: &'static str, body: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
