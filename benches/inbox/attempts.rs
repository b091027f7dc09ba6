//! How many attempts a worker makes in a second.

use std::time::Instant;

use countersign::Raw;
use countersign::inbox::Job;
use countersign::providers::GitHub;
use tokio::task::JoinSet;

use super::{Failure, Place, delivery};

/// (name, bytes of a body, how many items, how many hands)
const SIZES: [(&str, usize, u64, usize); 4] = [
    ("1 KiB", 1 << 10, 4_000, 8),
    ("1 KiB", 1 << 10, 4_000, 64),
    ("64 KiB", 1 << 16, 1_000, 8),
    ("1 MiB", 1 << 20, 100, 8),
];

pub(crate) fn head() {
    println!("\n| | body | puts a second | hands | attempts a second |");
    println!("|---|---|--:|--:|--:|");
}

pub(crate) async fn measure(place: &Place) -> Result<(), Failure> {
    for (name, size, count, hands) in SIZES {
        let inbox = place.empty().await?;
        let mut events = Vec::new();
        for number in 0..count {
            events.push(delivery(number, size)?);
        }
        let begun = Instant::now();
        let mut puts = JoinSet::new();
        for event in &events {
            puts.spawn(inbox.put(event));
        }
        for put in puts.join_all().await {
            put?;
        }
        let put = begun.elapsed().as_secs_f64();
        drop(events);
        let begun = Instant::now();
        let handler = |_: Job<Raw<GitHub>>| async { Ok::<_, Failure>(()) };
        let made = inbox.worker().concurrency(hands.try_into()?).drain(handler).await?;
        assert_eq!(made as u64, count, "one attempt each");
        let attempts = made as f64 / begun.elapsed().as_secs_f64();
        println!("| {} | {name} | {:.0} | {hands} | {attempts:.0} |", place.name(), count as f64 / put);
    }
    Ok(())
}
