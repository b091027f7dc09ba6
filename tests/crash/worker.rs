//! The worker of an inbox, in the process of the receiver.

use std::error::Error;

use countersign::Raw;
use countersign::inbox::{Inbox, Job};
use countersign::providers::GitHub;
use time::Duration;
use tokio::time::sleep;

use super::receiver::{Point, Receiver, Way, in_time};

/// How long it waits between looks, and after an attempt that failed.
const PAUSE: Duration = Duration::milliseconds(20);

/// As if the leases of the dead had run out, and the minute of what is next of its order. There is one receiver at a
/// time, so those are all that there are.
const END_LEASES: &str = "
    UPDATE countersign_inbox SET due_at = 0
    WHERE started_at IS NOT NULL OR id IN (
        SELECT min(id) FROM countersign_inbox WHERE state = 0 AND order_key IS NOT NULL GROUP BY order_key
    )";

/// Works for ever, also where the database does not answer yet.
pub(crate) async fn work(inbox: Inbox, receiver: Receiver) {
    while in_time(receiver.effects.execute(END_LEASES)).await.is_err() {
        sleep(PAUSE.unsigned_abs()).await;
    }
    // Each death is an attempt.
    let worker = inbox.worker::<Raw<GitHub>>().attempts(u32::MAX).poll(PAUSE).backoff(PAUSE, PAUSE);
    let handler = move |job| {
        let receiver = receiver.clone();
        async move { handle(&receiver, &job).await }
    };
    worker.run(handler, std::future::pending()).await;
}

async fn handle(receiver: &Receiver, job: &Job<Raw<GitHub>>) -> Result<(), Box<dyn Error + Send + Sync>> {
    let name = str::from_utf8(job.body())?;
    if receiver.way == Way::Inbox {
        receiver.at(Point::BeforeEffect, name).await;
        receiver.effects.have(job.receipt().idempotency_key(), name).await?;
        receiver.at(Point::AfterEffect, name).await;
        return Ok(());
    }
    let mut open = receiver.machine().begin().await?;
    open.done_in(job).await?;
    receiver.at(Point::BeforeEffect, name).await;
    open.effect(name).await?;
    receiver.at(Point::AfterEffect, name).await;
    open.commit().await?;
    receiver.at(Point::AfterCommit, name).await;
    Ok(())
}
