//! Databases and brokers, each as a process of the test's own, on a socket in a folder of its own, or on a port of its
//! own where it has no sockets.
//!
//! Nothing of what the machine runs already is touched. A server is stopped, and its folder removed, when it is
//! dropped. One that is not installed is reported by [`is_installed`].

pub(crate) mod machines;
pub(crate) mod places;
pub(crate) mod proxy;
pub(crate) mod trials;

use std::io::{BufRead as _, BufReader, Read};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process, thread};

/// Which server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The cluster that librdkafka has for tests, in a process of kcat. It keeps everything in memory.
    Kafka,
    Nats,
    Postgres,
    RabbitMq,
    Redis,
}

/// Whether a server can be started here.
pub(crate) fn is_installed(kind: Kind) -> bool {
    program(kind.program()).is_some()
}

impl Kind {
    const fn program(self) -> &'static str {
        match self {
            Self::Kafka => "kcat",
            Self::Nats => "nats-server",
            Self::Postgres => "postgres",
            Self::RabbitMq => "rabbitmq-server",
            Self::Redis => "redis-server",
        }
    }

    /// What it says when it listens.
    const fn ready(self) -> &'static str {
        match self {
            Self::Kafka => "Mock cluster enabled",
            Self::Nats => "Server is ready",
            Self::Postgres => "database system is ready to accept connections",
            Self::RabbitMq => "Server startup complete",
            Self::Redis => "eady to accept connections",
        }
    }

    /// Whether it says that among its errors.
    const fn says_so_in_errors(self) -> bool {
        matches!(self, Self::Kafka | Self::Nats | Self::Postgres)
    }
}

/// A server of the test's own.
#[derive(Debug)]
pub(crate) struct Server {
    kind: Kind,
    folder: Folder,
    /// Where it listens, and then where its neighbours do. Each says which.
    ports: Vec<u16>,
    process: Option<Child>,
    /// What Erlang finds the nodes of a machine by.
    names: Option<Child>,
}

impl Server {
    /// Starts one with a folder of its own.
    pub(crate) fn start(kind: Kind) -> Self {
        let mut server = Self { kind, folder: Folder::new(), ports: Vec::new(), process: None, names: None };
        match kind {
            Kind::Kafka | Kind::Redis => {}
            Kind::Nats => server.ports = free_ports(1),
            Kind::Postgres => server.init_database(),
            Kind::RabbitMq => server.init_rabbitmq(),
        }
        server.start_again();
        server
    }

    fn init_database(&self) {
        let data = self.folder.0.join("data");
        fs::create_dir(&data).expect("a folder");
        self.folder.give_to_other();
        let mut initdb = self.folder.command(&program("initdb").expect("initdb beside postgres"));
        initdb.args(["--auth=trust", "--username=postgres", "--no-sync", "--pgdata"]).arg(data);
        let done = initdb.output().expect("initdb runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// With the plugin that messages are looked at with, and names of its own, which no other node shares.
    fn init_rabbitmq(&mut self) {
        self.ports = free_ports(4);
        let [port, management, _, names] = self.ports[..] else { unreachable!("there are four") };
        let config = format!(
            "listeners.tcp.1 = 127.0.0.1:{port}\nmanagement.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {management}\n\
             log.file = false\nlog.console = true\nmax_message_size = {MOST}\n"
        );
        fs::write(self.folder.0.join("rabbitmq.conf"), config).expect("a file");
        fs::write(self.folder.0.join("plugins"), "[rabbitmq_management].").expect("a file");
        let mut epmd = self.folder.command(&program("epmd").expect("epmd beside Erlang"));
        epmd.args(["-address", "127.0.0.1", "-port", &names.to_string()]);
        self.names = Some(epmd.spawn().expect("it runs"));
    }

    /// Its socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.0.join(match self.kind {
            Kind::Postgres => ".s.PGSQL.5432",
            Kind::Redis => "redis.sock",
            kind => panic!("{kind:?} has none"),
        })
    }

    /// Where it listens, if not on a socket. Kafka's is another when it was started again.
    pub(crate) fn address(&self) -> SocketAddr {
        local(self.ports[0])
    }

    /// Where RabbitMQ is asked what it has.
    pub(crate) fn management(&self) -> SocketAddr {
        local(self.ports[1])
    }

    /// Its folder. PostgreSQL takes it for its host.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder.0
    }

    /// Starts it where it was stopped, with what it has on disk.
    pub(crate) fn start_again(&mut self) {
        assert!(self.process.is_none(), "it runs");
        let folder = &self.folder.0;
        let mut command = self.folder.command(&program(self.kind.program()).expect("an installed server"));
        match self.kind {
            // A client that publishes what is never given to it, on a cluster of its own.
            Kind::Kafka => command
                .args(["-P", "-b", "none", "-t", "none", "-X", "test.mock.num.brokers=1"])
                .args(["-X", &format!("receive.message.max.bytes={MOST}"), "-X", "fetch.max.bytes=1000000"])
                .stdin(Stdio::piped()),
            Kind::Nats => command
                .args(["--addr", "127.0.0.1", "--port", &self.ports[0].to_string()])
                .args(["--jetstream", "--store_dir"])
                .arg(folder),
            Kind::Postgres => command
                .args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=400"])
                .args(["-c", "shared_buffers=32MB", "-c", "unix_socket_permissions=0777", "-k"])
                .arg(folder)
                .arg("-D")
                .arg(folder.join("data")),
            Kind::RabbitMq => command
                .env("HOME", folder)
                .env("ERL_EPMD_ADDRESS", "127.0.0.1")
                .env("ERL_EPMD_PORT", self.ports[3].to_string())
                .env("RABBITMQ_CONFIG_FILE", folder.join("rabbitmq.conf"))
                .env("RABBITMQ_DIST_PORT", self.ports[2].to_string())
                .env("RABBITMQ_ENABLED_PLUGINS_FILE", folder.join("plugins"))
                .env("RABBITMQ_LOGS", "-")
                .env("RABBITMQ_MNESIA_BASE", folder.join("mnesia"))
                .env("RABBITMQ_NODENAME", "test@localhost")
                .env("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}")
                // So that the shell becomes the server, and is no other process.
                .env("RUNNING_UNDER_SYSTEMD", "true"),
            Kind::Redis => command
                .args(["--port", "0", "--unixsocket", "redis.sock", "--save", "", "--appendonly", "yes"])
                .args(["--appendfsync", "always", "--proto-max-bulk-len", &MOST.to_string()]),
        };
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let (output, errors) = (process.stdout.take(), process.stderr.take());
        let (output, errors) = (output.expect("it is piped"), errors.expect("it is piped"));
        let said = if self.kind.says_so_in_errors() {
            thread::spawn(move || drain(BufReader::new(output)));
            wait_for(self.kind, errors)
        } else {
            thread::spawn(move || drain(BufReader::new(errors)));
            wait_for(self.kind, output)
        };
        if self.kind == Kind::Kafka {
            let port = said.trim_end().rsplit(':').next().and_then(|port| port.parse().ok());
            self.ports = vec![port.unwrap_or_else(|| panic!("a port: {said}"))];
        }
        self.process = Some(process);
    }

    /// Has it do nothing, but take connections, until it is [resumed](Self::resume).
    pub(crate) fn pause(&self) {
        self.signal("-STOP");
        let tasks = format!("/proc/{}/task", self.process.as_ref().expect("it runs").id());
        let is_stopped = |task: std::io::Result<fs::DirEntry>| {
            let stat = task.and_then(|task| fs::read_to_string(task.path().join("stat")));
            // The state comes after the name, which is in brackets.
            stat.is_ok_and(|stat| stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T')))
        };
        // Its threads stop one after the other.
        while !fs::read_dir(&tasks).expect("its threads").all(is_stopped) {
            thread::yield_now();
        }
    }

    pub(crate) fn resume(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let id = self.process.as_ref().expect("it runs").id().to_string();
        let told = Command::new("kill").args([signal, &id]).status();
        assert!(told.is_ok_and(|status| status.success()), "it runs until it is stopped");
    }

    /// Stops it at once, as a crash would: what it has not written is lost. But RabbitMQ is told to end: once in several
    /// runs one that was killed did not serve its queues again, though it had started.
    pub(crate) fn stop(&mut self) {
        self.end(match self.kind {
            Kind::Postgres => "-QUIT",
            Kind::RabbitMq => "-TERM",
            _ => "-KILL",
        });
    }

    fn end(&mut self, signal: &str) {
        if self.process.is_some() {
            self.signal(signal);
            self.process.take().expect("it runs").wait().expect("it ends");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The children of PostgreSQL end by themselves only if it tells them.
        self.end(if self.kind == Kind::Postgres { "-QUIT" } else { "-KILL" });
        if let Some(mut names) = self.names.take() {
            let _ = names.kill();
            let _ = names.wait();
        }
    }
}

/// The longest message that a broker takes, in bytes: what NATS takes unless it is told otherwise.
pub(crate) const MOST: usize = 1 << 20;

fn local(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

/// Ports that nobody has, for servers that cannot say which they were given, or have to come back on the same.
fn free_ports(count: usize) -> Vec<u16> {
    let listeners: Vec<_> = (0..count).map(|_| TcpListener::bind(local(0)).expect("a free port")).collect();
    listeners.iter().map(|listener| listener.local_addr().expect("an address").port()).collect()
}

/// Reads what a server says until it listens, and the rest of it in a thread, so that it never waits for a reader.
fn wait_for(kind: Kind, output: impl Read + Send + 'static) -> String {
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let mut said = String::new();
    let is_ready = lines.by_ref().any(|line| {
        said.push_str(&line);
        said.push('\n');
        line.contains(kind.ready())
    });
    assert!(is_ready, "{kind:?} does not start: {said}");
    thread::spawn(move || lines.for_each(drop));
    said
}

fn drain(mut output: impl Read) {
    let _ = std::io::copy(&mut output, &mut std::io::sink());
}

/// Where a program is: where Debian puts those of RabbitMQ, since those in the path are for its own user, in the path,
/// where Debian puts those of PostgreSQL, the latest version of them, or among those of the system.
fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    versions.sort();
    let rabbitmq = [PathBuf::from("/usr/lib/rabbitmq/bin")];
    let folders = rabbitmq.into_iter().chain(env::split_paths(&path)).chain(versions.into_iter().rev());
    let folders = folders.chain([PathBuf::from("/usr/sbin")]);
    folders.map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// A folder that is removed when it is dropped.
#[derive(Debug)]
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("countersign-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = env::temp_dir().join(name);
        fs::create_dir(&folder).expect("a new folder");
        Self(folder)
    }

    /// A command that runs in it, by its owner. PostgreSQL refuses to run as root.
    fn command(&self, program: &Path) -> Command {
        let owner = fs::metadata(&self.0).expect("it is there");
        let mut command = Command::new(program);
        command.current_dir(&self.0).env("LC_ALL", "C").stdin(Stdio::null());
        if owner.uid() != user() {
            command.uid(owner.uid()).gid(owner.gid());
        }
        command
    }

    /// Where the test runs as root, the folder and what is in it become somebody else's.
    fn give_to_other(&self) {
        if user() != 0 {
            return;
        }
        let users = fs::read_to_string("/etc/passwd").expect("a list of users");
        let named = |name: &str| users.lines().find(|line| line.starts_with(&format!("{name}:")));
        let mut cells = named("postgres").or_else(|| named("nobody")).expect("a user").split(':').skip(2);
        let [uid, gid] = [cells.next(), cells.next()].map(|cell| cell.and_then(|id| id.parse().ok()));
        for path in [self.0.clone(), self.0.join("data")] {
            chown(path, uid, gid).expect("root may");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Whoever runs the test.
fn user() -> u32 {
    fs::metadata("/proc/self").expect("a process").uid()
}
