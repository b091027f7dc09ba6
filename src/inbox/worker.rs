//! Workers.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, pending};
use std::marker::PhantomData;
use std::num::NonZeroUsize;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use time::Duration;
use tokio::task::{Id, JoinError, JoinSet, yield_now};
use tokio::time::{Instant, sleep, timeout};

use super::Inbox;
use super::database::{BATCH, Claimed, DEAD, DONE, End, Ticket, WAITING};
use super::failure::{Failure, Then};
use super::job::Job;
use crate::error::PayloadError;
use crate::event::{Event, Raw};
use crate::kept::{self, Unreadable};
use crate::replay::StoreError;
use crate::scheme::{Provider, Scheme};
use crate::verified::Verified;
use crate::wait::lasting;

/// Handles what is in an inbox of one provider's, as events of one type. Made by [`Inbox::worker`].
///
/// Several may run, in one process or on many machines: no item is with two of them, but for one whose lease ran
/// out. That is [a margin](MARGIN) longer than its deadline.
pub struct Worker<E> {
    inbox: Inbox,
    settings: Settings,
    event: PhantomData<fn() -> E>,
}

#[derive(Debug, Clone, Copy)]
struct Settings {
    concurrency: NonZeroUsize,
    deadline: Duration,
    attempts: u32,
    first: Duration,
    longest: Duration,
    poll: Duration,
    grace: Duration,
}

/// How much longer a lease is than the deadline of an attempt: half a minute, for the database to be told what came
/// of it.
pub const MARGIN: Duration = Duration::seconds(30);

/// How long an error of a handler's may be that is kept.
const ERROR: usize = 1_000;

impl<E: Event + Send + Sync + 'static> Worker<E> {
    pub(super) fn new(inbox: Inbox) -> Self {
        let settings = Settings {
            concurrency: const { NonZeroUsize::new(8).unwrap() },
            deadline: Duration::seconds(30),
            attempts: 16,
            first: Duration::seconds(5),
            longest: Duration::HOUR,
            poll: Duration::SECOND,
            grace: Duration::seconds(10),
        };
        Self { inbox, settings, event: PhantomData }
    }

    /// With another number of items that are handled at a time than eight.
    #[must_use]
    pub const fn concurrency(mut self, concurrency: NonZeroUsize) -> Self {
        self.settings.concurrency = concurrency;
        self
    }

    /// With another time that an attempt may take than half a minute. Its future is dropped then, and it has
    /// failed.
    #[must_use]
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.settings.deadline = deadline;
        self
    }

    /// With another number of attempts than 16 before an item is given up. There is at least one.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.settings.attempts = attempts;
        self
    }

    /// With other times to wait after an attempt that failed than five seconds after the first, twice as long after
    /// each, and an hour at the most. With 16 attempts that makes between three and six and a half hours.
    ///
    /// Each item waits for between half of that and all of it, which its key decides, so that items that fail
    /// together do not come again together.
    #[must_use]
    pub const fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.settings.first = first;
        self.settings.longest = longest;
        self
    }

    /// With another time between looks for what is due than a second. What is put by this inbox or a clone of it
    /// is looked for at once.
    #[must_use]
    pub const fn poll(mut self, poll: Duration) -> Self {
        self.settings.poll = poll;
        self
    }

    /// With another time that attempts may still take when the worker is shut down than ten seconds. What is not
    /// finished then is dropped, and given back for another worker.
    #[must_use]
    pub const fn grace(mut self, grace: Duration) -> Self {
        self.settings.grace = grace;
        self
    }

    /// Handles items until `shutdown` ends, and what is in hand then.
    ///
    /// A handler's error, as its text, is kept with the attempt: keep secrets out of it. A [`Failure`] says of it
    /// whether and when the item is tried again. A panic is a failure. Where the database does not answer, the worker
    /// goes on when it does. If this future is dropped, so are its attempts, and their items are handled when their
    /// leases ran out.
    pub async fn run<H, F, X>(&self, handler: H, shutdown: impl Future<Output = ()>)
    where
        H: Fn(Job<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), X>> + Send + 'static,
        X: Into<Failure> + 'static,
    {
        let mut shutdown = pin!(shutdown);
        let mut hands = Hands::new(self, handler);
        let mut changes = self.inbox.stored.subscribe();
        loop {
            changes.mark_unchanged();
            if let Err(error) = hands.take().await {
                tracing::warn!(error = &error as &dyn StdError, "the inbox cannot be read");
            }
            let is_free = hands.free() > 0;
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                () = hands.finish_some() => {}
                Ok(()) = changes.changed(), if is_free => {}
                () = sleep(lasting(self.settings.poll)), if is_free => {}
            }
        }
        hands.stop().await;
    }

    /// Handles what is due, until nothing is or in hand, and says how many attempts that took. For a job that is
    /// started now and then, and for tests.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn drain<H, F, X>(&self, handler: H) -> Result<usize, StoreError>
    where
        H: Fn(Job<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), X>> + Send + 'static,
        X: Into<Failure> + 'static,
    {
        let mut hands = Hands::new(self, handler);
        let mut attempts = 0;
        loop {
            attempts += hands.take().await?;
            if hands.tasks.is_empty() {
                return Ok(attempts);
            }
            hands.finish_some().await;
        }
    }
}

/// Gives its settings.
impl<E> fmt::Debug for Worker<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// What is in hand.
struct Hands {
    inbox: Inbox,
    settings: Settings,
    provider: &'static str,
    attempt: Attempt,
    tasks: JoinSet<()>,
    tickets: HashMap<Id, Held>,
    /// When it was last seen to that claims need not step over what waits for others.
    seen_to: Option<Instant>,
}

/// Makes an attempt, and says how it ended. Whatever the handler and its types are, the rest is compiled once.
type Attempt = Box<dyn Fn(Claimed, Held) -> Attempted + Send + Sync>;
type Attempted = Pin<Box<dyn Future<Output = End> + Send>>;

/// An item in hand, and how many of its attempts count, this one with them.
#[derive(Clone)]
struct Held {
    ticket: Arc<Ticket>,
    counted: i64,
    is_ordered: bool,
    /// How its attempt ended, while the database is told.
    end: Arc<OnceLock<End>>,
}

impl Hands {
    fn new<E, H, F, X>(worker: &Worker<E>, handler: H) -> Self
    where
        E: Event + Send + Sync + 'static,
        H: Fn(Job<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), X>> + Send + 'static,
        X: Into<Failure> + 'static,
    {
        let scheme: &'static Scheme = const { &E::Provider::SCHEME.checked() };
        let (settings, timeout, handler) = (worker.settings, worker.inbox.timeout, Arc::new(handler));
        let attempt: Attempt = Box::new(move |claimed, held| {
            let handler = Arc::clone(&handler);
            Box::pin(async move { attempt(settings, timeout, claimed, &held, &*handler).await })
        });
        Self {
            inbox: worker.inbox.clone(),
            settings,
            provider: scheme.name(),
            attempt,
            tasks: JoinSet::new(),
            tickets: HashMap::new(),
            seen_to: None,
        }
    }

    /// How many more can be taken.
    fn free(&self) -> usize {
        self.settings.concurrency.get().saturating_sub(self.tasks.len())
    }

    /// Takes what is due, as much of it as there are hands. Says how many.
    async fn take(&mut self) -> Result<usize, StoreError> {
        let free = self.free();
        if free == 0 {
            return Ok(0);
        }
        self.put_off().await?;
        let lease = self.settings.deadline.saturating_add(MARGIN);
        let claimed = self.inbox.database.claim(self.provider, lease, free).await?;
        let count = claimed.len();
        claimed.into_iter().for_each(|claimed| self.begin(claimed));
        Ok(count)
    }

    /// Puts off what waits for others of its order, once a second at the most.
    async fn put_off(&mut self) -> Result<(), StoreError> {
        if self.seen_to.is_some_and(|seen_to| seen_to.elapsed() < lasting(Duration::SECOND)) {
            return Ok(());
        }
        while self.inbox.database.put_off(self.provider).await? >= BATCH as usize {}
        self.seen_to = Some(Instant::now());
        Ok(())
    }

    /// Begins an attempt.
    fn begin(&mut self, claimed: Claimed) {
        let ticket = Ticket { id: claimed.id, key: claimed.key.clone(), attempt: claimed.attempts };
        let (counted, is_ordered) = (claimed.attempts - claimed.forgiven, claimed.is_ordered);
        let held = Held { ticket: Arc::new(ticket), counted, is_ordered, end: Arc::default() };
        let attempted = (self.attempt)(claimed, held.clone());
        let (inbox, ending) = (self.inbox.clone(), held.clone());
        let task = self.tasks.spawn(async move {
            let end = attempted.await;
            settle(&inbox, &ending, ending.end.get_or_init(|| end)).await;
        });
        self.tickets.insert(task.id(), held);
    }

    /// Waits for an attempt to end, for ever where there is none, and for those that end with it. It may be dropped
    /// at any time.
    async fn finish_some(&mut self) {
        let Some(ended) = self.tasks.join_next_with_id().await else { return pending().await };
        self.finish(ended);
        // Those whose ends were committed together have yet to be told.
        yield_now().await;
        while let Some(ended) = self.tasks.try_join_next_with_id() {
            self.finish(ended);
        }
    }

    fn finish(&mut self, ended: Result<(Id, ()), JoinError>) {
        match ended {
            Ok((id, ())) => drop(self.tickets.remove(&id)),
            Err(error) => self.clear(&error),
        }
    }

    /// Has it settled in a task of its own what an attempt left that ended by itself or was ended. One whose handler
    /// had ended is not given back: its work may be done.
    fn clear(&mut self, error: &JoinError) {
        let Some(held) = self.tickets.remove(&error.id()) else { return };
        let end = match held.end.get() {
            Some(end) => end.clone(),
            None if error.is_cancelled() => End { forgiven: 1, ..End::new(WAITING, "returned") },
            None => self.settings.failed(&held, "the handler panicked"),
        };
        let inbox = self.inbox.clone();
        self.tasks.spawn(async move { settle(&inbox, &held, &end).await });
    }

    /// Lets what is in hand end, for a time, and gives back the rest.
    async fn stop(mut self) {
        let _ = timeout(lasting(self.settings.grace), self.finish_all()).await;
        let ids: Vec<_> = self.tickets.keys().copied().collect();
        self.tasks.abort_all();
        // What they held of the database is let go of before it is asked.
        while let Some(ended) = self.tasks.join_next_with_id().await {
            match ended {
                Ok((id, ())) => drop(self.tickets.remove(&id)),
                Err(error) if ids.contains(&error.id()) => self.clear(&error),
                Err(_) => {}
            }
        }
    }

    async fn finish_all(&mut self) {
        while !self.tasks.is_empty() {
            self.finish_some().await;
        }
    }
}

/// Makes an attempt, and says how it ended.
async fn attempt<E, H, F, X>(
    settings: Settings,
    database: Duration,
    claimed: Claimed,
    held: &Held,
    handler: &H,
) -> End
where
    E: Event,
    H: Fn(Job<E>) -> F,
    F: Future<Output = Result<(), X>>,
    X: Into<Failure>,
{
    if held.counted > settings.attempts() {
        return End::new(DEAD, "failed every attempt was lost");
    }
    let event = match event_of::<E>(claimed) {
        Ok(event) => event,
        Err(end) => return end,
    };
    let in_transaction = Arc::new(AtomicBool::new(false));
    let job = Job::new(event, Arc::clone(&held.ticket), Arc::clone(&in_transaction), database);
    match timeout(lasting(settings.deadline), handler(job)).await {
        // Where it was committed, it is no longer the attempt's to settle, and nothing comes of this.
        Ok(Ok(())) if in_transaction.load(Ordering::SeqCst) => {
            settings.failed(held, "its transaction was not committed")
        }
        Ok(Ok(())) => End::done(),
        Ok(Err(error)) => settings.failed_by(held, &error.into()),
        Err(_) => settings.failed(held, "it took longer than its deadline"),
    }
}

/// The event of an item, or how the attempt ends that has none.
fn event_of<E: Event>(claimed: Claimed) -> Result<Verified<E>, End> {
    let Claimed { key, head, receipt, body, .. } = claimed;
    let scheme: &'static Scheme = const { &E::Provider::SCHEME.checked() };
    let unfit = |error: &dyn StdError| End::new(DEAD, format!("unfit {}", one_line(&text_of(error))));
    let body = body.ok_or_else(|| unfit(&Unreadable("body")))?;
    let raw: Verified<Raw<E::Provider>> =
        kept::verified(scheme, &key, &head, &receipt, body.into()).map_err(|error| unfit(&error))?;
    raw.parse().map_err(|error| match error.error() {
        PayloadError::Unwanted => End::new(DONE, "unwanted"),
        _ => unfit(&error),
    })
}

/// Tells the database how an attempt ended, until its lease runs out. What was not told by then is handled again.
async fn settle(inbox: &Inbox, held: &Held, end: &End) {
    /// Not the worker's `poll`, which may be longer than the lease.
    const PAUSE: Duration = Duration::SECOND;
    let until = Instant::now() + lasting(MARGIN);
    let (ticket, state) = (&held.ticket, end.state);
    let is_settled = loop {
        match inbox.database.settle(ticket, end.clone()).await {
            Ok(is_settled) => break is_settled,
            Err(error) if Instant::now() >= until => {
                tracing::warn!(
                    error = &error as &dyn StdError,
                    item = ticket.id,
                    "an attempt could not be ended"
                );
                return;
            }
            Err(_) => sleep(lasting(PAUSE)).await,
        }
    };
    if is_settled && state == DEAD {
        tracing::warn!(item = ticket.id, attempt = ticket.attempt, "an item of the inbox was given up");
    }
    // It may also have been ended by a transaction. Without this the next one waits for its time.
    if held.is_ordered && !(is_settled && state == WAITING) {
        let _ = inbox.database.wake_next(ticket.id).await;
    }
}

impl Settings {
    fn attempts(&self) -> i64 {
        i64::from(self.attempts.max(1))
    }

    /// The end of an attempt that failed, which is the item's where it was the last.
    fn failed(&self, held: &Held, error: &str) -> End {
        let note = format!("failed {}", one_line(error));
        if held.counted >= self.attempts() {
            return End::new(DEAD, note);
        }
        End { delay: self.delay(held), ..End::new(WAITING, note) }
    }

    /// The end of an attempt whose handler gave an error.
    fn failed_by(&self, held: &Held, failure: &Failure) -> End {
        let text = text_of(failure.error());
        match failure.then() {
            Then::Again(after) => {
                let end = self.failed(held, &text);
                End { delay: end.delay.max(after), ..end }
            }
            Then::GiveUp => End::new(DEAD, format!("given-up {}", one_line(&text))),
        }
    }

    /// How long an item waits: between half and all of what there is after so many attempts.
    fn delay(&self, held: &Held) -> Duration {
        let doublings = u32::try_from(held.counted - 1).unwrap_or(u32::MAX).min(30);
        let whole = self.first.saturating_mul(1 << doublings).min(self.longest).max(Duration::ZERO);
        let key = &held.ticket.key;
        // The key is a hash, so its bytes are as good as any that are drawn.
        let byte = key.get(held.ticket.attempt.unsigned_abs() as usize % key.len().max(1)).copied();
        whole / 2 + whole / 2 / 255 * i32::from(byte.unwrap_or_default())
    }
}

/// An error with its causes, and what they have to say.
fn text_of(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

/// What fits into a line of an item's history.
fn one_line(text: &str) -> String {
    text.chars().take(ERROR).map(|char| if char.is_control() { ' ' } else { char }).collect()
}
