//! What a quarantine asks of its database. Both databases share all of it but their times and how they are locked.

use time::Duration;

use super::shares::Share;
use super::suspect::Suspect;
use crate::replay::StoreFuture;

/// A database that has the table of a quarantine.
pub(in crate::inbox) trait Ward: Send + Sync {
    /// Makes the table, unless it is there.
    fn make_ward(&self) -> StoreFuture<'_, ()>;

    /// Keeps what there is room for, in one commit, and deletes what is too old or has to give way.
    fn keep<'a>(&'a self, suspects: &'a [Suspect], bound: Bound) -> StoreFuture<'a, Kept>;

    /// How many there are, and the greatest number.
    fn held(&self) -> StoreFuture<'_, (i64, Option<i64>)>;

    /// The next of those that one verifier has refused.
    fn page<'a>(&'a self, of: Of<'a>, after: i64, until: i64) -> StoreFuture<'a, Vec<SuspectRow>>;

    /// Deletes those with these numbers.
    fn release<'a>(&'a self, ids: &'a [i64]) -> StoreFuture<'a, ()>;

    /// Deletes some that one verifier has refused. Says how many.
    fn clear<'a>(&'a self, of: Of<'a>) -> StoreFuture<'a, usize>;

    /// Deletes some that are so old. Says how many.
    fn age_out(&self, age: Duration) -> StoreFuture<'_, usize>;
}

/// How much is kept, and for how long.
#[derive(Debug, Clone, Copy)]
pub(in crate::inbox) struct Bound {
    pub(in crate::inbox) all: Share,
    pub(in crate::inbox) longest: u64,
    pub(in crate::inbox) age: Duration,
}

/// What came of an attempt to keep some.
pub(in crate::inbox) struct Kept {
    /// Of each whether it is kept.
    pub(in crate::inbox) is_kept: Vec<bool>,
    /// How many earlier ones gave way.
    pub(in crate::inbox) given_up: u64,
}

/// Whose: of which scheme, at which endpoint.
#[derive(Debug, Clone, Copy)]
pub(in crate::inbox) struct Of<'a> {
    pub(in crate::inbox) provider: &'a str,
    pub(in crate::inbox) endpoint: Option<&'a str>,
}

/// One that was kept, and what time it is now: its number, its arrival, its head, its body, and microseconds since
/// 1970.
pub(in crate::inbox) type SuspectRow = (i64, String, Vec<u8>, Vec<u8>, i64);

/// How many rows are read at a time, and how many bytes, unless one alone has more.
pub(in crate::inbox) const PAGE: (i64, i64) = (100, 8 << 20);

/// The quarantine's half of a database: `lock` is what others wait at, where it is not enough that a transaction has
/// begun. `now!` and `BEGIN` are the caller's, and so are the names of this module and of what it stands beside.
macro_rules! ward {
    ($store:ident, $database:ty, $lock:expr, $table:expr) => {
        impl ward::Ward for $store {
            fn make_ward(&self) -> StoreFuture<'_, ()> {
                Box::pin(async move {
                    let (deadline, _turn, mut transaction) = self.begin().await?;
                    if let Some(lock) = $lock {
                        answer(deadline, sqlx::raw_sql(lock).execute(&mut *transaction)).await?;
                    }
                    answer(deadline, sqlx::raw_sql($table).execute(&mut *transaction)).await?;
                    answer(deadline, transaction.commit()).await
                })
            }

            fn keep<'a>(
                &'a self,
                suspects: &'a [Suspect],
                bound: ward::Bound,
            ) -> StoreFuture<'a, ward::Kept> {
                Box::pin(async move {
                    let deadline = deadline(self.timeout);
                    let _turn = self.turn(deadline).await?;
                    let mut asked = Asked::on(&self.pool, deadline).await?;
                    let kept = answer(deadline, quarantine::keep(asked.connection(), suspects, bound)).await;
                    asked.end(kept)
                })
            }

            fn held(&self) -> StoreFuture<'_, (i64, Option<i64>)> {
                const HELD: &str = "SELECT count(*), max(id) FROM countersign_quarantine";
                Box::pin(async move {
                    let rows = self.read(sqlx::query_as(HELD)).await?;
                    rows.into_iter().next().ok_or_else(|| StoreError::new("a count has one row"))
                })
            }

            fn page<'a>(
                &'a self,
                of: ward::Of<'a>,
                after: i64,
                until: i64,
            ) -> StoreFuture<'a, Vec<ward::SuspectRow>> {
                const ROWS: &str = concat!(
                    "SELECT id, arrival, head, body, ",
                    now!(),
                    " FROM countersign_quarantine
                    WHERE id IN (
                        SELECT id
                        FROM (
                            SELECT id, sum(size) OVER (ORDER BY id) - size AS before
                            FROM (
                                SELECT id, size FROM countersign_quarantine
                                WHERE provider = $1 AND endpoint IS NOT DISTINCT FROM $2 AND id > $3 AND id <= $4
                                ORDER BY id LIMIT $5
                            ) AS first
                        ) AS counted
                        WHERE before < $6
                    )
                    ORDER BY id"
                );
                let (rows, bytes) = ward::PAGE;
                let statement = sqlx::query_as(ROWS).bind(of.provider).bind(of.endpoint);
                Box::pin(self.read(statement.bind(after).bind(until).bind(rows).bind(bytes)))
            }

            fn release<'a>(&'a self, ids: &'a [i64]) -> StoreFuture<'a, ()> {
                Box::pin(async move {
                    let mut statement =
                        sqlx::QueryBuilder::<$database>::new("DELETE FROM countersign_quarantine WHERE id IN (");
                    let mut list = statement.separated(", ");
                    for id in ids {
                        list.push_bind(*id);
                    }
                    statement.push(") RETURNING id");
                    self.written::<(i64,)>(statement.build_query_as()).await.map(drop)
                })
            }

            fn clear<'a>(&'a self, of: ward::Of<'a>) -> StoreFuture<'a, usize> {
                const CLEAR: &str = "
                    DELETE FROM countersign_quarantine
                    WHERE id IN (
                        SELECT id FROM countersign_quarantine
                        WHERE provider = $1 AND endpoint IS NOT DISTINCT FROM $2 ORDER BY id LIMIT $3
                    )
                    RETURNING id";
                Box::pin(self.changed(sqlx::query_as(CLEAR).bind(of.provider).bind(of.endpoint).bind(BATCH)))
            }

            fn age_out(&self, age: Duration) -> StoreFuture<'_, usize> {
                Box::pin(self.changed(sqlx::query_as(quarantine::AGE_OUT).bind(micros(age)).bind(BATCH)))
            }
        }

        /// What is done in one transaction.
        mod quarantine {
            use sqlx::{Connection as _, QueryBuilder};

            use super::ward::{Bound, Kept};
            use super::*;
            use crate::inbox::quarantine::shares::{Share, Shares};

            pub(super) async fn keep(
                connection: &mut <$database as sqlx::Database>::Connection,
                suspects: &[Suspect],
                bound: Bound,
            ) -> sqlx::Result<Kept> {
                let mut transaction = connection.begin_with(BEGIN).await?;
                if let Some(lock) = $lock {
                    sqlx::raw_sql(lock).execute(&mut *transaction).await?;
                }
                let aged = sqlx::query(AGE_OUT).bind(micros(bound.age)).bind(BATCH);
                aged.fetch_all(&mut *transaction).await?;
                let held = sqlx::query_as(SHARES).fetch_all(&mut *transaction).await?;
                let mut shares = shares_of(held, suspects, bound.all);
                let mut given_up = 0;
                for source in shares.above() {
                    let [rows, bytes] = [shares.level().rows, shares.level().bytes].map(signed);
                    let give_up = sqlx::query_as(GIVE_UP).bind(&source).bind(rows).bind(bytes);
                    let sizes: Vec<(i64,)> = give_up.fetch_all(&mut *transaction).await?;
                    let bytes = sizes.iter().map(|(size,)| size.unsigned_abs()).sum();
                    shares.give_up(&source, Share { rows: sizes.len() as u64, bytes });
                    given_up += sizes.len() as u64;
                }
                let mut is_kept = Vec::new();
                for suspect in suspects {
                    is_kept.push(shares.take(&suspect.source, suspect.size()));
                }
                if is_kept.contains(&true) {
                    inserting(suspects, &is_kept).build().execute(&mut *transaction).await?;
                }
                transaction.commit().await?;
                Ok(Kept { is_kept, given_up })
            }

            fn shares_of(held: Vec<(String, i64, i64)>, suspects: &[Suspect], bound: Share) -> Shares {
                let held = held.into_iter().map(|(source, rows, bytes)| {
                    (source, Share { rows: rows.unsigned_abs(), bytes: bytes.unsigned_abs() })
                });
                let wanted = suspects.iter().map(|suspect| (&*suspect.source, suspect.size()));
                Shares::of(held.collect(), wanted, bound)
            }

            fn inserting(suspects: &[Suspect], is_kept: &[bool]) -> QueryBuilder<$database> {
                let kept = suspects.iter().zip(is_kept).filter(|(_, is_kept)| **is_kept);
                let mut statement = QueryBuilder::new(INSERT);
                statement.push_values(kept, |mut row, (suspect, _)| {
                    row.push_bind(suspect.provider).push_bind(suspect.endpoint.as_deref());
                    row.push_bind(&*suspect.source).push(now!()).push_bind(suspect.is_promised);
                    row.push_bind(signed(suspect.size())).push_bind(&*suspect.arrival);
                    row.push_bind(&suspect.head[..]).push_bind(&suspect.body[..]);
                });
                statement
            }

            fn signed(number: u64) -> i64 {
                number.try_into().unwrap_or(i64::MAX)
            }

            pub(super) const AGE_OUT: &str = concat!(
                "DELETE FROM countersign_quarantine
                WHERE id IN (
                    SELECT id FROM countersign_quarantine WHERE kept_at <= ",
                now!(),
                " - $1 ORDER BY kept_at LIMIT $2
                )
                RETURNING id"
            );

            const SHARES: &str = "
                SELECT source, count(*), CAST(sum(size) AS BIGINT) FROM countersign_quarantine GROUP BY source";

            /// Of a source the latest, up to how much it may have.
            const GIVE_UP: &str = "
                DELETE FROM countersign_quarantine
                WHERE NOT promised AND id IN (
                    SELECT id
                    FROM (
                        SELECT id, row_number() OVER (ORDER BY id) AS nth, sum(size) OVER (ORDER BY id) AS bytes
                        FROM countersign_quarantine WHERE source = $1
                    ) AS counted
                    WHERE nth > 1 AND (nth > $2 OR bytes > $3)
                )
                RETURNING size";

            const INSERT: &str = "
                INSERT INTO countersign_quarantine
                    (provider, endpoint, source, kept_at, promised, size, arrival, head, body) ";
        }
    };
}
pub(in crate::inbox) use ward;
