//! A way to a server that can be cut, and that counts what goes over it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What becomes of what is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Every connection ends at once.
    Cut,
    /// It is taken, and nothing comes back.
    Hangs,
    /// It goes there and back.
    Open,
}

/// Where a way goes.
#[derive(Debug, Clone)]
enum To {
    Port(SocketAddr),
    Socket(PathBuf),
}

#[derive(Debug)]
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    way: watch::Sender<Way>,
    /// How many connections there were, and how many of the first of them are lost.
    made: Arc<AtomicUsize>,
    lost: Arc<AtomicUsize>,
    round_trips: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

impl Proxy {
    /// A way to a socket, open at first.
    pub(crate) async fn to(socket: &Path) -> Self {
        Self::to_server(To::Socket(socket.to_owned())).await
    }

    /// A way to a port, open at first.
    pub(crate) async fn to_port(address: SocketAddr) -> Self {
        Self::to_server(To::Port(address)).await
    }

    async fn to_server(to: To) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (way, watched) = watch::channel(Way::Open);
        let round_trips = Arc::<AtomicUsize>::default();
        let (made, lost) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
        let (counted, counting, losing) = (Arc::clone(&round_trips), Arc::clone(&made), Arc::clone(&lost));
        let serving = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (to, way, counted) = (to.clone(), watched.clone(), Arc::clone(&counted));
                let (number, lost) = (counting.fetch_add(1, Ordering::SeqCst), Arc::clone(&losing));
                let is_lost = move || number < lost.load(Ordering::SeqCst);
                tokio::spawn(async move {
                    // A server that is not there ends the connection, as it would without a proxy.
                    let _ = match to {
                        To::Port(address) => {
                            carry(client, TcpStream::connect(address).await, way, is_lost, &counted).await
                        }
                        To::Socket(path) => {
                            carry(client, UnixStream::connect(path).await, way, is_lost, &counted).await
                        }
                    };
                });
            }
        });
        Self { address, way, made, lost, round_trips, serving }
    }

    pub(crate) fn set(&self, way: Way) {
        self.way.send_replace(way);
    }

    /// Has the connections that there are hang for ever, while others may be made: as where a machine in between has
    /// forgotten them.
    pub(crate) fn lose(&self) {
        self.lost.store(self.made.load(Ordering::SeqCst), Ordering::SeqCst);
        self.set(Way::Hangs);
        self.set(Way::Open);
    }

    /// How often something was sent after an answer had come, since it was asked last. The pings of a pool do not
    /// count.
    pub(crate) fn round_trips(&self) -> usize {
        self.round_trips.swap(0, Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.set(Way::Cut);
        self.serving.abort();
    }
}

async fn carry(
    mut client: TcpStream,
    server: std::io::Result<impl AsyncRead + AsyncWrite + Unpin>,
    mut way: watch::Receiver<Way>,
    is_lost: impl Fn() -> bool,
    round_trips: &AtomicUsize,
) -> std::io::Result<()> {
    let mut server = server?;
    let (mut from_client, mut from_server) = ([0; 16_384], [0; 16_384]);
    let mut is_answered = true;
    loop {
        let now = *way.borrow_and_update();
        match now {
            Way::Cut => return Ok(()),
            Way::Open if !is_lost() => {}
            Way::Hangs | Way::Open => {
                let _ = way.changed().await;
                continue;
            }
        }
        tokio::select! {
            _ = way.changed() => {}
            read = client.read(&mut from_client) => {
                let length = read?;
                if length == 0 {
                    return Ok(());
                }
                if from_client[..length] != *PING && std::mem::take(&mut is_answered) {
                    round_trips.fetch_add(1, Ordering::SeqCst);
                }
                server.write_all(&from_client[..length]).await?;
            }
            read = server.read(&mut from_server) => {
                let length = read?;
                if length == 0 {
                    return Ok(());
                }
                is_answered = true;
                client.write_all(&from_server[..length]).await?;
            }
        }
    }
}

/// What a pool sends to PostgreSQL to learn whether a connection is there: a message without anything in it.
const PING: &[u8] = b"S\0\0\0\x04";
