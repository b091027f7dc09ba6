//! Mutual TLS on axum: deliveries come from whoever has the sender's certificate, and are signed besides.
//!
//! ```sh
//! cargo run --example mutual_tls --features axum,client-cert,connect-info
//! ```
//!
//! It makes certificates, serves with them on a port of its own, tries that out as three clients, and ends:
//!
//! ```text
//! with the sender's certificate: 200
//! with another one: 401
//! without a certificate: 401
//! ```
//!
//! What axum needs is a listener that ends TLS and says what it knows as a `Connection`. Behind a proxy that ends TLS,
//! leave the listener out, and name the proxy: `Verifier::behind(Proxies::forwarded(networks)?.client_cert())`.

mod parties;

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use axum::serve::{Listener, ListenerExt as _};
use countersign::providers::GenericHmac;
use countersign::{Connection, Raw, Verified};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::server::TlsStream;

use self::parties::{Authority, verifier};

async fn on_hook(event: Verified<Raw<GenericHmac>>) {
    println!("a delivery of {} bytes", event.body().len());
}

/// Connections whose handshake is done, with what is known of them.
struct TlsListener {
    address: SocketAddr,
    accepted: mpsc::Receiver<(TlsStream<TcpStream>, Connection)>,
}

impl TlsListener {
    fn new(listener: TcpListener, config: ServerConfig) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (sender, accepted) = mpsc::channel(16);
        tokio::spawn(accept(listener, TlsAcceptor::from(Arc::new(config)), sender));
        Ok(Self { address, accepted })
    }
}

/// Accepts connections, each in a task of its own, so that one that is slow to shake hands holds up no other.
async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    accepted: mpsc::Sender<(TlsStream<TcpStream>, Connection)>,
) {
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (acceptor, accepted) = (acceptor.clone(), accepted.clone());
        tokio::spawn(async move {
            let handshake = tokio::time::timeout(Duration::from_secs(10), acceptor.accept(stream));
            if let Ok(Ok(stream)) = handshake.await {
                let connection = connection(peer, &stream);
                let _ = accepted.send((stream, connection)).await;
            }
        });
    }
}

/// What rustls has verified.
fn connection(peer: SocketAddr, stream: &TlsStream<TcpStream>) -> Connection {
    let connection = Connection::from(peer).https();
    match stream.get_ref().1.peer_certificates() {
        Some([certificate, ..]) => connection.certified(certificate.to_vec()),
        _ => connection,
    }
}

impl Listener for TlsListener {
    type Addr = Connection;
    type Io = TlsStream<TcpStream>;

    async fn accept(&mut self) -> (Self::Io, Connection) {
        match self.accepted.recv().await {
            Some(accepted) => accepted,
            // The runtime is about to end.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Connection> {
        Ok(Connection::from(self.address).https())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let authority = Authority::new()?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    // As it is tapped, axum takes what the listener says of a connection for its `ConnectInfo`.
    let listener = TlsListener::new(listener, authority.server()?)?.tap_io(|_| ());
    let app = Router::new().route("/hook", post(on_hook)).with_state(verifier()?);
    let service = app.into_make_service_with_connect_info::<Connection>();
    let server = tokio::spawn(async { axum::serve(listener, service).await });
    println!("listening on https://{address}/hook");
    authority.try_out(address).await?;
    server.abort();
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_delivery_needs_the_certificate_of_its_sender() {
        super::main().unwrap();
    }
}
