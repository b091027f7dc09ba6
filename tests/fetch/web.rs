//! A proxy behind which is the whole web, on one port: it serves what a test puts at a URL, over TLS with a
//! certificate for the hosts of the senders, and notes what it was asked for.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use countersign::fetch::Https;
use time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

const HOSTS: [&str; 8] = [
    "sns.eu-west-1.amazonaws.com",
    "sns.region-0.amazonaws.com",
    "sns.us-west-2.amazonaws.com",
    "api.circle.com",
    "api.ebay.com",
    "api.paypal.com",
    "api.sandbox.paypal.com",
    "www.googleapis.com",
];

/// What is at a URL.
#[derive(Clone)]
pub(crate) enum Page {
    /// An answer as it is on the wire.
    Answer(String),
    /// An answer that never ends.
    Endless,
    /// No answer.
    Silence,
}

impl Page {
    pub(crate) fn ok(body: &str) -> Self {
        Self::Answer(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
    }

    pub(crate) fn status(status: &str) -> Self {
        Self::Answer(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n"))
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self::Answer(format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n"))
    }
}

/// The web. It ends with the test's runtime.
pub(crate) struct Web {
    address: SocketAddr,
    root: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    pages: HashMap<String, Page>,
    asked: Vec<String>,
    authorizations: Vec<String>,
}

impl Web {
    pub(crate) async fn new() -> Self {
        let issued = rcgen::generate_simple_self_signed(HOSTS.map(str::to_owned)).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(issued.signing_key.serialize_der()));
        let tls = ServerConfig::builder_with_provider(Arc::new(
            tokio_rustls::rustls::crypto::ring::default_provider(),
        ));
        let tls = tls.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let tls = tls.with_single_cert(vec![issued.cert.der().clone()], key).unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let web =
            Self { address: listener.local_addr().unwrap(), root: issued.cert.pem(), state: Arc::default() };
        let state = Arc::clone(&web.state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A client that goes away in the middle is no concern of the web's.
                tokio::spawn(serve(stream, acceptor.clone(), Arc::clone(&state)));
            }
        });
        web
    }

    /// A client that sees nothing but this web.
    pub(crate) fn client(&self) -> Https {
        let proxied = Https::new().proxy(&format!("http://{}", self.address)).unwrap();
        proxied.root_certificates(self.root.as_bytes()).unwrap().timeout(Duration::seconds(20))
    }

    /// A client that sees it, and does not trust it.
    pub(crate) fn client_without_root(&self) -> Https {
        Https::new().proxy(&format!("http://{}", self.address)).unwrap()
    }

    pub(crate) fn put(&self, url: &str, page: Page) {
        self.state.lock().unwrap().pages.insert(url.to_owned(), page);
    }

    /// What was asked for, in order; a host alone where no request came out of the connection.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.state.lock().unwrap().asked.clone()
    }

    pub(crate) fn authorizations(&self) -> Vec<String> {
        self.state.lock().unwrap().authorizations.clone()
    }
}

async fn serve(mut stream: TcpStream, tls: TlsAcceptor, state: Arc<Mutex<State>>) -> Option<()> {
    let head = head(&mut stream).await?;
    let host = head.strip_prefix("CONNECT ")?.split(':').next()?.to_owned();
    let at = {
        let mut state = state.lock().unwrap();
        state.asked.push(host.clone());
        state.asked.len() - 1
    };
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok()?;
    let mut stream = tls.accept(stream).await.ok()?;
    let head = self::head(&mut stream).await?;
    let url = format!("https://{host}{}", head.split(' ').nth(1)?);
    let page = {
        let mut state = state.lock().unwrap();
        state.asked[at].clone_from(&url);
        let authorization = head.lines().find_map(|line| line.strip_prefix("authorization: "));
        state.authorizations.extend(authorization.map(str::to_owned));
        state.pages.get(&url).cloned()
    };
    match page.unwrap_or_else(|| Page::status("404 Not Found")) {
        Page::Answer(answer) => {
            stream.write_all(answer.as_bytes()).await.ok()?;
            stream.shutdown().await.ok()
        }
        Page::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await.ok()?;
            while stream.write_all(b"4\r\nAAAA\r\n").await.is_ok() {}
            None
        }
        // Until the client has had enough.
        Page::Silence => stream.read_u8().await.ok().map(drop),
    }
}

/// The head of a request.
async fn head(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut reader = BufReader::with_capacity(1, stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    Some(head)
}
