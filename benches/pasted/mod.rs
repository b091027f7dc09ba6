//! The check that people paste.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// Whether a tag of GitHub's is genuine: the key is set up for every request, the tag decoded into a vector, and the
/// two compared with `==`.
pub(crate) fn is_genuine(secret: &str, presented: Option<&str>, body: &[u8]) -> bool {
    let Some(presented) = presented.and_then(|tag| tag.strip_prefix("sha256=")) else { return false };
    let Ok(presented) = hex::decode(presented) else { return false };
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(body);
    mac.finalize().into_bytes().to_vec() == presented
}
