//! Client certificates.

use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;
use x509_cert::der::{Decode as _, Encode as _};
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

use super::{Condition, Origin};
use crate::error::{Error, KeyError};

/// That the client has a certificate, which the server has verified (mutual TLS), or a trusted proxy that says so by
/// `Client-Cert` ([RFC 9440](https://www.rfc-editor.org/rfc/rfc9440)).
///
/// Whoever ends TLS verifies the chain, the dates and that the client has the key; here is only said whose certificate
/// it has to be. [`verified`](Self::verified) takes all that get that far, which is enough where the root issues to the
/// sender alone. For a root that issues to others too, name the sender: where something is named, a certificate has to
/// fit one of the things named.
///
/// ```
/// use countersign::condition::ClientCertificate;
/// use countersign::providers::GitHub;
/// use countersign::{Connection, Delivery, Verifier};
/// use time::macros::datetime;
///
/// let github = Verifier::<GitHub>::new("It's a Secret to Everybody")?
///     .requires(ClientCertificate::verified().dns_name("hooks.example"));
///
/// let sender = rcgen::generate_simple_self_signed(vec!["hooks.example".to_owned()])?;
/// let other = rcgen::generate_simple_self_signed(vec!["hooks.example.net".to_owned()])?;
/// let now = datetime!(2026-11-22 12:00 UTC);
/// let delivery = Delivery::from_request(github.sign("{}").request()?, now);
/// let over = |certificate: &rcgen::Certificate| {
///     let connection = Connection::unknown().certified(certificate.der().to_vec());
///     github.verify(delivery.clone().over(connection))
/// };
/// assert!(over(&sender.cert).is_ok());
///
/// let refusal = over(&other.cert).unwrap_err();
/// assert_eq!(refusal.to_string(), "a condition is not met: the client certificate is not one of those named");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClientCertificate {
    named: Vec<Named>,
}

#[derive(Debug, Clone)]
enum Named {
    /// The SHA-256 of the certificate.
    Certificate([u8; 32]),
    DnsName(Box<str>),
    /// The SHA-256 of the public key with the name of its algorithm.
    Key([u8; 32]),
    Uri(Box<str>),
}

impl ClientCertificate {
    /// Any certificate that was verified.
    #[must_use]
    pub const fn verified() -> Self {
        Self { named: Vec::new() }
    }

    /// The certificate whose DER has this SHA-256, in hexadecimal with or without colons:
    /// `openssl x509 -noout -fingerprint -sha256` prints it. Another one is due when the sender's expires.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn fingerprint(self, sha256: &str) -> Result<Self, KeyError> {
        Ok(self.or(Named::Certificate(fingerprint(sha256)?)))
    }

    /// A certificate whose public key, with the name of its algorithm (`SubjectPublicKeyInfo`, in DER), has this
    /// SHA-256, in hexadecimal with or without colons. A sender that renews its certificate may keep its key.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn key_fingerprint(self, sha256: &str) -> Result<Self, KeyError> {
        Ok(self.or(Named::Key(fingerprint(sha256)?)))
    }

    /// A certificate with this DNS name among its alternative names, in any case. A wildcard is not extended, on either
    /// side; the common name of the subject is not looked at.
    #[must_use]
    pub fn dns_name(self, name: impl Into<Box<str>>) -> Self {
        self.or(Named::DnsName(name.into()))
    }

    /// A certificate with exactly this URI among its alternative names, such as a SPIFFE ID.
    #[must_use]
    pub fn uri(self, uri: impl Into<Box<str>>) -> Self {
        self.or(Named::Uri(uri.into()))
    }

    fn or(mut self, named: Named) -> Self {
        self.named.push(named);
        self
    }
}

fn fingerprint(text: &str) -> Result<[u8; 32], KeyError> {
    let mut sha256 = [0; 32];
    let is_read = hex::decode_to_slice(text.replace(':', ""), &mut sha256).is_ok();
    if is_read { Ok(sha256) } else { Err(KeyError::Fingerprint) }
}

impl Named {
    fn fits(&self, der: &[u8], certificate: &Certificate) -> bool {
        let is_among = |is: &dyn Fn(&GeneralName) -> bool| {
            let names = certificate.tbs_certificate().get_extension::<SubjectAltName>();
            names.ok().flatten().is_some_and(|(_, SubjectAltName(names))| names.iter().any(is))
        };
        match self {
            Self::Certificate(sha256) => Sha256::digest(der)[..] == sha256[..],
            Self::DnsName(expected) => is_among(
                &|name| matches!(name, GeneralName::DnsName(name) if name.as_str().eq_ignore_ascii_case(expected)),
            ),
            Self::Key(sha256) => {
                let key = certificate.tbs_certificate().subject_public_key_info().to_der();
                key.is_ok_and(|key| Sha256::digest(key)[..] == sha256[..])
            }
            Self::Uri(expected) => is_among(
                &|name| matches!(name, GeneralName::UniformResourceIdentifier(uri) if uri.as_str() == &**expected),
            ),
        }
    }
}

impl Condition for ClientCertificate {
    fn check(&self, origin: &Origin<'_>) -> Result<(), Error> {
        let der = origin.certificate()?;
        let certificate =
            Certificate::from_der(&der).map_err(|_| Error::Malformed("the client's certificate"))?;
        if self.named.is_empty() || self.named.iter().any(|named| named.fits(&der, &certificate)) {
            Ok(())
        } else {
            Err(Error::Unmet("the client certificate is not one of those named"))
        }
    }
}
