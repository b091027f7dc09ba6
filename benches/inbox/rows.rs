//! What a call takes, however many rows there are.

use std::time::{Duration, Instant};

use countersign::Raw;
use countersign::inbox::{Inbox, Job};
use countersign::providers::GitHub;

use super::{Failure, Place, delivery};

const SIZE: usize = 1 << 10;
const CALLS: u64 = 200;
/// How many prunes are measured which find something. Each takes what is put there for it.
const PRUNES: u64 = 9;
const HOUR: time::Duration = time::Duration::HOUR;

pub(crate) fn head() {
    println!(
        "\n| ms at the median | rows | put | put_in_order | attempt | prune, 0 rows | 1,000 rows | counts |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
}

pub(crate) async fn measure(place: &Place) -> Result<(), Failure> {
    for rows in [1_000, 1_000_000] {
        let inbox = place.empty().await?;
        inbox.put(&delivery(0, SIZE)?).await?;
        inbox.worker().drain(handle).await?;
        place.execute(fill(place, rows * 80 / 100, "1, ended_at, order_key")).await?;
        place.execute(fill(place, rows * 10 / 100, "0, NULL, order_key")).await?;
        // A hundred orders, none of whose first ones is due.
        place.execute(fill(place, rows * 9 / 100, &format!("0, NULL, {}", order(place)))).await?;
        place.execute(fill(place, rows / 100, "2, ended_at, order_key")).await?;
        for statement in at_rest(place) {
            place.execute((*statement).to_owned()).await?;
        }
        let mut cells = String::new();
        for median in medians(place, &inbox).await? {
            cells += &format!(" {:.2} |", median.as_secs_f64() * 1e3);
        }
        println!("| {} | {rows} |{cells}", place.name());
    }
    Ok(())
}

async fn handle(_: Job<Raw<GitHub>>) -> Result<(), Failure> {
    Ok(())
}

async fn medians(place: &Place, inbox: &Inbox) -> Result<[Duration; 6], Failure> {
    let (mut puts, mut in_order, mut attempts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut nothing, mut prunes, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    for number in 1..=CALLS {
        let event = delivery(2 * number, SIZE)?;
        puts.push(time(inbox.put(&event)).await?);
        let event = delivery(2 * number + 1, SIZE)?;
        let order = (number % 100).to_string();
        in_order.push(time(inbox.put_in_order(&event, order)).await?);
        attempts.push(time(inbox.worker().drain(handle)).await?);
        nothing.push(time(inbox.prune(HOUR)).await?);
    }
    for _ in 0..PRUNES {
        place.execute(fill(place, 1_000, "1, 0, NULL")).await?;
        prunes.push(time(inbox.prune(HOUR)).await?);
        counts.push(time(inbox.counts()).await?);
    }
    Ok([puts, in_order, attempts, nothing, prunes, counts].map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    }))
}

async fn time<T, E: Into<Failure>>(call: impl Future<Output = Result<T, E>>) -> Result<Duration, Failure> {
    let begun = Instant::now();
    call.await.map_err(Into::into)?;
    Ok(begun.elapsed())
}

/// What a database does by itself in time, so that none of it is measured.
const fn at_rest(place: &Place) -> &'static [&'static str] {
    match place {
        Place::Postgres(_) => &["VACUUM ANALYZE countersign_inbox", "CHECKPOINT"],
        Place::Sqlite(_) => &["ANALYZE countersign_inbox", "PRAGMA wal_checkpoint(TRUNCATE)"],
    }
}

const fn order(place: &Place) -> &'static str {
    match place {
        Place::Postgres(_) => "(n % 100)::text::bytea",
        Place::Sqlite(_) => "CAST(n % 100 AS BLOB)",
    }
}

/// So many rows like the first, due in an hour, of a state, an end and an order.
fn fill(place: &Place, rows: u64, state: &str) -> String {
    let key = match place {
        Place::Postgres(_) => "sha256((last + n)::text::bytea)",
        Place::Sqlite(_) => "randomblob(32)",
    };
    format!(
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows})
        INSERT INTO countersign_inbox
            (key, provider, received_at, due_at, head, receipt, body, state, ended_at, order_key)
        SELECT {key}, provider, received_at, due_at + 3600000000, head, receipt, body, {state}
        FROM numbers, (SELECT * FROM countersign_inbox ORDER BY id LIMIT 1) AS first,
            (SELECT max(id) AS last FROM countersign_inbox) AS numbered"
    )
}
