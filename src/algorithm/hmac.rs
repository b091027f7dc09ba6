//! HMAC ([RFC 2104](https://www.rfc-editor.org/rfc/rfc2104)) with MD5, SHA-1 and the SHA-2 family.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

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

/// HMAC with a hash.
pub(crate) struct HmacWith<M>(PhantomData<fn() -> M>);

impl<M> fmt::Debug for HmacWith<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::any::type_name::<M>())
    }
}

impl<M: KeyInit + Mac + Clone + Send + Sync + 'static> Algorithm for HmacWith<M> {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        let keyed = <M as KeyInit>::new_from_slice(secret);
        Ok(Arc::new(HmacKey(keyed.expect("HMAC takes a key of any length"))))
    }

    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag> {
        encoding.decode(presented, M::OutputSize::USIZE)
    }

    fn present(&self, signed: &[u8], encoding: Encoding) -> String {
        encoding.encode(signed)
    }
}

/// The state after the key's blocks, to resume for each message.
struct HmacKey<M>(M);

impl<M: Mac + Clone + Send + Sync> HmacKey<M> {
    fn digest(&self, message: &[Cow<'_, [u8]>]) -> hmac::digest::Output<M> {
        let mut mac = self.0.clone();
        message.iter().for_each(|piece| mac.update(piece));
        mac.finalize().into_bytes()
    }
}

impl<M: Mac + Clone + Send + Sync> Running for HmacKey<M> {
    fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    fn matches(self: Box<Self>, tags: &[Tag]) -> bool {
        is_among(&Tag::from(&self.0.finalize().into_bytes()[..]), tags)
    }
}

impl<M: Mac + Clone + Send + Sync + 'static> Key for HmacKey<M> {
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        is_among(&Tag::from(&self.digest(message)[..]), tags)
    }

    fn begin(&self) -> Option<Box<dyn Running>> {
        Some(Box::new(Self(self.0.clone())))
    }

    fn sign(&self, message: &[Cow<'_, [u8]>]) -> Option<Vec<u8>> {
        Some(self.digest(message).to_vec())
    }
}
