//! A database that dies.

use countersign::inbox::Put;

use super::App;
use super::deliveries::delivery;
use super::servers::Server;
use super::servers::places::{Backend, Place, Shared};

/// With a server of its own.
pub(crate) async fn what_was_put_survives_a_restart(backend: Backend, mut server: Option<Server>) {
    let place = match &server {
        Some(server) => Place::on(server).await,
        None => Shared::default().place(backend).await,
    };
    let app = App::on(place.clone()).await;
    let mut expected = Vec::new();
    for index in 0..20 {
        app.put(&index.to_string()).await;
        expected.push(index.to_string());
    }
    if let Some(server) = &mut server {
        server.stop();
        let error = app.inbox.put(&delivery("x")).await.unwrap_err();
        assert_eq!(error.to_string(), "the store did not answer");
        assert_eq!(error.status().as_u16(), 503);
        assert!(std::error::Error::source(&error).is_some());
        server.start_again();
        while app.inbox.put(&delivery("x")).await.is_err() {}
        expected.push("x".to_owned());
    }
    let after = App { inbox: place.inbox().await, place };
    assert_eq!(after.inbox.put(&delivery("7")).await.unwrap(), Put::Repeated);
    expected.sort();
    assert_eq!(after.drain().await, expected);
}
