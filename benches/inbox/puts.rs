//! How many deliveries a second are verified, stored durably and answered, and how long one takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use countersign::inbox::{Inbox, Put};
use countersign::providers::GitHub;
use countersign::{Delivery, Verifier};
use time::macros::datetime;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use super::Failure;

const SIZE: usize = 1 << 10;
const SENDERS: usize = 256;
const STRETCH: Duration = Duration::from_secs(3);

pub(crate) fn head() {
    println!("| puts | a second | p50 at half of that, ms | p99, ms | p50 at 2,500, ms | p99, ms |");
    println!("|---|--:|--:|--:|--:|--:|");
}

/// The receiver, and what it has been sent.
struct Receiver {
    github: Verifier<GitHub>,
    inbox: Option<Inbox>,
    sent: AtomicU64,
}

impl Receiver {
    fn new(inbox: Option<Inbox>) -> Result<Arc<Self>, Failure> {
        let github = Verifier::new("It's a Secret to Everybody")?;
        Ok(Arc::new(Self { github, inbox, sent: AtomicU64::new(0) }))
    }

    /// A delivery like no other.
    fn next(&self) -> Result<Delivery, Failure> {
        let number = self.sent.fetch_add(1, Ordering::Relaxed);
        let request = self.github.sign(format!("{number:0SIZE$}")).uri("/github".parse()?).request()?;
        Ok(Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC)))
    }

    /// Handles a delivery up to its answer, and says how long that took.
    async fn handle(&self, delivery: Delivery) -> Result<Duration, Failure> {
        let begun = Instant::now();
        let event = self.github.verify(delivery)?;
        if let Some(inbox) = &self.inbox {
            let put = inbox.put(&event).await?;
            assert!(matches!(put, Put::Stored(_)), "{put:?}");
        }
        Ok(begun.elapsed())
    }
}

pub(crate) async fn measure(name: &str, inbox: Option<Inbox>) -> Result<(), Failure> {
    let receiver = Receiver::new(inbox)?;
    let most = at_most(&receiver).await?;
    let mut cells = String::new();
    for rate in [(most / 2.0).min(20_000.0), 2_500.0] {
        let mut times = at(&receiver, rate).await?;
        times.sort_unstable();
        for share in [0.50, 0.99] {
            let time = times[(times.len() as f64 * share) as usize];
            cells += &format!(" {:.2} |", time.as_secs_f64() * 1e3);
        }
    }
    println!("| {name} | {most:.0} |{cells}");
    Ok(())
}

/// How many are answered in a second, by senders that wait for their answers.
async fn at_most(receiver: &Arc<Receiver>) -> Result<f64, Failure> {
    let begun = Instant::now();
    let mut senders = JoinSet::new();
    for _ in 0..SENDERS {
        let receiver = Arc::clone(receiver);
        senders.spawn(async move {
            let mut count = 0_u64;
            while begun.elapsed() < STRETCH {
                receiver.handle(receiver.next()?).await?;
                count += 1;
                tokio::task::yield_now().await;
            }
            Ok::<_, Failure>(count)
        });
    }
    let mut count = 0;
    for sent in senders.join_all().await {
        count += sent?;
    }
    Ok(count as f64 / begun.elapsed().as_secs_f64())
}

/// How long each takes, at so many a second.
async fn at(receiver: &Arc<Receiver>, rate: f64) -> Result<Vec<Duration>, Failure> {
    // Timers go by milliseconds.
    let mut ticks = interval(Duration::from_millis(2));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (begun, mut due, mut tasks) = (Instant::now(), 0.0, JoinSet::new());
    while begun.elapsed() < STRETCH {
        ticks.tick().await;
        due += rate * 0.002;
        while due >= 1.0 {
            due -= 1.0;
            let (receiver, delivery) = (Arc::clone(receiver), receiver.next()?);
            tasks.spawn(async move { receiver.handle(delivery).await });
        }
    }
    tasks.join_all().await.into_iter().collect()
}
