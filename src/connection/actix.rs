//! Connections in actix-web.

use actix_web::{HttpMessage as _, HttpRequest};

use super::Connection;

/// What is known of the connection of a request.
pub(crate) fn of(request: &HttpRequest) -> Connection {
    let given = request.extensions().get::<Connection>().cloned();
    given.or_else(|| request.conn_data::<Connection>().cloned()).unwrap_or_else(|| {
        let peer = request.peer_addr().map(Connection::from).unwrap_or_default();
        if request.app_config().secure() { peer.https() } else { peer.http() }
    })
}
