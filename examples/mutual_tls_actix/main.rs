//! Mutual TLS on actix-web: deliveries come from whoever has the sender's certificate, and are signed besides.
//!
//! ```sh
//! cargo run --example mutual_tls_actix --features actix,client-cert
//! ```
//!
//! It makes certificates, serves with them on a port of its own, tries that out as three clients, and ends, like the
//! example `mutual_tls`. In an app of your own, actix-web needs its feature `rustls-0_23`, and `actix-tls` is where the
//! type of its streams is.

#[path = "../mutual_tls/parties.rs"]
mod parties;

use std::any::Any;
use std::error::Error;

use actix_tls::accept::rustls_0_23::TlsStream;
use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream;
use actix_web::{App, HttpResponse, HttpServer, post};
use countersign::providers::GenericHmac;
use countersign::{Connection, Raw, Verified};

use self::parties::{Authority, verifier};

#[post("/hook")]
async fn on_hook(event: Verified<Raw<GenericHmac>>) -> HttpResponse {
    println!("a delivery of {} bytes", event.body().len());
    HttpResponse::Ok().finish()
}

/// Keeps what rustls has verified beside the connection.
fn on_connect(stream: &dyn Any, data: &mut Extensions) {
    let Some(stream) = stream.downcast_ref::<TlsStream<TcpStream>>() else { return };
    let (tcp, tls) = stream.get_ref();
    let connection = tcp.peer_addr().map(Connection::from).unwrap_or_default().https();
    data.insert(match tls.peer_certificates() {
        Some([certificate, ..]) => connection.certified(certificate.to_vec()),
        _ => connection,
    });
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let authority = Authority::new()?;
    let verifier = verifier()?;
    let server = HttpServer::new(move || App::new().app_data(verifier.clone()).service(on_hook));
    let server = server.on_connect(on_connect).workers(1);
    let server = server.bind_rustls_0_23("127.0.0.1:0", authority.server()?)?;
    let address = server.addrs()[0];
    println!("listening on https://{address}/hook");
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let tried = authority.try_out(address).await;
    handle.stop(false).await;
    tried
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_delivery_needs_the_certificate_of_its_sender() {
        super::main().unwrap();
    }
}
