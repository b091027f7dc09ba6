//! A client that writes the bytes it is told to write, and reads the bytes that come back.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// How long a test waits before it fails. Nothing depends on it where all is well.
const GUARD: Duration = Duration::from_secs(20);

/// A request, as bytes to be.
#[derive(Clone)]
pub(crate) struct Request {
    method: &'static str,
    target: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
    /// The length of the chunks, where the body goes in chunks.
    chunks: Option<usize>,
}

impl Request {
    pub(crate) fn new(method: &'static str, target: &str) -> Self {
        Self { method, target: target.to_owned(), headers: Vec::new(), body: Vec::new(), chunks: None }
    }

    pub(crate) fn post(target: &str) -> Self {
        Self::new("POST", target)
    }

    /// With one more header, also of a name that is there already.
    pub(crate) fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    /// Without the headers of a name.
    pub(crate) fn without(mut self, name: &str) -> Self {
        let count = self.headers.len();
        self.headers.retain(|(known, _)| known != name);
        assert!(self.headers.len() < count, "there is no {name}");
        self
    }

    /// With another value for a header that is there.
    pub(crate) fn replace(self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.without(name).header(name, value)
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// To another target, all else as it is.
    pub(crate) fn to(mut self, target: &str) -> Self {
        self.target = target.to_owned();
        self
    }

    /// By another method, all else as it is.
    pub(crate) fn by(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    /// In chunks of this length.
    pub(crate) fn chunked(mut self, length: usize) -> Self {
        self.chunks = Some(length);
        self
    }

    pub(crate) fn sent_body(&self) -> &[u8] {
        &self.body
    }

    /// What the header of a name holds.
    pub(crate) fn value(&self, name: &str) -> &[u8] {
        let found = self.headers.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("there is no {name}")).1
    }

    /// The bytes of the head, which announces the whole body.
    pub(crate) fn head(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\nhost: hooks.example\r\n", self.method, self.target);
        match self.chunks {
            Some(_) => bytes.push_str("transfer-encoding: chunked\r\n"),
            None => bytes.push_str(&format!("content-length: {}\r\n", self.body.len())),
        }
        let mut bytes = bytes.into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(&[name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes
    }

    /// The bytes of the whole.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.head();
        let Some(length) = self.chunks else {
            bytes.extend_from_slice(&self.body);
            return bytes;
        };
        for chunk in self.body.chunks(length) {
            bytes.extend_from_slice(&[format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
        }
        bytes.extend_from_slice(b"0\r\n\r\n");
        bytes
    }

    /// The answer to it on a connection of its own.
    pub(crate) async fn send(&self, to: SocketAddr) -> Answer {
        let mut connection = Connection::open(to).await;
        connection.exchange(self).await.expect("an answer before the connection is closed")
    }
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The first line.
    pub(crate) line: String,
    /// The rest of the head in lower case, sorted, without the date.
    pub(crate) headers: Vec<String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn status(&self) -> u16 {
        let status = self.line.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3));
        status
            .and_then(|status| status.parse().ok())
            .unwrap_or_else(|| panic!("no status in {:?}", self.line))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).expect("text")
    }

    fn of_head(head: &[u8]) -> Self {
        let head = str::from_utf8(head).expect("a head is text");
        let (line, rest) = head.split_once("\r\n").unwrap_or((head, ""));
        let mut headers: Vec<_> = rest
            .lines()
            .map(|line| {
                let (name, value) = line.split_once(':').expect("a header has a colon");
                format!("{}: {}", name.to_lowercase(), value.trim())
            })
            .filter(|line| !line.starts_with("date: "))
            .collect();
        headers.sort();
        Self { line: line.to_owned(), headers, body: Vec::new() }
    }
}

/// A connection.
pub(crate) struct Connection {
    stream: TcpStream,
    unread: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(to: SocketAddr) -> Self {
        let stream = TcpStream::connect(to).await.expect("the server listens");
        stream.set_nodelay(true).expect("a socket");
        Self { stream, unread: Vec::new() }
    }

    /// Writes, whether or not the other side still reads.
    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        let _ = within(self.stream.write_all(bytes)).await;
    }

    /// Says that nothing more will be written.
    pub(crate) async fn finish_writing(&mut self) {
        let _ = within(self.stream.shutdown()).await;
    }

    /// The next answer, or nothing where the connection was closed before it began.
    pub(crate) async fn read(&mut self, method: &str) -> Option<Answer> {
        let Self { stream, unread } = self;
        within(read(stream, unread, method)).await
    }

    /// The answer to a request, read while the request is still being written.
    pub(crate) async fn exchange(&mut self, request: &Request) -> Option<Answer> {
        let bytes = request.bytes();
        let Self { stream, unread } = self;
        let (mut reader, mut writer) = stream.split();
        let write = async {
            let _ = writer.write_all(&bytes).await;
            std::future::pending::<Option<Answer>>().await
        };
        within(async {
            tokio::select! {
                answer = read(&mut reader, unread, request.method) => answer,
                never = write => never,
            }
        })
        .await
    }
}

async fn read(
    stream: &mut (impl tokio::io::AsyncRead + Unpin),
    unread: &mut Vec<u8>,
    method: &str,
) -> Option<Answer> {
    let end = loop {
        if let Some(at) = unread.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        if !more(stream, unread).await {
            assert!(unread.is_empty(), "half an answer: {:?}", String::from_utf8_lossy(unread));
            return None;
        }
    };
    let mut answer = Answer::of_head(&unread[..end]);
    unread.drain(..end + 4);
    let length = answer.header("content-length").map_or(0, |length| length.parse().expect("a length"));
    let length = if method == "HEAD" { 0 } else { length };
    while unread.len() < length {
        assert!(more(stream, unread).await, "half a body: {answer:?}");
    }
    answer.body = unread.drain(..length).collect();
    Some(answer)
}

async fn more(stream: &mut (impl tokio::io::AsyncRead + Unpin), unread: &mut Vec<u8>) -> bool {
    stream.read_buf(unread).await.is_ok_and(|count| count > 0)
}

/// Fails the test where it would wait for ever.
pub(crate) async fn within<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(GUARD, future).await.expect("an answer or a close in time")
}
