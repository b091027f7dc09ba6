//! ECDSA on the curves P-256 and P-521 ([FIPS 186-5](https://doi.org/10.6028/NIST.FIPS.186-5)).

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use p256::NistP256;
use p256::ecdsa::signature::SignatureEncoding;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p521::NistP521;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use spki::ObjectIdentifier;

use super::public_key::{self, Jwk, Written};
use super::{Algorithm, Key};
use crate::KeyError;
use crate::layout::{Encoding, Tag};

pub(crate) static ECDSA_P256_SHA1: EcdsaWith<NistP256, Sha1> = EcdsaWith::new(Form::Der);
pub(crate) static ECDSA_P256_SHA256: EcdsaWith<NistP256, Sha256> = EcdsaWith::new(Form::Der);
pub(crate) static ECDSA_P256_SHA256_FIXED: EcdsaWith<NistP256, Sha256> = EcdsaWith::new(Form::Fixed);
pub(crate) static ECDSA_P521_SHA512_FIXED: EcdsaWith<NistP521, Sha512> = EcdsaWith::new(Form::Fixed);

/// ECDSA on a curve with a hash.
pub(crate) struct EcdsaWith<C, D> {
    form: Form,
    curve_and_hash: PhantomData<fn() -> (C, D)>,
}

/// How `r` and `s` are written. Either is read strictly, and never taken for the other.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// As a DER sequence.
    Der,
    /// In as many bytes each as a number of the curve's field.
    Fixed,
}

/// What differs between curves.
pub(crate) trait Curve: 'static {
    /// The bytes of a number of its field.
    const WIDTH: usize;
    /// Its name in JSON Web Keys ([RFC 7518, section 6.2.1.1](https://www.rfc-editor.org/rfc/rfc7518#section-6.2.1.1)).
    const NAME: &str;
    /// Its name in [RFC 5480, section 2.1.1.1](https://www.rfc-editor.org/rfc/rfc5480#section-2.1.1.1).
    const OID: ObjectIdentifier;
    /// What a secret has to be.
    const EXPECTED: &str;
    type VerifyingKey: PrehashVerifier<Self::Signature> + Send + Sync;
    type Signature: SignatureEncoding;

    fn key(point: &[u8]) -> Option<Self::VerifyingKey>;

    fn of_der(signature: &[u8]) -> Option<Self::Signature>;

    /// Of two signatures, with `s` and with the order less `s`, the one with the lower: either is right where the other
    /// is, and whoever sees one has both.
    fn lower(signature: &Self::Signature) -> Self::Signature;
}

/// A curve, by the crate that has it. These crates have all of it alike.
macro_rules! curve {
    ($module:ident::$curve:ident, $width:literal, $name:literal, $oid:literal) => {
        impl Curve for $module::$curve {
            const WIDTH: usize = $width;
            const NAME: &str = $name;
            const OID: ObjectIdentifier = ObjectIdentifier::new_unwrap($oid);
            const EXPECTED: &str = concat!("a ", $name, " public key");
            type VerifyingKey = $module::ecdsa::VerifyingKey;
            type Signature = $module::ecdsa::Signature;

            fn key(point: &[u8]) -> Option<Self::VerifyingKey> {
                Self::VerifyingKey::from_sec1_bytes(point).ok()
            }

            fn of_der(signature: &[u8]) -> Option<Self::Signature> {
                Self::Signature::from_der(signature).ok()
            }

            fn lower(signature: &Self::Signature) -> Self::Signature {
                signature.normalize_s()
            }
        }
    };
}

curve!(p256::NistP256, 32, "P-256", "1.2.840.10045.3.1.7");
curve!(p521::NistP521, 66, "P-521", "1.3.132.0.35");

impl<C, D> EcdsaWith<C, D> {
    const fn new(form: Form) -> Self {
        Self { form, curve_and_hash: PhantomData }
    }
}

impl<C: Curve, D> fmt::Debug for EcdsaWith<C, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ecdsa<{}, {}, {:?}>", C::NAME, std::any::type_name::<D>(), self.form)
    }
}

impl<C: Curve, D: Digest + 'static> Algorithm for EcdsaWith<C, D> {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        let keys = public_key::read(secret, C::EXPECTED, |written| match written {
            Written::Bare(point) => C::key(point),
            Written::Jwk(key) if key.is("kty", "EC") && key.is("crv", C::NAME) => {
                C::key(&[vec![4], coordinate::<C>(key, "x")?, coordinate::<C>(key, "y")?].concat())
            }
            Written::Spki(info) if info.algorithm.oids().ok()? == (ID_EC_PUBLIC_KEY, Some(C::OID)) => {
                C::key(info.subject_public_key.as_bytes()?)
            }
            _ => None,
        })?;
        Ok(Arc::new(EcdsaKeys::<C, D> { keys, hash: PhantomData }))
    }

    /// `r` and the lower `s` in fixed width, so that one signature is one tag. Neither may be zero.
    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag> {
        let bytes = encoding.decode_any(presented)?;
        let signature = match self.form {
            Form::Der => C::of_der(&bytes)?,
            Form::Fixed => C::Signature::try_from(&bytes).ok()?,
        };
        Some(Tag::from(C::lower(&signature).to_bytes().as_ref()))
    }

    fn present(&self, signed: &[u8], encoding: Encoding) -> String {
        encoding.encode(signed)
    }
}

/// A coordinate of a point, with the leading zeros that its writer may have left out.
fn coordinate<C: Curve>(key: &Jwk, name: &str) -> Option<Vec<u8>> {
    let written = key.bytes(name)?;
    let missing = C::WIDTH.checked_sub(written.len())?;
    Some([vec![0; missing], written].concat())
}

struct EcdsaKeys<C: Curve, D> {
    keys: Vec<C::VerifyingKey>,
    hash: PhantomData<fn() -> D>,
}

impl<C: Curve, D: Digest> Key for EcdsaKeys<C, D> {
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        let mut hash = D::new();
        message.iter().for_each(|piece| hash.update(piece));
        let digest = hash.finalize();
        let verifies = |tag: &Tag| {
            let signature = C::Signature::try_from(tag.as_ref()).ok();
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
