//! Machines that have an effect in a database, which is a row, in one transaction with the record of it.

use std::convert::Infallible;

#[cfg(feature = "inbox")]
use countersign::inbox::Job;
use countersign::replay::{Idempotent, OnceError, Postgres, Record, Sqlite};
use sqlx::{PgPool, SqlitePool, Transaction};

use super::places::{Backend, Place};

#[derive(Debug, Clone)]
pub(crate) enum Machine {
    Postgres(PgPool, Postgres),
    Sqlite(SqlitePool, Sqlite),
}

/// A transaction that is open.
pub(crate) enum Open {
    Postgres(Transaction<'static, sqlx::Postgres>, Postgres),
    Sqlite(Transaction<'static, sqlx::Sqlite>, Sqlite),
}

impl Machine {
    pub(crate) async fn on(place: &Place) -> Self {
        place.execute("CREATE TABLE IF NOT EXISTS effects (body TEXT)").await;
        Self::of(place).await
    }

    /// One where the table is there.
    pub(crate) async fn of(place: &Place) -> Self {
        match place.backend() {
            Backend::Postgres => {
                let pool = place.postgres().await;
                Self::Postgres(pool.clone(), Postgres::new(pool))
            }
            _ => {
                let pool = place.sqlite().await;
                Self::Sqlite(pool.clone(), Sqlite::new(pool))
            }
        }
    }

    pub(crate) async fn begin(&self) -> sqlx::Result<Open> {
        Ok(match self {
            Self::Postgres(pool, store) => Open::Postgres(pool.begin().await?, store.clone()),
            Self::Sqlite(pool, store) => {
                Open::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?, store.clone())
            }
        })
    }

    /// A transaction that nobody else's statement on a table gets past.
    #[cfg(feature = "inbox")]
    pub(crate) async fn lock(&self, table: &str) -> sqlx::Result<Open> {
        let mut open = self.begin().await?;
        if let Open::Postgres(open, _) = &mut open {
            let lock = sqlx::AssertSqlSafe(format!("LOCK TABLE {table}"));
            sqlx::raw_sql(lock).execute(&mut **open).await?;
        }
        Ok(open)
    }

    /// How many effects were committed.
    pub(crate) async fn effects(&self) -> usize {
        const COUNT: &str = "SELECT count(*) FROM effects";
        let (count,): (i64,) = match self {
            Self::Postgres(pool, _) => sqlx::query_as(COUNT).fetch_one(pool).await.expect("a table"),
            Self::Sqlite(pool, _) => sqlx::query_as(COUNT).fetch_one(pool).await.expect("a table"),
        };
        count.try_into().expect("a count")
    }
}

impl Open {
    pub(crate) async fn once_in(
        &mut self,
        delivery: &impl Idempotent,
    ) -> Result<Record, OnceError<Infallible>> {
        match self {
            Self::Postgres(open, store) => store.once_in(open, delivery).await,
            Self::Sqlite(open, store) => store.once_in(open, delivery).await,
        }
    }

    #[cfg(feature = "inbox")]
    pub(crate) async fn done_in<E: Sync>(&mut self, job: &Job<E>) -> Result<(), OnceError<Infallible>> {
        match self {
            Self::Postgres(open, _) => job.done_in(open).await,
            Self::Sqlite(open, _) => job.done_in(open).await,
        }
    }

    pub(crate) async fn effect(&mut self, body: &str) -> sqlx::Result<()> {
        const INSERT: &str = "INSERT INTO effects (body) VALUES ($1)";
        match self {
            Self::Postgres(open, _) => sqlx::query(INSERT).bind(body).execute(&mut **open).await.map(drop),
            Self::Sqlite(open, _) => sqlx::query(INSERT).bind(body).execute(&mut **open).await.map(drop),
        }
    }

    pub(crate) async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::Postgres(open, _) => open.commit().await,
            Self::Sqlite(open, _) => open.commit().await,
        }
    }

    pub(crate) async fn roll_back(self) -> sqlx::Result<()> {
        match self {
            Self::Postgres(open, _) => open.rollback().await,
            Self::Sqlite(open, _) => open.rollback().await,
        }
    }
}
