//! Plain digests of text that begins or ends with the secret. Weaker than HMAC, by their senders' design.

use std::borrow::Cow;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::{Algorithm, Key, is_among};
use crate::KeyError;
use crate::layout::{Encoding, Tag};

pub(crate) static SHA256_PREFIXED: Sha256With = Sha256With::Prefix;
pub(crate) static SHA256_SUFFIXED: Sha256With = Sha256With::Suffix;

/// SHA-256 of the message with the secret on one side of it.
#[derive(Debug)]
pub(crate) enum Sha256With {
    Prefix,
    Suffix,
}

impl Algorithm for Sha256With {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        let secret = secret.into();
        Ok(Arc::new(match self {
            Self::Prefix => DigestKey { prefix: secret, suffix: Box::default() },
            Self::Suffix => DigestKey { prefix: Box::default(), suffix: secret },
        }))
    }

    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag> {
        encoding.decode(presented, 32)
    }

    fn present(&self, signed: &[u8], encoding: Encoding) -> String {
        encoding.encode(signed)
    }
}

struct DigestKey {
    prefix: Box<[u8]>,
    suffix: Box<[u8]>,
}

impl DigestKey {
    fn digest(&self, message: &[Cow<'_, [u8]>]) -> [u8; 32] {
        let mut hash = Sha256::new_with_prefix(&self.prefix);
        message.iter().for_each(|piece| hash.update(piece));
        hash.update(&self.suffix);
        hash.finalize().into()
    }
}

impl Key for DigestKey {
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        is_among(&Tag::from(&self.digest(message)[..]), tags)
    }

    fn sign(&self, message: &[Cow<'_, [u8]>]) -> Option<Vec<u8>> {
        Some(self.digest(message).to_vec())
    }
}
