//! Public keys as their owners write them, for all algorithms that have any.

#[cfg(feature = "rsa")]
use std::ops::RangeInclusive;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_PAD_INDIFFERENT, URL_SAFE_NO_PAD};
use serde_json::{Map, Value};
use spki::SubjectPublicKeyInfoRef;
#[cfg(feature = "rsa")]
use time::OffsetDateTime;
#[cfg(feature = "rsa")]
use x509_cert::TbsCertificate;

use crate::secret::in_standard_alphabet;
use crate::{KeyError, json};

/// One public key as it is written.
pub(super) enum Written<'a> {
    /// In the algorithm's own form, without the name of the algorithm.
    Bare(&'a [u8]),
    /// In an X.509 certificate ([RFC 5280](https://www.rfc-editor.org/rfc/rfc5280)). Whoever configures it
    /// vouches for it: its issuer is not looked at.
    #[cfg(feature = "rsa")]
    Certificate(&'a TbsCertificate),
    /// As a JSON Web Key ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517)).
    Jwk(&'a Jwk),
    /// With the name of the algorithm
    /// ([RFC 5280, section 4.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.1)).
    Spki(SubjectPublicKeyInfoRef<'a>),
}

/// A JSON Web Key.
pub(super) struct Jwk(Map<String, Value>);

impl Jwk {
    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.0.get(name).and_then(Value::as_str) == Some(value)
    }

    /// Whether it has what only its owner may know
    /// ([RFC 7518, section 6](https://www.rfc-editor.org/rfc/rfc7518#section-6)): whoever has read it can sign. One in
    /// a set is passed over.
    fn is_private(&self) -> bool {
        self.0.contains_key("d")
    }

    pub(super) fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        URL_SAFE_NO_PAD.decode(self.0.get(name)?.as_str()?).ok()
    }
}

/// The keys in `secret` of which `make` makes one: a set of JSON Web Keys may hold several, and others.
///
/// # Errors
///
/// If there is none.
pub(super) fn read<K>(
    secret: &[u8],
    expected: &'static str,
    make: impl Fn(Written<'_>) -> Option<K>,
) -> Result<Vec<K>, KeyError> {
    let text = str::from_utf8(secret).unwrap_or_default().trim_ascii();
    let keys = if text.starts_with('{') {
        jwks(text, make)
    } else if text.starts_with("-----") {
        pem(text, make).into_iter().collect()
    } else {
        let decoded = if is_hex(text) { hex::decode(text).ok() } else { base64(text) };
        let of_text = decoded.and_then(|bytes| bare_or_spki(&bytes, &make));
        of_text.or_else(|| bare_or_spki(secret, &make)).into_iter().collect()
    };
    if keys.is_empty() { Err(KeyError::Form { expected }) } else { Ok(keys) }
}

fn jwks<K>(text: &str, make: impl Fn(Written<'_>) -> Option<K>) -> Vec<K> {
    let Ok(Value::Object(mut object)) = json::owned(text) else { return Vec::new() };
    let objects = match object.remove("keys") {
        Some(Value::Array(keys)) => keys,
        Some(_) => Vec::new(),
        None => vec![Value::Object(object)],
    };
    let keys = objects.into_iter().filter_map(|key| match key {
        Value::Object(key) => Some(Jwk(key)),
        _ => None,
    });
    let is_for_checks = |key: &Jwk| !key.is("use", "enc") && !key.is_private();
    keys.filter(is_for_checks).filter_map(|key| make(Written::Jwk(&key))).collect()
}

/// The certificate in PEM or base64, in DER.
#[cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))]
pub(super) fn certificate(secret: &[u8]) -> Option<Vec<u8>> {
    let text = str::from_utf8(secret).ok()?.trim_ascii();
    match text.strip_prefix("-----BEGIN CERTIFICATE-----") {
        Some(rest) => base64(rest.strip_suffix("-----END CERTIFICATE-----")?),
        None => base64(text),
    }
}

/// When a certificate is valid.
#[cfg(feature = "rsa")]
pub(super) fn validity(certificate: &TbsCertificate) -> Option<RangeInclusive<OffsetDateTime>> {
    let validity = certificate.validity();
    let [from, until] = [validity.not_before, validity.not_after].map(|time| {
        let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok();
        seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
    });
    Some(from?..=until?)
}

/// A key in PEM ([RFC 7468](https://www.rfc-editor.org/rfc/rfc7468)), for which line breaks are optional
/// here: eBay sends none.
fn pem<K>(text: &str, make: impl Fn(Written<'_>) -> Option<K>) -> Option<K> {
    let (label, rest) = text.strip_prefix("-----BEGIN ")?.split_once("-----")?;
    let (encoded, rest) = rest.split_once("-----END ")?;
    let rest = rest.strip_prefix(label)?.strip_prefix("-----")?;
    let der = base64(encoded)?;
    match label {
        // What is more than one key is for `Verifier::or`.
        "PUBLIC KEY" if rest.is_empty() => make(Written::Spki(spki(&der)?)),
        #[cfg(feature = "rsa")]
        "RSA PUBLIC KEY" if rest.is_empty() => make(Written::Bare(&der)),
        // Those behind it are its issuers.
        #[cfg(feature = "rsa")]
        "CERTIFICATE" => {
            let certificate = <x509_cert::Certificate as spki::der::Decode>::from_der(&der).ok()?;
            make(Written::Certificate(certificate.tbs_certificate()))
        }
        _ => None,
    }
}

fn bare_or_spki<K>(bytes: &[u8], make: impl Fn(Written<'_>) -> Option<K>) -> Option<K> {
    match spki(bytes) {
        Some(info) => make(Written::Spki(info)),
        None => make(Written::Bare(bytes)),
    }
}

fn spki(der: &[u8]) -> Option<SubjectPublicKeyInfoRef<'_>> {
    SubjectPublicKeyInfoRef::try_from(der).ok()
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// In either alphabet: keys are configured, and dashboards have both.
fn base64(text: &str) -> Option<Vec<u8>> {
    let text = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    STANDARD_PAD_INDIFFERENT.decode(text.map(in_standard_alphabet).collect::<Vec<_>>()).ok()
}
