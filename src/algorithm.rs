//! Ways to prove origin, and keys ready to check.
//!
//! An [`Algorithm`] makes [`Key`]s of secrets. Every key does its costly preparation once, when the
//! verifier is built, and is then asked about each delivery.

#[cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))]
mod chain;
mod credentials;
mod digest;
#[cfg(feature = "ecdsa")]
mod ecdsa;
#[cfg(feature = "ed25519")]
mod ed25519;
mod hmac;
mod hmac_sha256;
#[cfg(feature = "jwt")]
mod jws;
#[cfg(any(feature = "ecdsa", feature = "ed25519", feature = "rsa"))]
mod public_key;
#[cfg(feature = "rsa")]
mod rsa;

use std::borrow::Cow;
use std::fmt;
use std::ops::BitOr as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};
use time::OffsetDateTime;

#[cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))]
pub use self::chain::CertificateChain;
pub(crate) use self::credentials::{BASIC, TOKEN};
pub(crate) use self::digest::{KECCAK256_SUFFIXED, MD5_SUFFIXED, SHA256_PREFIXED, SHA256_SUFFIXED};
#[cfg(feature = "ecdsa")]
pub(crate) use self::ecdsa::{
    ECDSA_P256_SHA1, ECDSA_P256_SHA256, ECDSA_P256_SHA256_FIXED, ECDSA_P521_SHA512_FIXED,
};
#[cfg(feature = "ed25519")]
pub(crate) use self::ed25519::ED25519;
pub(crate) use self::hmac::{HMAC_MD5, HMAC_SHA1, HMAC_SHA256, HMAC_SHA384, HMAC_SHA512};
#[cfg(all(feature = "jwt", feature = "ecdsa"))]
pub(crate) use self::jws::{JWS_ES256, JWS_ES512_DETACHED, header};
#[cfg(feature = "jwt")]
pub(crate) use self::jws::{JWS_HS256, JWS_HS384, JWS_HS512, claims};
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub(crate) use self::jws::{JWS_RS256, JWS_RS512_DETACHED};
#[cfg(feature = "rsa")]
pub(crate) use self::rsa::{RSA_SHA1, RSA_SHA256, RSA_SHA512};
use crate::KeyError;
use crate::layout::{Encoding, Tag};

/// A way to prove origin.
pub(crate) trait Algorithm: fmt::Debug + Send + Sync {
    /// A key ready to check, of the bytes that the scheme's key form made of a secret.
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError>;

    /// The tag that a presented text stands for, or nothing where it cannot be one.
    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag>;

    /// The text that presents what [`Key::sign`] made.
    fn present(&self, signed: &[u8], encoding: Encoding) -> String;
}

/// A key ready to check.
pub(crate) trait Key: Send + Sync {
    /// Whether one of `tags` proves that the message, given in pieces, came from a holder of this key.
    ///
    /// A shared key hashes the message once, whatever the number of tags; a public key once or once a tag, of which there
    /// are at most eight.
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool;

    /// A check of a message that comes piece by piece. Nothing where the key has to see it whole.
    fn begin(&self) -> Option<Box<dyn Running>> {
        None
    }

    /// Whether the key is valid at this time. All keys are but those of certificates.
    fn is_valid_at(&self, _: OffsetDateTime) -> bool {
        true
    }

    /// What a sender with this key presents for the message. Nothing where the key can only check.
    fn sign(&self, message: &[Cow<'_, [u8]>]) -> Option<Vec<u8>>;
}

/// A check of a message that comes piece by piece.
pub(crate) trait Running: Send + Sync {
    /// Takes the next piece.
    fn update(&mut self, piece: &[u8]);

    /// Where the message ends: as [`Key::matches`].
    fn matches(self: Box<Self>, tags: &[Tag]) -> bool;
}

/// Whether `expected` is among `tags`. The only comparison of secrets in this crate: it takes the same
/// time wherever they differ, and looks at every tag.
#[inline]
pub(crate) fn is_among(expected: &Tag, tags: &[Tag]) -> bool {
    let found = tags.iter().map(|tag| tag.ct_eq(expected)).reduce(Choice::bitor);
    found.is_some_and(bool::from)
}

/// The tag under which a credential is compared.
pub(crate) fn digest_of(credential: &[u8]) -> Tag {
    Tag::from(&Sha256::digest(credential)[..])
}
