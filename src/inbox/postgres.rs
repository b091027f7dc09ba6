//! An inbox in PostgreSQL.

use std::fmt;

use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::{PgPool, Transaction};
use time::Duration;
use tokio::time::Instant;

use super::database::{
    BATCH, Claimed, CountsRow, DEAD, Database, End, HELD, ItemRow, Ticket, begin_attempt, database,
    in_states, micros, selected, statements,
};
use super::item::{self, Selected};
use super::job::{Settling, Transactional};
use super::quarantine::suspect::Suspect;
use super::quarantine::ward::{self, ward};
use crate::kept::Kept;
use crate::replay::remote::{answer, deadline};
use crate::replay::sql::{Asked, rows};
use crate::replay::{StoreError, StoreFuture, TIMEOUT};

/// The server's time, also in a transaction that began long ago. As a query of its own it is asked for once a
/// statement, so that an index can be searched by it.
macro_rules! now {
    () => {
        "(SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)"
    };
}

/// A long one is kept beside its row by the server.
macro_rules! body {
    () => {
        "body"
    };
}

pub(super) struct Postgres {
    pool: PgPool,
    timeout: Duration,
}

impl Postgres {
    pub(super) const fn new(pool: PgPool) -> Self {
        Self { pool, timeout: TIMEOUT }
    }

    /// Any number may write at a time.
    async fn turn(&self, _: Instant) -> Result<(), StoreError> {
        Ok(())
    }

    async fn insert_all(&self, rows: &[Kept]) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
        // Two machines that store the same deliveries wait for each other in the same order.
        let mut rows: Vec<_> = rows.iter().collect();
        rows.sort_by_key(|row| row.key);
        let keys: Vec<_> = rows.iter().map(|row| &row.key.as_bytes()[..]).collect();
        let providers: Vec<_> = rows.iter().map(|row| row.provider).collect();
        let orders: Vec<_> = rows.iter().map(|row| row.order.as_deref()).collect();
        let times: Vec<_> = rows.iter().map(|row| item::micros(row.received_at)).collect();
        let heads: Vec<_> = rows.iter().map(|row| &row.head[..]).collect();
        let receipts: Vec<_> = rows.iter().map(|row| &row.receipt[..]).collect();
        let bodies: Vec<_> = rows.iter().map(|row| &row.body[..]).collect();
        let statement = sqlx::query_as(INSERT).bind(keys).bind(providers).bind(orders).bind(times);
        self.written(statement.bind(heads).bind(receipts).bind(bodies)).await
    }

    /// In a statement of its own: one that waits for a row which a transaction has locked holds up no other, and the
    /// server commits together by itself.
    async fn end(&self, ticket: &Ticket, end: End) -> Result<bool, StoreError> {
        Ok(!self.written(settling(ticket, end)).await?.is_empty())
    }

    /// Says how many.
    async fn delete(
        &self,
        statement: QueryAs<'_, sqlx::Postgres, (i64,), PgArguments>,
    ) -> Result<usize, StoreError> {
        self.changed(statement).await
    }
}

database!(Postgres, sqlx::Postgres, PgPool);
ward!(Postgres, sqlx::Postgres, Some(WARD_LOCK), include_str!("postgres/quarantine.sql"));
statements!();

const BEGIN: &str = "BEGIN";

/// Two machines that make one table at once would collide in the server's own tables, but for the lock. It is held
/// up to the end of the transaction, and its number is `inbx` in ASCII.
const VERSIONS: &str = "
    SELECT pg_advisory_xact_lock(1768841848);
    CREATE TABLE IF NOT EXISTS countersign_inbox_version (version BIGINT PRIMARY KEY)";

/// Two machines that keep deliveries at once would count the same room twice. Its number is `quar` in ASCII.
const WARD_LOCK: &str = "SELECT pg_advisory_xact_lock(1903518066)";

const MIGRATIONS: &[&str] = &[include_str!("postgres/1.sql")];

const INSERT: &str = concat!(
    "INSERT INTO countersign_inbox (key, provider, order_key, received_at, head, receipt, body, due_at)
    SELECT *, ",
    now!(),
    "
    FROM unnest($1::bytea[], $2::text[], $3::bytea[], $4::bigint[], $5::bytea[], $6::text[], $7::bytea[])
    ON CONFLICT (key) DO NOTHING RETURNING id, key"
);

/// An item that another has locked is being claimed or settled, and is passed over.
const CLAIM: &str = concat!(
    "WITH due AS MATERIALIZED (
        SELECT id FROM countersign_inbox AS item
        WHERE state = 0 AND provider = $1 AND due_at <= ",
    now!(),
    "
        AND (order_key IS NULL OR NOT EXISTS (
            SELECT FROM countersign_inbox AS earlier
            WHERE earlier.state = 0 AND earlier.order_key = item.order_key AND earlier.id < item.id
        ))
        ORDER BY due_at LIMIT $3 FOR UPDATE OF item SKIP LOCKED
    ) ",
    begin_attempt!(),
    " WHERE id = ANY(ARRAY(SELECT id FROM due))
    RETURNING id, key, attempts, forgiven, order_key IS NOT NULL, head, receipt, body"
);

/// What another machine has locked is being claimed or settled.
const PUT_OFF: &str = concat!(
    "UPDATE countersign_inbox SET due_at = ",
    now!(),
    " + $2
    WHERE id = ANY(ARRAY(
        SELECT id FROM countersign_inbox AS item
        WHERE state = 0 AND provider = $1 AND due_at <= ",
    now!(),
    " AND order_key IS NOT NULL
        AND EXISTS (
            SELECT 1 FROM countersign_inbox AS earlier
            WHERE earlier.state = 0 AND earlier.order_key = item.order_key AND earlier.id < item.id
        )
        ORDER BY due_at LIMIT $3 FOR UPDATE OF item SKIP LOCKED
    ))
    RETURNING id"
);

const REPLAY: [&str; 2] = in_states!(
    concat!(
        "UPDATE countersign_inbox SET state = 0, due_at = ",
        now!(),
        ", ended_at = NULL, forgiven = attempts
        WHERE id = ANY(ARRAY(SELECT id"
    ),
    " FOR UPDATE)) RETURNING id"
);

const DISCARD: [&str; 2] =
    in_states!("DELETE FROM countersign_inbox WHERE id = ANY(ARRAY(SELECT id", " FOR UPDATE)) RETURNING id");

const PRUNE: &str = concat!(
    "DELETE FROM countersign_inbox
    WHERE id = ANY(ARRAY(
        SELECT id FROM countersign_inbox
        WHERE state = 1 AND ended_at <= ",
    now!(),
    " - $1
        ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))
    RETURNING id"
);
