//! Ed25519 ([RFC 8032](https://www.rfc-editor.org/rfc/rfc8032)), in its strict reading.

use std::borrow::Cow;
use std::sync::Arc;

use ed25519_dalek::{Signature, VerifyingKey};
use spki::ObjectIdentifier;

use super::public_key::{self, Written};
use super::{Algorithm, Key};
use crate::KeyError;
use crate::layout::{Encoding, Tag};

pub(crate) static ED25519: Ed25519 = Ed25519;

/// Ed25519. A key or a point of small order, and an `S` that is not reduced, are refused.
#[derive(Debug)]
pub(crate) struct Ed25519;

impl Algorithm for Ed25519 {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        let keys = public_key::read(secret, "an Ed25519 public key", |written| match written {
            Written::Bare(bytes) => verifying_key(bytes),
            Written::Jwk(key) if key.is("kty", "OKP") && key.is("crv", "Ed25519") => {
                verifying_key(&key.bytes("x")?)
            }
            Written::Spki(info)
                if info.algorithm.oid == ID_ED25519 && info.algorithm.parameters.is_none() =>
            {
                verifying_key(info.subject_public_key.as_bytes()?)
            }
            _ => None,
        })?;
        Ok(Arc::new(Ed25519Keys(keys)))
    }

    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag> {
        encoding.decode(presented, Signature::BYTE_SIZE)
    }

    fn present(&self, signed: &[u8], encoding: Encoding) -> String {
        encoding.encode(signed)
    }
}

struct Ed25519Keys(Vec<VerifyingKey>);

impl Key for Ed25519Keys {
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        let message = message.concat();
        let verifies = |tag: &Tag| {
            let signature = Signature::from_slice(tag.as_ref()).ok();
            signature.is_some_and(|tag| self.0.iter().any(|key| key.verify_strict(&message, &tag).is_ok()))
        };
        tags.iter().any(verifies)
    }

    fn sign(&self, _: &[Cow<'_, [u8]>]) -> Option<Vec<u8>> {
        None
    }
}

fn verifying_key(bytes: &[u8]) -> Option<VerifyingKey> {
    let key = VerifyingKey::from_bytes(bytes.try_into().ok()?).ok()?;
    (!key.is_weak()).then_some(key)
}

/// [RFC 8410](https://www.rfc-editor.org/rfc/rfc8410#section-3).
const ID_ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
