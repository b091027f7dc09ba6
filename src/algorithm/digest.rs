//! Plain digests of text that begins or ends with the secret. Weaker than HMAC, by their senders' design.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use md5::Md5;
use sha2::Sha256;
use sha2::digest::{Digest, Output};
use sha3::Keccak256;

use super::{Algorithm, Key, is_among};
use crate::KeyError;
use crate::layout::{Encoding, Tag};

pub(crate) static KECCAK256_SUFFIXED: DigestWith<Keccak256> = DigestWith(Side::Suffix, PhantomData);
pub(crate) static MD5_SUFFIXED: DigestWith<Md5> = DigestWith(Side::Suffix, PhantomData);
pub(crate) static SHA256_PREFIXED: DigestWith<Sha256> = DigestWith(Side::Prefix, PhantomData);
pub(crate) static SHA256_SUFFIXED: DigestWith<Sha256> = DigestWith(Side::Suffix, PhantomData);

/// A hash of the message with the secret on one side of it.
pub(crate) struct DigestWith<D>(Side, PhantomData<fn() -> D>);

/// Where the secret stands.
#[derive(Debug, Clone, Copy)]
enum Side {
    Prefix,
    Suffix,
}

impl<D> fmt::Debug for DigestWith<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest<{}>({:?})", std::any::type_name::<D>(), self.0)
    }
}

impl<D: Digest + 'static> Algorithm for DigestWith<D> {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        let secret = secret.into();
        let (prefix, suffix) = match self.0 {
            Side::Prefix => (secret, Box::default()),
            Side::Suffix => (Box::default(), secret),
        };
        Ok(Arc::new(DigestKey::<D> { prefix, suffix, hash: PhantomData }))
    }

    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag> {
        encoding.decode(presented, <D as Digest>::output_size())
    }

    fn present(&self, signed: &[u8], encoding: Encoding) -> String {
        encoding.encode(signed)
    }
}

struct DigestKey<D> {
    prefix: Box<[u8]>,
    suffix: Box<[u8]>,
    hash: PhantomData<fn() -> D>,
}

impl<D: Digest> DigestKey<D> {
    fn digest(&self, message: &[Cow<'_, [u8]>]) -> Output<D> {
        let mut hash = D::new_with_prefix(&self.prefix);
        message.iter().for_each(|piece| hash.update(piece));
        hash.update(&self.suffix);
        hash.finalize()
    }
}

impl<D: Digest> Key for DigestKey<D> {
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        is_among(&Tag::from(&self.digest(message)[..]), tags)
    }

    fn sign(&self, message: &[Cow<'_, [u8]>]) -> Option<Vec<u8>> {
        Some(self.digest(message).to_vec())
    }
}
