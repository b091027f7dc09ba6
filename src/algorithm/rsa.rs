//! RSA by PKCS #1 v1.5 ([RFC 8017, section 8.2](https://www.rfc-editor.org/rfc/rfc8017#section-8.2)).

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::sync::Arc;

use ring::signature::{
    RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA512,
    RsaParameters, RsaPublicKeyComponents,
};
use spki::ObjectIdentifier;
use spki::der::asn1::UintRef;
use spki::der::{Reader as _, SliceReader};
use time::OffsetDateTime;
use x509_cert::TbsCertificate;

use super::public_key::{self, Written};
use super::{Algorithm, Key};
use crate::KeyError;
use crate::layout::{Encoding, Tag};

pub(crate) static RSA_SHA1: RsaWith = RsaWith(&RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY);
pub(crate) static RSA_SHA256: RsaWith = RsaWith(&RSA_PKCS1_2048_8192_SHA256);
pub(crate) static RSA_SHA512: RsaWith = RsaWith(&RSA_PKCS1_2048_8192_SHA512);

/// RSA by PKCS #1 v1.5 with a hash.
#[derive(Debug)]
pub(crate) struct RsaWith(&'static RsaParameters);

impl Algorithm for RsaWith {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        let expected = "an RSA public key of 2048 to 8192 bits or its certificate";
        let keys = public_key::read(secret, expected, |written| match written {
            Written::Bare(der) => RsaKey::of_pkcs1(der),
            Written::Certificate(certificate) => RsaKey::of_certificate(certificate),
            Written::Jwk(key) if key.is("kty", "RSA") => RsaKey::new(&key.bytes("n")?, &key.bytes("e")?),
            Written::Spki(info) if info.algorithm.oid == RSA_ENCRYPTION => {
                RsaKey::of_pkcs1(info.subject_public_key.as_bytes()?)
            }
            _ => None,
        })?;
        Ok(Arc::new(RsaKeys { parameters: self.0, keys }))
    }

    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag> {
        let bytes = encoding.decode_any(presented)?;
        (!bytes.is_empty()).then(|| Tag::Long(bytes.into()))
    }

    fn present(&self, signed: &[u8], encoding: Encoding) -> String {
        encoding.encode(signed)
    }
}

struct RsaKeys {
    parameters: &'static RsaParameters,
    keys: Vec<RsaKey>,
}

impl Key for RsaKeys {
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        let message = message.concat();
        let verifies = |key: &RsaKey, tag: &Tag| {
            let numbers = RsaPublicKeyComponents { n: &key.modulus, e: &key.exponent };
            numbers.verify(self.parameters, &message, tag.as_ref()).is_ok()
        };
        tags.iter().any(|tag| self.keys.iter().any(|key| verifies(key, tag)))
    }

    fn is_valid_at(&self, time: OffsetDateTime) -> bool {
        // A certificate's key is the only one.
        self.keys.iter().all(|key| key.valid.as_ref().is_none_or(|valid| valid.contains(&time)))
    }

    fn sign(&self, _: &[Cow<'_, [u8]>]) -> Option<Vec<u8>> {
        None
    }
}

/// The numbers of a key, without leading zeros, and when it is valid.
struct RsaKey {
    modulus: Box<[u8]>,
    exponent: Box<[u8]>,
    valid: Option<RangeInclusive<OffsetDateTime>>,
}

impl RsaKey {
    /// A key that the check will take: ring says only later what it thinks of a key.
    fn new(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
        let [first, .., last] = modulus else { return None };
        let bits = modulus.len() * 8 - first.leading_zeros() as usize;
        let is_exponent = match exponent {
            [0, ..] | [] | [1] => false,
            // At most 33 bits.
            [first, rest @ ..] => (rest.len() < 4 || (rest.len() == 4 && *first == 1)) && is_odd(exponent),
        };
        let is_fit = (2048..=8192).contains(&bits) && *first != 0 && last & 1 == 1 && is_exponent;
        is_fit.then(|| Self { modulus: modulus.into(), exponent: exponent.into(), valid: None })
    }

    /// The form of [RFC 8017, appendix A.1.1](https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1).
    fn of_pkcs1(der: &[u8]) -> Option<Self> {
        let mut reader = SliceReader::new(der).ok()?;
        let numbers: Result<(UintRef<'_>, UintRef<'_>), spki::der::Error> =
            reader.sequence(|reader| Ok((reader.decode()?, reader.decode()?)));
        let (modulus, exponent) = numbers.ok()?;
        reader.finish().ok()?;
        Self::new(modulus.as_bytes(), exponent.as_bytes())
    }

    fn of_certificate(certificate: &TbsCertificate) -> Option<Self> {
        let info = certificate.subject_public_key_info();
        if info.algorithm.oid != RSA_ENCRYPTION {
            return None;
        }
        let valid = public_key::validity(certificate)?;
        let key = Self::of_pkcs1(info.subject_public_key.as_bytes()?)?;
        Some(Self { valid: Some(valid), ..key })
    }
}

fn is_odd(number: &[u8]) -> bool {
    number.last().is_some_and(|last| last & 1 == 1)
}

/// [RFC 8017, appendix A.1](https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1).
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
