//! A sender as providers are: what is not answered with a 2xx is sent again, and the rest forgotten.

use std::iter;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::count::{Fate, Fates, total};
use super::senders::github;

/// How many deliveries are on their way at once.
pub(crate) const IN_FLIGHT: usize = 32;

/// How long it waits for an answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Which of those that are sent one after the other. Of these, a later one has a greater name.
pub(crate) fn line_of(name: &str) -> &str {
    name.split_once("-delivery-").expect("a name of the sender's").0
}

/// After how many milliseconds it sends again, and at last no more. It goes on for half a minute at least.
fn schedule() -> impl Iterator<Item = u64> {
    [5, 10, 20, 40, 80].into_iter().chain(iter::repeat_n(100, 300))
}

/// What is sent, and what became of it.
#[derive(Debug)]
pub(crate) struct Sender {
    secret: String,
    /// Where the receiver was last known to be.
    address: Mutex<SocketAddr>,
    is_closed: AtomicBool,
    next: AtomicU64,
    fates: Mutex<Fates>,
}

impl Sender {
    pub(crate) fn new(secret: &str) -> Arc<Self> {
        Arc::new(Self {
            secret: secret.to_owned(),
            address: Mutex::new(([127, 0, 0, 1], 9).into()),
            is_closed: AtomicBool::new(false),
            next: AtomicU64::new(0),
            fates: Mutex::default(),
        })
    }

    /// The receiver has moved.
    pub(crate) fn send_to(&self, address: SocketAddr) {
        *self.address.lock().unwrap() = address;
    }

    /// No new deliveries.
    pub(crate) fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
    }

    /// Sends deliveries until it is closed, and each of them until it is acknowledged.
    pub(crate) async fn run(self: Arc<Self>) {
        let mut workers = JoinSet::new();
        for line in 0..IN_FLIGHT {
            workers.spawn(Arc::clone(&self).work(line));
        }
        while let Some(worker) = workers.join_next().await {
            worker.expect("a worker ends without a panic");
        }
    }

    pub(crate) fn fates(&self) -> Fates {
        self.fates.lock().unwrap().clone()
    }

    /// All fates as one.
    pub(crate) fn total(&self) -> Fate {
        total(&self.fates.lock().unwrap())
    }

    /// Sends one delivery after the other.
    async fn work(self: Arc<Self>, line: usize) {
        while !self.is_closed.load(Ordering::SeqCst) {
            let number = self.next.fetch_add(1, Ordering::SeqCst);
            let name = format!("line-{line:02}-delivery-{number:06}");
            if number.is_multiple_of(4) {
                // Some come twice at once.
                tokio::join!(self.deliver(&name), self.deliver(&name));
            } else {
                self.deliver(&name).await;
            }
        }
    }

    async fn deliver(&self, name: &str) {
        let request = github(&self.secret, name).header("connection", "close").bytes();
        for delay in schedule() {
            let status = match self.connect().await {
                Some(stream) => timeout(PATIENCE, exchange(stream, &request)).await.ok().flatten(),
                None => Some(UNREACHED),
            };
            let note: fn(&mut Fate) = match status {
                Some(UNREACHED) => |fate| fate.unreached += 1,
                Some(201) => |fate| fate.done += 1,
                Some(200..=299) => |fate| fate.repeated += 1,
                Some(409) => |fate| fate.in_progress += 1,
                Some(500) => |fate| fate.failed += 1,
                Some(503) => |fate| fate.unavailable += 1,
                Some(_) => |fate| fate.other += 1,
                None => |fate| fate.unanswered += 1,
            };
            self.note(name, note);
            if status.is_some_and(|status| (200..300).contains(&status)) {
                return;
            }
            sleep(Duration::from_millis(delay)).await;
        }
        self.note(name, |fate| fate.given_up += 1);
    }

    fn note(&self, name: &str, note: impl FnOnce(&mut Fate)) {
        note(self.fates.lock().unwrap().entry(name.to_owned()).or_default());
    }

    async fn connect(&self) -> Option<TcpStream> {
        let address = *self.address.lock().unwrap();
        TcpStream::connect(address).await.ok()
    }
}

/// Stands for a status where nobody listens.
const UNREACHED: u16 = 0;

/// The status of the answer, if there was one.
async fn exchange(mut stream: TcpStream, request: &[u8]) -> Option<u16> {
    stream.write_all(request).await.ok()?;
    let mut answer = Vec::new();
    while !answer.windows(4).any(|end| end == b"\r\n\r\n") {
        stream.read_buf(&mut answer).await.ok().filter(|count| *count > 0)?;
    }
    str::from_utf8(answer.strip_prefix(b"HTTP/1.1 ")?.get(..3)?).ok()?.parse().ok()
}
