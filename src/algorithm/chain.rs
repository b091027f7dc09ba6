//! Tokens that bring the certificate of their key, and a chain of others up to a root that is configured.
//!
//! The chain is checked by `webpki`: signatures, names, basic constraints and dates. What is checked here is that
//! all of it is one path, that its certificates have the marks of their purpose, and the token itself.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime};
use serde_json::Value;
use spki::ObjectIdentifier;
use spki::der::Decode as _;
use time::OffsetDateTime;
use webpki::ring::{ECDSA_P256_SHA256, ECDSA_P256_SHA384, ECDSA_P384_SHA256, ECDSA_P384_SHA384};
use webpki::{EndEntityCert, ExtendedKeyUsageValidator, KeyPurposeIdIter, anchor_from_trusted_cert};
use x509_cert::Certificate;

use super::{Algorithm, JWS_ES256, Key, claims, header, public_key};
use crate::KeyError;
use crate::layout::{Encoding, Tag};

/// The certificates that a token has to bring in `x5c`
/// ([RFC 7515, section 4.1.6](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.6)): that of its key, those of the
/// issuers in between, and a root. The root that counts is the verifier's secret, and never that of the token.
///
/// All are valid at the time that the token says it was signed at, which a claim has to bound:
/// [`JwtClaim::SignedAt`](crate::JwtClaim::SignedAt).
#[derive(Debug, Clone, Copy)]
pub struct CertificateChain {
    signed_at: &'static str,
    marks: &'static [&'static str],
}

impl CertificateChain {
    /// The claim that says when the token was signed, in milliseconds; and for each certificate but the root,
    /// from that of the token's key on, the object identifier of an extension that marks its purpose.
    ///
    /// # Panics
    ///
    /// If one is no object identifier, or there is none, which in a constant is a compile error.
    #[must_use]
    pub const fn new(signed_at: &'static str, marks: &'static [&'static str]) -> Self {
        assert!(!marks.is_empty(), "the key of the token has a certificate");
        let mut at = 0;
        while at < marks.len() {
            ObjectIdentifier::new_unwrap(marks[at]);
            at += 1;
        }
        Self { signed_at, marks }
    }
}

impl Algorithm for CertificateChain {
    fn key(&self, secret: &[u8]) -> Result<Arc<dyn Key>, KeyError> {
        let root =
            Root::of(secret).ok_or(KeyError::Form { expected: "a root certificate in PEM or base64" })?;
        Ok(Arc::new(ChainKey { chain: *self, root }))
    }

    fn tag(&self, presented: &[u8], encoding: Encoding) -> Option<Tag> {
        JWS_ES256.tag(presented, encoding)
    }

    fn present(&self, signed: &[u8], encoding: Encoding) -> String {
        JWS_ES256.present(signed, encoding)
    }
}

/// The certificate that is trusted.
struct Root {
    anchor: TrustAnchor<'static>,
    valid: RangeInclusive<OffsetDateTime>,
}

impl Root {
    fn of(secret: &[u8]) -> Option<Self> {
        let der = public_key::certificate(secret)?;
        let valid = public_key::validity(Certificate::from_der(&der).ok()?.tbs_certificate())?;
        let anchor = anchor_from_trusted_cert(&CertificateDer::from(der)).ok()?.to_owned();
        Some(Self { anchor, valid })
    }
}

struct ChainKey {
    chain: CertificateChain,
    root: Root,
}

impl Key for ChainKey {
    fn matches(&self, message: &[Cow<'_, [u8]>], tags: &[Tag]) -> bool {
        tags.iter().any(|token| {
            let key = self.key_of(token).and_then(|key| JWS_ES256.key(&key).ok());
            key.is_some_and(|key| key.matches(message, std::slice::from_ref(token)))
        })
    }

    fn is_valid_at(&self, time: OffsetDateTime) -> bool {
        self.root.valid.contains(&time)
    }

    fn sign(&self, _: &[Cow<'_, [u8]>]) -> Option<Vec<u8>> {
        None
    }
}

impl ChainKey {
    /// The key that the token says it is signed with, if its chain is what it has to be.
    fn key_of(&self, token: &Tag) -> Option<Vec<u8>> {
        let header = header(token.as_ref())?;
        let milliseconds = claims(token)?.get(self.chain.signed_at)?.as_u64()?;
        self.key_at(header.get("x5c")?.as_array()?, milliseconds)
    }

    /// The key of the first of these certificates, if they are what they have to be at this time.
    fn key_at(&self, written: &[Value], milliseconds: u64) -> Option<Vec<u8>> {
        let marks = self.chain.marks;
        if written.len() != marks.len() + 1 {
            return None;
        }
        let certificates = written.iter().map(certificate).collect::<Option<Vec<_>>>()?;
        let (leaf, issuers) = certificates[..marks.len()].split_first()?;
        let leaf = EndEntityCert::try_from(leaf).ok()?;
        let path = leaf.verify_for_usage(
            ALGORITHMS,
            std::slice::from_ref(&self.root.anchor),
            issuers,
            UnixTime::since_unix_epoch(Duration::from_millis(milliseconds)),
            Marked,
            None,
            None,
        );
        // Not past one of them.
        let is_whole = path.ok()?.intermediate_certificates().count() == issuers.len();
        // Only now, as anybody can bring certificates that take long to parse.
        let is_marked =
            is_whole && certificates.iter().zip(marks).all(|(certificate, mark)| has(certificate, mark));
        is_marked.then(|| leaf.subject_public_key_info().to_vec())
    }
}

fn certificate(written: &Value) -> Option<CertificateDer<'static>> {
    Some(STANDARD.decode(written.as_str()?).ok()?.into())
}

/// Whether the certificate has this extension.
fn has(certificate: &CertificateDer<'_>, mark: &str) -> bool {
    let mark = ObjectIdentifier::new_unwrap(mark);
    let parsed = Certificate::from_der(certificate);
    parsed.is_ok_and(|parsed| {
        parsed.tbs_certificate().extensions().is_some_and(|all| all.iter().any(|one| one.extn_id == mark))
    })
}

/// What certificates are for is said by their marks, and not by `extKeyUsage`.
struct Marked;

impl ExtendedKeyUsageValidator for Marked {
    fn validate(&self, _: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        Ok(())
    }
}

/// How certificates may be signed.
const ALGORITHMS: &[&dyn SignatureVerificationAlgorithm] =
    &[ECDSA_P256_SHA256, ECDSA_P256_SHA384, ECDSA_P384_SHA256, ECDSA_P384_SHA384];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Provider as _;
    use crate::providers::AppleAppStore;

    /// Nobody else has the key of its leaf, so no token can be made for it.
    #[test]
    fn apples_own_chain_is_accepted_while_its_leaf_is_valid() {
        let path = format!("{}/tests/chain/published.json", env!("CARGO_MANIFEST_DIR"));
        let known: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let written = known["x5c"].as_array().unwrap();
        let root = Root::of(written[2].as_str().unwrap().as_bytes()).unwrap();
        let chain = CertificateChain::new("", &["1.2.840.113635.100.6.11.1", "1.2.840.113635.100.6.2.1"]);
        assert_eq!(
            format!("{:?}", AppleAppStore::SCHEME.algorithm),
            format!("{:?}", CertificateChain { signed_at: "signedDate", ..chain })
        );
        let key = ChainKey { chain, root };
        let at = known["at"].as_u64().unwrap();
        let year = 365 * 86_400_000;
        // (milliseconds, whether there is a key)
        for (at, expected) in [(at, true), (at + year, false), (at - 2 * year, false)] {
            assert_eq!(key.key_at(written, at).is_some(), expected, "{at}");
        }
        let other = CertificateChain::new("", &["1.2.840.113635.100.6.11.1", "1.2.840.113635.100.6.2.2"]);
        assert!(ChainKey { chain: other, ..key }.key_at(written, at).is_none());
    }
}
