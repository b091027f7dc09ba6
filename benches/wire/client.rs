//! A client of a few lines, so that what it takes itself is little: HTTP/1.1 over a connection that is kept.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::SECRET;

/// A body of equal pieces, so that no more than one of them has to be in memory.
#[derive(Clone, Copy)]
pub(crate) struct Body {
    pub(crate) piece: &'static [u8],
    pub(crate) pieces: usize,
}

impl Body {
    /// The head of a request that has this body, signed or not.
    pub(crate) fn head(self, is_genuine: bool) -> Vec<u8> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC takes a key of any length");
        (0..self.pieces).for_each(|_| mac.update(self.piece));
        if !is_genuine {
            mac.update(b"forged");
        }
        let tag = hex::encode(mac.finalize().into_bytes());
        let length = self.piece.len() * self.pieces;
        format!(
            "POST / HTTP/1.1\r\nhost: localhost\r\nuser-agent: Sender/1.0\r\naccept: */*\r\n\
             content-type: application/json\r\nx-github-event: push\r\n\
             x-github-delivery: 72d3162e-cc78-11e3-81ab-4c9367dc0958\r\n\
             content-length: {length}\r\nx-hub-signature-256: sha256={tag}\r\n\r\n"
        )
        .into_bytes()
    }
}

/// One connection.
pub(crate) struct Connection(TcpStream);

impl Connection {
    pub(crate) async fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a server that listens");
        stream.set_nodelay(true).expect("a socket");
        Self(stream)
    }

    /// Sends what it is given, and says with which status the server answers.
    pub(crate) async fn call(&mut self, request: &[u8]) -> u16 {
        self.0.write_all(request).await.expect("a server that reads");
        self.status().await
    }

    /// Sends a head and a body, and says how long after the last byte the answer came.
    pub(crate) async fn last_byte_to_answer(&mut self, body: Body) -> Duration {
        self.0.write_all(&body.head(true)).await.expect("a server that reads");
        let (last, rest) = body.piece.split_last().expect("a piece that is not empty");
        for _ in 1..body.pieces {
            self.0.write_all(body.piece).await.expect("a server that reads");
        }
        self.0.write_all(rest).await.expect("a server that reads");
        // Until the server has read what is on its way, it is that which would be measured.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let start = Instant::now();
        self.0.write_all(&[*last]).await.expect("a server that reads");
        assert_eq!(self.status().await, 200);
        start.elapsed()
    }

    async fn status(&mut self) -> u16 {
        let mut answer = [0; 1024];
        let mut read = 0;
        while !answer[..read].ends_with(b"\r\n\r\n") {
            let more = self.0.read(&mut answer[read..]).await.expect("an answer");
            assert!(more > 0, "the server closed the connection");
            read += more;
        }
        str::from_utf8(&answer[9..12]).expect("a status line").parse().expect("a status")
    }
}

/// How many requests were answered in how many seconds.
pub(crate) struct Load {
    pub(crate) requests: f64,
    pub(crate) seconds: f64,
}

/// The calls that many connections make in this time.
pub(crate) async fn throughput(address: SocketAddr, connections: usize, time: Duration) -> Load {
    let body = Body { piece: &[b'a'; 1024], pieces: 1 };
    let request = [&body.head(true)[..], body.piece].concat();
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..connections {
        let request = request.clone();
        clients.spawn(async move {
            let mut connection = Connection::to(address).await;
            let mut calls = 0;
            while start.elapsed() < time {
                assert_eq!(connection.call(&request).await, 200);
                calls += 1;
            }
            calls
        });
    }
    let calls: u32 = clients.join_all().await.into_iter().sum();
    Load { requests: calls.into(), seconds: start.elapsed().as_secs_f64() }
}
