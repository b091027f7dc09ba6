//! Connections in axum.

#[cfg(feature = "connect-info")]
use std::net::SocketAddr;

#[cfg(feature = "connect-info")]
use ::axum::extract::ConnectInfo;
use http::Extensions;

use super::Connection;

/// What the extensions of a request say of its connection.
pub(crate) fn of(extensions: &Extensions) -> Connection {
    let given = extensions.get::<Connection>().cloned();
    #[cfg(feature = "connect-info")]
    let given = given
        .or_else(|| {
            extensions.get().map(|ConnectInfo(connection): &ConnectInfo<Connection>| connection.clone())
        })
        .or_else(|| extensions.get().map(|ConnectInfo(peer): &ConnectInfo<SocketAddr>| (*peer).into()));
    given.unwrap_or_default()
}
