//! Short bodies in axum, piece by piece and late.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request};
use axum::handler::Handler as _;
use axum::response::IntoResponse as _;
use bytes::Bytes;
use countersign::axum::Rejection;
use countersign::providers::GitHub;
use countersign::{Raw, Verified, Verifier};
use http::{HeaderMap, HeaderName, HeaderValue};
use http_body::{Frame, SizeHint};
use tower::ServiceExt as _;

use self::Step::{Breaks, Piece, Trailers, Waits};
use crate::senders::*;

#[derive(Clone, Copy)]
enum Step {
    Piece(&'static [u8]),
    Trailers,
    /// Nothing yet. Only who asked last is woken for more.
    Waits,
    Breaks,
}

/// A body of so many bytes, as its head announces.
struct Script {
    said: u64,
    steps: VecDeque<Step>,
}

impl http_body::Body for Script {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(match self.steps.pop_front() {
            None => None,
            Some(Piece(piece)) => Some(Ok(Frame::data(Bytes::from_static(piece)))),
            Some(Trailers) => {
                let trailers = [(HeaderName::from_static("digest"), HeaderValue::from_static("none"))];
                Some(Ok(Frame::trailers(HeaderMap::from_iter(trailers))))
            }
            Some(Breaks) => Some(Err("the sender hung up")),
            Some(Waits) => {
                let waker = context.waker().clone();
                tokio::spawn(async move {
                    tokio::task::yield_now().await;
                    waker.wake();
                });
                return Poll::Pending;
            }
        })
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.said)
    }
}

/// A request under a tag of `Hello, World!`, whose body is this.
fn request(said: u64, steps: &[Step]) -> Request {
    let signed = github(GITHUB, b"Hello, World!");
    let body = Script { said, steps: steps.iter().copied().collect() };
    let tag = signed.value("x-hub-signature-256");
    Request::post("/").header("x-hub-signature-256", tag).body(Body::new(body)).unwrap()
}

fn verifier() -> Verifier<GitHub> {
    Verifier::new(GITHUB).unwrap()
}

async fn extract(steps: &[Step]) -> Result<Verified<Raw<GitHub>>, Rejection> {
    Verified::from_request(request(13, steps), &verifier()).await
}

#[tokio::test]
async fn a_short_body_is_put_together_of_its_pieces_whenever_they_come() {
    let cases: [(&str, &[Step]); 8] = [
        ("one", &[Piece(b"Hello, World!")]),
        ("two", &[Piece(b"Hello, "), Piece(b"World!")]),
        ("empty ones between", &[Piece(b""), Piece(b"Hello, "), Piece(b""), Piece(b"World!"), Piece(b"")]),
        ("trailers behind it", &[Piece(b"Hello, World!"), Trailers]),
        ("after its head", &[Waits, Piece(b"Hello, World!")]),
        ("long after its head", &[Waits, Waits, Waits, Piece(b"Hello, World!")]),
        ("half of it after its head", &[Piece(b"Hello, "), Waits, Waits, Piece(b"World!")]),
        ("an end that comes late", &[Piece(b"Hello, "), Piece(b"World!"), Waits, Waits, Trailers, Waits]),
    ];
    for (name, steps) in cases {
        let event = extract(steps).await.unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(event.body(), "Hello, World!", "{name}");
        let event = countersign::axum::receive(&verifier(), request(13, steps)).await;
        assert_eq!(event.unwrap_or_else(|why| panic!("{name}: {why}")).body(), "Hello, World!", "{name}");
    }
}

#[tokio::test]
async fn a_short_body_that_does_not_come_whole_is_refused_whenever_it_ends() {
    let cases: [(&str, &[Step], u16); 8] = [
        ("less than was signed", &[Piece(b"Hello, ")], 401),
        ("less, and late", &[Waits, Piece(b"Hello, ")], 401),
        ("more than was signed", &[Piece(b"Hello, World!"), Piece(b"!")], 401),
        ("more, and late", &[Piece(b"Hello, World!"), Waits, Piece(b"!")], 401),
        ("broken off at once", &[Breaks], 400),
        ("broken off behind a piece", &[Piece(b"Hello, World!"), Breaks], 400),
        ("broken off late", &[Waits, Waits, Breaks], 400),
        ("broken off between", &[Piece(b"Hello, "), Waits, Breaks, Piece(b"World!")], 400),
    ];
    for (name, steps, status) in cases {
        let refusal = extract(steps).await.expect_err(name);
        assert_eq!(refusal.into_response().status(), status, "{name}");
    }
}

#[tokio::test]
async fn the_limit_counts_for_short_bodies_whenever_they_come() {
    async fn on_github(_: Verified<Raw<GitHub>>) {}
    // (what its head announces, its steps, the limit, the status)
    let cases: [(u64, &[Step], usize, u16); 6] = [
        (13, &[Piece(b"Hello, World!")], 13, 200),
        (13, &[Piece(b"Hello, "), Waits, Piece(b"World!")], 13, 200),
        (13, &[Piece(b"Hello, World!")], 12, 413),
        (13, &[Waits, Piece(b"Hello, World!")], 12, 413),
        (5, &[Piece(b"Hello"), Piece(b", World!")], 12, 413),
        (5, &[Piece(b"Hello"), Waits, Piece(b", World!")], 12, 413),
    ];
    for (at, (said, steps, limit, expected)) in cases.into_iter().enumerate() {
        let service = on_github.layer(DefaultBodyLimit::max(limit)).with_state(verifier());
        let response = service.oneshot(request(said, steps)).await.unwrap();
        assert_eq!(response.status(), expected, "{at}");
    }
}
