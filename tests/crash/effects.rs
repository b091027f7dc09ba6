//! Effects, and where they are: in the database that has the records too.

use std::error::Error;

use countersign::IdempotencyKey;
use redis::AsyncCommands as _;
use redis::aio::ConnectionManager;
use sqlx::{PgPool, SqlitePool};

use super::servers::places::{Backend, Place};

/// Where effects are had outside of the transaction with the record.
#[derive(Clone)]
pub(crate) enum Effects {
    Postgres(PgPool),
    /// What the names of its keys end with.
    Redis(ConnectionManager, String),
    Sqlite(SqlitePool),
}

const INSERT: &str = "INSERT INTO effects (body) VALUES ($1)";
const INSERT_BY_KEY: &str = "INSERT INTO effects_by_key VALUES ($1, $2) ON CONFLICT DO NOTHING";

impl Effects {
    /// Makes room for them.
    pub(crate) async fn make(place: &Place) -> Self {
        if place.backend() != Backend::Redis {
            place
                .execute(match place.backend() {
                    Backend::Postgres => {
                        "CREATE TABLE effects (number BIGINT GENERATED ALWAYS AS IDENTITY, body TEXT)"
                    }
                    _ => "CREATE TABLE effects (number INTEGER PRIMARY KEY, body TEXT)",
                })
                .await;
            place.execute("CREATE TABLE effects_by_key (key TEXT PRIMARY KEY, body TEXT)").await;
        }
        Self::of(place).await
    }

    /// Those of a place, which need not answer yet.
    pub(crate) async fn of(place: &Place) -> Self {
        match place.backend() {
            Backend::Postgres => Self::Postgres(place.postgres().await),
            Backend::Redis => Self::Redis(place.redis().await, place.prefix().to_owned()),
            _ => Self::Sqlite(place.sqlite().await),
        }
    }

    /// Has two effects: one that is had as often as it is asked for, and one of a service that takes an
    /// idempotency key.
    pub(crate) async fn have(
        &self,
        key: IdempotencyKey,
        body: &str,
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        let key = key.to_string();
        match self {
            Self::Postgres(pool) => {
                sqlx::query(INSERT).bind(body).execute(pool).await?;
                sqlx::query(INSERT_BY_KEY).bind(key).bind(body).execute(pool).await?;
            }
            Self::Redis(connection, name) => {
                let mut connection = connection.clone();
                let _: u64 = connection.rpush(format!("effects:{name}"), body).await?;
                let _: bool = connection.hset_nx(format!("effects_by_key:{name}"), key, body).await?;
            }
            Self::Sqlite(pool) => {
                sqlx::query(INSERT).bind(body).execute(pool).await?;
                sqlx::query(INSERT_BY_KEY).bind(key).bind(body).execute(pool).await?;
            }
        }
        Ok(())
    }

    /// A statement, on SQL.
    pub(crate) async fn execute(&self, statement: &'static str) -> sqlx::Result<()> {
        match self {
            Self::Postgres(pool) => sqlx::query(statement).execute(pool).await.map(drop),
            Self::Sqlite(pool) => sqlx::query(statement).execute(pool).await.map(drop),
            Self::Redis(..) => panic!("Redis knows no statements"),
        }
    }

    /// The deliveries that had the one effect, in the order in which they had it.
    pub(crate) async fn all(&self) -> Vec<String> {
        match self {
            Self::Redis(connection, name) => {
                connection.clone().lrange(format!("effects:{name}"), 0, -1).await.expect(ANSWER)
            }
            _ => self.select("SELECT body FROM effects ORDER BY number").await,
        }
    }

    /// The deliveries that had the other.
    pub(crate) async fn by_key(&self) -> Vec<String> {
        match self {
            Self::Redis(connection, name) => {
                connection.clone().hvals(format!("effects_by_key:{name}")).await.expect(ANSWER)
            }
            _ => self.select("SELECT body FROM effects_by_key").await,
        }
    }

    async fn select(&self, statement: &'static str) -> Vec<String> {
        match self {
            Self::Postgres(pool) => sqlx::query_scalar(statement).fetch_all(pool).await.expect(ANSWER),
            Self::Sqlite(pool) => sqlx::query_scalar(statement).fetch_all(pool).await.expect(ANSWER),
            Self::Redis(..) => panic!("Redis knows no statements"),
        }
    }
}

const ANSWER: &str = "a database that answers";
