//! Who takes part: an authority that issues certificates, made anew at each start; the server; and its clients.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;

use countersign::Verifier;
use countersign::condition::ClientCertificate;
use countersign::providers::GenericHmac;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The name in the certificate of the sender.
const SENDER: &str = "hooks.sender.example";

/// The sender signs its deliveries too: a certificate says who sent, and not what.
pub(crate) fn verifier() -> Result<Verifier<GenericHmac>> {
    let sender = ClientCertificate::verified().dns_name(SENDER);
    Ok(Verifier::new("8f742231b10e8888abcd99")?.requires(sender))
}

/// An authority.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    provider: Arc<CryptoProvider>,
}

impl Authority {
    pub(crate) fn new() -> Result<Self> {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        Ok(Self { issuer, provider: Arc::new(ring::default_provider()) })
    }

    /// A server that asks its clients for a certificate of this authority. Whoever shows another one does not get
    /// through the handshake; whoever has none does, and is refused by the condition, so that other routes of the same
    /// server work without.
    pub(crate) fn server(&self) -> Result<ServerConfig> {
        let (chain, key) = self.issue("localhost")?;
        let provider = || Arc::clone(&self.provider);
        let clients = WebPkiClientVerifier::builder_with_provider(Arc::new(self.roots()?), provider());
        let config = ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions()?;
        let config = config.with_client_cert_verifier(clients.allow_unauthenticated().build()?);
        Ok(config.with_single_cert(chain, key)?)
    }

    /// A client with a certificate of this name, or without one.
    fn client(&self, name: Option<&str>) -> Result<ClientConfig> {
        let config = ClientConfig::builder_with_provider(Arc::clone(&self.provider));
        let config = config.with_safe_default_protocol_versions()?.with_root_certificates(self.roots()?);
        let Some(name) = name else { return Ok(config.with_no_client_auth()) };
        let (chain, key) = self.issue(name)?;
        Ok(config.with_client_auth_cert(chain, key)?)
    }

    fn issue(&self, name: &str) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)> {
        let key = KeyPair::generate()?;
        let certificate = CertificateParams::new([name.to_owned()])?.signed_by(&key, &self.issuer)?;
        Ok((vec![certificate.der().clone()], PrivatePkcs8KeyDer::from(key.serialize_der()).into()))
    }

    fn roots(&self) -> Result<RootCertStore> {
        let mut roots = RootCertStore::empty();
        roots.add(self.issuer.as_ref().der().clone())?;
        Ok(roots)
    }

    /// What a server answers to the same signed delivery of three clients.
    pub(crate) async fn try_out(&self, address: SocketAddr) -> Result<()> {
        let others = [
            ("with the sender's certificate", Some(SENDER), 200),
            ("with another one", Some("other.example"), 401),
        ];
        for (client, name, expected) in others.into_iter().chain([("without a certificate", None, 401)]) {
            let status = deliver(address, self.client(name)?).await?;
            println!("{client}: {status}");
            if status != expected {
                return Err(format!("expected {expected} {client}").into());
            }
        }
        Ok(())
    }
}

/// The status that a delivery is answered with.
async fn deliver(address: SocketAddr, config: ClientConfig) -> Result<u16> {
    let request = verifier()?.sign(r#"{"event":"paid"}"#).request()?;
    let mut text = String::from("POST /hook HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
    for (name, value) in request.headers() {
        text.push_str(&format!("{name}: {}\r\n", value.to_str()?));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n", request.body().len()));

    let stream = TcpStream::connect(address).await?;
    let connector = TlsConnector::from(Arc::new(config));
    let mut stream = connector.connect(ServerName::try_from("localhost")?, stream).await?;
    stream.write_all(text.as_bytes()).await?;
    stream.write_all(request.body()).await?;
    let mut status = [0; 12];
    stream.read_exact(&mut status).await?;
    Ok(str::from_utf8(&status)?.strip_prefix("HTTP/1.1 ").ok_or("no status")?.parse()?)
}
