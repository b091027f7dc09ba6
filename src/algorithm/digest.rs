//! Plain digests of text that ends in the secret. Weaker than HMAC by design of their senders.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::{Algorithm, Key, is_among};
use crate::layout::{Encoding, Tag};

pub(crate) static SHA256_SUFFIXED: Sha256Suffixed = Sha256Suffixed;

/// SHA-256 of the message followed by the secret.
#[derive(Debug)]
pub(crate) struct Sha256Suffixed;

impl Algorithm for Sha256Suffixed {
    fn key(&self, secret: &[u8]) -> Arc<dyn Key> {
        Arc::new(Suffix(secret.into()))
    }

    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag> {
        encoding.decode(presented, 32)
    }

    fn present(&self, signed: &[u8], encoding: Encoding) -> String {
        encoding.encode(signed)
    }
}

struct Suffix(Box<[u8]>);

impl Suffix {
    fn digest(&self, message: &[&[u8]]) -> [u8; 32] {
        let mut hash = Sha256::new();
        message.iter().for_each(|piece| hash.update(piece));
        hash.update(&self.0);
        hash.finalize().into()
    }
}

impl Key for Suffix {
    fn matches(&self, message: &[&[u8]], tags: &[Tag]) -> bool {
        is_among(&self.digest(message), tags)
    }

    fn sign(&self, message: &[&[u8]]) -> Vec<u8> {
        self.digest(message).to_vec()
    }
}
