//! Where records are kept, for each store: a place of the test's own, and stores on it as several machines would
//! have them.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use std::{env, process};

use countersign::replay::{KEEP, LEASE, Memory, Postgres, Redis, Sqlite, Store, TIMEOUT};
use libtest_mimic::{Failed, Trial};
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use sqlx::{PgPool, SqlitePool};
use time::Duration;

use super::{Folder, Kind, Server, is_installed};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backend {
    Memory,
    Postgres,
    Redis,
    Sqlite,
}

impl Backend {
    pub(crate) const ALL: [Self; 4] = [Self::Memory, Self::Postgres, Self::Redis, Self::Sqlite];
    pub(crate) const SQL: [Self; 2] = [Self::Postgres, Self::Sqlite];
    pub(crate) const SERVERS: [Self; 2] = [Self::Postgres, Self::Redis];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Postgres => "postgres",
            Self::Redis => "redis",
            Self::Sqlite => "sqlite",
        }
    }

    pub(crate) const fn server(self) -> Option<Kind> {
        match self {
            Self::Memory | Self::Sqlite => None,
            Self::Postgres => Some(Kind::Postgres),
            Self::Redis => Some(Kind::Redis),
        }
    }

    /// A test of this store. Where its server is not installed it is ignored, and in CI it fails.
    pub(crate) fn trial(self, test: &str, run: impl FnOnce() + Send + 'static) -> Trial {
        let is_there = self.server().is_none_or(is_installed);
        let is_ci = env::var_os("CI").is_some();
        let run = move || {
            if !is_there {
                return Err(Failed::from("its server is not installed"));
            }
            run();
            Ok(())
        };
        let name = format!("{}::{test}", self.name());
        Trial::test(name, run).with_ignored_flag(!is_there && !is_ci)
    }
}

/// One server of each kind for all tests of a binary, started when it is asked for.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    postgres: OnceLock<Server>,
    redis: OnceLock<Server>,
}

impl Shared {
    /// The server of a store, where it has one. That may take a while, which is not the test's.
    pub(crate) fn start(&self, backend: Backend) -> Option<&Server> {
        let kind = backend.server()?;
        let server = if kind == Kind::Postgres { &self.postgres } else { &self.redis };
        Some(server.get_or_init(|| Server::start(kind)))
    }

    /// A place of its own on the shared servers.
    pub(crate) async fn place(&self, backend: Backend) -> Place {
        match backend {
            Backend::Memory => {
                let clock = Clock::default();
                Place { records: Records::Memory(clock.store(), clock) }
            }
            Backend::Postgres | Backend::Redis => Place::on(self.start(backend).expect("a server")).await,
            Backend::Sqlite => {
                let folder = Folder::new();
                let place = Place { records: Records::Sqlite(folder.0.clone(), Some(Arc::new(folder))) };
                Sqlite::new(place.sqlite().await).create_table().await.expect("a table");
                place
            }
        }
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock(Arc<AtomicI64>);

/// The times of a store, where they are not the usual ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) lease: Duration,
    pub(crate) keep: Duration,
    pub(crate) timeout: Duration,
    /// How many connections there may be to PostgreSQL.
    pub(crate) connections: u32,
}

impl Default for Times {
    fn default() -> Self {
        Self { lease: LEASE, keep: KEEP, timeout: TIMEOUT, connections: 10 }
    }
}

/// Which store, where, and under what name.
#[derive(Debug, Clone, serde::Deserialize, serde::Serialize)]
pub(crate) struct Location(String, PathBuf, String);

/// Where the records of one test are.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    records: Records,
}

#[derive(Debug, Clone)]
enum Records {
    /// A store, and the clock that it goes by.
    Memory(Memory, Clock),
    /// How to connect, and the schema.
    Postgres(Box<PgConnectOptions>, String),
    /// Where it is, and what the keys begin with.
    Redis(String, String),
    /// Its folder, which is removed with the last place in it if this process made it.
    Sqlite(PathBuf, Option<Arc<Folder>>),
}

impl Place {
    /// A place of its own on a server.
    pub(crate) async fn on(server: &Server) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("place_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let socket = server.socket();
        if socket.ends_with("redis.sock") {
            return Self { records: Records::Redis(format!("redis+unix://{}", socket.display()), name) };
        }
        let options = options_of(&name).socket(server.folder());
        let place = Self { records: Records::Postgres(options.into(), name.clone()) };
        let pool = place.postgres().await;
        sqlx::query(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {name}")))
            .execute(&pool)
            .await
            .expect("a schema");
        Postgres::new(pool).create_table().await.expect("a table");
        place
    }

    /// What another process finds it by: which store, where, and under what name.
    pub(crate) fn location(&self) -> Location {
        let (place, name) = match &self.records {
            Records::Memory(..) => panic!("no other process finds it"),
            Records::Postgres(_, name) => (self.socket().with_file_name(""), name.clone()),
            Records::Redis(url, name) => (url.into(), name.clone()),
            Records::Sqlite(folder, _) => (folder.clone(), String::new()),
        };
        Location(self.backend().name().to_owned(), place, name)
    }

    /// The place of another process.
    pub(crate) fn at(Location(backend, place, name): Location) -> Self {
        let records = match backend.as_str() {
            "postgres" => Records::Postgres(options_of(&name).socket(place).into(), name),
            "redis" => Records::Redis(place.display().to_string(), name),
            _ => Records::Sqlite(place, None),
        };
        Self { records }
    }

    /// The same place by way of a proxy.
    pub(crate) fn by(&self, address: SocketAddr) -> Self {
        let records = match &self.records {
            Records::Postgres(_, name) => Records::Postgres(
                options_of(name).host("127.0.0.1").port(address.port()).ssl_mode(PgSslMode::Disable).into(),
                name.clone(),
            ),
            Records::Redis(_, name) => Records::Redis(format!("redis://{address}"), name.clone()),
            records => records.clone(),
        };
        Self { records }
    }

    pub(crate) const fn backend(&self) -> Backend {
        match self.records {
            Records::Memory(..) => Backend::Memory,
            Records::Postgres(..) => Backend::Postgres,
            Records::Redis(..) => Backend::Redis,
            Records::Sqlite(..) => Backend::Sqlite,
        }
    }

    /// Its server's socket.
    pub(crate) fn socket(&self) -> PathBuf {
        match &self.records {
            Records::Postgres(options, _) => options.get_socket().expect("a socket").join(".s.PGSQL.5432"),
            Records::Redis(url, _) => url.trim_start_matches("redis+unix://").into(),
            records => panic!("{records:?} has no server"),
        }
    }

    /// What its keys in Redis begin with.
    pub(crate) fn prefix(&self) -> &str {
        match &self.records {
            Records::Redis(_, prefix) => prefix,
            records => panic!("{records:?} is no Redis"),
        }
    }

    /// A statement, on SQL.
    pub(crate) async fn execute(&self, statements: &'static str) {
        let statements = sqlx::raw_sql(statements);
        match self.backend() {
            Backend::Postgres => drop(statements.execute(&self.postgres().await).await.expect(SQL)),
            _ => drop(statements.execute(&self.sqlite().await).await.expect(SQL)),
        }
    }

    /// Moves the clock of PostgreSQL for [`with_own_clock`](Self::with_own_clock).
    pub(crate) async fn set_clock(&self, by: Duration) {
        let clock = format!(
            "CREATE OR REPLACE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql
            AS $$ SELECT pg_catalog.clock_timestamp() + interval '{} seconds' $$",
            by.whole_seconds()
        );
        let clock = sqlx::raw_sql(sqlx::AssertSqlSafe(clock));
        clock.execute(&self.postgres().await).await.expect(SQL);
    }

    /// The same place, where the functions of its schema come before those of the server.
    pub(crate) fn with_own_clock(&self) -> Self {
        let Records::Postgres(options, name) = &self.records else { panic!("{self:?} is no PostgreSQL") };
        let options = (**options).clone().options([("search_path", format!("{name},pg_catalog"))]);
        Self { records: Records::Postgres(options.into(), name.clone()) }
    }

    /// The same place, where PostgreSQL's transactions are of this level unless they say otherwise.
    pub(crate) fn at_level(&self, level: &str) -> Self {
        let Records::Postgres(options, name) = &self.records else { panic!("{self:?} is no PostgreSQL") };
        let options = (**options).clone().options([("default_transaction_isolation", level)]);
        Self { records: Records::Postgres(options.into(), name.clone()) }
    }

    /// A store on it, as another machine has it: with connections of its own.
    pub(crate) async fn store(&self) -> Arc<dyn Store> {
        self.store_with(Times::default()).await
    }

    pub(crate) async fn store_with(
        &self,
        Times { lease, keep, timeout, connections }: Times,
    ) -> Arc<dyn Store> {
        match &self.records {
            Records::Memory(store, _) => Arc::new(store.clone().lease(lease).keep(keep)),
            Records::Postgres(..) => {
                let store = Postgres::new(self.connections(connections));
                Arc::new(store.lease(lease).keep(keep).timeout(timeout))
            }
            Records::Redis(_, name) => {
                let store = Redis::new(self.redis().await).prefix(format!("{name}:"));
                Arc::new(store.lease(lease).keep(keep).timeout(timeout))
            }
            Records::Sqlite(..) => {
                let store = Sqlite::new(self.sqlite().await);
                Arc::new(store.lease(lease).keep(keep).timeout(timeout))
            }
        }
    }

    /// An inbox there, as another machine has it: with connections of its own.
    #[cfg(feature = "inbox")]
    pub(crate) async fn inbox(&self) -> countersign::inbox::Inbox {
        match self.backend() {
            Backend::Postgres => countersign::inbox::Inbox::postgres(self.postgres().await),
            _ => countersign::inbox::Inbox::sqlite(self.sqlite().await),
        }
    }

    /// Connections to PostgreSQL, made when they are needed.
    pub(crate) async fn postgres(&self) -> PgPool {
        self.connections(10)
    }

    fn connections(&self, most: u32) -> PgPool {
        let Records::Postgres(options, _) = &self.records else { panic!("{self:?} is no PostgreSQL") };
        PgPoolOptions::new().max_connections(most).connect_lazy_with((**options).clone())
    }

    pub(crate) async fn redis(&self) -> ConnectionManager {
        let Records::Redis(url, _) = &self.records else { panic!("{self:?} is no Redis") };
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_min_delay(std::time::Duration::from_millis(1))
            .set_max_delay(std::time::Duration::from_millis(10));
        let client = redis::Client::open(url.as_str()).expect("a URL");
        ConnectionManager::new_lazy_with_config(client, config).expect("a configuration")
    }

    /// Connections to the file. It may be opened by several machines, so to speak.
    pub(crate) async fn sqlite(&self) -> SqlitePool {
        let Records::Sqlite(folder, _) = &self.records else { panic!("{self:?} is no SQLite") };
        let options = SqliteConnectOptions::new().filename(folder.join("records.sqlite"));
        let options = options.create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
        let options = options.synchronous(sqlx::sqlite::SqliteSynchronous::Normal);
        // Less than a store waits, as its page says.
        let options = options.busy_timeout(std::time::Duration::from_secs(4));
        let pool = SqlitePoolOptions::new().max_connections(10).connect_with(options);
        pool.await.expect("a file")
    }

    /// Makes it as if time had passed: the memory's clock is moved on, and elsewhere all that expires is moved
    /// back.
    pub(crate) async fn advance(&self, by: Duration) {
        match &self.records {
            Records::Memory(_, clock) => clock.advance(by),
            Records::Postgres(..) => {
                let update =
                    "UPDATE countersign_once SET expires_at = expires_at - make_interval(secs => $1)";
                let update = sqlx::query(update).bind(by.as_seconds_f64());
                update.execute(&self.postgres().await).await.expect("a table");
            }
            Records::Redis(_, name) => {
                let script = redis::Script::new(ADVANCE);
                let mut script = script.arg(format!("{name}:*"));
                script.arg(by.whole_milliseconds().to_string());
                let mut connection = self.redis().await;
                let () = script.invoke_async(&mut connection).await.expect("a script");
            }
            Records::Sqlite(..) => {
                let update = sqlx::query("UPDATE countersign_once SET expires_at = expires_at - ?");
                let update = update.bind(by.as_seconds_f64());
                update.execute(&self.sqlite().await).await.expect("a table");
            }
        }
    }
}

/// How to connect to a schema, but for where.
fn options_of(schema: &str) -> PgConnectOptions {
    let options = PgConnectOptions::new_without_pgpass().username("postgres").database("postgres");
    options.options([("search_path", schema)])
}

const SQL: &str = "a statement that the database takes";

impl Clock {
    fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.whole_milliseconds()).expect("less than an age");
        self.0.fetch_add(millis, Ordering::SeqCst);
    }

    /// A store that goes by it.
    fn store(&self) -> Memory {
        let (start, clock) = (Instant::now(), self.clone());
        Memory::new(const { NonZeroUsize::new(1_000).unwrap() })
            .clock(move || start + Duration::milliseconds(clock.0.load(Ordering::SeqCst)))
    }
}

/// Moves the ends of all leases and all keys back.
const ADVANCE: &str = "
for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
    local ends = redis.call('HGET', key, 'until')
    if ends then
        redis.call('HSET', key, 'until', string.format('%.0f', ends - ARGV[2] * 1000))
    end
    redis.call('PEXPIRE', key, redis.call('PTTL', key) - ARGV[2])
end";
