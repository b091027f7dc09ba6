//! Deliveries that no key matched, kept until a secret is mended.

mod queue;
mod retry;
pub(super) mod shares;
pub(super) mod suspect;
pub(super) mod ward;

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use time::Duration;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::time::sleep;

use self::queue::{Answer, Queue, Waiting, tell};
use self::retry::{Order, Retry};
use self::shares::Share;
use self::suspect::Suspect;
use self::ward::{Bound, Of};
use super::Inbox;
use super::commit::copies;
use super::database::all_of;
use crate::error::KeyError;
use crate::event::Raw;
use crate::refusal::Refusal;
use crate::replay::StoreError;
use crate::replay::remote::{answer, deadline};
use crate::unproven::Unproven;
use crate::verified::Verified;
use crate::verifier::Verifier;

/// Keeps deliveries that no key matched, in the inbox's database, so that they can be verified again once a secret is
/// mended. Made by [`Inbox::quarantine`]; off unless a verifier is [set to it](Verifier::quarantine). Clones share it.
///
/// A secret that was copied wrongly, or that a sender has replaced too early, refuses genuine deliveries, and senders
/// give up after hours or days. With a quarantine, what was refused meanwhile is at hand.
///
/// ```
/// # #[cfg(feature = "sqlite")] {
/// use countersign::inbox::Inbox;
/// use countersign::providers::GitHub;
/// use countersign::{Delivery, Refusal, Verifier};
/// use time::macros::datetime;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await?;
/// # let inbox = Inbox::sqlite(pool);
/// # inbox.migrate().await?;
/// let quarantine = inbox.quarantine();
/// quarantine.create_table().await?;
///
/// // In a web server, whose extractors have what is refused kept:
/// let github = Verifier::<GitHub>::new("It's a Secret to Nobody")?.quarantine(&quarantine)?;
/// # let sender = Verifier::<GitHub>::new("It's a Secret to Everybody")?;
/// # let delivery = Delivery::from_request(sender.sign("{}").request()?, datetime!(2026-11-22 12:00 UTC));
/// # let Err(Refusal::Unproven(unproven)) = github.receive(delivery) else { panic!("another secret") };
/// # quarantine.offer(&unproven);
///
/// // Some hours later, by whoever has mended the secret:
/// let github = Verifier::<GitHub>::new("It's a Secret to Everybody")?;
/// let retried = quarantine.retry(&github).await?;
/// assert_eq!((retried.stored, retried.refused), (1, 0));
/// # Ok(())
/// # }
/// # main().unwrap();
/// # }
/// ```
///
/// # What is kept
///
/// What was refused as [`Error::Mismatch`], [`Error::RetiredKey`], [`Error::Undetermined`] or [`Error::UnknownKey`],
/// and nothing else: not what had no signature, was malformed, stale, too large for the framework, or against a
/// condition. Schemes that are proven by a token or credentials have none: what was presented there is somebody's
/// secret.
///
/// It is kept in a table of its own, with its head but for `Cookie`, `Proxy-Authorization` and an `Authorization` that
/// is not the proof, and with the address of its peer. **Anybody can have their request put on your disk.** It is
/// never [`Verified`] and no [`Item`](super::Item) of the inbox until it is [retried](Self::retry).
///
/// # What it costs
///
/// A request is answered before anything is written. What is to be kept waits in memory, 128 deliveries or 4 MiB at
/// the most, and is written by a task, by one commit every fifth of a second. What is kept is bounded by
/// [rows](Self::rows), [bytes](Self::bytes), the [longest](Self::longest) and [age](Self::age). Where there is no
/// room, in memory or on disk, the source gives way that has most, an address of IPv4 or a `/64` of IPv6, by its
/// latest: a flood displaces itself. A hundredth of the room is left to each source that has it. Behind a proxy that
/// the verifier was not told of (`Verifier::behind`), and where the server does not say the peer, all is of one source.
///
/// What did not find room, or could not be written, is [counted](Self::dropped), and the sender comes again: it was
/// refused.
///
/// [`Error::Mismatch`]: crate::Error::Mismatch
/// [`Error::RetiredKey`]: crate::Error::RetiredKey
/// [`Error::Undetermined`]: crate::Error::Undetermined
/// [`Error::UnknownKey`]: crate::Error::UnknownKey
#[derive(Clone)]
pub struct Quarantine {
    inbox: Inbox,
    shared: Arc<Shared>,
    bound: Bound,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    dropped: AtomicU64,
    /// Held while some are written.
    writing: tokio::sync::Mutex<()>,
}

/// What came of a [put](Quarantine::put). It is kept or it is not, so the enum is complete.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quarantined {
    /// There is no room for it, or it is too long. Answer with the refusal.
    Full,
    /// It is on disk, and gives way to no other.
    Kept,
}

/// What came of a [retry](Quarantine::retry).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retried {
    /// Genuine, and no longer in quarantine: they are in the inbox now.
    pub stored: u64,
    /// Genuine, and no longer in quarantine: the inbox had them already, as when a retry of the sender's got through.
    pub repeated: u64,
    /// Genuine, and no longer in quarantine: signed probes of the endpoint, which nobody waits for.
    pub probes: u64,
    /// Not proven, or stale when they arrived. They stay until they are too old.
    pub refused: u64,
}

/// How long the task that writes rests after each commit, and after one that failed.
const REST: std::time::Duration = std::time::Duration::from_millis(200);
const LONG_REST: std::time::Duration = std::time::Duration::from_secs(5);

impl Inbox {
    /// A quarantine in this inbox's database. Make one and clone it: each counts, and waits, for itself.
    #[must_use]
    pub fn quarantine(&self) -> Quarantine {
        let all = Share { rows: 10_000, bytes: 256 << 20 };
        let bound = Bound { all, longest: 256 << 10, age: Duration::days(3) };
        Quarantine { inbox: self.clone(), shared: Arc::default(), bound }
    }
}

impl<P> Verifier<P> {
    /// With what is refused for want of a key [kept](Quarantine) in a quarantine, by the adapters. Nothing changes for
    /// whoever sent it. Implies [`keep_unproven`](Self::keep_unproven).
    ///
    /// # Errors
    ///
    /// [`KeyError::ProvenByToken`] if the scheme signs no message.
    pub fn quarantine(self, quarantine: &Quarantine) -> Result<Self, KeyError> {
        let quarantine = quarantine.clone();
        Ok(self.keep_unproven()?.on_refusal(move |refusal| {
            if let Refusal::Unproven(unproven) = refusal {
                quarantine.offer(unproven);
            }
        }))
    }
}

impl Quarantine {
    /// With another number of deliveries than 10,000 that are kept at the most.
    #[must_use]
    pub const fn rows(mut self, rows: u64) -> Self {
        self.bound.all.rows = rows;
        self
    }

    /// With another number of bytes than 256 MiB that all that is kept has at the most, by their heads and bodies.
    #[must_use]
    pub const fn bytes(mut self, bytes: u64) -> Self {
        self.bound.all.bytes = bytes;
        self
    }

    /// With another number of bytes than 256 KiB that a head and its body have at the most, or are not kept.
    #[must_use]
    pub const fn longest(mut self, bytes: u64) -> Self {
        self.bound.longest = bytes;
        self
    }

    /// With another time than three days for which they are kept. Let it be shorter than the age at which the inbox is
    /// [pruned](Inbox::prune): an older one could have been handled and forgotten.
    #[must_use]
    pub const fn age(mut self, age: Duration) -> Self {
        self.bound.age = age;
        self
    }

    /// Makes its table, unless it is there. It may be called at any time, by several machines at once.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn create_table(&self) -> Result<(), StoreError> {
        self.inbox.database.make_ward().await
    }

    /// Has a delivery kept, without waiting for it: for receivers of your own, since the adapters do so where a
    /// verifier is [set to it](Verifier::quarantine).
    ///
    /// Outside of a tokio runtime it waits until the next one that is offered inside, or a [`flush`](Self::flush).
    pub fn offer(&self, unproven: &Unproven) {
        self.push(unproven, None);
    }

    /// Keeps a delivery, and says whether it is on disk, for those that want to answer with a 2xx then.
    ///
    /// **The sender forgets it then, and this is the only copy.** It gives way to no other, and is deleted when it is
    /// too old. Without a 2xx the sender comes again, so offer it instead unless its schedule is shorter than you take
    /// to mend a secret.
    ///
    /// # Errors
    ///
    /// If it may not be on disk. Answer with the refusal.
    pub fn put(
        &self,
        unproven: &Unproven,
    ) -> impl Future<Output = Result<Quarantined, StoreError>> + Send + use<> {
        let (promise, promised) = oneshot::channel();
        self.push(unproven, Some(promise));
        let timeout = self.inbox.timeout;
        async move { answer(deadline(timeout), promised).await? }
    }

    /// Verifies again, as of its arrival, what a verifier of this scheme and [endpoint](Verifier::endpoint) has
    /// refused, and puts what is genuine into the inbox.
    ///
    /// The times that are signed and the ends of keys are held against the time of arrival. Conditions are not asked
    /// again: they were met. A key that has to be fetched is, until that was in vain for one of the same source, or for
    /// 256 sources. What is put has the idempotency key that it would have had, so a retry of the sender's is no second
    /// item, before or after. If it ends half-way, call it again.
    ///
    /// # Errors
    ///
    /// If the database does not answer. What was stored by then is.
    pub async fn retry<P>(&self, verifier: &Verifier<P>) -> Result<Retried, StoreError> {
        self.retry_by(verifier, None).await
    }

    /// Verifies again as [`retry`](Self::retry) does, and puts what is genuine as [`Inbox::put_in_order`] does, in the
    /// order in which it was kept.
    ///
    /// # Errors
    ///
    /// As [`retry`](Self::retry).
    pub async fn retry_in_order<P, K: AsRef<[u8]>>(
        &self,
        verifier: &Verifier<P>,
        order: impl Fn(&Verified<Raw<P>>) -> K + Sync,
    ) -> Result<Retried, StoreError> {
        self.retry_by(verifier, Some(&|verified| order(verified).as_ref().to_vec())).await
    }

    /// Deletes what a verifier of this scheme and endpoint has refused, and says how many.
    ///
    /// # Errors
    ///
    /// If the database does not answer. What was deleted by then is deleted.
    pub async fn clear<P>(&self, verifier: &Verifier<P>) -> Result<u64, StoreError> {
        all_of(|| self.inbox.database.clear(of(verifier))).await
    }

    /// Deletes what is too old, and says how many. It is also done whenever some are kept: call it now and then, or
    /// the last ones stay.
    ///
    /// # Errors
    ///
    /// If the database does not answer. What was deleted by then is deleted.
    pub async fn prune(&self) -> Result<u64, StoreError> {
        all_of(|| self.inbox.database.age_out(self.bound.age)).await
    }

    /// Writes what waits in memory: before a process ends, say.
    pub async fn flush(&self) {
        self.write().await;
    }

    /// How many are kept on disk, of all verifiers.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn held(&self) -> Result<u64, StoreError> {
        Ok(self.inbox.database.held().await?.0.unsigned_abs())
    }

    /// How many were not kept, or not for long, since this quarantine was made: they were too long, there was no room,
    /// they gave way to others, or the database did not answer.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.shared.dropped.load(Ordering::Relaxed)
    }

    fn push(&self, unproven: &Unproven, promise: Option<Answer>) {
        let Some(suspect) = Suspect::of(unproven, promise.is_some(), self.bound.longest) else {
            self.count_dropped(1);
            return tell(promise, Ok(Quarantined::Full));
        };
        let runtime = Handle::try_current();
        let mut queue = self.queue();
        let gone = queue.push(Waiting { suspect, answer: promise });
        let runtime = runtime.ok().filter(|_| !mem::replace(&mut queue.is_running, true));
        // A runtime that has ended drops the task at once, which wants the queue.
        drop(queue);
        if let Some(runtime) = runtime {
            runtime.spawn(Running { quarantine: self.clone(), is_over: false }.run());
        }
        self.count_dropped(gone);
    }

    /// Writes what waits, and says how long to rest then.
    async fn write(&self) -> std::time::Duration {
        let _turn = self.shared.writing.lock().await;
        let waiting = self.queue().take();
        if waiting.is_empty() {
            return REST;
        }
        let (suspects, answers): (Vec<_>, Vec<_>) =
            waiting.into_iter().map(|waiting| (waiting.suspect, waiting.answer)).unzip();
        match self.inbox.database.keep(&suspects, self.bound).await {
            Ok(kept) => {
                let refused = kept.is_kept.iter().filter(|is_kept| !**is_kept).count() as u64;
                self.count_dropped(kept.given_up + refused);
                for (answer, is_kept) in answers.into_iter().zip(kept.is_kept) {
                    let quarantined = if is_kept { Quarantined::Kept } else { Quarantined::Full };
                    tell(answer, Ok(quarantined));
                }
                REST
            }
            Err(error) => {
                let count = suspects.len();
                tracing::warn!(
                    error = &error as &dyn StdError,
                    count,
                    "refused deliveries could not be kept"
                );
                self.count_dropped(count as u64);
                let error = copies(error);
                answers.into_iter().for_each(|answer| tell(answer, Err(error())));
                LONG_REST
            }
        }
    }

    async fn retry_by<P>(
        &self,
        verifier: &Verifier<P>,
        order: Option<&Order<'_, P>>,
    ) -> Result<Retried, StoreError> {
        self.flush().await;
        self.prune().await?;
        let database = &self.inbox.database;
        // What comes from here on may come without end.
        let (_, last) = database.held().await?;
        let mut retry = Retry::new(&self.inbox, verifier, order);
        let mut after = 0;
        while let Some(last) = last {
            let page = database.page(of(verifier), after, last).await?;
            let Some((id, ..)) = page.last() else { break };
            after = *id;
            let genuine = retry.page(page).await?;
            // Only now: what is stored twice is one item, and what is stored nowhere is lost.
            if !genuine.is_empty() {
                database.release(&genuine).await?;
            }
        }
        Ok(retry.retried)
    }

    fn count_dropped(&self, count: u64) {
        self.shared.dropped.fetch_add(count, Ordering::Relaxed);
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Each change of it is whole by itself.
        self.shared.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives how much is kept, and nothing of it.
impl fmt::Debug for Quarantine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Quarantine")
            .field("bound", &self.bound)
            .field("dropped", &self.dropped())
            .finish_non_exhaustive()
    }
}

/// The task that writes. It ends when nothing waits.
struct Running {
    quarantine: Quarantine,
    is_over: bool,
}

impl Running {
    async fn run(mut self) {
        while !self.is_over {
            let rest = self.quarantine.write().await;
            sleep(rest).await;
            let mut queue = self.quarantine.queue();
            queue.is_running = !queue.is_empty();
            self.is_over = !queue.is_running;
        }
    }
}

/// Where the runtime ends, the next one that is offered starts another.
impl Drop for Running {
    fn drop(&mut self) {
        if !self.is_over {
            self.quarantine.queue().is_running = false;
        }
    }
}

/// Whose those are that a verifier may verify again.
fn of<P>(verifier: &Verifier<P>) -> Of<'_> {
    let config = &verifier.core().config;
    Of { provider: config.scheme.name(), endpoint: config.endpoint.as_deref() }
}
