//! What a call takes, however many rows there are.

use std::time::{Duration, Instant};

use countersign::Raw;
use countersign::inbox::{Inbox, Job};
use countersign::providers::GitHub;
use tokio::task::JoinSet;

use super::{Failure, Place, delivery};

const SIZE: usize = 1 << 10;
const CALLS: u64 = 200;
/// How many prunes are measured which find something. Each takes the first thousand, for which as many are put behind.
const PRUNES: u64 = 9;
const AGE: &str = "UPDATE countersign_inbox SET ended_at = 0
    WHERE id IN (SELECT id FROM countersign_inbox WHERE state = 1 ORDER BY id LIMIT 1000)";
/// How often so many are put at once.
const BATCHES: u64 = 21;
const BATCH: u64 = 500;
const HOUR: time::Duration = time::Duration::HOUR;

pub(crate) fn head() {
    println!(
        "\n| ms at the median | rows | put | put_in_order | 500 puts | attempt | prune, 0 rows | 1,000 rows | counts \
         | pages by 500 puts | by the prune |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
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
        place.execute(at_rest(place).to_owned()).await?;
        place.empty_log().await?;
        let mut cells = String::new();
        let (times, pages) = medians(place, &inbox).await?;
        for time in times {
            cells += &format!(" {:.2} |", time.as_secs_f64() * 1e3);
        }
        for pages in pages {
            cells += &pages.map_or_else(|| " |".to_owned(), |pages| format!(" {pages} |"));
        }
        println!("| {} | {rows} |{cells}", place.name());
    }
    Ok(())
}

async fn handle(_: Job<Raw<GitHub>>) -> Result<(), Failure> {
    Ok(())
}

async fn medians(place: &Place, inbox: &Inbox) -> Result<([Duration; 7], [Option<u64>; 2]), Failure> {
    let (mut puts, mut in_order, mut together) = (Vec::new(), Vec::new(), Vec::new());
    let (mut attempts, mut nothing, mut prunes, mut counts) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut put, mut pruned) = (Vec::new(), Vec::new());
    for number in 1..=CALLS {
        let event = delivery(2 * number, SIZE)?;
        puts.push(time(inbox.put(&event)).await?);
        let event = delivery(2 * number + 1, SIZE)?;
        let order = (number % 100).to_string();
        in_order.push(time(inbox.put_in_order(&event, order)).await?);
        attempts.push(time(inbox.worker().drain(handle)).await?);
        nothing.push(time(inbox.prune(HOUR)).await?);
    }
    for number in 0..BATCHES {
        place.empty_log().await?;
        together.push(time(put_all(inbox, 2 * CALLS + 2 + number * BATCH)).await?);
        put.push(place.log_pages()?);
    }
    for _ in 0..PRUNES {
        place.execute(fill(place, 1_000, "1, ended_at, NULL")).await?;
        place.execute(AGE.to_owned()).await?;
        place.empty_log().await?;
        prunes.push(time(inbox.prune(HOUR)).await?);
        pruned.push(place.log_pages()?);
        counts.push(time(inbox.counts()).await?);
    }
    let times = [puts, in_order, together, attempts, nothing, prunes, counts].map(median);
    Ok((times, [put, pruned].map(median)))
}

/// Those from a number on.
async fn put_all(inbox: &Inbox, first: u64) -> Result<(), Failure> {
    let mut puts = JoinSet::new();
    for number in first..first + BATCH {
        puts.spawn(inbox.put(&delivery(number, SIZE)?));
    }
    for put in puts.join_all().await {
        put?;
    }
    Ok(())
}

fn median<T: Copy + Ord>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values[values.len() / 2]
}

async fn time<T, E: Into<Failure>>(call: impl Future<Output = Result<T, E>>) -> Result<Duration, Failure> {
    let begun = Instant::now();
    call.await.map_err(Into::into)?;
    Ok(begun.elapsed())
}

/// What a database does by itself in time, so that none of it is measured.
const fn at_rest(place: &Place) -> &'static str {
    match place {
        Place::Postgres(_) => "VACUUM ANALYZE countersign_inbox",
        Place::Sqlite(..) => "ANALYZE countersign_inbox",
    }
}

const fn order(place: &Place) -> &'static str {
    match place {
        Place::Postgres(_) => "(n % 100)::text::bytea",
        Place::Sqlite(..) => "CAST(n % 100 AS BLOB)",
    }
}

/// So many rows like the first, due in an hour, of a state, an end and an order.
fn fill(place: &Place, rows: u64, state: &str) -> String {
    let key = match place {
        Place::Postgres(_) => "sha256((last + n)::text::bytea)",
        Place::Sqlite(..) => "randomblob(32)",
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
