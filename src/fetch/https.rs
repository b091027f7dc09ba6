//! Keys over HTTPS.

use std::fmt;
use std::sync::Arc;

use http::StatusCode;
use time::Duration;
use tokio::task;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Error, Proxy};

use super::{FetchError, FetchFuture, KeySource, WantedKey};
use crate::wait::lasting;

/// The most bytes of a key, or of a set of them, that are read.
const LONGEST: u64 = 64 * 1024;

/// How long a fetch may take in all, unless [set](Https::timeout) otherwise.
const TIMEOUT: Duration = Duration::seconds(5);

/// Keys over HTTPS, from where their scheme says they are.
///
/// No redirect is followed, at most 64 KiB are read, and a fetch takes at most five seconds in all, with a
/// connection of its own. Certificates are checked against Mozilla's roots unless
/// [others](Self::root_certificates) are given. A proxy is taken from the environment (`ALL_PROXY`,
/// `HTTPS_PROXY`) unless one is [given](Self::proxy).
///
/// It has to be used within a tokio runtime, as those of axum and actix-web, whose blocking threads do the
/// waiting.
#[derive(Clone, Default)]
pub struct Https {
    proxy: Option<Proxy>,
    roots: Option<RootCerts>,
    timeout: Option<Duration>,
    bearer: Option<Bearer>,
}

type Bearer = Arc<dyn Fn() -> String + Send + Sync>;

/// Why a setting of [`Https`] cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HttpsError {
    /// What is there is not PEM, or something else than certificates.
    #[error("the root certificates are not X.509 certificates in PEM")]
    Certificates,
    /// The proxy's URL is none.
    #[error("the proxy's URL is not one of a proxy")]
    Proxy,
}

impl Https {
    /// As it is described [above](Self).
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With a token for senders whose keys are for their customers alone, as Circle's and eBay's. It is asked
    /// for at each fetch, so it may change. It goes to the scheme's own host only.
    #[must_use]
    pub fn bearer(self, token: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { bearer: Some(Arc::new(token)), ..self }
    }

    /// Through this proxy: `http://host:port`.
    ///
    /// # Errors
    ///
    /// If it is not a proxy's URL.
    pub fn proxy(self, url: &str) -> Result<Self, HttpsError> {
        let proxy = Proxy::new(url).map_err(|_| HttpsError::Proxy)?;
        Ok(Self { proxy: Some(proxy), ..self })
    }

    /// With these roots in place of Mozilla's, in PEM: where a proxy reads what goes through it.
    ///
    /// # Errors
    ///
    /// If there is anything else in it, or nothing.
    pub fn root_certificates(self, pem: &[u8]) -> Result<Self, HttpsError> {
        let certificates = parse_pem(pem).map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Ok(certificate),
            _ => Err(HttpsError::Certificates),
        });
        let certificates = certificates.collect::<Result<Vec<Certificate<'static>>, _>>()?;
        if certificates.is_empty() {
            return Err(HttpsError::Certificates);
        }
        Ok(Self { roots: Some(RootCerts::new_with_certs(&certificates)), ..self })
    }

    /// With another time that a fetch may take in all.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout: Some(timeout), ..self }
    }

    fn agent(&self) -> Agent {
        let mut config = Agent::config_builder()
            .https_only(true)
            // What redirects is an answer like any other but `200`.
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(lasting(self.timeout.unwrap_or(TIMEOUT))))
            .user_agent("countersign");
        if let Some(proxy) = &self.proxy {
            config = config.proxy(Some(proxy.clone()));
        }
        if let Some(roots) = &self.roots {
            config = config.tls_config(TlsConfig::builder().root_certs(roots.clone()).build());
        }
        config.build().into()
    }

    fn get(&self, url: &str) -> Result<String, FetchError> {
        let mut request = self.agent().get(url);
        if let Some(bearer) = &self.bearer {
            request = request.header("authorization", format!("Bearer {}", bearer()));
        }
        let mut response = request.call().map_err(|error| failed(&error))?;
        match response.status() {
            StatusCode::OK => {
                let body = response.body_mut().with_config().limit(LONGEST).read_to_string();
                body.map_err(|error| failed(&error))
            }
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(FetchError::NotThere),
            // Amazon's storage says so of what is not there. Others say so of the token.
            StatusCode::FORBIDDEN if self.bearer.is_none() => Err(FetchError::NotThere),
            status => {
                tracing::error!(%status, "a key was not fetched");
                Err(FetchError::Failed)
            }
        }
    }

    /// On a thread that may wait.
    fn get_apart(&self, url: &str) -> FetchFuture<'static, String> {
        let (https, url) = (self.clone(), url.to_owned());
        Box::pin(async move {
            task::spawn_blocking(move || https.get(&url)).await.map_err(|_| FetchError::Failed)?
        })
    }
}

impl KeySource for Https {
    fn fetch<'a>(&'a self, wanted: &'a WantedKey) -> FetchFuture<'a, String> {
        Box::pin(async {
            let got = self.get_apart(wanted.url().ok_or(FetchError::Failed)?).await?;
            wanted.published().held(got).ok_or(FetchError::Failed)
        })
    }

    fn follow<'a>(&'a self, url: &'a str) -> FetchFuture<'a, ()> {
        let followed = Self { bearer: None, ..self.clone() }.get_apart(url);
        Box::pin(async { followed.await.map(drop) })
    }
}

/// Gives whether there is a token, not the token.
impl fmt::Debug for Https {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Https")
            .field("timeout", &self.timeout.unwrap_or(TIMEOUT))
            .field("bearer", &self.bearer.is_some())
            .finish_non_exhaustive()
    }
}

fn failed(error: &Error) -> FetchError {
    tracing::error!(%error, "a key was not fetched");
    FetchError::Failed
}
