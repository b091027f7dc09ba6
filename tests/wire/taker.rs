//! Receivers in both frameworks which answer GitHub `202` when something has taken the delivery.

use std::future::Future;

use actix_web::HttpResponse;
use actix_web::web::{self, Data};
use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::post;
use countersign::providers::GitHub;
use countersign::{Raw, Verified, Verifier};

use super::senders::{GITHUB, github};
use super::server::Server;

/// What takes deliveries, with an error that both frameworks answer.
pub(crate) trait Taker: Clone + Send + Sync + 'static {
    type Error: IntoResponse + actix_web::ResponseError + 'static;

    fn take(&self, event: &Verified<Raw<GitHub>>) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

#[derive(Clone)]
struct Receiver<T> {
    taker: T,
    github: Verifier<GitHub>,
}

impl<T> FromRef<Receiver<T>> for Verifier<GitHub> {
    fn from_ref(receiver: &Receiver<T>) -> Self {
        receiver.github.clone()
    }
}

async fn in_axum<T: Taker>(
    State(receiver): State<Receiver<T>>,
    event: Verified<Raw<GitHub>>,
) -> Result<StatusCode, T::Error> {
    receiver.taker.take(&event).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn in_actix<T: Taker>(taker: Data<T>, event: Verified<Raw<GitHub>>) -> Result<HttpResponse, T::Error> {
    taker.take(&event).await?;
    Ok(HttpResponse::Accepted().finish())
}

pub(crate) async fn both<T: Taker>(taker: &T) -> [Server; 2] {
    let verifier = || Verifier::<GitHub>::new(GITHUB).unwrap();
    let receiver = Receiver { taker: taker.clone(), github: verifier() };
    let taker = taker.clone();
    [
        Server::of_axum(Router::new().route("/github", post(in_axum::<T>)).with_state(receiver)).await,
        Server::of_actix(move |config| {
            config.app_data(Data::new(taker.clone())).app_data(verifier());
            config.route("/github", web::post().to(in_actix::<T>));
        }),
    ]
}

pub(crate) async fn status(server: &Server, body: &str) -> u16 {
    github(GITHUB, body).send(server.address).await.status()
}
