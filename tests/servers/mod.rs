//! Redis and PostgreSQL, each as a process of the test's own, on a socket in a folder of its own.
//!
//! Nothing of what the machine runs already is touched. A server is stopped, and its folder removed, when it is
//! dropped. One that is not installed is reported by [`is_installed`].

pub(crate) mod machines;
pub(crate) mod places;
pub(crate) mod proxy;
pub(crate) mod trials;

use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process, thread};

/// Which server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Postgres,
    Redis,
}

/// Whether a server can be started here.
pub(crate) fn is_installed(kind: Kind) -> bool {
    program(kind.program()).is_some()
}

impl Kind {
    const fn program(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::Redis => "redis-server",
        }
    }

    /// What it says when it listens.
    const fn ready(self) -> &'static str {
        match self {
            Self::Postgres => "database system is ready to accept connections",
            Self::Redis => "eady to accept connections",
        }
    }
}

/// A server of the test's own.
#[derive(Debug)]
pub(crate) struct Server {
    kind: Kind,
    folder: Folder,
    process: Option<Child>,
}

impl Server {
    /// Starts one with a folder of its own.
    pub(crate) fn start(kind: Kind) -> Self {
        let folder = Folder::new();
        if kind == Kind::Postgres {
            let data = folder.0.join("data");
            fs::create_dir(&data).expect("a folder");
            folder.give_to_other();
            let mut initdb = folder.command(&program("initdb").expect("initdb beside postgres"));
            initdb.args(["--auth=trust", "--username=postgres", "--no-sync", "--pgdata"]).arg(data);
            let done = initdb.output().expect("initdb runs");
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        let mut server = Self { kind, folder, process: None };
        server.start_again();
        server
    }

    /// Its socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.0.join(match self.kind {
            Kind::Postgres => ".s.PGSQL.5432",
            Kind::Redis => "redis.sock",
        })
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
            Kind::Postgres => command
                .args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=400"])
                .args(["-c", "shared_buffers=32MB", "-c", "unix_socket_permissions=0777", "-k"])
                .arg(folder)
                .arg("-D")
                .arg(folder.join("data")),
            Kind::Redis => command
                .args(["--port", "0", "--unixsocket", "redis.sock", "--save", "", "--appendonly", "yes"])
                .args(["--appendfsync", "always"]),
        };
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        match self.kind {
            Kind::Postgres => wait_for(self.kind, process.stderr.take().expect("it is piped")),
            Kind::Redis => wait_for(self.kind, process.stdout.take().expect("it is piped")),
        }
        self.process = Some(process);
    }

    /// Stops it at once, as a crash would: what it has not written is lost.
    pub(crate) fn stop(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        match self.kind {
            // Its children end by themselves only if it tells them.
            Kind::Postgres => {
                let id = process.id().to_string();
                let told = Command::new("kill").args(["-QUIT", &id]).status();
                assert!(told.is_ok_and(|status| status.success()), "it runs until it is stopped");
            }
            Kind::Redis => process.kill().expect("it runs until it is stopped"),
        }
        process.wait().expect("it ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Reads what a server says until it listens, and the rest of it in a thread, so that it never waits for a reader.
fn wait_for(kind: Kind, output: impl Read + Send + 'static) {
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let mut said = String::new();
    let is_ready = lines.by_ref().any(|line| {
        said.push_str(&line);
        said.push('\n');
        line.contains(kind.ready())
    });
    assert!(is_ready, "{kind:?} does not start: {said}");
    thread::spawn(move || lines.for_each(drop));
}

/// Where a program is: in the path, or where Debian puts those of PostgreSQL, the latest version of them.
fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    versions.sort();
    let folders = env::split_paths(&path).chain(versions.into_iter().rev());
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
