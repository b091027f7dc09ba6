//! ECDSA on the curve P-256 ([FIPS 186-5](https://doi.org/10.6028/NIST.FIPS.186-5)).

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use spki::ObjectIdentifier;

use super::public_key::{self, Written};
use super::{Algorithm, Key};
use crate::KeyError;
use crate::layout::{Encoding, Tag};

pub(crate) static ECDSA_P256_SHA1: EcdsaWith<Sha1> = EcdsaWith::new(Form::Der);
pub(crate) static ECDSA_P256_SHA256: EcdsaWith<Sha256> = EcdsaWith::new(Form::Der);
pub(crate) static ECDSA_P256_SHA256_FIXED: EcdsaWith<Sha256> = EcdsaWith::new(Form::Fixed);

/// ECDSA with a hash.
pub(crate) struct EcdsaWith<D> {
    form: Form,
    hash: PhantomData<fn() -> D>,
}

/// How `r` and `s` are written. Either is read strictly, and never taken for the other.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// As a DER sequence.
    Der,
    /// In 32 bytes each.
    Fixed,
}

impl<D> EcdsaWith<D> {
    const fn new(form: Form) -> Self {
        Self { form, hash: PhantomData }
    }
}

impl<D> fmt::Debug for EcdsaWith<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcdsaP256<{}, {:?}>", std::any::type_name::<D>(), self.form)
    }
}

impl<D: Digest + 'static> Algorithm for EcdsaWith<D> {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        let keys = public_key::read(secret, "a P-256 public key", |written| match written {
            Written::Bare(point) => VerifyingKey::from_sec1_bytes(point).ok(),
            Written::Jwk(key) if key.is("kty", "EC") && key.is("crv", "P-256") => {
                let (x, y) = (key.bytes("x")?, key.bytes("y")?);
                let is_full = x.len() == 32 && y.len() == 32;
                is_full.then(|| VerifyingKey::from_sec1_bytes(&[&[4], &x[..], &y[..]].concat()).ok())?
            }
            Written::Spki(info) if info.algorithm.oids().ok()? == (ID_EC_PUBLIC_KEY, Some(PRIME256V1)) => {
                VerifyingKey::from_sec1_bytes(info.subject_public_key.as_bytes()?).ok()
            }
            _ => None,
        })?;
        Ok(Arc::new(EcdsaKeys::<D> { keys, hash: PhantomData }))
    }

    /// `r` and `s`, neither of which may be zero, in 32 bytes each.
    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag> {
        let signature = match self.form {
            Form::Der => Signature::from_der(&encoding.decode_any(presented)?),
            Form::Fixed => Signature::from_slice(encoding.decode(presented, 64)?.as_ref()),
        };
        Some(Tag::from(&signature.ok()?.to_bytes()[..]))
    }

    fn present(&self, signed: &[u8], encoding: Encoding) -> String {
        encoding.encode(signed)
    }
}

struct EcdsaKeys<D> {
    keys: Vec<VerifyingKey>,
    hash: PhantomData<fn() -> D>,
}

impl<D: Digest> Key for EcdsaKeys<D> {
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        let mut hash = D::new();
        message.iter().for_each(|piece| hash.update(piece));
        let digest = hash.finalize();
        let verifies = |tag: &Tag| {
            let signature = Signature::from_slice(tag.as_ref()).ok();
            signature.is_some_and(|tag| self.keys.iter().any(|key| key.verify_prehash(&digest, &tag).is_ok()))
        };
        tags.iter().any(verifies)
    }

    fn sign(&self, _: &[Cow<'_, [u8]>]) -> Option<Vec<u8>> {
        None
    }
}

/// [RFC 5480, section 2.1.1](https://www.rfc-editor.org/rfc/rfc5480#section-2.1.1).
const ID_EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const PRIME256V1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
