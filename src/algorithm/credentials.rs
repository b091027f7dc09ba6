//! Credentials that say who sends, and nothing about what: static tokens and basic authentication.
//!
//! What is presented and what is expected are compared as digests, so that neither the length of a secret
//! nor how much of it was guessed can be told from the time that the comparison takes.

use std::borrow::Cow;
use std::sync::Arc;

use base64::engine::general_purpose::STANDARD;
use base64::{DecodeSliceError, Engine as _};

use super::{Algorithm, Key, digest_of, is_among};
use crate::KeyError;
use crate::layout::{Encoding, Tag};

pub(crate) static BASIC: Basic = Basic;
pub(crate) static TOKEN: Token = Token;

/// Basic credentials ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)).
#[derive(Debug)]
pub(crate) struct Basic;

impl Algorithm for Basic {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        Ok(Arc::new(Shared::new(secret)))
    }

    fn tag(&self, presented: &[u8], _: Encoding) -> Option<Tag> {
        // More than few credentials have; others go to the heap.
        let mut decoded = [0; 256];
        match STANDARD.decode_slice(presented, &mut decoded) {
            Ok(length) => Some(digest_of(&decoded[..length])),
            Err(DecodeSliceError::OutputSliceTooSmall) => {
                STANDARD.decode(presented).ok().map(|all| digest_of(&all))
            }
            Err(DecodeSliceError::DecodeError(_)) => None,
        }
    }

    fn present(&self, signed: &[u8], _: Encoding) -> String {
        STANDARD.encode(signed)
    }
}

/// A token, presented as it is.
#[derive(Debug)]
pub(crate) struct Token;

impl Algorithm for Token {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        Ok(Arc::new(Shared::new(secret)))
    }

    fn tag(&self, presented: &[u8], _: Encoding) -> Option<Tag> {
        (!presented.is_empty()).then(|| digest_of(presented))
    }

    fn present(&self, signed: &[u8], _: Encoding) -> String {
        String::from_utf8_lossy(signed).into_owned()
    }
}

struct Shared {
    secret: Box<[u8]>,
    digest: Tag,
}

impl Shared {
    fn new(secret: &[u8]) -> Self {
        Self { secret: secret.into(), digest: digest_of(secret) }
    }
}

impl Key for Shared {
    fn matches(&self, _: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        is_among(&self.digest, tags)
    }

    fn sign(&self, _: &[Cow<'_, [u8]>]) -> Option<Vec<u8>> {
        Some(self.secret.to_vec())
    }
}
