//! Short bodies in actix-web, piece by piece.

use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::ContentType;
use actix_web::test::TestRequest;
use actix_web::web::{Data, PayloadConfig};
use actix_web::{FromRequest as _, ResponseError as _};
use bytes::Bytes;
use countersign::actix::Rejection;
use countersign::providers::GitHub;
use countersign::{Raw, Verified, Verifier};
use futures_util::{Stream, stream};

use crate::senders::*;

type Piece = Result<&'static [u8], PayloadError>;

/// What becomes of pieces behind a head that announces `said` bytes of another body, under a tag of this body.
async fn extract(signed: &[u8], said: usize, pieces: Vec<Piece>) -> Result<Verified<Raw<GitHub>>, Rejection> {
    extract_of(TestRequest::post(), signed, said, pieces).await
}

async fn extract_of(
    request: TestRequest,
    signed: &[u8],
    said: usize,
    pieces: Vec<Piece>,
) -> Result<Verified<Raw<GitHub>>, Rejection> {
    let signed = github(GITHUB, signed);
    let request = request
        .app_data(Verifier::<GitHub>::new(GITHUB).unwrap())
        .insert_header(("content-length", said.to_string()))
        .insert_header(("x-hub-signature-256", signed.value("x-hub-signature-256")))
        .to_http_request();
    let pieces: Vec<_> = pieces.into_iter().map(|piece| piece.map(Bytes::from_static)).collect();
    let stream: Pin<Box<dyn Stream<Item = _>>> = Box::pin(stream::iter(pieces));
    Verified::from_request(&request, &mut Payload::from(stream)).await
}

#[actix_web::test]
async fn a_short_body_is_put_together_of_its_pieces() {
    let cases: [(&str, Vec<Piece>); 5] = [
        ("one", vec![Ok(b"Hello, World!")]),
        ("two", vec![Ok(b"Hello, "), Ok(b"World!")]),
        ("one a byte", b"Hello, World!".chunks(1).map(Ok).collect()),
        ("empty ones between", vec![Ok(b""), Ok(b"Hello, "), Ok(b""), Ok(b"World!"), Ok(b"")]),
        ("more than was announced", vec![Ok(b"Hello"), Ok(b", "), Ok(b"World!")]),
    ];
    for (name, pieces) in cases {
        let said = if name.starts_with("more") { 5 } else { 13 };
        let event =
            extract(b"Hello, World!", said, pieces).await.unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(event.body(), "Hello, World!", "{name}");
    }
    assert_eq!(extract(b"", 0, vec![]).await.unwrap().body(), "");
}

#[actix_web::test]
async fn a_short_body_that_does_not_come_whole_is_refused() {
    const WITHIN: &[u8] = &[b'x'; 256 * 1024];
    assert_eq!(extract(WITHIN, 13, vec![Ok(WITHIN)]).await.unwrap().body(), WITHIN);
    let cases: [(&str, Vec<Piece>, u16); 4] = [
        ("above the limit, whatever was announced", vec![Ok(WITHIN), Ok(b"x")], 413),
        ("above it in one piece", vec![Ok(&[b'x'; 256 * 1024 + 1])], 413),
        ("broken off", vec![Ok(b"Hello, "), Err(PayloadError::Incomplete(None))], 400),
        ("less than was signed", vec![Ok(b"Hello, ")], 401),
    ];
    for (name, pieces, status) in cases {
        let refusal = extract(b"Hello, World!", 13, pieces).await.expect_err(name);
        assert_eq!(refusal.error_response().status(), status, "{name}");
    }
}

#[actix_web::test]
async fn what_is_set_for_bodies_counts_for_short_ones() {
    let of_text = PayloadConfig::default().mimetype("text/plain".parse().unwrap());
    // (what is set, the status for a body of 13 bytes, of JSON)
    let cases = [
        (PayloadConfig::new(13), 200),
        (PayloadConfig::new(12), 413),
        (PayloadConfig::default(), 200),
        (of_text, 400),
    ];
    for (at, (set, expected)) in cases.into_iter().enumerate() {
        let requests = [
            ("bare", TestRequest::post().app_data(set.clone())),
            ("in Data", TestRequest::post().app_data(Data::new(set))),
        ];
        for (how, request) in requests {
            let request = request.insert_header(ContentType::json());
            let found = extract_of(request, b"Hello, World!", 13, vec![Ok(b"Hello, World!")]).await;
            let status = found.map_or_else(|why| why.error_response().status().as_u16(), |_| 200);
            assert_eq!(status, expected, "{at}, {how}");
        }
    }
}
