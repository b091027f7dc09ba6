//! HMAC ([RFC 2104](https://www.rfc-editor.org/rfc/rfc2104)) with MD5, SHA-1 and the SHA-2 family.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use hmac::digest::OutputSizeUser;
use hmac::digest::typenum::Unsigned as _;
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Sha384, Sha512};

use super::hmac_sha256::HmacSha256;
use super::{Algorithm, Key, Running, is_among};
use crate::KeyError;
use crate::layout::{Encoding, Tag};

pub(crate) static HMAC_MD5: HmacWith<Hmac<Md5>> = HmacWith(PhantomData);
pub(crate) static HMAC_SHA1: HmacWith<Hmac<Sha1>> = HmacWith(PhantomData);
pub(crate) static HMAC_SHA256: HmacWith<HmacSha256> = HmacWith(PhantomData);
pub(crate) static HMAC_SHA384: HmacWith<Hmac<Sha384>> = HmacWith(PhantomData);
pub(crate) static HMAC_SHA512: HmacWith<Hmac<Sha512>> = HmacWith(PhantomData);

/// A message under a key, as far as it has come.
pub(super) trait Keyed: Clone + Send + Sync + 'static {
    /// How many bytes its tag has.
    const LENGTH: usize;

    /// Nothing yet of a message.
    fn with_key(key: &[u8]) -> Self;

    /// Takes the next piece.
    fn update(&mut self, piece: &[u8]);

    /// The tag, where the message ends. Not by value: to move it, and to wait for what was moved, takes longer than to
    /// compare the tag.
    fn tag(&mut self) -> Tag;
}

impl<M: KeyInit + Mac + Clone + Send + Sync + 'static> Keyed for M {
    const LENGTH: usize = <M as OutputSizeUser>::OutputSize::USIZE;

    fn with_key(key: &[u8]) -> Self {
        <M as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length")
    }

    fn update(&mut self, piece: &[u8]) {
        Mac::update(self, piece);
    }

    fn tag(&mut self) -> Tag {
        Tag::from(&self.clone().finalize().into_bytes()[..])
    }
}

/// HMAC with a hash.
pub(crate) struct HmacWith<M>(PhantomData<fn() -> M>);

impl<M> fmt::Debug for HmacWith<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::any::type_name::<M>())
    }
}

impl<M: Keyed> Algorithm for HmacWith<M> {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        Ok(Arc::new(HmacKey(M::with_key(secret))))
    }

    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag> {
        encoding.decode(presented, M::LENGTH)
    }

    fn present(&self, signed: &[u8], encoding: Encoding) -> String {
        encoding.encode(signed)
    }
}

/// The state after the key's blocks, to resume for each message.
///
/// The scheme of a provider is a constant, so this is compiled in the crate that names the provider. What a check
/// calls here is inline, or it would be a call there.
struct HmacKey<M>(M);

impl<M: Keyed> HmacKey<M> {
    fn tag(&self, message: &[Cow<'_, [u8]>]) -> Tag {
        let mut keyed = self.0.clone();
        message.iter().for_each(|piece| keyed.update(piece));
        keyed.tag()
    }
}

impl<M: Keyed> Running for HmacKey<M> {
    fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    fn matches(mut self: Box<Self>, tags: &[Tag]) -> bool {
        is_among(&self.0.tag(), tags)
    }
}

impl<M: Keyed> Key for HmacKey<M> {
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        is_among(&self.tag(message), tags)
    }

    fn begin(&self) -> Option<Box<dyn Running>> {
        Some(Box::new(Self(self.0.clone())))
    }

    fn sign(&self, message: &[Cow<'_, [u8]>]) -> Option<Vec<u8>> {
        Some(self.tag(message).as_ref().to_vec())
    }
}
