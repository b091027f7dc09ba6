//! What the inbox does in a second, and how long it takes.
//!
//! ```sh
//! cargo bench --bench inbox --features inbox,postgres,sqlite
//! ```
//!
//! In one process and without sockets. `puts`: 256 senders, each of which sends its next delivery of 1 KiB when the last
//! one was answered; then as many a second as half of what came through, 20,000 at the most, and 2,500 a second, each
//! evenly spaced, whether or not those before are answered. The first line is the same handler without an inbox.
//! `attempts`: how many a worker of eight hands makes, which succeed, with bodies of three sizes, and one of 64 hands.
//! `rows`: what each call takes with 1,000 rows of 1 KiB and with 1,000,000, and how many pages of 4 KiB two of them
//! write to SQLite's log. Arguments name those that are measured.
//!
//! The file is in the folder for temporary files, and takes 2 GiB at `rows`; `TMPDIR` names another. PostgreSQL is
//! measured where `DATABASE_URL` names one, in whose `public` schema the inbox's tables are made and emptied.

#[path = "inbox/attempts.rs"]
mod attempts;
#[path = "inbox/puts.rs"]
mod puts;
#[path = "inbox/rows.rs"]
mod rows;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process};

use countersign::inbox::Inbox;
use countersign::providers::GitHub;
use countersign::{Delivery, Raw, Verified, dangerous};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};
use time::macros::datetime;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Failure> {
    let named: Vec<_> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_measured = |part: &str| named.is_empty() || named.iter().any(|name| name == part);
    if is_measured("puts") {
        puts::head();
        puts::measure("no inbox", None).await?;
        for place in Place::all() {
            puts::measure(place.name(), Some(place.empty().await?)).await?;
        }
    }
    if is_measured("attempts") {
        attempts::head();
        for place in Place::all() {
            attempts::measure(&place).await?;
        }
    }
    if is_measured("rows") {
        rows::head();
        for place in Place::all() {
            rows::measure(&place).await?;
        }
    }
    Ok(())
}

/// Where an inbox is.
enum Place {
    /// A folder, which is removed when it is dropped, and how many files were made in it. Whoever had the last one may
    /// not have closed it yet.
    Sqlite(PathBuf, AtomicUsize),
    Postgres(String),
}

impl Place {
    fn all() -> impl Iterator<Item = Self> {
        let folder = env::temp_dir().join(format!("countersign-bench-{}", process::id()));
        [Self::Sqlite(folder, AtomicUsize::new(0))]
            .into_iter()
            .chain(env::var("DATABASE_URL").ok().map(Self::Postgres))
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "PostgreSQL",
            Self::Sqlite(..) => "SQLite",
        }
    }

    /// An inbox with nothing in it.
    async fn empty(&self) -> Result<Inbox, Failure> {
        match self {
            Self::Postgres(url) => {
                let pool = PgPool::connect(url).await?;
                let inbox = Inbox::postgres(pool.clone());
                inbox.migrate().await?;
                sqlx::query("TRUNCATE countersign_inbox").execute(&pool).await?;
                Ok(inbox)
            }
            Self::Sqlite(folder, count) => {
                fs::create_dir_all(folder)?;
                count.fetch_add(1, Ordering::Relaxed);
                Ok(Inbox::open(self.file("")).await?)
            }
        }
    }

    /// SQLite's file, or one beside it.
    fn file(&self, end: &str) -> PathBuf {
        match self {
            Self::Postgres(_) => PathBuf::new(),
            Self::Sqlite(folder, count) => {
                folder.join(format!("inbox-{}.sqlite{end}", count.load(Ordering::Relaxed)))
            }
        }
    }

    /// Has what is in the log written to where it belongs.
    async fn empty_log(&self) -> Result<(), Failure> {
        self.execute(match self {
            Self::Postgres(_) => "CHECKPOINT".to_owned(),
            Self::Sqlite(..) => "PRAGMA wal_checkpoint(TRUNCATE)".to_owned(),
        })
        .await
    }

    /// How many pages of 4 KiB were written to SQLite's log since it was emptied.
    fn log_pages(&self) -> Result<Option<u64>, Failure> {
        Ok(match self {
            Self::Postgres(_) => None,
            // Each has 24 bytes before it.
            Self::Sqlite(..) => Some(fs::metadata(self.file("-wal"))?.len() / (4096 + 24)),
        })
    }

    async fn execute(&self, statements: String) -> Result<(), Failure> {
        let statements = sqlx::raw_sql(AssertSqlSafe(statements));
        match self {
            Self::Postgres(url) => {
                statements.execute(&PgPool::connect(url).await?).await?;
            }
            Self::Sqlite(..) => {
                let pool = SqlitePool::connect(&self.file("").display().to_string()).await?;
                statements.execute(&pool).await?;
                pool.close().await;
            }
        }
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Sqlite(folder, _) = self {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// A delivery like no other of its number.
fn delivery(number: u64, size: usize) -> Result<Verified<Raw<GitHub>>, Failure> {
    let mut body = number.to_string().into_bytes();
    body.resize(size, b' ');
    let request = http::Request::post("/github").body(body)?;
    let delivery = Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC));
    Ok(dangerous::assume_verified(delivery)?)
}
