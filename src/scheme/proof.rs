//! How a scheme begins: with the kind of its proof.

use super::{Proves, Scheme, Unit};
use crate::algorithm;
#[cfg(any(feature = "ecdsa", feature = "ed25519", feature = "jwt", feature = "rsa"))]
use crate::algorithm::Algorithm;
#[cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))]
use crate::algorithm::CertificateChain;
#[cfg(feature = "jwt")]
use crate::jwt_claim::JwtClaim;
use crate::layout::Layout;
use crate::part::{Part, Source};
use crate::secret::KeyForm;

impl Scheme {
    /// Basic credentials in the `Authorization` header
    /// ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)). The secret is `user:password`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, &algorithm::BASIC, Proves::Origin, Source::Header("authorization"))
            .layout(Layout::Word("Basic"))
            .key(KeyForm::Credentials)
    }

    /// ECDSA on the curve P-256 with SHA-1, with the signature in a header, written in DER. The secret is
    /// the sender's public key. For senders that offer nothing better.
    #[cfg(feature = "ecdsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
    #[must_use]
    pub const fn ecdsa_p256_sha1(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::ECDSA_P256_SHA1, header)
    }

    /// ECDSA on the curve P-256 with SHA-256, with the signature in a header, written in DER
    /// ([RFC 3279](https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3)). The secret is the sender's
    /// public key.
    #[cfg(feature = "ecdsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
    #[must_use]
    pub const fn ecdsa_p256_sha256(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::ECDSA_P256_SHA256, header)
    }

    /// The same with `r` and `s` in 32 bytes each, as
    /// [RFC 7518](https://www.rfc-editor.org/rfc/rfc7518#section-3.4) has them.
    #[cfg(feature = "ecdsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
    #[must_use]
    pub const fn ecdsa_p256_sha256_fixed(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::ECDSA_P256_SHA256_FIXED, header)
    }

    /// ECDSA on the curve P-521 with SHA-512, with the signature in a header, `r` and `s` in 66 bytes each, as
    /// [RFC 7518](https://www.rfc-editor.org/rfc/rfc7518#section-3.4) has them. The secret is the sender's
    /// public key.
    #[cfg(feature = "ecdsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "ecdsa")))]
    #[must_use]
    pub const fn ecdsa_p521_sha512_fixed(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::ECDSA_P521_SHA512_FIXED, header)
    }

    /// Ed25519 ([RFC 8032](https://www.rfc-editor.org/rfc/rfc8032)), with the signature in a header. The
    /// secret is the sender's public key; one of small order is refused.
    #[cfg(feature = "ed25519")]
    #[cfg_attr(docsrs, doc(cfg(feature = "ed25519")))]
    #[must_use]
    pub const fn ed25519(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::ED25519, header)
    }

    /// HMAC-MD5, with the tag in a header. For senders that offer nothing better.
    #[must_use]
    pub const fn hmac_md5(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::HMAC_MD5, Proves::Message, Source::Header(header))
    }

    /// HMAC-SHA-1, with the tag in a header. For senders that offer nothing better.
    #[must_use]
    pub const fn hmac_sha1(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::HMAC_SHA1, Proves::Message, Source::Header(header))
    }

    /// HMAC-SHA-256, with the tag in a header.
    #[must_use]
    pub const fn hmac_sha256(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::HMAC_SHA256, Proves::Message, Source::Header(header))
    }

    /// HMAC-SHA-384, with the tag in a header.
    #[must_use]
    pub const fn hmac_sha384(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::HMAC_SHA384, Proves::Message, Source::Header(header))
    }

    /// HMAC-SHA-512, with the tag in a header.
    #[must_use]
    pub const fn hmac_sha512(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::HMAC_SHA512, Proves::Message, Source::Header(header))
    }

    /// Keccak-256, as Ethereum has it, of the message followed by the secret, with the tag in a header. It is
    /// not SHA3-256, whose padding differs. Not an HMAC: for senders that offer nothing better.
    #[must_use]
    pub const fn keccak256_suffixed(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::KECCAK256_SUFFIXED, Proves::Message, Source::Header(header))
    }

    /// MD5 of the message followed by the secret, with the tag in a header. Not an HMAC: two messages with one
    /// MD5 can be made at will, and then have one tag under every secret. For senders that offer nothing
    /// better, and only where those do not send what others write.
    #[must_use]
    pub const fn md5_suffixed(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::MD5_SUFFIXED, Proves::Message, Source::Header(header))
    }

    /// A token in a header, signed with ECDSA on the curve P-256 and SHA-256, `ES256`; otherwise like
    /// [`jws_hs256`](Self::jws_hs256). The secret is the sender's public key.
    #[cfg(all(feature = "jwt", feature = "ecdsa"))]
    #[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "ecdsa"))))]
    #[must_use]
    pub const fn jws_es256(name: &'static str, header: &'static str, claims: &'static [JwtClaim]) -> Self {
        Self::jws(name, &algorithm::JWS_ES256, header, claims).with_public_key()
    }

    /// A token signed with ECDSA on the curve P-256 and SHA-256, `ES256`, by the key of a certificate that it brings
    /// along with a chain of others. The secret is the root certificate, in PEM or base64. What is signed is
    /// the token's payload, and the body where the token stands is no more than its envelope.
    ///
    /// # Panics
    ///
    /// If no claim says when the token was signed, which in a constant is a compile error.
    #[cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))]
    #[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "ecdsa", feature = "rsa"))))]
    #[must_use]
    pub const fn jws_es256_chain(
        name: &'static str,
        stands: Source,
        chain: &'static CertificateChain,
        claims: &'static [JwtClaim],
    ) -> Self {
        assert!(JwtClaim::bound_time(claims), "certificates are valid for a time");
        let mut scheme = Self::new(name, chain, Proves::Message, stands).signs(&[Part::Payload]);
        scheme.claims = claims;
        scheme.with_public_key()
    }

    /// A token in a header, signed with ECDSA on the curve P-521 and SHA-512, `ES512`, whose payload was left out:
    /// it is the message ([RFC 7515, appendix F](https://www.rfc-editor.org/rfc/rfc7515#appendix-F)). The secret
    /// is the sender's public key.
    #[cfg(all(feature = "jwt", feature = "ecdsa"))]
    #[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "ecdsa"))))]
    #[must_use]
    pub const fn jws_es512_detached(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::JWS_ES512_DETACHED, header)
    }

    /// A token in a header, signed with HMAC-SHA-256: the compact form of
    /// [RFC 7515](https://www.rfc-editor.org/rfc/rfc7515#section-7.1) with `HS256`, and with no other algorithm
    /// whatever it says itself. All of `claims` have to stand in it; what
    /// they bind to the token is what the proof covers.
    ///
    /// # Panics
    ///
    /// If there are no claims, which in a constant is a compile error.
    #[cfg(feature = "jwt")]
    #[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
    #[must_use]
    pub const fn jws_hs256(name: &'static str, header: &'static str, claims: &'static [JwtClaim]) -> Self {
        Self::jws(name, &algorithm::JWS_HS256, header, claims)
    }

    /// The same with HMAC-SHA-384, `HS384`.
    #[cfg(feature = "jwt")]
    #[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
    #[must_use]
    pub const fn jws_hs384(name: &'static str, header: &'static str, claims: &'static [JwtClaim]) -> Self {
        Self::jws(name, &algorithm::JWS_HS384, header, claims)
    }

    /// The same with HMAC-SHA-512, `HS512`.
    #[cfg(feature = "jwt")]
    #[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
    #[must_use]
    pub const fn jws_hs512(name: &'static str, header: &'static str, claims: &'static [JwtClaim]) -> Self {
        Self::jws(name, &algorithm::JWS_HS512, header, claims)
    }

    /// A token in a header, signed with RSA by PKCS #1 v1.5 and SHA-256, `RS256`; otherwise like
    /// [`jws_hs256`](Self::jws_hs256). The secret is the sender's public key.
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    #[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "rsa"))))]
    #[must_use]
    pub const fn jws_rs256(name: &'static str, header: &'static str, claims: &'static [JwtClaim]) -> Self {
        Self::jws(name, &algorithm::JWS_RS256, header, claims).with_public_key()
    }

    /// A token in a header, signed with RSA by PKCS #1 v1.5 and SHA-512, `RS512`, whose payload was left out: it
    /// is the message ([RFC 7515, appendix F](https://www.rfc-editor.org/rfc/rfc7515#appendix-F)). The secret is
    /// the sender's public key.
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    #[cfg_attr(docsrs, doc(cfg(all(feature = "jwt", feature = "rsa"))))]
    #[must_use]
    pub const fn jws_rs512_detached(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::JWS_RS512_DETACHED, header)
    }

    /// RSA by PKCS #1 v1.5 ([RFC 8017](https://www.rfc-editor.org/rfc/rfc8017#section-8.2)) with SHA-1, with the
    /// signature in a header. The secret is the sender's public key, of 2048 to 8192 bits, or its
    /// certificate. For senders that offer nothing better.
    #[cfg(feature = "rsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
    #[must_use]
    pub const fn rsa_sha1(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::RSA_SHA1, header)
    }

    /// RSA by PKCS #1 v1.5 ([RFC 8017](https://www.rfc-editor.org/rfc/rfc8017#section-8.2)) with SHA-256, with the
    /// signature in a header. The secret is the sender's public key, of 2048 to 8192 bits, or its
    /// certificate.
    #[cfg(feature = "rsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
    #[must_use]
    pub const fn rsa_sha256(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::RSA_SHA256, header)
    }

    /// RSA by PKCS #1 v1.5 ([RFC 8017](https://www.rfc-editor.org/rfc/rfc8017#section-8.2)) with SHA-512, with the
    /// signature in a header. The secret is the sender's public key, of 2048 to 8192 bits, or its
    /// certificate.
    #[cfg(feature = "rsa")]
    #[cfg_attr(docsrs, doc(cfg(feature = "rsa")))]
    #[must_use]
    pub const fn rsa_sha512(name: &'static str, header: &'static str) -> Self {
        Self::public(name, &algorithm::RSA_SHA512, header)
    }

    /// SHA-256 of the secret followed by the message, with the tag in a header. Not an HMAC, and open to
    /// extension of the message by its nature: for senders that offer nothing better.
    #[must_use]
    pub const fn sha256_prefixed(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::SHA256_PREFIXED, Proves::Message, Source::Header(header))
    }

    /// SHA-256 of the message followed by the secret, with the tag in a header. Not an HMAC: for senders
    /// that offer nothing better.
    #[must_use]
    pub const fn sha256_suffixed(name: &'static str, header: &'static str) -> Self {
        Self::new(name, &algorithm::SHA256_SUFFIXED, Proves::Message, Source::Header(header))
    }

    /// [Standard Webhooks](https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md)
    /// with a shared secret, `v1`: HMAC-SHA-256 of id, time and body, all in the headers `webhook-*`.
    #[must_use]
    pub const fn standard_webhooks(name: &'static str) -> Self {
        Self::hmac_sha256(name, "webhook-signature")
            .id(Source::Header("webhook-id"))
            .timestamp(Source::Header("webhook-timestamp"), Unit::Seconds)
            .versioned()
    }

    /// The same in the headers `svix-*`, as [Svix](https://docs.svix.com/receiving/verifying-payloads/how-manual)
    /// delivers.
    #[must_use]
    pub const fn svix(name: &'static str) -> Self {
        Self::hmac_sha256(name, "svix-signature")
            .id(Source::Header("svix-id"))
            .timestamp(Source::Header("svix-timestamp"), Unit::Seconds)
            .versioned()
    }

    const fn versioned(self) -> Self {
        self.layout(Layout::Versions("v1"))
            .base64()
            .key(KeyForm::Prefixed(&["whsec_"]))
            // The specification asks for 24 bytes, and published examples have 18.
            .shortest_key(16)
            .signs(&[Part::Id, Part::Literal("."), Part::Timestamp, Part::Literal("."), Part::Body])
    }

    /// A static token, wherever it stands. It says who sends, and nothing about what was sent.
    #[must_use]
    pub const fn token(name: &'static str, stands: Source) -> Self {
        Self::new(name, &algorithm::TOKEN, Proves::Origin, stands)
    }

    #[cfg(any(feature = "ecdsa", feature = "ed25519", feature = "rsa"))]
    const fn public(name: &'static str, algorithm: &'static dyn Algorithm, header: &'static str) -> Self {
        Self::new(name, algorithm, Proves::Message, Source::Header(header)).with_public_key()
    }

    #[cfg(any(feature = "ecdsa", feature = "ed25519", feature = "rsa"))]
    const fn with_public_key(mut self) -> Self {
        self.checks_only = true;
        self.key(KeyForm::PublicKey)
    }

    #[cfg(feature = "jwt")]
    const fn jws(
        name: &'static str,
        algorithm: &'static dyn Algorithm,
        header: &'static str,
        claims: &'static [JwtClaim],
    ) -> Self {
        assert!(!claims.is_empty(), "a token says something");
        let message = JwtClaim::message(claims);
        let proves = if message.is_empty() { Proves::Origin } else { Proves::Message };
        let mut scheme = Self::new(name, algorithm, proves, Source::Header(header)).signs(message);
        scheme.claims = claims;
        scheme
    }
}
